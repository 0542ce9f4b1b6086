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
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from i18n_pipeline.adopt.evidence import NEVER, Evidence
from i18n_pipeline.adopt.lexicon import EMPTY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from i18n_pipeline.adopt.lexicon import Lexicon
    from i18n_pipeline.adopt.units import Unit

Way = Literal["one", "joined", "split", "moved"]

_ONE = math.log(0.92)
_ALONE = math.log(0.03)
_TWO = math.log(0.01)
_FAR = -1e9
# Cells of a lattice that is searched as a whole; a larger one is searched along its diagonal.
_WHOLE = 60_000
_BAND = 24
# What a moved block needs: evidence of its own, and nothing else that fits nearly as well.
_MOVED = 6.0
_MOVED_MARGIN = 4.0
# Tokens that are so rare and so many that a pair is fixed by them.
_ANCHOR_TOKENS = 8.0


@dataclass(frozen=True, slots=True)
class Pair:
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


@dataclass(frozen=True, slots=True)
class Alignment:
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

_STEPS = ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2))
_PRIOR = {(1, 1): _ONE, (1, 0): _ALONE, (0, 1): _ALONE, (2, 1): _TWO, (1, 2): _TWO}

Cell = tuple[int, int]


class _Edge(NamedTuple):
    """A step from one cell to another, with its prior and evidence, and the evidence alone."""

    start: Cell
    end: Cell
    score: float
    own: float


class _Lattice:
    """The ways through the units from ``start`` up to ``end``, and the best one."""

    def __init__(self, evidence: Evidence, start: Cell, end: Cell) -> None:
        self.evidence = evidence
        self.start, self.end = start, end
        self.rows, self.columns = end[0] - start[0], end[1] - start[1]

    def pairs(self) -> Iterator[Pair]:
        """Yield the pairs of the best path."""
        if not self.rows or not self.columns:
            return
        edges = self._weigh_steps()
        forward = _search(edges, (0, 0))
        backward = _search([_reverse(edge) for edge in reversed(edges)], (self.rows, self.columns))
        path = self._trace(edges, forward)
        rivals = self._find_rivals(edges, path, forward, backward)
        total = forward[self.rows, self.columns]
        for edge in path:
            if edge.start[0] < edge.end[0] and edge.start[1] < edge.end[1]:
                rival = max(
                    rivals[side][n] for side in (0, 1) for n in range(edge.start[side], edge.end[side])
                )
                yield self._pair(edge, total - rival)

    def _pair(self, edge: _Edge, margin: float) -> Pair:
        source, target = (
            tuple(range(self.start[side] + edge.start[side], self.start[side] + edge.end[side]))
            for side in (0, 1)
        )
        way: Way = "joined" if len(source) > 1 else "split" if len(target) > 1 else "one"
        return Pair(source, target, way, edge.own, margin)

    def _columns_of(self, row: int) -> range:
        """Return the columns of a row that are looked at."""
        if self.rows * self.columns <= _WHOLE:
            return range(self.columns + 1)
        middle = row * self.columns // self.rows
        half = _BAND + abs(self.rows - self.columns)
        return range(max(0, middle - half), min(self.columns, middle + half) + 1)

    def _weigh_steps(self) -> list[_Edge]:
        """Return all steps that lead from a cell that is looked at to another, in order."""
        looked_at = [self._columns_of(row) for row in range(self.rows + 1)]
        edges = []
        for row, columns in enumerate(looked_at):
            for column in columns:
                for step in _STEPS:
                    end = (row + step[0], column + step[1])
                    if end[0] <= self.rows and end[1] in looked_at[end[0]]:
                        own = self._weigh(row, column, step)
                        if own > NEVER:
                            edges.append(_Edge((row, column), end, own + _PRIOR[step], own))
        return edges

    def _weigh(self, row: int, column: int, step: Cell) -> float:
        i, j = self.start[0] + row, self.start[1] + column
        if step == (1, 1):
            return self.evidence.score(i, j)
        if step == (2, 1):
            return self.evidence.score_joined((i, i + 1), (j,))
        if step == (1, 2):
            return self.evidence.score_joined((i,), (j, j + 1))
        return 0.0

    def _trace(self, edges: Sequence[_Edge], forward: dict[Cell, float]) -> list[_Edge]:
        """Return the steps of the best path, in order."""
        into: dict[Cell, _Edge] = {}
        for edge in edges:
            if forward[edge.start] + edge.score == forward[edge.end]:
                into.setdefault(edge.end, edge)
        path = []
        cell = (self.rows, self.columns)
        while cell != (0, 0):
            path.append(into[cell])
            cell = path[-1].start
        return path[::-1]

    def _find_rivals(
        self,
        edges: Sequence[_Edge],
        path: Sequence[_Edge],
        forward: dict[Cell, float],
        backward: dict[Cell, float],
    ) -> tuple[list[float], list[float]]:
        """Return for each unit of both sides the best whole path that does something else with it."""
        rivals = ([_FAR] * self.rows, [_FAR] * self.columns)
        best = {(edge.start, edge.end) for edge in path}
        for edge in edges:
            whole = forward[edge.start] + edge.score + backward[edge.end]
            if (edge.start, edge.end) in best:
                continue
            for side in (0, 1):
                for number in range(edge.start[side], edge.end[side]):
                    rivals[side][number] = max(rivals[side][number], whole)
        return rivals


def _search(edges: Iterable[_Edge], first: Cell) -> defaultdict[Cell, float]:
    """Return the score of the best way to each cell."""
    best: defaultdict[Cell, float] = defaultdict(lambda: _FAR)
    best[first] = 0.0
    for edge in edges:
        score = best[edge.start] + edge.score
        best[edge.end] = max(best[edge.end], score)
    return best


def _reverse(edge: _Edge) -> _Edge:
    return _Edge(edge.end, edge.start, edge.score, edge.own)


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
