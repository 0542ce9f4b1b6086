"""Front matter that differs per language is taken from the page that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from i18n_pipeline.pipeline import Request, run
from i18n_pipeline.project import read_project
from i18n_pipeline.publish.local import keep_local
from i18n_pipeline.publish.marker import is_unedited, marker_text, sign_page

if TYPE_CHECKING:
    from pathlib import Path

CASES = {
    "a string that both have": (
        'title = "Hallo"\nslug = "hello" # path\n',
        'title = "x"\nslug = "hallo"\n',
        'title = "Hallo"\nslug = "hallo"\n',
    ),
    "a value that is no string": (
        "title = 'Hallo'\ndraft = false\n",
        "draft = true\n",
        "title = 'Hallo'\ndraft = true\n",
    ),
    "a key that only the page has": (
        "title = 'Hallo'\n",
        "slug = 'hallo'\n",
        "slug = 'hallo'\ntitle = 'Hallo'\n",
    ),
    "a key that only the document has": ("slug = 'hello'\n", "title = 'x'\n", "slug = 'hello'\n"),
    "other keys stay": ("title = 'Hallo'\n", "title = 'x'\nweight = 3\n", "title = 'Hallo'\n"),
    "a key in a table": (
        "[params]\nslug = 'hello'\n",
        "[params]\nslug = 'hallo'\n",
        "[params]\nslug = 'hallo'\n",
    ),
    "an array on several lines": (
        'aliases = ["/x/"]\ntitle = "Hallo"\n',
        'aliases = [\n  "/a/",\n  "/b/",\n]\n',
        'aliases = [\n  "/a/",\n  "/b/",\n]\ntitle = "Hallo"\n',
    ),
    "an array on one line": (
        'aliases = [\n  "/a/",\n  "/b/",\n]\ntitle = "Hallo"\n',
        'aliases = ["/x/"]\ntitle = "x"\n',
        'aliases = ["/x/"]\ntitle = "Hallo"\n',
    ),
    "a table of that name": ("[slug]\na = 1\n", "slug = 'hallo'\n", "[slug]\na = 1\n"),
}


@pytest.mark.parametrize("name", CASES)
def test_local_values_come_from_the_page(name: str) -> None:
    text, old, expected = (f"+++\n{part}+++\nBody\n" for part in CASES[name])
    assert keep_local(text, old, ("slug", "draft", "aliases", "params.slug")) == expected


@pytest.mark.parametrize("text", ["aliases: [/x/]\nz: 1\n", "z: 1\n", "aliases:\n  - /x/\nz: 1\n"])
def test_lists_in_yaml_come_from_the_page(text: str) -> None:
    old = "aliases:\n- /a/\n- /b/\nz: 2\n"
    kept = keep_local(f"---\n{text}---\n", f"---\n{old}---\n", ("aliases",))
    assert kept == "---\naliases:\n- /a/\n- /b/\nz: 1\n---\n"


def test_lines_of_a_list_end_as_those_of_the_document() -> None:
    kept = keep_local("---\r\nz: 1\r\n---\r\n", "---\naliases:\n- /a/\n---\n", ("aliases",))
    assert kept == "---\r\naliases:\r\n- /a/\r\nz: 1\r\n---\r\n"


def test_a_string_in_yaml_keeps_the_quotes_of_the_document() -> None:
    assert keep_local("---\nslug: 'a'\n---\n", "---\nslug: b c\n---\n", ("slug",)) in (
        "---\nslug: 'b c'\n---\n",
        "---\nslug: b c\n---\n",
    )


@pytest.mark.parametrize(
    "old", ["no front matter", "---\nslug: [\n---\n", "---\nslug: x\n---\n", '{"slug": "x"}\n']
)
def test_a_page_of_another_format_or_without_front_matter_gives_nothing_but_strings(old: str) -> None:
    text = "+++\ntitle = 'Hallo'\n+++\n"
    assert keep_local(text, old, ("slug",)) == text


def test_a_value_that_a_person_changed_in_a_page_stays_through_every_sync(tmp_path: Path) -> None:
    config = 'languages = ["it"]\n[publish]\nlocal = ["slug"]\n'
    (tmp_path / "i18n-pipeline.toml").write_text(config, encoding="utf-8")
    (tmp_path / "content").mkdir()
    post, page = tmp_path / "content" / "post.md", tmp_path / "content" / "post.it.md"
    post.write_text("+++\ntitle = 'Hi'\nslug = 'hi'\n+++\nText\n", encoding="utf-8")
    for text in ("Text", "Another text"):
        post.write_text(post.read_text(encoding="utf-8").replace("\nText\n", f"\n{text}\n"), encoding="utf-8")
        outcome = run(read_project(tmp_path), Request(date="2026-01-01 00:00+0000"))
        assert outcome.ok
        page.write_text(page.read_text(encoding="utf-8").replace("'hi'", "'ciao'"), encoding="utf-8")
    assert "slug = 'ciao'" in page.read_text(encoding="utf-8")
    assert "Another text" in page.read_text(encoding="utf-8")
    assert not run(read_project(tmp_path), Request(date="2026-01-01 00:00+0000")).changes


REQUEST = Request(date="2026-01-01 00:00+0000")


def test_a_list_that_differs_in_a_page_is_no_edit_and_stays(tmp_path: Path) -> None:
    config = 'languages = ["it"]\n[publish]\nlocal = ["aliases", "weight"]\n'
    (tmp_path / "i18n-pipeline.toml").write_text(config)
    (tmp_path / "content").mkdir()
    document, page = tmp_path / "content/a.md", tmp_path / "content/a.it.md"
    document.write_text("---\naliases:\n- /x/\ntitle: One\n---\nText.\n")
    run(read_project(tmp_path), REQUEST)
    page.write_text(page.read_text().replace("- /x/\n", "- /a/\n- /b/\nweight: 5\n"))
    document.write_text(document.read_text() + "\nMore.\n")
    assert run(read_project(tmp_path), REQUEST).ok
    assert "aliases:\n- /a/\n- /b/\ntitle: One\n" in page.read_text()
    assert "weight: 5" in page.read_text()
    assert "More." in page.read_text()


def test_what_stands_beside_a_local_value_in_a_table_is_no_part_of_it() -> None:
    marker = marker_text("a.md", "a.po")
    page = sign_page(f"---\n# {marker}\np:\n  slug: x\n  w: 1\n---\n", ["p.slug"])
    assert is_unedited(page.replace("slug: x", "slug: y"), ["p.slug"])
    assert not is_unedited(page.replace("w: 1", "w: 2"), ["p.slug"])
