"""Counts of a catalog's words, read with polib: the same for every tool's catalogs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from polib import pofile
from rapidfuzz import fuzz

from benchmarks.wording import count_words, pseudo_translate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from polib import POEntry, POFile


@dataclass(frozen=True, slots=True)
class Tally:
    """Words of live messages: translated (``kept``), ``stale`` (fuzzy) and ``missing``.

    ``stale_segments`` counts fuzzy entries, ``unexplained`` those of them without an earlier wording.
    """

    kept: int = 0
    stale: int = 0
    missing: int = 0
    stale_segments: int = 0
    unexplained: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.kept + other.kept,
            self.stale + other.stale,
            self.missing + other.missing,
            self.stale_segments + other.stale_segments,
            self.unexplained + other.unexplained,
        )

    @property
    def total(self) -> int:
        """All words."""
        return self.kept + self.stale + self.missing

    def share(self, words: int) -> float:
        """Return ``words`` in percent of all words."""
        return 100 * words / self.total if self.total else 0.0


NO_WORDS = Tally()


@dataclass(frozen=True, slots=True)
class StalePair:
    """A stale entry: the wording that its translation was made for, and the one it stands at now."""

    place: str
    old: str
    new: str

    @property
    def likeness(self) -> float:
        """How alike the wordings are, from 0 to 1."""
        return fuzz.ratio(self.old, self.new) / 100


def read_entries(path: Path) -> list[POEntry]:
    """Return the live entries of a catalog."""
    return [entry for entry in _read(path) if not entry.obsolete]


def tally_entries(entries: list[POEntry]) -> Tally:
    """Count the words of ``entries``."""
    tally = NO_WORDS
    for entry in entries:
        words = count_words(entry.msgid)
        if not entry.msgstr:
            tally = replace(tally, missing=tally.missing + words)
        elif entry.fuzzy:
            tally += Tally(stale=words, stale_segments=1, unexplained=int(not entry.previous_msgid))
        else:
            tally = replace(tally, kept=tally.kept + words)
    return tally


def stale_pairs(entries: list[POEntry], name: str) -> Iterator[StalePair]:
    """Yield the stale entries that say what they were made for."""
    for entry in entries:
        if entry.fuzzy and entry.msgstr and entry.previous_msgid:
            yield StalePair(f"{name}:{entry.linenum}", entry.previous_msgid, entry.msgid)


def translate_with_polib(path: Path) -> None:
    """Translate every entry of a catalog, as an editor made with polib would save it."""
    catalog = _read(path)
    for entry in catalog:
        entry.msgstr = pseudo_translate(entry.msgid)
    catalog.metadata_is_fuzzy = False
    catalog.save(str(path))


def _read(path: Path) -> POFile:
    return pofile(str(path), encoding="utf-8")
