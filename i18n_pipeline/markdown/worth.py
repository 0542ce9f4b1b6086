"""Which messages are worth translating: those that hold a letter a reader sees as text."""

from __future__ import annotations

import html
import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from i18n_pipeline.document import PhraseForm
from i18n_pipeline.markdown.html import CODE_TAGS, find_attributes, hide_templates, scan_html
from i18n_pipeline.markdown.inline import flat_tokens, parse_inline
from i18n_pipeline.markdown.syntaxes import syntaxes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it.token import Token

    from i18n_pipeline.document import Form
    from i18n_pipeline.markdown.dialect import Dialect
    from i18n_pipeline.markdown.html import Piece

# Without one of these a message is plain text, and every letter in it counts.
_MARKUP = re.compile(r"[`<\[{$&:@\\/]|www\.", re.IGNORECASE)
_BARE_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]+://|www\.|mailto:)\S+|[^\s@]+@[^\s@]+\.\w+", re.IGNORECASE)
# The names of emoji (``:smile:``) and icons (``:material-check:``).
_EMOJI = re.compile(r"(?<![\w:]):[a-z0-9_+-]+:(?![\w:])", re.IGNORECASE)

# Phrases of which not a sign is Markdown.
HTML_STYLES = frozenset(("html", "attribute", "attribute-single", "attribute-bare"))
# What reads as text in code: a word of a comment, several words of a string.
_CODE_STYLES = MappingProxyType(
    {"comment": re.compile(r"[^\W\d_]{2}"), "string": re.compile(r"[^\W\d_]{2}\S*\s+\S*[^\W\d_]{2}")}
)
CODE_STYLES = frozenset(_CODE_STYLES)


def has_letters(text: str) -> bool:
    """Tell whether ``text`` holds a letter of any script."""
    return any(map(str.isalpha, text))


def is_worth_translating(message: str, dialect: Dialect, form: Form | None = None) -> bool:
    """Tell whether a message has text for a translator.

    Code spans, addresses, HTML tags and shortcodes are none; the alternative text of an image is. Without
    ``form`` the message is inline Markdown.
    """
    if not has_letters(message):
        return False
    style = form.style if isinstance(form, PhraseForm) else ""
    if style in CODE_STYLES:
        return _CODE_STYLES[style].search(message) is not None
    markup = _MARKUP.search(message)
    if markup is None or _starts_with_words(message, markup.start()):
        return True
    for syntax in syntaxes_of(dialect):
        if syntax.hide is not None:
            message = syntax.hide(message)
    if style in HTML_STYLES:
        return _shows_letters(_html_texts(hide_templates(message)))
    return _shows_letters(_markdown_texts(message))


def _starts_with_words(message: str, markup: int) -> bool:
    """Tell whether words come before the word that holds the first sign of markup: they are text for sure."""
    return has_letters(message[:markup].rpartition(" ")[0])


def _shows_letters(texts: Iterable[str]) -> bool:
    return any(has_letters(_EMOJI.sub("", _BARE_ADDRESS.sub("", text))) for text in texts)


def _html_texts(text: str) -> Iterator[str]:
    """Yield the texts of HTML that a reader sees, those of attributes among them."""
    code: list[str] = []
    for piece in scan_html(text):
        if piece.kind == "text" and not code:
            yield html.unescape(text[piece.start : piece.end])
        yield from (text[value.start : value.end] for value in find_attributes(text, piece))
        _track_code(code, piece)


def _track_code(code: list[str], piece: Piece) -> None:
    """Note whether an element is open that holds code, or nothing that is text."""
    hidden = piece.name in CODE_TAGS if piece.kind == "open" else piece.kind == "opaque" and piece.name
    if hidden:
        code.append(piece.name)
    elif piece.kind == "close" and piece.name in code:
        while code.pop() != piece.name:
            pass


def _markdown_texts(message: str) -> Iterator[str]:
    """Yield the texts of Markdown that a reader sees: descriptions of images and titles of links too."""
    code: list[str] = []
    for token in flat_tokens(parse_inline(message)):
        if token.type in ("text", "text_special") and not code:
            yield token.content
        elif token.type == "html_inline":
            yield from _tag_texts(token, code)
        if title := token.attrs.get("title"):
            yield str(title)


def _tag_texts(token: Token, code: list[str]) -> Iterator[str]:
    piece = scan_html(token.content)[0]
    yield from (token.content[value.start : value.end] for value in find_attributes(token.content, piece))
    _track_code(code, piece)
