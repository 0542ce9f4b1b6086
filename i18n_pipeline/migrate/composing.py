"""A message of ours that is several of theirs, one after the other.

Other tools end a message at a hard line break, at the end of a sentence, or at a tag; where ours goes on,
their translations are joined, with what stands between them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from i18n_pipeline.migrate.normal import MARK

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")

# Where a message of theirs may end within ours: at a hard break, around tags, or at the end of a sentence.
_TAGS = rf"[ ]*(?:{MARK}<[^<>]*>[ ]*)+"
_BREAK = re.compile(rf"\n|{_TAGS}|(?<=[.!?:;])[ ]|(?<=[.!?]\S)[ ]|(?<=[。！？])")
# More breaks than this are those of a poem or an address, and every row of them would be tried.
_MOST_BREAKS = 24


class _Span(NamedTuple):
    start: int
    end: int


def compose(form: str, find: Callable[[str], Sequence[T] | None]) -> list[Sequence[T] | str] | None:
    """Cover a normal form with texts that ``find`` knows, the longest first.

    Returns what was found for each and, as text, what stands between; None if a stretch is not known.
    """
    breaks = [_Span(*match.span()) for match in _BREAK.finditer(form)]
    if not breaks or len(breaks) > _MOST_BREAKS:
        return None
    return _cover(form, 0, [*breaks, _Span(len(form), len(form))], find)


def _cover(
    form: str, start: int, breaks: Sequence[_Span], find: Callable[[str], Sequence[T] | None]
) -> list[Sequence[T] | str] | None:
    if start == len(form):
        return []
    for place in reversed([place for place in breaks if place.start >= start]):
        if (start, place.start) == (0, len(form)):
            continue
        stretch = form[start : place.start]
        found = find(stretch) if stretch else ()
        rest = None if found is None else _cover(form, place.end, breaks, find)
        if found is not None and rest is not None and (place.end > start):
            between = form[place.start : place.end].replace(MARK, "")
            return [*([found] if found else []), *([between] if between else []), *rest]
    return None
