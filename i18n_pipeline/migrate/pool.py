"""All translations that were brought, to look up messages of ours in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from i18n_pipeline.migrate.composing import compose
from i18n_pipeline.migrate.normal import fold_space, normal_form
from i18n_pipeline.migrate.notation import write_in_notation
from i18n_pipeline.migrate.pieces import read_pieces
from i18n_pipeline.migrate.placeholders import (
    blank_placeholders,
    fill_placeholders,
    has_all_placeholders,
    link_label,
    mask_targets,
    title_of,
    trim_targets,
    unmask_placeholders,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from i18n_pipeline.document import Segment
    from i18n_pipeline.migrate.pieces import Piece, Theirs
    from i18n_pipeline.migrate.placeholders import Masked
    from i18n_pipeline.segmentation import Segmentation


class Match(msgspec.Struct, frozen=True):
    """A translation for a message of ours, and the pieces that it is made of.

    ``doubtful`` says that it has to be gone through: it was fuzzy, or it is not quite of this message.
    ``previous`` is then the wording that it was made for, where that is known.
    """

    msgstr: str
    pieces: tuple[Piece, ...]
    doubtful: bool
    previous: str | None = None


class Pool:
    """Pieces of other tools' messages, found by their text.

    Of several for one text, one from the document's own catalog comes first, then what is sure, then what is
    still in use, then the order in which they were brought.
    """

    def __init__(self, entries: Iterable[Theirs], segmentation: Segmentation) -> None:
        self._dialect = segmentation.dialect
        self._by_text: dict[str, list[Piece]] = {}
        self._by_form: dict[str, list[Piece]] = {}
        self._has_placeholders = False
        # The reading of each entry with most pieces: what is kept of it where no message wants it.
        self._finest: dict[int, tuple[Piece, ...]] = {}
        for theirs in entries:
            self._has_placeholders |= theirs.tool.placeholders
            for reading in read_pieces(theirs, segmentation):
                self._add(theirs, reading)

    def _add(self, theirs: Theirs, reading: Sequence[Piece]) -> None:
        if len(reading) >= len(self._finest.get(id(theirs), ())):
            self._finest[id(theirs)] = tuple(reading)
        for piece in reading:
            if piece.msgid and piece.msgstr:
                self._by_text.setdefault(piece.msgid, []).append(piece)
                form = normal_form(blank_placeholders(piece.msgid), self._dialect)
                self._by_form.setdefault(form, []).append(piece)

    def rest(self, theirs: Theirs, used: set[tuple[int, int]]) -> Iterator[Piece]:
        """Yield the pieces of an entry that are not among those ``used`` (see `mark`)."""
        for piece in self._finest.get(id(theirs), ()):
            if mark(piece) not in used and piece.msgstr:
                yield piece

    def find(self, segment: Segment, document: str) -> Match | None:
        """Find the translation of a segment of ``document``."""
        for find in (
            self._find_same,
            self._find_by_placeholders,
            self._find_in_link,
            self._find_composed,
            self._find_unbroken,
        ):
            match = find(segment.text, document)
            if match is not None:
                return match
        return None

    def _find_same(self, text: str, document: str) -> Match | None:
        found = self._by_text.get(text) or self._by_form.get(normal_form(text, self._dialect))
        if not found:
            return None
        piece = _best(found, document)
        return _match(self._written(text, piece.msgstr), piece)

    def _written(self, msgid: str, msgstr: str) -> str:
        return write_in_notation(msgid, unmask_placeholders(msgstr), self._dialect)

    def _find_by_placeholders(self, text: str, document: str) -> Match | None:
        if not self._has_placeholders:
            return None
        whole = mask_targets(text)
        for masked in dict.fromkeys((whole, trim_targets(whole))):
            found = self._by_form.get(normal_form(masked.text, self._dialect)) if whole.targets else None
            if found:
                return self._filled(masked, _best(found, document), document)
        return None

    def _filled(self, masked: Masked, piece: Piece, document: str) -> Match:
        """Put what our message has into a translation's placeholders; doubtful where some are missing."""
        pairs = [self._with_title(target, document) for target in masked.targets]
        targets = tuple(target for target, _ in pairs)
        filled = masked.head + fill_placeholders(piece.msgid, piece.msgstr, targets) + masked.tail
        match = _match(filled, piece, *(title for _, title in pairs if title))
        if has_all_placeholders(piece.msgid, piece.msgstr):
            return match
        return replace(match, doubtful=True, previous=piece.theirs.entry.msgid)

    def _with_title(self, target: str, document: str) -> tuple[str, Piece | None]:
        """Translate the title in a link's target: a message of its own, which is returned as well."""
        title = title_of(target)
        found = self._by_text.get(title[0]) if title else None
        if title is None or not found:
            return target, None
        piece = _best(found, document)
        _, start, end = title
        if target[start - 1] in piece.msgstr:
            return target, None
        return target[:start] + piece.msgstr + target[end:], piece

    def _find_in_link(self, text: str, document: str) -> Match | None:
        """Find the label of a text that is one link: of mdBook's contents no more is a message."""
        label, target = link_label(text)
        match = self._find_same(label, document) if label else None
        return replace(match, msgstr=f"[{match.msgstr}]{target}") if match else None

    def _find_composed(self, text: str, document: str) -> Match | None:
        """Make a translation of several of theirs that are, one after the other, this message."""
        row = compose(normal_form(text, self._dialect), self._by_form.get)
        parts = [part if isinstance(part, str) else _best(part, document) for part in row or ()]
        pieces = tuple(part for part in parts if not isinstance(part, str))
        if not pieces:
            return None
        msgstr = "".join(part if isinstance(part, str) else _with_space(part) for part in parts)
        doubtful = any(piece.theirs.entry.fuzzy for piece in pieces)
        return Match(self._written(text, fold_space(msgstr)), pieces, doubtful)

    def _find_unbroken(self, text: str, document: str) -> Match | None:
        """Find a text whose hard breaks theirs has lost: where they go in a translation, nobody knows."""
        if "\n" not in text:
            return None
        folded = text.replace("\n", " ")
        match = self._find_same(folded, document) or self._find_by_placeholders(folded, document)
        return replace(match, doubtful=True, previous=folded) if match else None


def _with_space(piece: Piece) -> str:
    """Return a translation with the white space around it, which counts where it is put between others."""
    text = piece.theirs.entry.msgstr
    if not piece.whole:
        return piece.msgstr
    return " " * text[:1].isspace() + piece.msgstr + " " * text[-1:].isspace()


def mark(piece: Piece) -> tuple[int, int]:
    """Return what tells a piece of an entry from its others."""
    return (id(piece.theirs), -1 if piece.whole else piece.place)


def _best(found: Sequence[Piece], document: str) -> Piece:
    return max(found, key=lambda piece: _worth(piece, document))


def _worth(piece: Piece, document: str) -> tuple[bool, bool, bool, bool]:
    entry = piece.theirs.entry
    return (not entry.fuzzy, document in piece.theirs.homes, not entry.obsolete, piece.whole)


def _match(msgstr: str, piece: Piece, *others: Piece) -> Match:
    entry = piece.theirs.entry
    return Match(msgstr, (piece, *others), entry.fuzzy, entry.previous_msgid if entry.fuzzy else None)
