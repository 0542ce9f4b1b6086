"""What speaks for two units being a text and its translation: logarithms of likelihood ratios, added up.

Above 0 the pair is likelier than chance. Kind, nesting, tokens, words and length each have their say; the
probabilities are rough ones, and each witness is bounded, so that none can outvote all others.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from i18n_pipeline.adopt.lexicon import EMPTY, copied_gain, length_spread, missing_loss
from i18n_pipeline.adopt.units import CODE
from i18n_pipeline.markdown import is_spaceless
from i18n_pipeline.matching import measure_likeness

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from i18n_pipeline.adopt.lexicon import Lexicon
    from i18n_pipeline.adopt.units import Token, Unit

PROSE = frozenset({"paragraph", "list item", "quote", "footnote", "definition"})
# How probable a translation's kind is, given the source's; the rest is for kinds that have nothing in common.
_SAME_KIND, _LIKE_KIND, _OTHER_KIND = 0.95, 0.03, 0.0005
_SAME_PLACE, _OTHER_PLACE = 0.3, -0.7
# How probable it is that a token is copied, and that one stands in a translation alone.
_COPIED = {"link": 0.85, "number": 0.8, "tag": 0.85, "image": 0.85, "host": 0.9}
_COPIED_ELSE = 0.93
_LEAST_TOKENS, _MOST_TOKENS, _LEAST_TOKEN = -7.0, 14.0, -2.5
_LEAST_WORDS, _MOST_WORDS = -8.0, 14.0
# Words of one text don't speak independently of each other.
_WORD_WEIGHT = 0.6
# A page is a small sample of what could stand on it: as many units more, without its tokens and words.
_MORE_TOKENS, _MORE_WORDS = 30, 10
# Scripts without spaces take so much less room; so many characters are too few to tell the ratio of lengths.
_SHORTER, _FEW = 0.6, 100
# Lengths differ at least so much from one text to the next (deviation of the logarithm).
_LEAST_DEVIATION = 1.0
# The very text that is known, or one that is alike.
_SAME_TEXT = 12.0
_LEAST_LIKE = 0.5
# Two paragraphs are one on the other side only if the lengths fit so well (in standard deviations).
_JOINED_FIT = 2.0
NEVER = -1000.0
# So bad a length, or kind, is not made good by words.
_HOPELESS = -6.0


class Evidence:
    """Weighs pairs of units of two sides; what depends on one unit alone is computed once."""

    def __init__(self, source: Sequence[Unit], target: Sequence[Unit], lexicon: Lexicon = EMPTY) -> None:
        self.source, self.target = source, target
        self._sides = (_Side(source, lexicon.known[0]), _Side(target, lexicon.known[1]))
        self._kinds = Counter(unit.kind for unit in target)
        self._token_shares = _shares([unit.tokens for unit in (*source, *target)], _MORE_TOKENS)
        shares = _shares([unit.words for unit in (*source, *target)], _MORE_WORDS)
        self._gains = (
            [_gains(unit, shares, lexicon.mates[0], lexicon.known[1]) for unit in source],
            [_gains(unit, shares, lexicon.mates[1], lexicon.known[0]) for unit in target],
        )
        # How much longer translations are (logarithm): by what is known, or by these two as wholes.
        self.ratio = _ratio(source, target) if lexicon.ratio is None else lexicon.ratio
        self._mean, self._deviation = _typical_length(target)

    def score(self, i: int, j: int) -> float:
        """Weigh the pair of source unit ``i`` and target unit ``j``."""
        one, other = self.source[i], self.target[j]
        kind = self._weigh_kind(one, other)
        if kind <= NEVER:
            return kind
        length = 0.0 if one.kind == CODE else self._weigh_length(one.length, other.length)
        rest = self.weigh_tokens(one.tokens, other.tokens) + _weigh_rendition(one, other)
        if kind + length + rest < _HOPELESS:
            return kind + length + rest
        return kind + length + rest + self._weigh_words((i,), (j,))

    def score_joined(self, sources: tuple[int, ...], targets: tuple[int, ...]) -> float:
        """Weigh two units on one side with one on the other; only paragraphs are joined and split."""
        ones, others = [self.source[i] for i in sources], [self.target[j] for j in targets]
        length, other = sum(unit.length for unit in ones), sum(unit.length for unit in others)
        together = abs(math.log(other / length) - self.ratio)
        if together > _JOINED_FIT * length_spread(length):
            return NEVER
        kind = ones[0].kind
        if kind not in PROSE or any(unit.kind != kind for unit in (*ones, *others)):
            return NEVER
        if any(
            abs(math.log(two.length / one.length) - self.ratio) < together for one in ones for two in others
        ):
            return NEVER
        tokens = self.weigh_tokens(_all_tokens(ones), _all_tokens(others))
        return self._weigh_length(length, other) + tokens + self._weigh_words(sources, targets)

    def _weigh_kind(self, one: Unit, other: Unit) -> float:
        """Weigh the kinds and nesting of a pair; what can't be is far below 0."""
        if one.kind == other.kind:
            place = _SAME_PLACE if one.place == other.place else _OTHER_PLACE
            return math.log(_SAME_KIND * len(self.target) / self._kinds[other.kind]) + place
        if CODE in (one.kind, other.kind):
            return NEVER
        alike = (one.kind in PROSE and other.kind in PROSE) or (
            one.kind.startswith("heading") and other.kind.startswith("heading")
        )
        share = _LIKE_KIND if alike else _OTHER_KIND
        return math.log(share * len(self.target) / self._kinds[other.kind])

    def _weigh_length(self, one: int, other: int) -> float:
        """Weigh two lengths against what is usual."""
        spread = length_spread(one)
        off = (math.log(other / one) - self.ratio) / spread
        background = (math.log(other) - self._mean) / self._deviation
        # Heavy tails: a text that is left half translated is still a translation.
        fit = -min(off * off, 16.0) / 2 - math.log(spread)
        return fit + min(background * background, 9.0) / 2 + math.log(self._deviation)

    def weigh_tokens(self, one: AbstractSet[Token], other: AbstractSet[Token]) -> float:
        """Weigh what is copied and what isn't."""
        if not one and not other:
            return 0.0
        score = 0.0
        for token in one & other:
            score += math.log(_COPIED.get(token[0], _COPIED_ELSE) / self._token_shares[token])
        for token in one ^ other:
            lost = 1 - _COPIED.get(token[0], _COPIED_ELSE)
            score += max(math.log(lost / (1 - min(0.9, self._token_shares[token]))), _LEAST_TOKEN)
        return max(_LEAST_TOKENS, min(_MOST_TOKENS, score))

    def _weigh_words(self, sources: tuple[int, ...], targets: tuple[int, ...]) -> float:
        """Weigh words that account for each other, in both directions."""
        score = self._account(0, sources, targets) + self._account(1, targets, sources)
        return max(_LEAST_WORDS, min(_MOST_WORDS, _WORD_WEIGHT / 2 * score))

    def _account(self, side: int, givers: tuple[int, ...], takers: tuple[int, ...]) -> float:
        """Weigh the words of ``takers``, on the other side than ``side``, given those of ``givers``."""
        gains = [self._gains[side][number] for number in givers]
        others = self._sides[1 - side]
        score = 0.0
        for taker in takers:
            score += others.losses[taker]
            words = others.words[taker]
            if len(gains) == 1:
                given = gains[0]
                score += sum([given[word] for word in words & given.keys()])
            else:
                score += sum(max(found.get(word, 0.0) for found in gains) for word in words)
        return score


