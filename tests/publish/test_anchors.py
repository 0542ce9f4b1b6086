"""Translated headings keep the ids of their source.

``anchors.txt`` holds cases of title (which begins with the site), document and page, each part ended by a
dot. Every text is translated by ``Zu`` in front of it, but for those that begin with ``Keep``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from i18n_pipeline.catalog import Entry
from i18n_pipeline.document import Document
from i18n_pipeline.markdown import Dialect
from i18n_pipeline.project import Publish
from i18n_pipeline.publish.page import PageOrder, build_page
from i18n_pipeline.publish.splicing import Splicer
from i18n_pipeline.publish.survey import Survey
from i18n_pipeline.segmentation import Segmentation
from tests.sites import ROWS
from tests.strategies import DOCUMENTS

CASES = Path(__file__).parent / "anchors.txt"
PLAIN = Publish(marker=False, status="never")


def cases(*, pages: bool = True) -> list[object]:
    parts = [part.removeprefix("\n") for part in CASES.read_text(encoding="utf-8").split("\n.\n")[:-1]]
    return [
        pytest.param(title.strip().partition(":")[0], text + "\n", *[page + "\n"] * pages, id=title.strip())
        for title, text, page in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    ]


def segmentation_of(site: str) -> Segmentation:
    return Segmentation((), Dialect(ROWS[site].syntaxes))


def split(site: str, text: str) -> Document:
    document = segmentation_of(site).split("post.md", text)
    assert isinstance(document, Document)
    return document


def build(site: str, text: str, publish: Publish = PLAIN, word: str = "Zu ") -> str:
    document = split(site, text)
    entries = {
        segment.key: Entry(raw="", msgid=segment.text, msgstr=word + segment.text)
        for segment in document.segments
        if not segment.text.startswith("Keep")
    }
    order = PageOrder(entries, "post.po", "de", ROWS[site], publish)
    return build_page(Splicer(document, segmentation_of(site)), order).text


@pytest.mark.parametrize(("site", "text", "page"), cases())
def test_a_page_has_the_anchors_of_its_document(site: str, text: str, page: str) -> None:
    assert build(site, text) == page


@pytest.mark.parametrize(("site", "text", "page"), cases())
def test_a_page_with_anchors_has_the_segments_of_its_document(site: str, text: str, page: str) -> None:
    kinds = [segment.kind for segment in split(site, page).segments]
    assert kinds == [segment.kind for segment in split(site, text).segments]


@pytest.mark.parametrize(("site", "text", "page"), cases())
def test_headings_of_the_page_have_the_ids_of_the_document(site: str, text: str, page: str) -> None:
    dialect, row = Dialect(ROWS[site].syntaxes), ROWS[site]
    if row.attributes != "none" and "></a>" not in page and "></span>" not in page:
        assert Survey(page, dialect, row).ids == Survey(text, dialect, row).ids


@pytest.mark.parametrize(("site", "text"), cases(pages=False))
def test_nothing_is_added_where_translations_equal_the_source(site: str, text: str) -> None:
    assert build(site, text, word="") == text


@pytest.mark.parametrize(("site", "text"), cases(pages=False))
def test_nothing_is_added_without_anchors(site: str, text: str) -> None:
    found = build(site, text, Publish(marker=False, status="never", anchors=False))
    assert found.count("{#") == text.count("{#")
    assert "></a>" not in found
    assert "></span>" not in found


@settings(deadline=None, max_examples=60)
@given(DOCUMENTS, st.sampled_from(["hugo", "mkdocs", "jekyll", "plain", "docusaurus"]))
def test_anchors_change_neither_structure_nor_segments(text: str, site: str) -> None:
    document = segmentation_of(site).split("post.md", text)
    if not isinstance(document, Document):
        return
    bare = build(site, text, Publish(marker=False, status="never", anchors=False))
    page = build(site, text)
    assert segmentation_of(site).outline(page) == segmentation_of(site).outline(bare)
    kinds = [segment.kind for segment in split(site, page).segments]
    assert kinds == [segment.kind for segment in split(site, bare).segments]
