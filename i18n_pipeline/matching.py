"""Which old wording became which new one: by likeness, with the place as a witness.

Likeness is rapidfuzz's ``ratio`` from 0 to 1: twice the characters in common, in order, by the characters in
all. Prose that has nothing in common stays under 0.6.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# A word or two is alike by accident (Home, Hope): under this many characters the place must agree, or the
# likeness be at least SHORT_LIKENESS.
SHORT_TEXT = 20
SHORT_LIKENESS = 0.85
# What the place adds to the likeness: each same neighbour, and the same rank between the two.
NEIGHBOUR_BONUS = 0.1
RANK_BONUS = 0.05
# Of two equally good pairs the one that is still in use wins over one that was removed before.
REMOVED_BEFORE_HANDICAP = 0.05
# More look-alikes of one text than this are not weighed, so that a table of 5,000 like cells stays fast.
_LOOK_ALIKES = 32


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands among those that both sides have.

    ``before`` and ``after`` name the neighbours (the same way on both sides), ``rank`` counts from 0
    what else stands between the two.
    """

    before: int
    after: int
    rank: int


@dataclass(frozen=True, slots=True)
class Wording:
    """A text on one side. ``texts`` are its forms, the likest one counts; no ``place``: removed before."""

    texts: tuple[str, ...]
    place: Place | None = None


class _Pair(NamedTuple):
    score: float
    distance: int
    new: int
    old: int


def measure_likeness(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1."""
    return fuzz.ratio(one, other) / 100


def pair_wordings(
    old: Sequence[Wording], new: Sequence[Wording], *, similarity: float
) -> list[tuple[int, int]]:
    """Pair indices of ``old`` and ``new``, each used at most once, best pairs first.

    No pair is less alike than ``similarity`` (0 to 1).
    """
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    pairs: list[tuple[int, int]] = []
    for pair in sorted(set(_weigh_pairs(old, new, similarity)), key=_best_first):
        if pair.old not in taken_old and pair.new not in taken_new:
            taken_old.add(pair.old)
            taken_new.add(pair.new)
            pairs.append((pair.old, pair.new))
    return pairs


def _best_first(pair: _Pair) -> tuple[float, int, int, int]:
    return (-pair.score, pair.distance, pair.new, pair.old)


def _weigh_pairs(old: Sequence[Wording], new: Sequence[Wording], similarity: float) -> Iterator[_Pair]:
    mates = _group_by_slot(old)
    texts, owners = _flatten(old)
    for new_index, wording in enumerate(new):
        for old_index, likeness in _find_alike(wording, texts, owners, similarity):
            yield from _weigh(likeness, old[old_index], wording, new_index, old_index, similarity=similarity)
        for old_index in mates[_slot(wording)] if wording.place else ():
            likeness = _likeness(old[old_index], wording)
            yield from _weigh(likeness, old[old_index], wording, new_index, old_index, similarity=similarity)


def _group_by_slot(wordings: Sequence[Wording]) -> defaultdict[tuple[int, int] | None, list[int]]:
    groups: defaultdict[tuple[int, int] | None, list[int]] = defaultdict(list)
    for index, wording in enumerate(wordings):
        if wording.place:
            groups[_slot(wording)].append(index)
    # Where a long stretch is new, the place says little, and weighing all with all would take long.
    return defaultdict(list, {slot: found for slot, found in groups.items() if len(found) <= _LOOK_ALIKES})


def _slot(wording: Wording) -> tuple[int, int] | None:
    return (wording.place.before, wording.place.after) if wording.place else None


def _flatten(wordings: Sequence[Wording]) -> tuple[list[str], list[int]]:
    """All texts, and for each the index of the wording that it belongs to."""
    pairs = [(text, index) for index, wording in enumerate(wordings) for text in wording.texts]
    return [text for text, _ in pairs], [index for _, index in pairs]


def _find_alike(
    wording: Wording, texts: Sequence[str], owners: Sequence[int], similarity: float
) -> Iterable[tuple[int, float]]:
    best: dict[int, float] = {}
    for text in wording.texts:
        cutoff = 100 * similarity
        for _, likeness, index in process.extract(
            text, texts, scorer=fuzz.ratio, score_cutoff=cutoff, limit=_LOOK_ALIKES
        ):
            owner = owners[index]
            best[owner] = max(best.get(owner, 0.0), likeness / 100)
    return best.items()


def _likeness(old: Wording, new: Wording) -> float:
    return max(measure_likeness(one, other) for one in old.texts for other in new.texts)


def _weigh(
    likeness: float, old: Wording, new: Wording, new_index: int, old_index: int, *, similarity: float
) -> Iterator[_Pair]:
    same_place = old.place is not None and old.place == new.place
    if likeness < similarity or (likeness < SHORT_LIKENESS and not same_place and _is_short(old, new)):
        return
    score = likeness + _place_bonus(old.place, new.place)
    yield _Pair(score, abs(new_index - old_index), new_index, old_index)


def _is_short(old: Wording, new: Wording) -> bool:
    return min(len(text) for wording in (old, new) for text in wording.texts) < SHORT_TEXT


def _place_bonus(old: Place | None, new: Place | None) -> float:
    if old is None or new is None:
        return -REMOVED_BEFORE_HANDICAP
    neighbours = (old.before == new.before) + (old.after == new.after)
    return NEIGHBOUR_BONUS * neighbours + (RANK_BONUS if neighbours == 2 and old.rank == new.rank else 0.0)
