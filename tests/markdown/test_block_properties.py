"""The laws of splitting and splicing over pages made of all block syntaxes, nested and broken at random."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from i18n_pipeline.document import Document
from i18n_pipeline.markdown import Dialect
from i18n_pipeline.project import SITES
from i18n_pipeline.publish.splicing import Splicer
from i18n_pipeline.segmentation import Segmentation

STARTS = (
    "!!! note",
    '!!! note "T"',
    '??? tip "T"',
    '=== "Tab"',
    "/// note | T",
    "///",
    "////",
    "//// tab | T",
    ":::note",
    ":::note[T]",
    "::: {.x}",
    ":::",
    "::::",
    "::leaf[T]",
    "[^1]: note",
    "[^2]:",
    ": definition",
    ":   definition",
    "*[A]: Abc",
    "$$",
    "$$ x $$",
    r"\[",
    r"\]",
    "{: .x }",
    "{.x}",
    '--8<-- "f"',
    "--8<--",
    "{* f *}",
    "{{#include f}}",
    "{{#title T}}",
    "> [!NOTE]",
    "> [!note] T",
    "- [ ] task",
    "- item",
    "1. item",
    "> quote",
    "# heading",
    "---",
    "===",
    "| a | b |",
    "|---|---|",
    "```",
    "~~~",
    "text",
    "",
    "a\tb",
    '<div markdown="1">',
    "</div>",
    "{:toc}",
)
LINES = st.builds(
    lambda indent, marks, start: indent + marks + start,
    st.sampled_from(["", "", "", " ", "  ", "    ", "      ", "        ", "\t"]),
    st.sampled_from(["", "", "", "> ", "- ", ">", "1. ", ": ", "[^9]: "]),
    st.sampled_from(STARTS),
)
PAGES = st.lists(LINES, max_size=14).map("\n".join)
SYNTAXES = st.sampled_from(
    [
        SITES["mkdocs"].syntaxes,
        ("colon-fences", "math", "footnotes", "definition-lists", "attributes", "wiki-links"),
        SITES["mdbook"].syntaxes,
        SITES["jekyll"].syntaxes,
        ("math", "footnotes", "attributes", "definition-lists", "abbreviations"),
    ]
)


def split(segmentation: Segmentation, text: str) -> Document:
    document = segmentation.split("post.md", text)
    assert isinstance(document, Document)
    return document


@settings(max_examples=150, deadline=None)
@given(PAGES.filter(lambda page: not page.startswith(("---", "+++"))), SYNTAXES)
def test_spans_are_sorted_and_disjoint_and_a_copy_is_the_page(page: str, syntaxes: tuple[str, ...]) -> None:
    segmentation = Segmentation((), Dialect(syntaxes))
    document = split(segmentation, page)
    spans = [span for segment in document.segments for span in segment.spans]
    assert all(0 <= span.start < span.end <= len(page) for span in spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))
    same = {segment.key: segment.text for segment in document.segments}
    assert Splicer(document, segmentation).splice(same).text == page


@settings(max_examples=150, deadline=None)
@given(
    PAGES.filter(lambda page: not page.startswith(("---", "+++"))),
    SYNTAXES,
    st.lists(st.sampled_from(STARTS), min_size=1, max_size=3),
)
def test_a_hostile_page_has_the_segments_of_its_document(
    page: str, syntaxes: tuple[str, ...], hostile: list[str]
) -> None:
    segmentation = Segmentation((), Dialect(syntaxes))
    document = split(segmentation, page)
    message = "\n".join(hostile) + " word"
    spliced = Splicer(document, segmentation).splice({segment.key: message for segment in document.segments})
    assert segmentation.outline(spliced.text) == segmentation.outline(page)
    again = split(segmentation, spliced.text)
    assert [s.kind for s in again.segments] == [s.kind for s in document.segments]
