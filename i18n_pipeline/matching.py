"""Which old wording became which new one: by likeness, with the place as a witness.

Likeness is rapidfuzz's ``ratio`` from 0 to 1: twice the characters in common, in order, by the characters in
all. Prose that has nothing in common stays under 0.6.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

# A word or two is alike by accident (Home, Hope): under this many characters the place must agree, or the
# likeness be at least SHORT_LIKENESS.
SHORT_TEXT = 20
SHORT_LIKENESS = 0.85
# Under this likeness a caption isn't taken for a heading, but where it stands in the heading's place.
KIND_LIKENESS = 0.75
# What the place adds to the likeness: each same neighbour, and the same rank between the two.
NEIGHBOUR_BONUS = 0.1
RANK_BONUS = 0.05
# Of two equally good pairs the one that is still in use wins over one that was removed before.
REMOVED_BEFORE_HANDICAP = 0.05
# A piece of a text that was split or joined is found in it almost as it is, and makes the whole likelier.
PART_LIKENESS = 0.8
PART_GAIN = 0.03
SHORTEST_PART = 8
# More look-alikes of one text than this are not weighed, so that a table of 5,000 like cells stays fast.
_LOOK_ALIKES = 32


class Place(msgspec.Struct, frozen=True):
    """Where a text stands among those that both sides have.

    ``before`` and ``after`` name the neighbours (the same way on both sides), ``rank`` counts from 0
    what else stands between the two.
    """

    before: int
    after: int
    rank: int


class Wording(msgspec.Struct, frozen=True):
    """A text on one side: its forms (the likest one counts), its place, and the kind of block it is in.

    Without ``place`` it was removed before; without ``kind`` nothing is known of the block.
    """

    texts: tuple[str, ...]
    place: Place | None = None
    kind: str = ""


class _Pair(NamedTuple):
    score: float
    distance: int
    new: int
    old: int


def measure_likeness(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1."""
    if one == other:
        return 1.0
    from rapidfuzz import fuzz

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
    if not texts:
        return ()
    from rapidfuzz import fuzz, process

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
    if likeness < KIND_LIKENESS and not same_place and old.kind and new.kind and old.kind != new.kind:
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


# Texts that were split or joined


def find_run(
    whole: str, pieces: Sequence[str], spare: Collection[int], first: int | None, *, similarity: float
) -> list[int]:
    """Find the pieces in a row that make up ``whole`` together better than any does alone.

    The run grows from ``first`` (or else the piece likest to be a part), as long as what stands beside it is
    ``spare``, is found in the whole, and makes the run more like it. It has two pieces at least, or none.
    """
    if first is None:
        first = _find_likest_part(whole, pieces, spare)
    if first is None:
        return []
    run, likeness = range(first, first + 1), measure_likeness(pieces[first], whole)
    while grown := list(_grow(run, whole, pieces, spare)):
        best, longer = max(grown, key=lambda pair: pair[0])
        if best < likeness + PART_GAIN:
            break
        run, likeness = longer, best
    return list(run) if len(run) > 1 and likeness >= similarity else []


def _find_likest_part(whole: str, pieces: Sequence[str], spare: Iterable[int]) -> int | None:
    parts = [index for index in sorted(spare) if _is_part(pieces[index], whole)]
    return max(parts, key=lambda index: measure_likeness(pieces[index], whole), default=None)


def _grow(
    run: range, whole: str, pieces: Sequence[str], spare: Collection[int]
) -> Iterator[tuple[float, range]]:
    """Yield the run with the piece before it and with the one after it, and how alike it then is."""
    for beside, longer in (
        (run.start - 1, range(run.start - 1, run.stop)),
        (run.stop, range(run.start, run.stop + 1)),
    ):
        if beside in spare and _is_part(pieces[beside], whole):
            text = " ".join(pieces[index] for index in longer)
            yield measure_likeness(text, whole), longer


def _is_part(piece: str, whole: str) -> bool:
    if not SHORTEST_PART <= len(piece) < len(whole):
        return False
    from rapidfuzz import fuzz

    return fuzz.partial_ratio(piece, whole, score_cutoff=100 * PART_LIKENESS) > 0
