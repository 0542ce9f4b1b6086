"""The laws of documents and pages: over generated Markdown and the examples of the CommonMark spec."""

from __future__ import annotations

import json
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from i18n_pipeline.document import Document
from i18n_pipeline.markdown import Dialect
from i18n_pipeline.project import SITES
from i18n_pipeline.publish.splicing import Splicer
from i18n_pipeline.segmentation import Segmentation
from tests.strategies import DOCUMENTS, TRANSLATIONS

COMMONMARK = Path(__file__).parent.parent.parent / "shared" / "corpora" / "commonmark.json"
SEGMENTATIONS = {
    "code": Segmentation(("title",), Dialect(code=True)),
    **{
        site: Segmentation(("title",), Dialect(SITES[site].syntaxes))
        for site in ("plain", "hugo", "mkdocs", "docusaurus", "jekyll")
    },
}
ATTEMPTS = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def split(text: str, segmentation: Segmentation) -> Document | None:
    """Split ``text``; None if its front matter can't be read."""
    document = segmentation.split("post.md", text)
    return document if isinstance(document, Document) else None


def check_laws_one_and_two(text: str, segmentation: Segmentation) -> None:
    document = split(text, segmentation)
    if document is None:
        return
    splicer = Splicer(document, segmentation)
    assert splicer.splice({}).text == text
    assert splicer.splice({segment.key: segment.text for segment in document.segments}).text == text
    spans = [span for segment in document.segments for span in segment.spans]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))


def check_law_three(text: str, messages: list[str], segmentation: Segmentation) -> None:
    """Translate with ``messages``, in turn: the page has the document's structure and segments."""
    document = split(text, segmentation)
    if document is None or not document.segments or not messages:
        return
    splicer = Splicer(document, segmentation)
    keys = list(dict.fromkeys(segment.key for segment in document.segments))
    translations = {key: messages[number % len(messages)] for number, key in enumerate(keys)}
    spliced = splicer.splice(translations)
    assert segmentation.outline(spliced.text) == splicer.outline
    page = split(spliced.text, segmentation)
    assert page is not None
    assert is_part([segment.kind for segment in page.segments], [s.kind for s in document.segments])
    untouched = [s.text for s in document.segments if translations[s.key] == s.text or s in spliced.refused]
    assert is_part(untouched, [segment.text for segment in page.segments])


def is_part(some: list[str], whole: list[str]) -> bool:
    """Tell whether ``some`` are in ``whole`` in this order: a translation without letters is no segment."""
    rest = iter(whole)
    return all(item in rest for item in some)


@ATTEMPTS
@given(DOCUMENTS)
def test_a_page_without_translations_is_its_document(text: str) -> None:
    for segmentation in SEGMENTATIONS.values():
        check_laws_one_and_two(text, segmentation)


@ATTEMPTS
@given(DOCUMENTS, st.lists(TRANSLATIONS, min_size=1, max_size=6))
def test_a_page_has_the_structure_and_the_segments_of_its_document(text: str, messages: list[str]) -> None:
    for segmentation in SEGMENTATIONS.values():
        check_law_three(text, messages, segmentation)


@ATTEMPTS
@given(DOCUMENTS)
def test_words_can_stand_in_every_place(text: str) -> None:
    segmentation = SEGMENTATIONS["code"]
    document = split(text, segmentation)
    if document is None or "<" in "".join(segment.text for segment in document.segments):
        return
    page = Splicer(document, segmentation).splice({segment.key: "Così sia" for segment in document.segments})
    again = split(page.text, segmentation)
    assert page.refused == ()
    assert again is not None
    assert [s.kind for s in again.segments] == [s.kind for s in document.segments]
    assert {segment.text for segment in again.segments} <= {"Così sia"}


@cache
def commonmark_examples() -> list[str]:
    if not COMMONMARK.exists():
        pytest.skip(f"no examples of CommonMark: {COMMONMARK} is not there")
    return [case["markdown"] for case in json.loads(COMMONMARK.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("name", SEGMENTATIONS)
def test_the_laws_hold_for_the_examples_of_commonmark(name: str) -> None:
    for text in commonmark_examples():
        for newline in ("\n", "\r\n"):
            check_laws_one_and_two(text.replace("\n", newline), SEGMENTATIONS[name])
        check_law_three(text, ["# x", "y\n\n- z", "</div> `x", "Così"], SEGMENTATIONS[name])
