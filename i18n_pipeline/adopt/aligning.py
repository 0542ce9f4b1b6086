"""Which unit of a translation belongs to which unit of its source: one alignment of the whole page.

A lattice over both sides is searched for the order-keeping path with the most evidence (Viterbi), where a
step pairs one with one, one with two, two with one, or leaves a unit alone. What can hardly be anything else
(a code block that is there once) is fixed first; the lattice lies between. A pair's margin is how much worse
the best path without it is. Blocks that a translator has moved are found at the end, by their evidence.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from i18n_pipeline.adopt.evidence import NEVER, Evidence
from i18n_pipeline.adopt.lexicon import EMPTY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from i18n_pipeline.adopt.lexicon import Lexicon
    from i18n_pipeline.adopt.units import Unit

Way = Literal["one", "joined", "split", "moved"]

_ONE = math.log(0.92)
_ALONE = math.log(0.03)
_TWO = math.log(0.01)
_FAR = -1e9
# Cells of a lattice that is searched as a whole; a larger one is searched along its diagonal.
_WHOLE = 30_000
_BAND = 24
# What a moved block needs: evidence of its own, and nothing else that fits nearly as well.
_MOVED = 6.0
_MOVED_MARGIN = 4.0
# Tokens that are so rare and so many that a pair is fixed by them.
_ANCHOR_TOKENS = 8.0


class Pair(msgspec.Struct, frozen=True):
    """Units of the source and of the translation that belong together, by their numbers.

    ``way``: one with one; ``joined``: two of the source are one in the translation; ``split``: the other way
    round; ``moved``: one with one, in another place. ``evidence`` is for the pair itself, ``margin`` for it
    against all else that could be, both logarithms of likelihood ratios.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    way: Way
    evidence: float
    margin: float


class Alignment(msgspec.Struct, frozen=True):
    """Pairs in the order of the translation, and the units of both sides that have no partner."""

    pairs: tuple[Pair, ...]
    source_alone: tuple[int, ...]
    target_alone: tuple[int, ...]


def align(source: Sequence[Unit], target: Sequence[Unit], lexicon: Lexicon = EMPTY) -> Alignment:
    """Align the units of a source with those of its translation; every unit is in one pair, or alone."""
    if not source or not target:
        return Alignment((), tuple(range(len(source))), tuple(range(len(target))))
    evidence = Evidence(source, target, lexicon)
    pairs: list[Pair] = []
    start = (0, 0)
    for i, j in (*_find_anchors(evidence), (len(source), len(target))):
        pairs += _Lattice(evidence, start, (i, j)).pairs()
        if i < len(source):
            score = evidence.score(i, j)
            pairs.append(Pair((i,), (j,), "one", score, score - 2 * _ALONE))
        start = (i + 1, j + 1)
    pairs += _find_moved(evidence, pairs)
    pairs.sort(key=lambda pair: (pair.target, pair.source))
    return Alignment(
        tuple(pairs),
        _rest(len(source), [i for pair in pairs for i in pair.source]),
        _rest(len(target), [j for pair in pairs for j in pair.target]),
    )


def _rest(size: int, taken: Sequence[int]) -> tuple[int, ...]:
    return tuple(sorted(set(range(size)) - set(taken)))


# Anchors


def _find_anchors(evidence: Evidence) -> list[tuple[int, int]]:
    """Return pairs that have telltale tokens which nothing else on either side has, in order."""
    places: list[dict[frozenset[tuple[str, str]], int]] = []
    for side in (evidence.source, evidence.target):
        counts = Counter(unit.tokens for unit in side)
        places.append(
            {unit.tokens: n for n, unit in enumerate(side) if unit.tokens and counts[unit.tokens] == 1}
        )
    found = [
        (i, places[1][tokens])
        for tokens, i in places[0].items()
        if tokens in places[1] and evidence.weigh_tokens(tokens, tokens) >= _ANCHOR_TOKENS
    ]
    return _longest_chain([pair for pair in found if evidence.score(*pair) > _ANCHOR_TOKENS])


