"""HTML tags in inline Markdown: those that a translation brings or leaves open would break the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.document import InlineForm, PhraseForm
from i18n_pipeline.markdown.html import scan_html, unbalanced_tags
from i18n_pipeline.markdown.inline import flat_tokens, parse_inline
from i18n_pipeline.markdown.likeness import has_same_markup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from i18n_pipeline.document import Form
    from i18n_pipeline.markdown.html import Piece

_MARKUP = re.compile(r"<[A-Za-z/!?]")
# A code span, an escaped sign, or what looks like a tag.
_TAG = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)|\\.|<(?=[A-Za-z/!?])/?([A-Za-z][\w:-]*)?", re.DOTALL)
_MARKDOWN_STYLES = frozenset(("label", "line"))


def breaks_html(form: Form, message: str, translation: str) -> bool:
    """Tell whether a translation of ``message`` has tags, beside those of the message, that break the page.

    Those are tags without a partner, elements that can't stand in a sentence, and comments that don't end.
    """
    if not _MARKUP.search(translation) and not _MARKUP.search(message):
        return False
    if not _is_markdown(form) or has_same_markup(message, translation):
        return False
    before, after = inline_tags(message), inline_tags(translation)
    if unbalanced_tags(after) != unbalanced_tags(before) or _heavy_names(after) - _heavy_names(before):
        return True
    return _open_comments(translation) > _open_comments(message)


def _is_markdown(form: Form) -> bool:
    return isinstance(form, InlineForm) or (isinstance(form, PhraseForm) and form.style in _MARKDOWN_STYLES)


def inline_tags(message: str) -> list[Piece]:
    """Return the tags in a message; those in code spans are none."""
    tags = [token.content for token in flat_tokens(parse_inline(message)) if token.type == "html_inline"]
    return [scan_html(tag)[0] for tag in tags]


def _heavy_names(tags: Sequence[Piece]) -> set[str]:
    """Return the names of elements that can't stand in a sentence, or hold something else than text."""
    return {tag.name for tag in tags if tag.name and (not tag.inline or tag.kind == "opaque")}


def _open_comments(message: str) -> int:
    texts = [token.content for token in flat_tokens(parse_inline(message)) if token.type == "text"]
    return "".join(texts).count("<!--")


def escape_html(form: Form, message: str, translation: str) -> str:
    """Write the tags in a translation of ``message`` that the message doesn't have so that they are text."""
    if not _is_markdown(form):
        return translation
    names = {tag.name for tag in inline_tags(message)}
    return _TAG.sub(lambda match: _escape_tag(match, names), translation)


def _escape_tag(match: re.Match[str], names: set[str]) -> str:
    known = match[2] is not None and match[2].lower() in names
    return match[0] if known or not match[0].startswith("<") else "&lt;" + match[0][1:]
