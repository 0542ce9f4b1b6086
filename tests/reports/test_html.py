"""The HTML report, read by a parser that knows no mercy, as a translator and as an attacker."""

from __future__ import annotations

import posixpath
import re
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from i18n_pipeline.cli import main
from i18n_pipeline.document import Finding
from i18n_pipeline.publish.counts import Counts, Standing
from i18n_pipeline.reports import CheckResult, Tally, Verdict
from i18n_pipeline.reports.html import render_report
from i18n_pipeline.reports.html.wording import Piece, compare_wordings, show_unseen
from i18n_pipeline.reports.result import make_batch

SOURCE = """\
---
title: Why catalogs
---
# The question

Go through the stale segments once a month.

Set it to 50 percent.

Never touched.
"""


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *arguments], catch_exceptions=False)


def parse(page: bytes) -> Any:
    """Parse a page by the rules of HTML; anything that they call an error is one."""
    html5lib: Any = pytest.importorskip("html5lib", reason="html5lib is not installed")
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)


def text_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "content/blog").mkdir(parents=True)
    (root / "i18n-pipeline.toml").write_text('languages = ["it", "ar"]\n')
    (root / "content/blog/a.md").write_text(SOURCE)
    (root / "content/b.md").write_text("Read [it](nowhere.md).\n")
    run(root, "sync")
    translate(root / "locales/it/blog/a.po", "Go through the stale", "Ripassate una volta al mese.")
    translate(root / "locales/it/blog/a.po", "Set it to 50", "Impostatelo al 60 per cento.")
    translate(root / "locales/ar/blog/a.po", "Go through the stale", "راجعوا مرة في الشهر.")
    (root / "content/blog/a.md").write_text(SOURCE.replace("once a month", "once a week"))
    run(root, "sync")
    return root


def translate(catalog: Path, beginning: str, msgstr: str) -> None:
    text = catalog.read_text()
    new = re.sub(rf'(msgid "{beginning}.*\n)msgstr ""', lambda found: f'{found[1]}msgstr "{msgstr}"', text)
    assert new != text
    catalog.write_text(new)


def report(site: Path, *arguments: str) -> dict[str, bytes]:
    run(site, "report", *arguments)
    folder = site / "i18n-report"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.html")}


def test_there_is_a_page_for_each_document_and_language(site: Path) -> None:
    assert sorted(report(site)) == [
        "ar/content/b.md.html",
        "ar/content/blog/a.md.html",
        "index.html",
        "it/content/b.md.html",
        "it/content/blog/a.md.html",
    ]


def test_a_page_says_all_that_a_translator_needs(site: Path) -> None:
    page = parse(report(site)["it/content/blog/a.md.html"])
    stale, wrong, *missing = map(text_of, page.iter("article"))
    assert stale.startswith(
        "paragraph under The question Source, before and now"
        " Go through the stale segments once a monthweek."
        " Translation so far Ripassate una volta al mese. stale since 20"
    )
    assert stale.endswith("locales/it/blog/a.po:32 · source content/blog/a.md:6")
    assert wrong.startswith("number error ")
    assert wrong.endswith(
        "Source Set it to 50 percent. Translation Impostatelo al 60 per cento."
        " locales/it/blog/a.po:38 · source content/blog/a.md:8"
    )
    assert missing == [
        "front matter: title Why catalogs locales/it/blog/a.po:18 · source content/blog/a.md:2",
        "heading 1 The question locales/it/blog/a.po:23 · source content/blog/a.md:4",
        "paragraph under The question Never touched. locales/it/blog/a.po:44 · source content/blog/a.md:10",
    ]
    assert [(part.tag, part.text) for part in page.find(".//article//p[@lang='en']")] == [
        ("del", "month"),
        ("ins", "week"),
    ]


def test_the_overview_counts_and_names_what_is_about_no_translation(site: Path) -> None:
    page = parse(report(site)["index.html"])
    rows = [[text_of(cell) for cell in row] for row in page.iter("tr")]
    assert rows[1][:6] == ["Italian it", "23.8 % 5 words", "8", "8", "21", "1"]
    assert rows[4:] == [
        ["content/b.md", "0 % 1 missing", "0 % 1 missing"],
        ["content/blog/a.md", "26.3 % 1 stale, 1 finding, 3 missing", "0 % 1 stale, 4 missing"],
    ]
    assert [text_of(item) for item in page.iter("article")] == [
        "broken-link error there is no document nowhere.md; correct the link content/b.md:1"
    ]


