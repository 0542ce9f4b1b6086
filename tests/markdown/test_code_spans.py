"""Messages with code alone: what is read without the parser is what the parser reads."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from i18n_pipeline.markdown.code_spans import read_code_spans
from i18n_pipeline.markdown.places import parse_placed

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
    ]
)


@given(st.lists(_PIECES, max_size=16).map("".join))
@settings(max_examples=500)
def test_what_is_read_without_the_parser_is_what_the_parser_reads(message: str) -> None:
    stretches = read_code_spans(message)
    if stretches is not None:
        parsed = [
            (token.content, token.meta["start"], token.type == "code_inline")
            for token in parse_placed(message)
            if token.content
        ]
        assert [(one.content, one.start, one.is_code) for one in stretches] == parsed


@pytest.mark.parametrize(
    ("message", "contents"),
    [
        ("Run `a *b*`.", ["Run ", "a *b*", "."]),
        ("`` a`b `` and `  `", ["a`b", " and ", "  "]),
        ("Use `a` now!", ["Use ", "a", " now!"]),
    ],
)
def test_code_is_read_with_the_spaces_that_it_shows(message: str, contents: list[str]) -> None:
    assert [one.content for one in read_code_spans(message) or ()] == contents


@pytest.mark.parametrize("message", ["plain", "`a` *b*", "`a", "`a` <b>", "``a`", "`a`\nb", "`{a}`", r"\`a`"])
def test_what_may_hold_other_markup_is_left_to_the_parser(message: str) -> None:
    assert read_code_spans(message) is None
