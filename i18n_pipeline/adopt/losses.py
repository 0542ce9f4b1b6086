"""What a page holds that the page made from its document and catalog would not."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from i18n_pipeline.files import count_line_ends
from i18n_pipeline.publish.marker import find_source, without_marker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from i18n_pipeline.document import Document

_HOLE = "\0"
_SPACE = re.compile(r"\s+")
_LIST_MARK = re.compile(r"^[\s>]*[0-9]{1,9}[.)](?=\s|$)")
# The table that a page says its state in (``publish.status``), as it may have been when that was another.
_STATE = re.compile(
    r"""\s*\[?["']?(?:translation|status|translated|stale|total|source)["']?\s*(?:[:=\]]|$)"""
)


class Lost(msgspec.Struct, frozen=True):
    """A line of a page, outside of its segments, that the new page doesn't have; ``line`` counts from 1."""

    line: int
    text: str


def find_losses(page: Document, new: Document, base: Document | None = None) -> list[Lost]:
    """Return what stands in ``page`` outside of its segments, and not in ``new``; layout doesn't count.

    ``base`` is the page as it was generated, if it was: what it has is nobody's loss.
    """
    there = Counter(key for document in (new, base) if document for key, _ in _frame(document))
    lost = []
    for key, found in _frame(page):
        if there[key]:
            there[key] -= 1
        elif not (find_source(page.text) and _STATE.match(found.text)):
            lost.append(found)
    return lost


def _frame(document: Document) -> Iterator[tuple[str, Lost]]:
    """Yield the lines of a text without its segments, as they are compared, that hold a letter or a digit."""
    pieces, pos = [], 0
    for span in sorted((segment.span for segment in document.segments), key=lambda span: span.start):
        hole = _HOLE + "\n" * count_line_ends(document.text[span.start : span.end])
        pieces += [document.text[pos : span.start], hole]
        pos = max(pos, span.end)
    text = "".join([*pieces, document.text[pos:]])
    for number, line in enumerate(re.split(r"\r\n?|\n", without_marker(text)), start=1):
        key = _SPACE.sub("", _LIST_MARK.sub("", line.replace(_HOLE, "")))
        if any(map(str.isalnum, key)):
            yield key, Lost(number, " ".join(line.replace(_HOLE, "…").split()))
