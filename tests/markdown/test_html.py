"""Raw HTML, in blocks and in text: what is found where, and what a translation may do to it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from i18n_pipeline.document import Document, InlineForm
from i18n_pipeline.markdown import COMMONMARK, breaks_html, definitions, escape_html, html
from i18n_pipeline.markdown.html import scan_html
from i18n_pipeline.publish.splicing import Splicer
from i18n_pipeline.segmentation import Segmentation
from tests.test_laws import commonmark_examples

PARAGRAPH = InlineForm("paragraph")


def translate(text: str, translations: dict[str, str]) -> str:
    segmentation = Segmentation((), COMMONMARK)
    document = segmentation.split("a.md", text)
    assert isinstance(document, Document)
    return (
        Splicer(document, segmentation).splice({(None, old): new for old, new in translations.items()}).text
    )


def test_a_text_of_several_lines_becomes_one_line() -> None:
    text = "> - <div>\n>   Some\n>   text\n>   </div>\n"
    assert translate(text, {"Some text": "Del testo"}) == "> - <div>\n>   Del testo\n>   </div>\n"


def test_inline_tags_may_move() -> None:
    text = '<p>One <b>two</b> <img src="x" alt="y"></p>\n'
    new = '<img src="x" alt="z"> <b>due</b> uno'
    assert translate(text, {'One <b>two</b> <img src="x" alt="y">': new}) == f"<p>{new}</p>\n"


@pytest.mark.parametrize(
    "new", ["a </p> b", "a <b> c", "a <!-- b", "a <script>b</script>", "a <p>b</p>", 'a <b c="']
)
def test_tags_that_break_out_of_a_text_are_shown_as_text(new: str) -> None:
    assert translate("<p>One</p>\n", {"One": new}) == f"<p>{new.replace('<', '&lt;')}</p>\n"


def test_quotation_marks_in_attributes() -> None:
    text = "<div title=\"One\" aria-label='Two' alt=Three>\n</div>\n"
    page = translate(text, {"One": '"a" b', "Two": "it's", "Three": "two words"})
    assert page == '<div title="&quot;a&quot; b" aria-label=\'it&#39;s\' alt="two words">\n</div>\n'


@pytest.mark.parametrize(
    ("message", "translation", "expected"),
    [
        ("text", "text", False),
        ("<b>text</b>", "<b>testo</b>", False),
        ("text", "un <em>testo</em><br>", False),
        ("<b>text</b>", "testo</b>", True),
        ("text", "a </div>", True),
        ("text", "a <div>b</div>", True),
        ("text", "a <script>b</script>", True),
        ("text", "a <!-- b", True),
        ("text", "a `</div>` and \\</div>", False),
        ("a <div> b", "c <div> d", False),
        ("text", "a < b <https://example.org>", False),
    ],
)
def test_inline_tags_that_break_a_page(message: str, translation: str, *, expected: bool) -> None:
    assert breaks_html(PARAGRAPH, message, translation) is expected


def test_only_tags_that_the_message_lacks_are_escaped() -> None:
    assert escape_html(PARAGRAPH, "<b>x</b>", "<b>y</b></div> `</p>`") == "<b>y</b>&lt;/div> `</p>`"


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from([*"<>/!?-\"'= ab\n", "<p>", "</p>", "<!--", "-->", "<svg>", "br"])).map("".join)
)
def test_pieces_have_no_gaps(text: str) -> None:
    pieces = scan_html(text)
    assert "".join(text[piece.start : piece.end] for piece in pieces) == text
    assert all(piece.start < piece.end for piece in pieces)


OURS = frozenset(
    ("phrase", "verbatim", "html_texts_open", "html_texts_close", "definition_open", "definition_close")
)


def test_the_parser_reads_commonmark_as_before() -> None:
    plain, ours = MarkdownIt("commonmark"), MarkdownIt("commonmark")
    html.add_rules(ours)
    definitions.add_rules(ours)
    for text in commonmark_examples():
        before: dict[str, object] = {}
        after: dict[str, object] = {}
        wanted = [replace(token, meta={}) for token in plain.parse(text, before)]
        found = [replace(t, meta={}) for t in ours.parse(text, after) if t.type not in OURS]
        assert found == wanted
        assert after == before
        squeezed = ours.render(text).replace("\n", "")
        assert squeezed == plain.render(text).replace("\n", "")
