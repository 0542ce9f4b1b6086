"""What became of each message that was brought: taken over, stale, there already, or kept as obsolete."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

from i18n_pipeline.markdown import count_words
from i18n_pipeline.migrate.placeholders import unmask_placeholders
from i18n_pipeline.migrate.pool import mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from i18n_pipeline.catalog import Catalog
    from i18n_pipeline.migrate import Match, Piece, Theirs
    from i18n_pipeline.pipeline.bringing import Brought

Fate: TypeAlias = Literal["taken", "stale", "there", "obsolete", "aside"]
# Best first; a message of several pieces is counted with the worst of theirs.
FATES: tuple[Fate, ...] = ("taken", "stale", "there", "obsolete", "aside")


class Kept(msgspec.Struct, frozen=True):
    """A message that no message of ours is, where it stands in its file, and what was done with it."""

    line: int
    msgid: str
    fate: Fate


class FileReport(msgspec.Struct, frozen=True):
    """What became of the translated messages of one file, in messages and in words of their msgids."""

    path: str
    tool: str
    language: str
    messages: Mapping[Fate, int]
    words: Mapping[Fate, int]
    kept: tuple[Kept, ...]


@dataclass(slots=True)
class Ledger:
    """The book that is kept of pieces while they are used."""

    used: set[tuple[int, int]] = field(default_factory=set)
    _fates: dict[int, list[Fate]] = field(default_factory=dict)

    def note_match(self, match: Match, *, there: bool) -> None:
        """Note that a message of ours is what these pieces translate; ``there``: it is translated already."""
        for piece in match.pieces:
            self.used.add(mark(piece))
            if piece.whole:
                self.used.update((id(piece.theirs), place) for place in range(-1, 1))
            self._add(piece, "there" if there else "stale" if match.doubtful else "taken")

    def note_rest(self, pieces: Iterable[Piece], catalog: Catalog) -> None:
        """Note what an update has made of pieces that were put among the obsolete entries."""
        live = [entry for entry in catalog.entries if entry.has_translation]
        by_text = {entry.msgstr: entry for entry in live}
        by_previous = {entry.previous_msgid: entry for entry in live}
        for piece in pieces:
            entry = by_text.get(unmask_placeholders(piece.msgstr)) or by_previous.get(piece.msgid)
            self._add(piece, "obsolete" if entry is None else "stale" if entry.fuzzy else "taken")

    def forget(self, pieces: Iterable[Piece]) -> None:
        """Forget pieces whose catalog could not be written: nothing became of them."""
        for piece in pieces:
            self._fates.pop(id(piece.theirs), None)

    def note_aside(self, pieces: Iterable[Piece]) -> None:
        """Note that pieces belong to no document."""
        for piece in pieces:
            self._add(piece, "aside")

    def _add(self, piece: Piece, fate: Fate) -> None:
        self._fates.setdefault(id(piece.theirs), []).append(fate)

    def reports(self, brought: Sequence[Brought], theirs: Sequence[Theirs]) -> list[FileReport]:
        """Return a report on each file, in order."""
        by_path: dict[str, list[Theirs]] = {}
        for entry in theirs:
            by_path.setdefault(entry.path, []).append(entry)
        return [self._report(one, by_path.get(one.path, ())) for one in brought]

    def _report(self, brought: Brought, theirs: Sequence[Theirs]) -> FileReport:
        messages: Counter[Fate] = Counter()
        words: Counter[Fate] = Counter()
        kept = []
        for one in theirs:
            fates = self._fates.get(id(one))
            if fates:
                fate = max(fates, key=FATES.index)
                messages[fate] += 1
                words[fate] += count_words(one.entry.msgid)
                if fate in ("obsolete", "aside"):
                    kept.append(Kept(one.entry.line, one.entry.msgid, fate))
        return FileReport(brought.path, brought.tool.name, brought.language, messages, words, tuple(kept))
