"""The block parser: CommonMark with GFM tables and strikethrough, plus the syntaxes a site switches on."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from i18n_pipeline.markdown.dialect import Dialect, syntaxes_of
from i18n_pipeline.markdown.syntax import VERBATIM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

# Deeper than anybody writes; the preset's 20 would leave out text in nested lists of quotes.
_MAX_NESTING = 100


@lru_cache(maxsize=16)
def _parser(dialect: Dialect) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING}).enable("table")
    for syntax in syntaxes_of(dialect):
        if syntax.add_rules is not None:
            syntax.add_rules(parser, dialect)
    # Inline markup is parsed only where someone asks: blocks alone take less than half the time.
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def parse_blocks(text: str, dialect: Dialect) -> list[Token]:
    """Parse ``text`` (a body, without front matter) to block tokens; inline tokens have no children."""
    return _parser(dialect).parse(text)


Outline = tuple[tuple[object, ...], ...]


def outline(text: str, dialect: Dialect) -> Outline:
    """Return the block structure of ``text``: what a translation must leave as it is.

    One row per token: type, nesting level, marks, tightness, attributes, and the content of blocks that hold
    no message. Two texts with equal outlines differ in the text of their segments alone.
    """
    return _outline_of(parse_blocks(text, dialect))


def _outline_of(tokens: Sequence[Token]) -> Outline:
    rows: list[tuple[object, ...]] = []
    for token in tokens:
        content = token.content if token.type in _VERBATIM else None
        attrs = tuple(token.attrs.items())
        rows.append(
            (token.type, token.tag, token.level, token.hidden, token.markup, token.info, attrs, content)
        )
    return tuple(rows)


_VERBATIM = frozenset({"fence", "code_block", "html_block", VERBATIM})