def _longest_chain(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of pairs, in order on the first side, that is in order on the second too."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        place = bisect_left(tails, j)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [j]
        ends[place : place + 1] = [number]
    chain = []
    number = ends[-1] if ends else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


# The lattice

_PRIORS = {(1, 1): _ONE, (1, 0): _ALONE, (0, 1): _ALONE, (2, 1): _TWO, (1, 2): _TWO}
# A path that is so much worse is none to reckon with.
_FARTHEST_RIVAL = 60.0

Cell = tuple[int, int]


class _Step(NamedTuple):
    """A step from one cell to another, by their numbers, its evidence with the prior, and the evidence alone.

    ``i`` and ``j`` are the first units that it is about, ``down`` and ``right`` how many on each side.
    """

    start: int
    end: int
    score: float
    own: float
    i: int
    j: int
    down: int
    right: int


class _Lattice:
    """The ways through the units from ``start`` up to ``end``, and the best one.

    Cells are numbered row by row; cell (i, j) stands before source unit ``i`` and target unit ``j``.
    """

    def __init__(self, evidence: Evidence, start: Cell, end: Cell) -> None:
        self.evidence = evidence
        self.start = start
        self.rows, self.columns = end[0] - start[0], end[1] - start[1]
        self._ranges = [self._columns_of(row) for row in range(self.rows + 1)]
        self._firsts = [0, *accumulate(len(columns) for columns in self._ranges)]

    def pairs(self) -> Iterator[Pair]:
        """Yield the pairs of the best path."""
        if not self.rows or not self.columns:
            return
        steps = self._weigh_steps()
        # What is joined or split shows as a pair beside a unit that is left alone: near the best path.
        steps = sorted([*steps, *self._weigh_joints(_trace(self._search_forward(steps)[1]))])
        forward, into = self._search_forward(steps)
        backward = self._search_backward(steps)
        path = _trace(into)
        rivals = self._find_rivals(steps, set(path), forward, backward)
        for step in path:
            if step.down and step.right:
                sides = (range(step.i, step.i + step.down), range(step.j, step.j + step.right))
                rival = max(rivals[side][number] for side in (0, 1) for number in sides[side])
                way: Way = "joined" if step.down > 1 else "split" if step.right > 1 else "one"
                yield Pair(tuple(sides[0]), tuple(sides[1]), way, step.own, forward[-1] - rival)

    def _columns_of(self, row: int) -> range:
        """Return the columns of a row that are looked at."""
        if self.rows * self.columns <= _WHOLE:
            return range(self.columns + 1)
        middle = row * self.columns // self.rows
        half = _BAND + abs(self.rows - self.columns)
        return range(max(0, middle - half), min(self.columns, middle + half) + 1)

    def _weigh_steps(self) -> list[_Step]:
        """Return the steps of at most one unit a side, from each cell that is looked at to another."""
        return [
            step
            for row, columns in enumerate(self._ranges)
            for column in columns
            for down, right in ((1, 1), (1, 0), (0, 1))
            if (step := self._step(row, column, down, right)) is not None
        ]

    def _weigh_joints(self, path: Iterable[_Step]) -> list[_Step]:
        """Return the steps that join two units of a side, near a path."""
        near = {
            (step.i - self.start[0] + down, step.j - self.start[1] + right)
            for step in path
            for down in (-1, 0, 1)
            for right in (-1, 0, 1)
        }
        return [
            step
            for row, column in near
            if 0 <= row <= self.rows and column in self._ranges[row]
            for down, right in ((2, 1), (1, 2))
            if (step := self._step(row, column, down, right)) is not None
        ]

    def _step(self, row: int, column: int, down: int, right: int) -> _Step | None:
        """Return a step that starts at a cell, if there is one."""
        if row + down > self.rows or column + right not in self._ranges[row + down]:
            return None
        i, j = self.start[0] + row, self.start[1] + column
        own = self._weigh(i, j, down, right)
        if own <= NEVER:
            return None
        start = self._firsts[row] + column - self._ranges[row].start
        end = self._firsts[row + down] + column + right - self._ranges[row + down].start
        return _Step(start, end, own + _PRIORS[down, right], own, i, j, down, right)

    def _weigh(self, i: int, j: int, down: int, right: int) -> float:
        if not down or not right:
            return 0.0
        if down == right:
            return self.evidence.score(i, j)
        return self.evidence.score_joined(tuple(range(i, i + down)), tuple(range(j, j + right)))

    def _search_forward(self, steps: Iterable[_Step]) -> tuple[list[float], list[_Step | None]]:
        """Return the score of the best way to each cell, and its last step."""
        best = [_FAR] * self._firsts[-1]
        into: list[_Step | None] = [None] * len(best)
        best[0] = 0.0
        for step in steps:
            score = best[step.start] + step.score
            if score > best[step.end]:
                best[step.end] = score
                into[step.end] = step
        return best, into

    def _search_backward(self, steps: Sequence[_Step]) -> list[float]:
        """Return the score of the best way from each cell to the last one."""
        best = [_FAR] * self._firsts[-1]
        best[-1] = 0.0
        for step in reversed(steps):
            score = best[step.end] + step.score
            best[step.start] = max(best[step.start], score)
        return best

    def _find_rivals(
        self,
        steps: Iterable[_Step],
        path: AbstractSet[_Step],
        forward: Sequence[float],
        backward: Sequence[float],
    ) -> tuple[defaultdict[int, float], defaultdict[int, float]]:
        """Return for each unit of both sides the best whole path that does something else with it."""
        rivals = (defaultdict[int, float](lambda: _FAR), defaultdict[int, float](lambda: _FAR))
        floor = forward[-1] - _FARTHEST_RIVAL
        for step in steps:
            whole = forward[step.start] + step.score + backward[step.end]
            if whole < floor or step in path:
                continue
            for number in range(step.i, step.i + step.down):
                rivals[0][number] = max(whole, rivals[0][number])
            for number in range(step.j, step.j + step.right):
                rivals[1][number] = max(whole, rivals[1][number])
        return rivals


def _trace(into: Sequence[_Step | None]) -> list[_Step]:
    """Return the steps of the best path, in order."""
    path: list[_Step] = []
    step = into[-1]
    while step is not None:
        path.append(step)
        step = into[step.start]
    return path[::-1]


# Moved blocks


def _find_moved(evidence: Evidence, pairs: Sequence[Pair]) -> list[Pair]:
    """Pair what was left alone on both sides, where the evidence is strong and for one partner only."""
    left = _rest(len(evidence.source), [i for pair in pairs for i in pair.source])
    right = _rest(len(evidence.target), [j for pair in pairs for j in pair.target])
    if not left or not right or len(left) * len(right) > _WHOLE:
        return []
    scores = {(i, j): evidence.score(i, j) for i in left for j in right}
    found: list[Pair] = []
    for (i, j), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        rivals = [
            value for cell, value in scores.items() if cell != (i, j) and (cell[0] == i or cell[1] == j)
        ]
        margin = score - max(rivals, default=0.0)
        if score >= _MOVED and margin >= _MOVED_MARGIN:
            found.append(Pair((i,), (j,), "moved", score, margin))
    return found