class _Side:
    """The words of the units of a side, and what it costs if nothing accounts for those that are known."""

    def __init__(self, units: Iterable[Unit], known: frozenset[str]) -> None:
        self.words = [frozenset(unit.words) for unit in units]
        self.losses = [_LOSS * len(words & known) for words in self.words]


_LOSS = missing_loss()


def _gains(
    unit: Unit,
    shares: Mapping[object, float],
    mates: Mapping[str, Mapping[str, float]],
    known: frozenset[str],
) -> dict[str, float]:
    """Return the words that a unit makes likelier on the other side, and by how much.

    What a ``known`` word costs without an account is given back.
    """
    gains: dict[str, float] = {}
    for word in unit.words:
        gains[word] = max(gains.get(word, 0.0), copied_gain(shares[word]))
        for mate, gain in mates.get(word, {}).items():
            if gain > gains.get(mate, 0.0):
                gains[mate] = gain
    return {word: gain - _LOSS if word in known else gain for word, gain in gains.items()}


def _typical_length(units: Iterable[Unit]) -> tuple[float, float]:
    """Return mean and deviation of the logarithms of lengths."""
    logs = [math.log(unit.length) for unit in units if unit.kind != CODE] or [3.0]
    mean = sum(logs) / len(logs)
    variance = sum((value - mean) ** 2 for value in logs) / len(logs)
    return mean, max(_LEAST_DEVIATION, math.sqrt(variance))


def _weigh_rendition(one: Unit, other: Unit) -> float:
    """Weigh whether a text is one that is known to stand for the other, or the other itself."""
    if other.text == one.text or other.text in one.renditions:
        return _SAME_TEXT
    if not one.renditions:
        return 0.0
    likeness = max(measure_likeness(text, other.text) for text in one.renditions)
    return max(0.0, _SAME_TEXT * (likeness - _LEAST_LIKE) / (1 - _LEAST_LIKE))


def _all_tokens(units: Iterable[Unit]) -> AbstractSet[Token]:
    return {token for unit in units for token in unit.tokens}


def _shares(groups: Sequence[Iterable[object]], more: int) -> dict[object, float]:
    """Return for each item the share of groups that it is in, as if ``more`` had none of them."""
    counts = Counter(item for group in groups for item in group)
    return {item: count / (len(groups) + more) for item, count in counts.items()}


def _ratio(source: Iterable[Unit], target: Iterable[Unit]) -> float:
    texts = ["".join(unit.text for unit in side if unit.kind != CODE) for side in (source, target)]
    usual = [1 - _SHORTER * sum(map(is_spaceless, text)) / (len(text) + 1) for text in texts]
    lengths = [len(text) + _FEW * share for text, share in zip(texts, usual, strict=True)]
    return math.log(lengths[1] / lengths[0])
