"""Which messages are worth translating: those that hold a letter a reader sees as text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from markdown_it.token import Token

from i18n_pipeline.markdown.dialect import Dialect, syntaxes_of

# Without one of these a message is plain text, and every letter in it counts.
_MARKUP = re.compile(r"[`<\[{$&:@\\/]")
_BARE_ADDRESS = re.compile(r"(?:https?://|ftp://|www\.|mailto:)\S+|\S+@\S+\.\S+", re.IGNORECASE)

_INLINE = MarkdownIt("commonmark").enable("strikethrough")


def has_letters(text: str) -> bool:
    """Tell whether ``text`` holds a letter of any script."""
    return any(map(str.isalpha, text))


def is_worth_translating(message: str, dialect: Dialect) -> bool:
    """Tell whether a message of inline Markdown has text for a translator.

    Code spans, addresses, HTML tags and shortcodes are none; the alternative text of an image is.
    """
    if not has_letters(message):
        return False
    if not _MARKUP.search(message):
        return True
    for syntax in syntaxes_of(dialect):
        if syntax.hide is not None:
            message = syntax.hide(message)
    tokens = _INLINE.parseInline(message)
    return any(has_letters(_BARE_ADDRESS.sub("", text)) for text in _texts(tokens[0].children or []))


def _texts(tokens: list[Token]) -> list[str]:
    """Return the texts a reader sees, image descriptions and titles of links among them."""
    texts = []
    for token in tokens:
        if token.type in ("text", "text_special", "image"):
            texts.append(token.content)
        if title := token.attrs.get("title"):
            texts.append(str(title))
    return texts
