"""Which words go together in two languages, learned from texts that are taken for translations.

A word of one language that stands in a text makes a word of the other language likelier in its translation.
How much likelier is counted over pairs, leaving out the pair in question, so that no pair speaks for itself.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from i18n_pipeline.adopt.units import Unit

# The share of words in a translation that nothing in the source accounts for.
_FREE = 0.4
# How probable it is that a word is copied, or has the same stem, before anything is known of the languages.
_COPIED = 0.4
_MOST_WORDS = 40
_MOST_MATES = 16
_SMOOTHING = 2.0
# Typical lengths of translations differ by this much (logarithm), short texts by more.
_SPREAD = 0.04
_SPREAD_OF_SHORT = 2.5


class Lexicon(msgspec.Struct, frozen=True):
    """What is known of a pair of languages.

    ``mates`` gives for a word of one side the words of the other that it makes likelier, and by how much (the
    logarithm of the ratio); ``known`` are the words that have been seen often enough to be missed. ``ratio``
    is the logarithm of how much longer translations are; None where nothing is known. ``pairs`` is how many
    texts it was learned from.
    """

    mates: tuple[Mapping[str, Mapping[str, float]], Mapping[str, Mapping[str, float]]] = ({}, {})
    known: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
    ratio: float | None = None
    pairs: int = 0


EMPTY = Lexicon()


@dataclass(slots=True)
class _Counts:
    pairs: int = 0
    words: tuple[Counter[str], Counter[str]] = field(default_factory=lambda: (Counter(), Counter()))
    together: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    lengths: tuple[list[int], list[int]] = field(default_factory=lambda: ([], []))


def learn(pairs: Iterable[tuple[Unit, Unit]]) -> Lexicon:
    """Learn from pairs of a text and its translation."""
    counts = _Counts()
    for source, target in pairs:
        counts.pairs += 1
        for side, unit in enumerate((source, target)):
            counts.words[side].update(unit.words[:_MOST_WORDS])
            counts.lengths[side].append(unit.length)
        for word in source.words[:_MOST_WORDS]:
            counts.together[word].update(target.words[:_MOST_WORDS])
    if not counts.pairs:
        return EMPTY
    forward = {word: _likelier(word, counts) for word in counts.together}
    backward: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for word, mates in forward.items():
        for mate, value in mates.items():
            backward[mate][word] = value
    known = tuple(frozenset(word for word, count in side.items() if count > 2) for side in counts.words)
    return Lexicon((forward, backward), (known[0], known[1]), _ratio(*counts.lengths), counts.pairs)


def _likelier(word: str, counts: _Counts) -> dict[str, float]:
    """Return the words that ``word`` makes likelier; the pair that is asked about doesn't count."""
    times = counts.words[0][word]
    found = {}
    for mate, both in counts.together[word].items():
        if both > 1:
            share = (both - 1) / (times - 1 + _SMOOTHING)
            background = counts.words[1][mate] / counts.pairs
            value = math.log(_FREE + (1 - _FREE) * share / background)
            if value > 0.2:
                found[mate] = value
    best = sorted(found, key=lambda mate: (-found[mate], mate))[:_MOST_MATES]
    return {mate: found[mate] for mate in best}


def _ratio(one: Sequence[int], other: Sequence[int]) -> float:
    return math.log(sum(other) / sum(one))


def copied_gain(share: float) -> float:
    """Return what it tells that a word, which is in ``share`` of the texts, is in both of two."""
    return math.log(_FREE + (1 - _FREE) * _COPIED / max(share, 1e-4))


def missing_loss() -> float:
    """Return what it tells that nothing accounts for a word that is known (below 0)."""
    return math.log(_FREE)


def length_spread(length: int) -> float:
    """Return the standard deviation of the logarithm of a translation's length."""
    return math.sqrt(_SPREAD + _SPREAD_OF_SHORT / length)
