"""What speaks for two units being a text and its translation: logarithms of likelihood ratios, added up.

Above 0 the pair is likelier than chance. Kind, nesting, tokens, words and length each have their say; the
probabilities are rough ones, and each witness is bounded, so that none can outvote all others.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from i18n_pipeline.adopt.lexicon import EMPTY, copied_gain, length_spread, missing_loss
from i18n_pipeline.adopt.units import CODE
from i18n_pipeline.matching import measure_likeness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from i18n_pipeline.adopt.lexicon import Lexicon
    from i18n_pipeline.adopt.units import Token, Unit

PROSE = frozenset({"paragraph", "list item", "quote", "footnote", "definition"})
# How probable a translation's kind is, given the source's; the rest is for kinds that have nothing in common.
_SAME_KIND, _LIKE_KIND, _OTHER_KIND = 0.95, 0.03, 0.0005
# How probable it is that a token is copied, and that one stands in a translation alone.
_COPIED = {"link": 0.85, "number": 0.8, "tag": 0.85, "image": 0.85, "host": 0.9}
_COPIED_ELSE = 0.93
_LEAST_TOKENS, _MOST_TOKENS = -7.0, 14.0
_LEAST_WORDS, _MOST_WORDS = -8.0, 14.0
# Words of one text don't speak independently of each other.
_WORD_WEIGHT = 0.6
# The very text that is known, or one that is alike.
_SAME_TEXT = 12.0
_LEAST_LIKE = 0.5
NEVER = -1000.0


@dataclass(frozen=True, slots=True)
class Weighed:
    """The evidence for a pair by witness."""

    kind: float
    length: float
    tokens: float
    words: float
    rendition: float = 0.0

    @property
    def total(self) -> float:
        """All together."""
        return self.kind + self.length + self.tokens + self.words + self.rendition


class Evidence:
    """Weighs pairs of units of two sides; what needs all units of a side is computed once."""

    def __init__(self, source: Sequence[Unit], target: Sequence[Unit], lexicon: Lexicon = EMPTY) -> None:
        self.source, self.target, self.lexicon = source, target, lexicon
        self._kinds = Counter(unit.kind for unit in target)
        self._token_shares = _shares([unit.tokens for unit in (*source, *target)])
        self._word_shares = _shares([unit.words for unit in (*source, *target)])
        self._mates = (
            [self._gains(unit, 0) for unit in source],
            [self._gains(unit, 1) for unit in target],
        )
        self._missed = (
            [frozenset(unit.words) & lexicon.known[0] for unit in source],
            [frozenset(unit.words) & lexicon.known[1] for unit in target],
        )
        self._words = ([unit.words for unit in source], [unit.words for unit in target])

    @cached_property
    def ratio(self) -> float:
        """How much longer translations are (logarithm): by what is known, or by these two as wholes."""
        if self.lexicon.ratio is not None:
            return self.lexicon.ratio
        lengths = [
            sum(unit.length for unit in side if unit.kind != CODE) + 100
            for side in (self.source, self.target)
        ]
        return math.log(lengths[1] / lengths[0])

    @cached_property
    def _typical_length(self) -> tuple[float, float]:
        logs = [math.log(unit.length) for unit in self.target if unit.kind != CODE] or [3.0]
        mean = sum(logs) / len(logs)
        variance = sum((value - mean) ** 2 for value in logs) / len(logs)
        return mean, math.sqrt(variance + 0.25)

    def weigh(self, i: int, j: int) -> Weighed:
        """Weigh the pair of source unit ``i`` and target unit ``j``."""
        kind = self.weigh_kind(i, j)
        if kind <= NEVER:
            return Weighed(kind, 0.0, 0.0, 0.0)
        one, other = self.source[i], self.target[j]
        length = 0.0 if one.kind == CODE else self.weigh_length(one.length, other.length)
        tokens = self.weigh_tokens(one.tokens, other.tokens)
        return Weighed(kind, length, tokens, self._weigh_words((i,), (j,)), _weigh_rendition(one, other))

    def score(self, i: int, j: int) -> float:
        """Weigh a pair as a number."""
        return self.weigh(i, j).total

    def score_joined(self, sources: tuple[int, ...], targets: tuple[int, ...]) -> float:
        """Weigh two units on one side with one on the other; only paragraphs are joined and split."""
        ones, others = [self.source[i] for i in sources], [self.target[j] for j in targets]
        kinds = {unit.kind for unit in (*ones, *others)}
        if len(kinds) > 1 or not kinds <= PROSE:
            return NEVER
        length, other = sum(unit.length for unit in ones), sum(unit.length for unit in others)
        together = abs(math.log(other / length) - self.ratio)
        if any(
            abs(math.log(two.length / one.length) - self.ratio) < together for one in ones for two in others
        ):
            return NEVER
        tokens = [frozenset().union(*(unit.tokens for unit in side)) for side in (ones, others)]
        return (
            self.weigh_length(length, other)
            + self.weigh_tokens(*tokens)
            + self._weigh_words(sources, targets)
        )

    def weigh_kind(self, i: int, j: int) -> float:
        """Weigh the kinds and nesting of a pair; what can't be is far below 0."""
        one, other = self.source[i], self.target[j]
        if (one.kind == CODE) != (other.kind == CODE):
            return NEVER
        share = self._kinds[other.kind] / len(self.target)
        if one.kind == other.kind:
            place = 0.3 if one.place == other.place else -0.7
            return math.log(_SAME_KIND / share) + place
        alike = {one.kind, other.kind} <= PROSE or (
            one.kind.startswith("heading") and other.kind.startswith("heading")
        )
        return math.log((_LIKE_KIND if alike else _OTHER_KIND) / share)

    def weigh_length(self, one: int, other: int) -> float:
        """Weigh two lengths against what is usual."""
        spread = length_spread(one)
        off = (math.log(other / one) - self.ratio) / spread
        mean, deviation = self._typical_length
        background = (math.log(other) - mean) / deviation
        # Heavy tails: a text that is left half translated is still a translation.
        fit = -min(off * off, 16.0) / 2 - math.log(spread)
        return fit + min(background * background, 9.0) / 2 + math.log(deviation)

    def weigh_tokens(self, one: frozenset[Token], other: frozenset[Token]) -> float:
        """Weigh what is copied and what isn't."""
        if not one and not other:
            return 0.0
        score = 0.0
        for token in one & other:
            copied = _COPIED.get(token[0], _COPIED_ELSE)
            score += math.log(copied / self._token_shares[token])
        for token in one ^ other:
            copied = _COPIED.get(token[0], _COPIED_ELSE)
            score += max(math.log((1 - copied) / (1 - min(0.9, self._token_shares[token]))), -2.5)
        return max(_LEAST_TOKENS, min(_MOST_TOKENS, score))

    def _weigh_words(self, sources: tuple[int, ...], targets: tuple[int, ...]) -> float:
        """Weigh words that account for each other, in both directions."""
        score = self._account(0, sources, targets) + self._account(1, targets, sources)
        return max(_LEAST_WORDS, min(_MOST_WORDS, _WORD_WEIGHT / 2 * score))

    def _account(self, side: int, givers: tuple[int, ...], takers: tuple[int, ...]) -> float:
        """Weigh the words of ``takers``, on the other side than ``side``, given those of ``givers``."""
        score = 0.0
        gains = [self._mates[side][number] for number in givers]
        for taker in takers:
            missed = self._missed[1 - side][taker]
            score += _LOSS * len(missed)
            for word in self._words[1 - side][taker]:
                gain = max((found[word] for found in gains if word in found), default=None)
                if gain is not None:
                    score += gain - _LOSS if word in missed else gain
        return score

    def _gains(self, unit: Unit, side: int) -> dict[str, float]:
        """Return the words that a unit makes likelier on the other side, and by how much."""
        gains: dict[str, float] = {}
        mates = self.lexicon.mates[side]
        for word in unit.words:
            gains[word] = max(gains.get(word, 0.0), copied_gain(self._word_shares.get(word, 1.0)))
            for mate, gain in mates.get(word, {}).items():
                if gain > gains.get(mate, 0.0):
                    gains[mate] = gain
        return gains


def _weigh_rendition(one: Unit, other: Unit) -> float:
    """Weigh whether a text is one that is known to stand for the other, or the other itself."""
    if other.text == one.text or other.text in one.renditions:
        return _SAME_TEXT
    likeness = max((measure_likeness(text, other.text) for text in one.renditions), default=0.0)
    return _SAME_TEXT * (likeness - _LEAST_LIKE) / (1 - _LEAST_LIKE) if likeness > _LEAST_LIKE else 0.0


_LOSS = missing_loss()


def _shares(groups: Sequence[frozenset[Token] | tuple[str, ...]]) -> dict[object, float]:
    counts: Counter[object] = Counter(item for group in groups for item in group)
    return {item: count / len(groups) for item, count in counts.items()}
