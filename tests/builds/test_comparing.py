"""What is broken in a built language is found: each of these sites has one thing wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builds.__main__ import show
from tests.builds.comparing import Comparison, Edition, compare
from tests.builds.making import BASE, Case, new_lines
from tests.crawl import crawl
from tests.sites import write_site

if TYPE_CHECKING:
    from pathlib import Path

START = '<main><h1 id="start">Start</h1><a href="PREFIXguide/#first">guide</a> <img src="/a.png"></main>'
GUIDE = (
    '<main><h1 id="guide">G</h1><h2 id="first">F</h2><a href="../">up</a> <a href="/nowhere/">gone</a></main>'
)


def edition(root: Path, *, prefix: str = "/", start: str = START, guide: str = GUIDE) -> Edition:
    """Write one language of a built site, and read it."""
    where = prefix.strip("/")
    pages = {f"{where}/index.html": start.replace("PREFIX", prefix), f"{where}/guide/index.html": guide}
    write_site(root, {**{path.lstrip("/"): text for path, text in pages.items()}, "a.png": ""})
    others = () if where else ("/it/",)
    return Edition(crawl(root, BASE, "main"), prefix, others)


@pytest.fixture
def source(tmp_path: Path) -> Edition:
    return edition(tmp_path / "alone")


def compared(
    source: Edition, root: Path, *, banners: int = 0, start: str = START, guide: str = GUIDE
) -> Comparison:
    """Compare a site in two languages, of which the second has other pages, with the source alone."""
    edition(root)
    return compare(source, edition(root, prefix="/it/", start=start, guide=guide), banners)


def test_a_language_like_its_source_has_nothing_broken(source: Edition, tmp_path: Path) -> None:
    assert compared(source, tmp_path / "all") == Comparison(2, 4, 3, 3, 0, ())


@pytest.mark.parametrize(
    ("parts", "broken"),
    [
        ({"guide": GUIDE.replace("../", "../gone/")}, "link: /guide/ -> /gone/"),
        ({"start": START.replace("#first", "#primo")}, "link: / -> /guide/#primo"),
        ({"guide": GUIDE.replace('h2 id="first"', 'h2 id="primo"')}, "link: / -> /guide/#first"),
        (
            {"guide": GUIDE.replace('id="guide"', 'id="guida"')},
            "ids of headings: /guide/: [('guide', 'guida')]",
        ),
        (
            {"guide": GUIDE.replace('<h2 id="first">F</h2>', '<a id="first"></a>')},
            "ids of headings: /guide/: another number of headings",
        ),
        ({"start": START.replace("/a.png", "/b.png")}, "link: / -> /b.png"),
        ({"start": START.replace('<img src="/a.png">', "")}, "links lost: / has 1 instead of 2"),
        ({"start": START.replace("PREFIX", "/")}, "link to another language: / -> /guide/#first"),
    ],
)
def test_what_is_broken_is_named(source: Edition, tmp_path: Path, parts: dict[str, str], broken: str) -> None:
    start, guide = parts.get("start", START), parts.get("guide", GUIDE)
    assert broken in compared(source, tmp_path / "all", start=start, guide=guide).broken


def test_an_anchor_in_a_heading_stands_for_its_id(source: Edition, tmp_path: Path) -> None:
    guide = GUIDE.replace('id="first">F', 'id="primo"><a id="first"></a>F')
    assert compared(source, tmp_path / "all", guide=guide).broken == ()


def test_a_page_that_is_missing_is_named(source: Edition, tmp_path: Path) -> None:
    edition(tmp_path / "all")
    language = edition(tmp_path / "all", prefix="/it/")
    (tmp_path / "all" / "it" / "guide" / "index.html").unlink()
    language = Edition(crawl(tmp_path / "all", BASE, "main"), language.prefix)
    assert "page missing: /guide/" in compare(source, language, 0).broken


def test_banners_are_counted(source: Edition, tmp_path: Path) -> None:
    banner = GUIDE + "<p>3 of 4 parts of\nthis page are up to date"
    found = compared(source, tmp_path / "all", guide=banner)
    assert (found.banners, found.broken) == (1, ("banners: 1 instead of 0",))
    assert compared(source, tmp_path / "all", guide=banner, banners=1).broken == ()


def test_what_the_source_has_broken_already_does_not_count(source: Edition, tmp_path: Path) -> None:
    found = compared(source, tmp_path / "all")
    assert found.links - found.working == 1


def shown(case: Case) -> tuple[bool, str]:
    said: list[str] = []
    kept = show(case, said.append)
    return kept, "\n".join(said)


def test_all_that_is_broken_is_shown(source: Edition, tmp_path: Path) -> None:
    edition(tmp_path / "all")
    many = "".join(f'<a href="/gone/{number}/">x</a>' for number in range(40))
    italian = edition(tmp_path / "all", prefix="/it/", guide=GUIDE + many)
    kept, text = shown(Case("x", source, {"it": italian}, (), {"it": 0}))
    assert not kept
    assert text.count("link: /guide/ -> /gone/") == 40


def test_warnings_that_the_source_does_not_give_are_shown(source: Edition) -> None:
    kept, text = shown(Case("x", source, {"en": source}, ("WARN new",), {"en": 0}))
    assert not kept
    assert "WARN new" in text


@pytest.mark.parametrize("start", ["", "<main></main>", START.replace("main", "div")])
def test_a_crawler_that_finds_nothing_is_noticed(tmp_path: Path, start: str) -> None:
    empty = edition(tmp_path / "alone", start=start, guide=start)
    kept, text = shown(Case("x", empty, {"en": empty}, (), {"en": 0}))
    assert not kept
    assert "found too little" in text


def test_warnings_are_told_apart_from_those_of_the_source() -> None:
    alone = "WARN a.md is bad\nINFO fine\n"
    together = "WARN a.md is bad\nWARN a.it.md is bad\nWARN b.it.md is bad\nINFO new\n"
    assert new_lines(alone, together, ("WARN",), {".it.md": ".md"}) == ("WARN b.it.md is bad",)


def test_names_of_other_elements_than_anchors_are_no_targets(tmp_path: Path) -> None:
    text = '<meta name="viewport"><a name="old"></a><a href="#viewport">x</a><a href="#old">y</a>'
    write_site(tmp_path, {"index.html": text})
    found = crawl(tmp_path, BASE)
    assert [found.works("/", link) for link in ("#viewport", "#old")] == [False, True]
