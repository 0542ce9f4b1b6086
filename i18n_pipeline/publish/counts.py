"""How much there is, and how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from i18n_pipeline.publish.choosing import State


class Counts(msgspec.Struct, frozen=True):
    """How many there are of something (segments, words), and how they stand in a language."""

    total: int = 0
    translated: int = 0
    stale: int = 0
    missing: int = 0

    @classmethod
    def tally(cls, states: Mapping[State, int]) -> Counts:
        """Make counts of how many there are of each state."""
        translated, stale, missing = (states.get(state, 0) for state in ("translated", "stale", "missing"))
        return cls(translated + stale + missing, translated, stale, missing)

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.total + other.total,
            self.translated + other.translated,
            self.stale + other.stale,
            self.missing + other.missing,
        )

    @property
    def percent(self) -> float:
        """Percent translated; 100 where there is nothing to translate."""
        return 100 * self.translated / self.total if self.total else 100.0


class Standing(msgspec.Struct, frozen=True):
    """How one document stands in one language.

    ``fresh`` are the words that are stale for so few days that the configuration has patience with them.
    """

    path: str
    language: str
    catalog: str
    page: str
    segments: Counts
    words: Counts
    fresh: int = 0
