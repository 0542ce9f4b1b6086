"""Elements of HTML and comments as ranges of a document, and comments laid open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from i18n_pipeline.document import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from i18n_pipeline.adopt.language_names import LanguageNames

_COMMENT = re.compile(r"^[ ]{0,3}<!--(.*?)-->", re.MULTILINE | re.DOTALL)
_TAG = re.compile(r"<(/?)(section|details|div|article|aside|blockquote)\b([^<>]*)>", re.IGNORECASE)
_TITLE_LINE = re.compile(r"^[ ]{0,3}#{1,6}[ ]+(.+)$|<summary[^<>]*>(.*?)</summary>", re.MULTILINE)


class Element(NamedTuple):
    """An element or a comment: all of it, and what is inside of its tags or marks."""

    outer: Span
    inner: Span
    comment: bool


def open_comments(text: str, names: LanguageNames) -> tuple[str, list[Element]]:
    """Blank the marks of comments that a language is named in; other ones stay as they are."""
    opened, found = text, []
    # A carriage return alone may end a line, too; every place stays what it is.
    for match in _COMMENT.finditer(text.replace("\r", "\n")):
        if any(names.find(title) for titles in _TITLE_LINE.findall(match[1]) for title in titles):
            inner = Span(*match.span(1))
            found.append(Element(Span(inner.start - 4, match.end()), inner, comment=True))
            inside = text[inner.start : inner.end]
            opened = f"{opened[: inner.start - 4]}\n\n\n\n{inside}\n\n\n{opened[match.end() :]}"
    return opened, found


def find_elements(text: str, code: Iterable[Span]) -> Iterator[Element]:
    """Yield the elements of HTML that may hold a part, innermost first."""
    hidden = list(code)
    open_tags: list[re.Match[str]] = []
    for tag in _TAG.finditer(text):
        if any(span.start <= tag.start() < span.end for span in hidden):
            continue
        if not tag[1]:
            open_tags.append(tag)
            continue
        while open_tags and open_tags[-1][2].lower() != tag[2].lower():
            open_tags.pop()
        if open_tags:
            start = open_tags.pop()
            yield Element(Span(start.start(), tag.end()), Span(start.end(), tag.start()), comment=False)
