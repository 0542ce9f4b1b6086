"""Inline Markdown seen as the parser sees it: its texts, and the tags in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_INLINE = MarkdownIt("commonmark").enable("strikethrough")
# Entities and escapes stay tokens of their own.
_INLINE.core.ruler.disable("text_join")


def parse_inline(message: str) -> list[Token]:
    """Parse a message of inline Markdown; links by reference count as text."""
    tokens = _INLINE.parseInline(message)
    return tokens[0].children or []


def flat_tokens(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens and, in their place, those in descriptions of images."""
    for token in tokens:
        yield token
        if token.type == "image":
            yield from flat_tokens(token.children or [])
