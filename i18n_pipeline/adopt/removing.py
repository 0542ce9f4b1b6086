"""Taking the parts in another language out of a document: nothing else of it changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.document import Span
from i18n_pipeline.files import newline_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from i18n_pipeline.adopt.bilingual import Bilingual, Part
    from i18n_pipeline.adopt.units import Unit

_BLANK_LINES = re.compile(r"(?:[ \t]*(?:\r\n?|\n))*")
_BLANK_LINE_BEFORE = re.compile(r"(?:\A|(?:\r\n?|\n)[ \t]*(?:\r\n?|\n))\Z")


def take_out(text: str, bilingual: Bilingual, held: Collection[int]) -> str:
    """Return a document's text without its parts in other languages.

    ``held`` are the units (by `id`) that a catalog holds: a block with any other one stays, and the title of
    its part with it. A comment or a run of blank lines that is left with nothing in it goes too.
    """
    spans = [span for part in bilingual.parts for span in _spans_of(part, bilingual, held)]
    for comment in bilingual.comments:
        inside = [span for span in spans if comment.inner.start <= span.start < comment.inner.end]
        if inside and not _without(text[: comment.inner.end], inside)[comment.inner.start :].strip():
            spans = [span for span in spans if span not in inside] + [comment.outer]
    return _without(text, [_widen(text, span) for span in spans])


def _spans_of(part: Part, bilingual: Bilingual, held: Collection[int]) -> Iterator[Span]:
    if all(id(unit) in held for unit in part.units):
        yield part.span
        return
    starts = [start for start in bilingual.starts if part.body.start <= start < part.body.end]
    for start, end in zip(starts, [*starts[1:], part.body.end], strict=True):
        units = [unit for unit in part.units if start <= _place(unit, starts) < end]
        if units and all(id(unit) in held for unit in units):
            yield Span(start, end)


def _place(unit: Unit, starts: Sequence[int]) -> int:
    return unit.segment.span.start if unit.segment else starts[0] - 1


def _widen(text: str, span: Span) -> Span:
    """Take the blank lines behind a span along if there is one before it, and those before at the end."""
    behind = _BLANK_LINES.match(text, span.end)
    end = behind.end() if behind else span.end
    if end == len(text):
        kept = text[: span.start].rstrip()
        return Span(len(kept) + len(newline_of(text)) if kept else 0, end)
    return Span(span.start, end) if _BLANK_LINE_BEFORE.search(text[: span.start]) else span


def _without(text: str, spans: Sequence[Span]) -> str:
    pieces, pos = [], 0
    for span in sorted(spans, key=lambda span: span.start):
        if span.start >= pos:
            pieces.append(text[pos : span.start])
        pos = max(pos, span.end)
    return "".join([*pieces, text[pos:]])
