"""A text as it may be read: as it is written, with its entities decoded, and parsed."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from i18n_pipeline.markdown.anatomy import dissect, is_surely_markdown, notation_of, read_tag
from i18n_pipeline.markdown.html import scan_html

if TYPE_CHECKING:
    from i18n_pipeline.document import Form
    from i18n_pipeline.markdown import Dialect
    from i18n_pipeline.markdown.anatomy import HtmlTag


class View(msgspec.Struct, frozen=True):
    """The readings of a text.

    ``tags`` are all that may be tags of HTML to somebody, ``live`` those that are when the page is shown.
    ``targets`` is where its links and images lead, ``labels`` what they refer to instead; ``prose`` is what
    it has outside of code.
    """

    raw: str
    decoded: str
    prose: str
    tags: tuple[HtmlTag, ...]
    live: tuple[HtmlTag, ...]
    targets: tuple[str, ...]
    labels: tuple[str, ...]
    is_markdown: bool


@lru_cache(maxsize=2048)
def read_view(form: Form, text: str, dialect: Dialect, labels: frozenset[str] = frozenset()) -> View:
    """Read a text in the place that ``form`` describes; ``labels`` are those that its links may refer to."""
    decoded = decode(text)
    notation, certain = notation_of(form), is_surely_markdown(form)
    anatomy = dissect(text, dialect, notation, labels)
    # HTML may stand in Markdown that is parsed once more (``markdown="1"``, a component).
    links = anatomy if notation != "html" else dissect(text, dialect, labels=labels)
    tags = _scan_tags(text) + (_scan_tags(decoded) if decoded != text else ())
    return View(
        raw=text,
        decoded=decoded,
        prose=anatomy.text if certain else text,
        tags=tags,
        live=anatomy.tags if certain else tags,
        targets=links.links + links.images,
        labels=tuple(piece.value for piece in links.of("reference")),
        is_markdown=certain,
    )


def decode(text: str) -> str:
    """Decode entities, those that are encoded twice too, and drop the backslashes of escapes."""
    return re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", decode_entities(text))


def decode_entities(text: str) -> str:
    """Decode entities, those that are encoded twice too."""
    for _ in range(3):
        decoded = html.unescape(text)
        if decoded == text:
            break
        text = decoded
    return text


def _scan_tags(text: str) -> tuple[HtmlTag, ...]:
    if "<" not in text:
        return ()
    # What is taken for an element without text may hold tags to another reader.
    starts = [match.start() for match in re.finditer(r"<(?=[A-Za-z/!?])", text)]
    inner = tuple(read_tag(text[start:].partition(">")[0] + ">") for start in starts)
    whole = [piece for piece in scan_html(text) if piece.kind in ("open", "close", "broken")]
    return inner + tuple(read_tag(text[piece.start : piece.end]) for piece in whole)
