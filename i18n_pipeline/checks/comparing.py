"""What one list of pieces has that another one hasn't, each as often as it is there."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

_T = TypeVar("_T")
# Longer names are cut short in messages.
_EXCERPT = 60


def compare(old: Sequence[_T], new: Sequence[_T], key: Callable[[_T], Hashable]) -> tuple[list[_T], list[_T]]:
    """Return what is lost and what is added; of several that are alike the last ones are."""
    if list(map(key, old)) == list(map(key, new)):
        return [], []
    return _without(old, new, key), _without(new, old, key)


def _without(these: Sequence[_T], others: Sequence[_T], key: Callable[[_T], Hashable]) -> list[_T]:
    known = Counter(map(key, others))
    left = []
    for one in these:
        name = key(one)
        if known[name]:
            known[name] -= 1
        else:
            left.append(one)
    return left


def describe_change(lost: Iterable[str], added: Iterable[str]) -> str:
    """Say what a translation has lost and what it has added."""
    parts = [
        f"{verb} {_list(names)}"
        for verb, names in (("lost", Counter(lost)), ("added", Counter(added)))
        if names
    ]
    return "the translation has " + " and ".join(parts)


def _list(names: Counter[str]) -> str:
    texts = (cut_short(name) + (f" ({number} times)" if number > 1 else "") for name, number in names.items())
    return ", ".join(sorted(texts))


def cut_short(text: str) -> str:
    """Return a text in one line, not too long, as a message may show it."""
    line = " ".join(text.split()) or repr(text)
    return line if len(line) <= _EXCERPT else line[: _EXCERPT - 1] + "…"
