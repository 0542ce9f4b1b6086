"""Which catalogs were those of which document: by their texts, by git's word, by their place."""

from __future__ import annotations

import posixpath
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from i18n_pipeline.matching import measure_likeness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from i18n_pipeline.catalog import Key

# Words in common by words in all, as a share: of two posts from one template, half may be alike.
SAME_POST = 0.5
# How alike two posts are as wholes when hardly a paragraph is untouched: prose that has nothing in common
# stays under 0.6.
ALIKE = 0.6
# Words in common in whatever order: a quick look before the slow one.
_ALIKE_WORDS = 0.5
# Pairs to weigh by likeness: more would take minutes, and so many posts are not rewritten while they move.
_MOST_PAIRS = 20_000


class Texts(msgspec.Struct, frozen=True):
    """One side of a pair: where its catalog lies (in any one language), its messages and their words.

    ``late`` is for catalogs that are kept aside: of two that fit alike they come second.
    """

    path: str
    words: Mapping[Key, int]
    late: bool = False

    @property
    def total(self) -> int:
        """All words."""
        return sum(self.words.values())

    @property
    def whole(self) -> str:
        """All messages as one text."""
        return "\n".join(msgid for _, msgid in self.words)


class _Fit(NamedTuple):
    """How well two fit; sorts best first, then those of one file name, then by path."""

    unlike: float
    late: bool
    renamed: bool
    new: int
    old: int


Pairs = list[tuple[int, int]]


def pair_texts(new: Sequence[Texts], old: Sequence[Texts], hint: Callable[[], Mapping[str, str]]) -> Pairs:
    """Pair indices of ``new`` and ``old``, each used at most once, best fits first.

    ``hint`` is asked only if texts in common don't settle everything: it gives the path in ``old`` for paths
    in ``new``.
    """
    fits = list(_weigh_common(new, old))
    pairs = _take_best(fit for fit in fits if -fit.unlike >= SAME_POST)
    if _is_settled(pairs, new, old):
        return pairs
    pairs += _take_best(_weigh_hints(new, old, hint()), pairs)
    pairs += _take_best((fit for fit in fits if new[fit.new].path == old[fit.old].path), pairs)
    if _is_settled(pairs, new, old):
        return pairs
    return pairs + _take_best(_weigh_alike(new, old, pairs), pairs)


def _is_settled(pairs: Pairs, new: Sequence[Texts], old: Sequence[Texts]) -> bool:
    return len(pairs) == min(len(new), len(old))


def _take_best(fits: Iterable[_Fit], taken: Pairs | None = None) -> Pairs:
    used_new = {pair[0] for pair in taken or ()}
    used_old = {pair[1] for pair in taken or ()}
    pairs: Pairs = []
    for fit in sorted(fits):
        if fit.new not in used_new and fit.old not in used_old:
            used_new.add(fit.new)
            used_old.add(fit.old)
            pairs.append((fit.new, fit.old))
    return pairs


def _fit(share: float, new: Sequence[Texts], old: Sequence[Texts], i: int, j: int) -> _Fit:
    renamed = posixpath.basename(new[i].path) != posixpath.basename(old[j].path)
    return _Fit(-share, old[j].late, renamed, i, j)


def _weigh_common(new: Sequence[Texts], old: Sequence[Texts]) -> Iterator[_Fit]:
    """Weigh all that have a message in common: twice their words by the words of both."""
    owners: defaultdict[Key, list[int]] = defaultdict(list)
    for j, texts in enumerate(old):
        for key in texts.words:
            owners[key].append(j)
    for i, texts in enumerate(new):
        common: Counter[int] = Counter()
        for key, words in texts.words.items():
            # A message without words, such as a number, still counts a little.
            common.update(dict.fromkeys(owners.get(key, ()), words or 1))
        total = texts.total
        for j, words in common.items():
            yield _fit(min(1.0, 2 * words / ((total + old[j].total) or 1)), new, old, i, j)


def _weigh_hints(new: Sequence[Texts], old: Sequence[Texts], hints: Mapping[str, str]) -> Iterator[_Fit]:
    places = {texts.path: j for j, texts in enumerate(old)}
    for i, texts in enumerate(new):
        j = places.get(hints.get(texts.path, ""))
        if j is not None:
            yield _fit(1.0, new, old, i, j)


def _weigh_alike(new: Sequence[Texts], old: Sequence[Texts], taken: Pairs) -> Iterator[_Fit]:
    free_new = sorted(set(range(len(new))) - {pair[0] for pair in taken})
    free_old = sorted(set(range(len(old))) - {pair[1] for pair in taken})
    if len(free_new) * len(free_old) > _MOST_PAIRS:
        return
    bags = {j: Counter(old[j].whole.split()) for j in free_old}
    for i in free_new:
        bag = Counter(new[i].whole.split())
        for j in free_old:
            if _share_words(bag, bags[j]) >= _ALIKE_WORDS:
                likeness = measure_likeness(new[i].whole, old[j].whole)
                if likeness >= ALIKE:
                    yield _fit(likeness, new, old, i, j)


def _share_words(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / ((one.total() + other.total()) or 1)
