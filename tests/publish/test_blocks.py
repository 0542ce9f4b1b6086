"""Marks around blocks that are stale or not translated.

``blocks.txt`` holds cases of title (which begins with the site), document and page, each part ended by a dot.
Texts that begin with ``Keep`` are translated, those with ``Old`` are stale, those with ``Missing`` are not
translated; the others are, with a text equal to the source. With UPDATE_SESSIONS=1 in the environment the
pages are written anew, to be read before they are believed.
"""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from i18n_pipeline.catalog import Entry
from i18n_pipeline.document import Document
from i18n_pipeline.markdown import Dialect
from i18n_pipeline.project import SITES, Blocks, Publish
from i18n_pipeline.publish.blocks import is_mark
from i18n_pipeline.publish.page import PageOrder, build_page
from i18n_pipeline.publish.splicing import Splicer
from i18n_pipeline.segmentation import Segmentation
from tests.strategies import DOCUMENTS

CASES = Path(__file__).parent / "blocks.txt"
STATES = ("Keep", "Old", "Missing")
SHORTCODES = Blocks(
    stale_before="{{< stale >}}",
    missing_before='{{< missing "it" >}}',
    missing_after="{{< /missing >}}",
    language=True,
)
ELEMENTS = Blocks(
    stale_before='<div class="stale"></div>',
    missing_before='<div class="missing">',
    missing_after="</div>",
    language=True,
)


def marks_of(site: str) -> Blocks:
    return SHORTCODES if site == "hugo" else ELEMENTS


def cases() -> list[tuple[str, str, str]]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    dots = [-1, *(number for number, line in enumerate(lines) if line == ".")]
    parts = ["".join(line + "\n" for line in lines[a + 1 : b]) for a, b in pairwise(dots)]
    return [
        (title.strip(), text, page)
        for title, text, page in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    ]


def params() -> list[object]:
    return [pytest.param(title.partition(":")[0], text, page, id=title) for title, text, page in cases()]


def segmentation_of(site: str) -> Segmentation:
    return Segmentation((), Dialect(SITES[site].syntaxes))


def split(site: str, text: str) -> Document:
    document = segmentation_of(site).split("post.md", text)
    assert isinstance(document, Document)
    return document


def entry_of(text: str, state: str) -> Entry:
    if state == "Missing":
        return Entry(raw="", msgid=text, msgstr="")
    flags = ("fuzzy",) if state == "Old" else ()
    return Entry(raw="", msgid=text, msgstr=text.replace("Keep", "Così").replace("Old", "Già"), flags=flags)


def build(site: str, text: str, blocks: Blocks, states: tuple[str, ...] = ()) -> str:
    """Build a page; texts stand as they begin, or as ``states`` say, in turn."""
    document = split(site, text)
    entries = {}
    for number, segment in enumerate(document.segments):
        state = next((name for name in STATES if segment.text.startswith(name)), "Keep")
        if states:
            state = states[number % len(states)]
        entries[segment.key] = entry_of(segment.text, state)
    publish = Publish(marker=False, status="never", blocks=blocks)
    order = PageOrder(entries, "post.po", "it", SITES[site], publish)
    return build_page(Splicer(document, segmentation_of(site)), order).text


def messages(site: str, text: str) -> list[tuple[object, ...]]:
    return [(found.kind, found.key, found.form, found.notes) for found in split(site, text).segments]


def lines_left(page: str, bare: str) -> list[str]:
    """Return the lines that a page has and the page without marks hasn't, which has to be in it."""
    rest, extra = iter(page.splitlines()), []
    for line in bare.splitlines():
        for other in rest:
            if other == line:
                break
            extra.append(other)
        else:
            raise AssertionError(f"lost: {line!r}")
    return [*extra, *rest]