def test_each_text_says_its_language_and_direction(site: Path) -> None:
    page = parse(report(site)["ar/content/blog/a.md.html"])
    texts = [(p.get("lang"), p.get("dir")) for p in page.iterfind(".//article//p[@lang]")]
    assert texts == [("en", "ltr"), ("ar", "rtl"), *[("en", "ltr")] * 4]


def test_pages_can_be_read_by_everybody_and_everywhere(site: Path) -> None:
    pages = {name: parse(data) for name, data in report(site).items()}
    for name, page in pages.items():
        elements = list(page.iter())
        names = [element.get("id") for element in elements if element.get("id")]
        assert len(names) == len(set(names))
        assert len(list(page.iter("h1"))) == 1
        assert page.get("lang") == "en"
        assert {element.tag for element in elements} & {"script", "img", "link", "iframe", "form"} == set()
        for table in page.iter("table"):
            assert table.find("caption") is not None
            assert all(cell.get("scope") in ("row", "col") for cell in table.iter("th"))
        for link in page.iter("a"):
            path, _, place = link.get("href").partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path)))
            assert place in names if place else target in pages


def test_all_colours_can_be_told_from_their_ground() -> None:
    folder = Path(render_report.__code__.co_filename).parent
    light, dark = re.findall(r":root \{([^}]*--back[^}]*)\}", (folder / "templates/style.css").read_text())
    for scheme in (light, dark):
        colour = dict(re.findall(r"--([\w-]+): (#\w+)", scheme))
        texts = ("text", "soft", "link", "good", "bad", "warn")
        pairs = [(text, ground) for text in texts for ground in ("back", "panel")]
        for text, ground in [*pairs, ("old", "old-back"), ("new", "new-back"), ("spot", "spot-back")]:
            assert contrast(colour[text], colour[ground]) >= 4.5, (text, ground)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    low, high = sorted(map(luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


ATTACK = (
    "</p></main><script>alert(1)</script><img src=x onerror=alert(1)>"
    "\" ' {{ 7*7 }} {% raw %} &amp; \x00 \u202e \ufffe"
)


def test_whatever_strangers_write_is_shown_as_text() -> None:
    name = "c/<script>\"'&#?% ü.md"
    finding = Finding(
        path=f"l/{ATTACK}",
        line=3,
        code="stale",
        message=ATTACK,
        language="it",
        source_path=name,
        source_line=2,
        msgid=ATTACK,
        msgstr=ATTACK,
        column=3,
        kind=ATTACK,
        breadcrumb=ATTACK,
        earlier=f"x {ATTACK}",
        notes=ATTACK,
    )
    others = [
        Finding(path, 1, code, ATTACK, "error", "it", name, 2, ATTACK, ATTACK, 5)
        for path, code in (("a", "missing"), ("a", "link"), ("b", "document"))
    ]
    standing = Standing(name, "it", ATTACK, ATTACK, Counts(1, 0, 1, 0), Counts(3, 0, 3, 0))
    verdict = Verdict("it", (Tally(Counts(3, 0, 3, 0), 0, 0, ATTACK),), ok=False)
    result = CheckResult(
        (make_batch((finding, *others)),), (verdict,), (Finding("x", 1, "page", ATTACK),), (standing,)
    )
    pages = dict(render_report(result, "en"))
    assert list(pages) == ["index.html", f"it/{name}.html"]
    for data in pages.values():
        page = parse(data)
        assert {element.tag for element in page.iter()} & {"script", "img"} == set()
        names = set(chain.from_iterable(element.attrib for element in page.iter()))
        assert not [name for name in names if name.startswith("on")]
        assert b"{{ 7*7 }}" in data
        assert "\u202e" not in data.decode()
    index = parse(pages["index.html"])
    assert unquote(index.find(".//td//a").get("href")) == f"it/{name}.html"


def test_a_page_is_found_whatever_its_document_is_called() -> None:
    name = f"c/{'長' * 84}.md"
    standing = Standing(name, "ja", "c.po", "c.md", Counts(), Counts())
    index, page = render_report(CheckResult((), (Verdict("ja", (), ok=True),), (), (standing,)), "xx-private")
    assert len(page[0].rpartition("/")[2].encode()) < 255
    assert "Nothing to do." in text_of(parse(page[1]))
    assert unquote(parse(index[1]).find(".//td//a").get("href")) == page[0]


def test_a_second_report_writes_nothing(site: Path) -> None:
    report(site)
    before = {path: path.stat().st_mtime_ns for path in (site / "i18n-report").rglob("*")}
    assert run(site, "report").output.startswith("Nothing to do: the report is up to date.\n")
    assert {path: path.stat().st_mtime_ns for path in (site / "i18n-report").rglob("*")} == before


def test_an_unsynced_change_is_told_as_one_that_is_synced(site: Path) -> None:
    (site / "content/blog/a.md").write_text(SOURCE.replace("once a month", "once a day"))
    page = parse(report(site)["it/content/blog/a.md.html"])
    changed = [part.text for part in page.find(".//article//p[@lang='en']")]
    assert changed == ["month", "day"]


def test_pages_of_documents_that_are_gone_go_too_and_nothing_else_does(site: Path) -> None:
    report(site)
    (site / "i18n-report/mine.txt").write_text("mine")
    (site / "content/blog/a.md").unlink()
    assert sorted(report(site)) == ["ar/content/b.md.html", "index.html", "it/content/b.md.html"]
    assert not (site / "i18n-report/it/content/blog").exists()
    assert (site / "i18n-report/mine.txt").read_text() == "mine"


@pytest.mark.parametrize("marker", ['{"pages": ["../content/b.html"]}', '{"pages": [1]}', "[]", "{"])
def test_a_marker_that_is_not_ours_removes_nothing(site: Path, marker: str) -> None:
    report(site)
    (site / "content/b.html").write_text("mine")
    (site / "i18n-report/.i18n-report.json").write_text(marker)
    done = run(site, "report")
    assert done.exit_code == 2
    assert ".i18n-report.json:1: is damaged; delete the folder" in done.output
    assert (site / "content/b.html").exists()


def test_a_link_does_not_lead_pages_out_of_the_folder(site: Path) -> None:
    report(site)
    (site / "elsewhere").mkdir()
    (site / "i18n-report/it").rename(site / "it")
    (site / "i18n-report/it").symlink_to("../elsewhere", target_is_directory=True)
    done = run(site, "report")
    assert done.exit_code == 2
    assert "lies outside of the report by a symbolic link; delete the link" in done.output
    assert not list((site / "elsewhere").iterdir())


WORDS = st.text(st.sampled_from("ab c.\n日本`é"), max_size=30)


@given(WORDS, WORDS)
def test_a_comparison_holds_both_wordings(old: str, new: str) -> None:
    pieces = compare_wordings(old, new)
    kept = [(kind, text.replace("⏎\n", "\n") if kind != "same" else text) for kind, text in pieces]
    assert "".join(text for kind, text in kept if kind != "new") == old
    assert "".join(text for kind, text in kept if kind != "old") == new


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("a month.", "a week.", [("same", "a "), ("old", "month"), ("new", "week"), ("same", ".")]),
        ("one two big old dogs", "one two tiny new dogs",
         [("same", "one two "), ("old", "big old"), ("new", "tiny new"), ("same", " dogs")]),
        ("毎月見直す", "毎週見直す", [("same", "毎"), ("old", "月"), ("new", "週"), ("same", "見直す")]),
        ("a b", "a\nb", [("same", "a"), ("old", " "), ("new", "⏎\n"), ("same", "b")]),
        ("nothing alike", "something else", [("old", "nothing alike"), ("new", "something else")]),
        ("x " * 3000, "x " * 3001, [("old", "x " * 3000), ("new", "x " * 3001)]),
    ],
)  # fmt: skip
def test_what_has_changed_is_shown_word_by_word(old: str, new: str, pieces: list[tuple[str, str]]) -> None:
    assert list(compare_wordings(old, new)) == [Piece(*piece) for piece in pieces]  # type: ignore[arg-type]


def test_characters_that_nobody_would_see_are_named() -> None:
    assert show_unseen("a\x00\x1b\u202eb\ufffe\ttab\nline") == "a␀␛⟨U+202E⟩b⟨U+FFFE⟩\ttab\nline"
