"""From an entry of another tool to pieces: texts as we have them, each with its translation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from i18n_pipeline.document import Document
from i18n_pipeline.markdown.messages import fold_lines
from i18n_pipeline.migrate.normal import fold_space
from i18n_pipeline.migrate.placeholders import mask_placeholders

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from i18n_pipeline.catalog import Entry
    from i18n_pipeline.document import Segment
    from i18n_pipeline.migrate.tool import Tool
    from i18n_pipeline.segmentation import Segmentation


class Theirs(msgspec.Struct, frozen=True):
    """An entry of another tool's catalog: where it is, and the documents (of ours) that it may be from."""

    path: str
    entry: Entry
    tool: Tool
    homes: frozenset[str] = frozenset()


class Piece(msgspec.Struct, frozen=True):
    """A text of another tool's message, or all of it, in our notation.

    ``place`` (from 0) tells the pieces of one reading apart; ``whole`` says that it is the message itself.
    Placeholders are masked in both texts.
    """

    theirs: Theirs
    msgid: str
    msgstr: str
    place: int = 0
    whole: bool = False


def read_pieces(theirs: Theirs, segmentation: Segmentation) -> Iterator[tuple[Piece, ...]]:
    """Yield the readings of an entry, surest first; each is a row of pieces.

    The first is the message as it stands, its lines folded.
    """
    entry, tool = theirs.entry, theirs.tool
    seen = set()
    for reading in _readings(entry, tool, segmentation):
        if reading and reading not in seen:
            seen.add(reading)
            whole = len(seen) == 1 or len(reading) == 1
            yield tuple(
                Piece(theirs, msgid, msgstr, place, whole) for place, (msgid, msgstr) in enumerate(reading)
            )


def _readings(entry: Entry, tool: Tool, segmentation: Segmentation) -> Iterator[tuple[tuple[str, str], ...]]:
    mask = mask_placeholders if tool.placeholders else str
    if tool.is_verbatim(entry):
        yield ((entry.msgid, entry.msgstr),)
        return
    yield ((_fold(mask(entry.msgid)), _fold(mask(entry.msgstr))),)
    for rendering in tool.read(entry):
        yield _split(mask(rendering.source), mask(rendering.translation), segmentation)


def _fold(text: str) -> str:
    """Fold the lines of a text that is taken for one paragraph."""
    return fold_space(fold_lines(text.strip().split("\n"))[0])


def _split(source: str, translation: str, segmentation: Segmentation) -> tuple[tuple[str, str], ...]:
    """Split both texts as documents; nothing if they don't come to the same segments."""
    one, other = segmentation.split("", source), segmentation.split("", translation)
    if not isinstance(one, Document) or not isinstance(other, Document):
        return ()
    if _shape(one.segments) != _shape(other.segments):
        return ()
    pairs = zip(one.segments, other.segments, strict=True)
    return tuple((mine.text, its.text) for mine, its in pairs)


def _shape(segments: Sequence[Segment]) -> list[str]:
    return [segment.kind for segment in segments]