def test_the_pages_of_the_cases_are_up_to_date() -> None:
    parts = []
    for title, text, _ in cases():
        site = title.partition(":")[0]
        parts.append(f"{title}\n.\n{text}.\n{build(site, text, marks_of(site))}.\n")
    if os.environ.get("UPDATE_SESSIONS"):
        CASES.write_text("\n".join(parts), encoding="utf-8")
    assert CASES.read_text(encoding="utf-8") == "\n".join(parts)


@pytest.mark.parametrize(("site", "text", "page"), params())
def test_stale_and_missing_blocks_are_marked(site: str, text: str, page: str) -> None:
    assert build(site, text, marks_of(site)) == page


@pytest.mark.parametrize(("site", "text", "page"), params())
def test_marks_have_the_line_ends_of_the_page(site: str, text: str, page: str) -> None:
    assert build(site, text.replace("\n", "\r\n"), marks_of(site)) == page.replace("\n", "\r\n")


@pytest.mark.parametrize(("site", "text", "_page"), params())
def test_nothing_is_marked_on_a_page_that_is_translated(site: str, text: str, _page: str) -> None:
    assert build(site, text, marks_of(site), ("Keep",)) == build(site, text, Blocks(), ("Keep",))


@settings(deadline=None, max_examples=80)
@given(
    DOCUMENTS,
    st.sampled_from(["hugo", "mkdocs", "jekyll", "plain", "docusaurus"]),
    st.lists(st.sampled_from(STATES), min_size=1, max_size=5).map(tuple),
)
def test_a_page_without_its_marks_is_the_page_that_has_none(
    text: str, site: str, states: tuple[str, ...]
) -> None:
    if not isinstance(segmentation_of(site).split("post.md", text), Document):
        return
    bare, page = build(site, text, Blocks(), states), build(site, text, marks_of(site), states)
    marks = {'{lang="en"}', '{: lang="en" }', '<div lang="en">', "</div>", ""}
    for pair in (SHORTCODES, ELEMENTS):
        marks |= {pair.stale_before, pair.missing_before, pair.missing_after}
    assert set(lines_left(page, bare)) <= marks
    assert messages(site, page) == messages(site, bare)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{{< stale >}}", ""),
        ("<Stale>", "</Stale>"),
        (":::stale", ":::"),
        ('<div class="stale">', "</div>"),
        ('<div class="a">\n\n<hr>', "</div>\n"),
        ("", "***"),
    ],
)
def test_what_holds_no_text_can_stand_around_a_block(before: str, after: str) -> None:
    assert is_mark(before, after, Segmentation((), Dialect(("shortcodes", "mdx", "colon-fences"))))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Out of date:", ""),
        ("<b>Old</b>", ""),
        ("```", "```"),
        ("<!--", "-->"),
        ("> Old", ""),
        ("- [x] Old", ""),
    ],
)
def test_what_holds_text_or_changes_a_block_can_not(before: str, after: str) -> None:
    assert not is_mark(before, after, Segmentation())


def test_a_mark_that_a_page_has_no_room_for_is_left_out() -> None:
    text, segmentation = "Missing one\n", Segmentation()
    document = segmentation.split("post.md", text)
    assert isinstance(document, Document)
    # Without the syntax of attributes their line would be text.
    publish = Publish(marker=False, status="never", blocks=Blocks(missing_before="<hr>", language=True))
    order = PageOrder({}, "post.po", "it", SITES["hugo"], publish)
    assert build_page(Splicer(document, segmentation), order).text == f"<hr>\n\n{text}"


def test_what_shows_the_source_is_in_its_language_whatever_the_catalog_holds() -> None:
    text = "Old\n\n# Heading\n\nOld one\n"
    document = split("plain", text)
    entries = {found.key: entry_of(found.text, "Old") for found in document.segments}
    publish = Publish(marker=False, status="never", stale="source", blocks=Blocks(language=True))
    order = PageOrder(entries, "post.po", "it", SITES["plain"], publish, source="en-GB")
    page = build_page(Splicer(document, segmentation_of("plain")), order).text
    assert page == f'<div lang="en-GB">\n\n{text.rstrip()}\n\n</div>\n'
