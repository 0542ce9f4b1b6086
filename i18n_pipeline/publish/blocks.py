"""Marks around blocks that a reader should know about: out of date, or in the source's language.

What is configured (``publish.blocks``) is put around outermost blocks alone, with blank lines between: inside
of lists, quotes and tables it would change what is around it. Blocks in a row that stand alike share it.
All is looked at again before it is believed: without the lines that were put in, the page has to be what it
was.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby
from typing import TYPE_CHECKING, Literal

import msgspec

from i18n_pipeline.document import Document, ScalarForm, Span
from i18n_pipeline.files import newline_of
from i18n_pipeline.front_matter import find_front_matter
from i18n_pipeline.markdown import split_lines, top_blocks
from i18n_pipeline.markdown.syntax import VERBATIM
from i18n_pipeline.publish.choosing import state_of
from i18n_pipeline.publish.links import apply_edits
from i18n_pipeline.segmentation import body_start

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from i18n_pipeline.catalog import Entry, Key
    from i18n_pipeline.document import Segment
    from i18n_pipeline.markdown import Block, Lines
    from i18n_pipeline.project import Blocks
    from i18n_pipeline.project.sites import LanguageSyntax
    from i18n_pipeline.publish.anchors import Edit
    from i18n_pipeline.publish.splicing import Spliced
    from i18n_pipeline.segmentation import Segmentation

Shown = Literal["translated", "stale", "missing"]

_HEADING = "heading_open"
_MARKED = frozenset(
    {"paragraph_open", _HEADING, "blockquote_open", "bullet_list_open", "ordered_list_open", "table_open"}
)
# Blocks that do nothing to the one they touch, unlike a line of attributes.
_INDIFFERENT = _MARKED | {"fence", "hr"}


class Mark(msgspec.Struct, frozen=True):
    """What stands before and behind the blocks from number ``first`` to ``last``.

    A ``line`` is one of attributes: it touches the block that it is about.
    """

    first: int
    last: int
    before: str = ""
    after: str = ""
    line: str = ""


class MarkOrder(msgspec.Struct, frozen=True):
    """How blocks are marked: what is configured, the documents' language, how the site names a language."""

    blocks: Blocks
    source: str
    languages: LanguageSyntax


class _Body:
    """The body of a page: its lines, and its outermost blocks."""

    def __init__(self, text: str, segmentation: Segmentation) -> None:
        self.text = text
        self.segmentation = segmentation
        self.start = body_start(text, find_front_matter(text))
        self.lines: Lines = split_lines(text, self.start)
        self.blocks: tuple[Block, ...] = top_blocks(text[self.start :], segmentation.dialect)

    def is_blank(self, line: int) -> bool:
        """Tell whether nothing stands on a line; there is nothing before the first and behind the last."""
        texts = self.lines.texts
        return not 0 <= line < len(texts) or not texts[line].strip()

    def last_line(self, block: Block) -> int:
        """Return the last line of a block; blank ones behind a list are none of its."""
        return next(line for line in range(block.after - 1, -1, -1) if not self.is_blank(line))

    def stands_free(self, index: int) -> bool:
        """Tell whether something may come between the block and its neighbours."""
        blocks = self.blocks
        above = blocks[index - 1] if index else None
        below = blocks[index + 1] if index + 1 < len(blocks) else None
        if above is not None and above.directs:
            return False
        free_above = self.is_blank(blocks[index].first - 1) or (above and above.type in _INDIFFERENT)
        free_below = self.is_blank(self.last_line(blocks[index]) + 1) or (
            below and below.type in _INDIFFERENT
        )
        return bool(free_above and free_below) and not self._is_held(index)

    def _is_held(self, index: int) -> bool:
        """Tell whether a block is a list that a component holds alone: such as `Steps` takes nothing else."""
        block, blocks = self.blocks[index], self.blocks
        beside = (*blocks[max(0, index - 1) : index], *blocks[index + 1 : index + 2])
        tags = [self.lines.texts[other.first].lstrip() for other in beside if other.type == VERBATIM]
        is_list = block.type in ("bullet_list_open", "ordered_list_open")
        return is_list and len(tags) == 2 and tags[0].startswith("<") and tags[1].startswith("</")


def mark_blocks(
    text: str,
    document: Document,
    spliced: Spliced,
    entries: Mapping[Key, Entry],
    order: MarkOrder,
    segmentation: Segmentation,
) -> str:
    """Return the text of a page with marks around its blocks; ``spliced`` says what they show."""
    states = _states(document, spliced, entries, segmentation)
    body = _Body(text, segmentation)
    if len(states) != len(body.blocks):
        return text
    states = [
        shown if block.type in _MARKED and body.stands_free(index) else frozenset()
        for index, (block, shown) in enumerate(zip(body.blocks, states, strict=True))
    ]
    return _insert(body, _choose_marks(body, states, order))


def is_mark(before: str, after: str, segmentation: Segmentation) -> bool:
    """Tell whether texts can stand around a block: they hold nothing to translate, and change nothing."""
    body = _Body("Words\n\nWords\n\nWords\n", segmentation)
    return _keeps(body, [Mark(1, 1, before.strip(), after.strip())])


def _states(
    document: Document, spliced: Spliced, entries: Mapping[Key, Entry], segmentation: Segmentation
) -> list[frozenset[Shown]]:
    """Return for each outermost block of the document what its segments show."""
    body = _Body(document.text, segmentation)
    firsts = [block.first for block in body.blocks]
    found: list[set[Shown]] = [set() for _ in firsts]
    for segment in document.segments:
        index = bisect_right(firsts, segment.line - body.lines.first) - 1
        if index >= 0 and not isinstance(segment.form, ScalarForm):
            found[index].add(_shown(segment, spliced, entries))
    return [frozenset(states) for states in found]


