"""Messages with code and plain links alone: what is read without the parser is what the parser reads."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from i18n_pipeline.markdown import COMMONMARK, anatomy, links
from i18n_pipeline.markdown.code_and_links import read_code_and_links
from i18n_pipeline.markdown.links import find_inline_links

_PIECES = st.sampled_from(
    [
        "`",
        "``",
        "```",
        " ",
        "  ",
        "a",
        "é",
        ".",
        "!",
        "1",
        "$",
        ":",
        "\\",
        "*",
        "<b>",
        "[",
        "]",
        "&",
        "_",
        "~",
        "](",
        ")",
        "[a](b)",
        "(",
        "x/y_z?a=b#c",
        "![",
    ]
)


@given(st.lists(_PIECES, max_size=16).map("".join))
@settings(max_examples=1000)
def test_what_is_read_without_the_parser_is_what_the_parser_reads(message: str) -> None:
    if read_code_and_links(message) is None:
        return
    dissect_anew = anatomy._dissect.__wrapped__
    found = dissect_anew(message, COMMONMARK, "markdown", frozenset())
    with patch.object(anatomy, "read_code_and_links", return_value=None):
        parsed = dissect_anew(message, COMMONMARK, "markdown", frozenset())
    assert (found.pieces, found.tags, found.text) == (parsed.pieces, parsed.tags, parsed.text)
    places = range(len(found.text))
    assert [found.place(at) for at in places] == [parsed.place(at) for at in places]


@given(st.lists(_PIECES | st.sampled_from(["\n", "[x](data:y)", "[x](http://y)"]), max_size=12).map("".join))
@settings(max_examples=1000)
def test_links_that_are_found_without_the_parser_are_those_of_the_parser(message: str) -> None:
    found = find_inline_links(message)
    with patch.object(links, "read_code_and_links", return_value=None):
        assert find_inline_links(message) == found


@pytest.mark.parametrize(
    ("message", "contents"),
    [
        ("Run `a *b*`.", ["Run ", "a *b*", "."]),
        ("`` a`b `` and `  `", ["a`b", " and ", "  "]),
        ("Use `a` now!", ["Use ", "a", " now!"]),
        ("See [the `a`](b_c#d)!", ["See ", "b_c#d", "the ", "a", "!"]),
    ],
)
def test_code_is_read_with_the_spaces_that_it_shows(message: str, contents: list[str]) -> None:
    assert [one.content for one in read_code_and_links(message) or ()] == contents


@pytest.mark.parametrize(
    "message",
    [
        "plain",
        "`a` *b*",
        "`a",
        "`a` <b>",
        "``a`",
        "`a`\nb",
        "`{a}`",
        r"\`a`",
        "[a](b) [c]",
        "![a](b)",
        "[a](`b`)",
    ],
)
def test_what_may_hold_other_markup_is_left_to_the_parser(message: str) -> None:
    assert read_code_and_links(message) is None