def _shown(segment: Segment, spliced: Spliced, entries: Mapping[Key, Entry]) -> Shown:
    """Return what a reader sees: a translation equal to the source is one, a stale one may be left out."""
    state = state_of(entries.get(segment.key))
    if segment in spliced.written:
        return state
    return "missing" if state != "translated" else "translated"


def _choose_marks(body: _Body, states: Sequence[frozenset[Shown]], order: MarkOrder) -> list[Mark]:
    """Return the marks for blocks that stand as ``states`` say, outer ones first."""
    marks = []
    noted = [_note(shown, order.blocks) for shown in states]
    for first, last, note in _runs(noted):
        # A heading belongs to what is around it, and is marked with that or not at all.
        if any(body.blocks[index].type != _HEADING for index in range(first, last + 1)):
            marks.append(Mark(first, last, *_pieces(order.blocks)[note]))
    if order.blocks.language:
        marks += _language_marks(body, states, order)
    return marks


def _pieces(blocks: Blocks) -> dict[Shown, tuple[str, str]]:
    return {
        "missing": (blocks.missing_before.strip(), blocks.missing_after.strip()),
        "stale": (blocks.stale_before.strip(), blocks.stale_after.strip()),
    }


def _note(shown: frozenset[Shown], blocks: Blocks) -> Shown | None:
    """Return which of its states a block is marked with: the worse one, if there is a mark for it."""
    return next((state for state, pair in _pieces(blocks).items() if state in shown and any(pair)), None)


def _runs(values: Sequence[Shown | None]) -> Iterator[tuple[int, int, Shown]]:
    """Yield first and last number and the value of each stretch of equal values."""
    for value, group in groupby(range(len(values)), key=lambda index: values[index]):
        numbers = list(group)
        if value is not None:
            yield numbers[0], numbers[-1], value


def _language_marks(body: _Body, states: Sequence[frozenset[Shown]], order: MarkOrder) -> Iterator[Mark]:
    """Yield what says that blocks are in the source's language: those of which nothing is translated."""
    foreign: list[Shown | None] = ["missing" if shown == {"missing"} else None for shown in states]
    if order.languages == "html":
        for first, last, _ in _runs(foreign):
            yield Mark(first, last, f'<div lang="{order.source}">', "</div>")
        return
    goldmark = order.languages == "attributes"
    line = f'{{lang="{order.source}"}}' if goldmark else f'{{: lang="{order.source}" }}'
    for index, block in enumerate(body.blocks):
        # Those of a heading stand in its line, where its id does.
        fits = block.type == "paragraph_open" if order.languages == "attr-list" else block.type != _HEADING
        if foreign[index] and fits:
            yield Mark(index, index, line=line)


def _insert(body: _Body, marks: Sequence[Mark]) -> str:
    """Put marks into a page: all of them, or one by one those that change nothing else."""
    if marks and not _keeps(body, marks):
        kept: list[Mark] = []
        for mark in marks:
            if _keeps(body, [*kept, mark]):
                kept.append(mark)
        marks = kept
    return apply_edits(body.text, _edits(body, marks))


def _keeps(body: _Body, marks: Sequence[Mark]) -> bool:
    """Tell whether the page with marks is the page without, but for the lines that they are on."""
    edits, segmentation = _edits(body, marks), body.segmentation
    text = apply_edits(body.text, edits)
    outline = segmentation.outline(text, _new_lines(text, body.start, edits))
    return outline == segmentation.outline(body.text) and _messages(text, segmentation) == _messages(
        body.text, segmentation
    )


def _messages(text: str, segmentation: Segmentation) -> list[tuple[object, ...]]:
    document = segmentation.split("", text)
    if not isinstance(document, Document):
        return []
    return [(found.kind, found.key, found.form, found.notes) for found in document.segments]


def _new_lines(text: str, start: int, edits: Sequence[Edit]) -> frozenset[int]:
    """Return the lines (from 0, in the body) of a page that insertions brought into it."""
    starts = split_lines(text, start).starts
    found: set[int] = set()
    shift = 0
    for span, new in edits:
        at = span.start + shift
        found |= {line for line, begin in enumerate(starts) if at <= begin < at + len(new)}
        shift += len(new)
    return frozenset(found)


def _edits(body: _Body, marks: Sequence[Mark]) -> list[Edit]:
    """Return what to insert, in order; marks that come first are outside of those that come later."""
    edits = []
    for index, block in enumerate(body.blocks):
        before = [mark.before for mark in marks if mark.first == index and mark.before]
        after = [mark.after for mark in marks if mark.last == index and mark.after]
        lines = [mark.line for mark in marks if mark.last == index and mark.line]
        if before:
            edits.append(_before(body, block, before))
        if after or lines:
            edits.append(_after(body, block, lines, after[::-1]))
    return edits


def _before(body: _Body, block: Block, pieces: Sequence[str]) -> Edit:
    newline = newline_of(body.text)
    lead = "" if body.is_blank(block.first - 1) else newline
    at = body.lines.starts[block.first]
    return Span(at, at), lead + "".join(_own(piece, newline) + 2 * newline for piece in pieces)


def _after(body: _Body, block: Block, lines: Sequence[str], pieces: Sequence[str]) -> Edit:
    newline, last = newline_of(body.text), body.last_line(block)
    at = body.lines.starts[last] + len(body.lines.texts[last])
    new = "".join(newline + line for line in lines)
    new += "".join(2 * newline + _own(piece, newline) for piece in pieces)
    return Span(at, at), new if body.is_blank(last + 1) else new + newline


def _own(piece: str, newline: str) -> str:
    """Write a configured text with the line ends of the page."""
    return newline.join(piece.splitlines())
