"""Running work over processes: one ``map``, serial or parallel, results in the order of the items."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

T = TypeVar("T")
R = TypeVar("R")

# Below this many items the start of processes costs more than they save.
_WORTH_A_PROCESS = 64


def map_items(function: Callable[[T], R], items: Sequence[T], *, jobs: int) -> Iterator[R]:
    """Yield ``function(item)`` for each item, in order, using up to ``jobs`` processes.

    ``function`` and the items have to be picklable.
    """
    jobs = min(jobs, len(items) // _WORTH_A_PROCESS)
    if jobs <= 1:
        yield from map(function, items)
        return
    chunk = max(1, min(32, len(items) // (jobs * 4)))
    with ProcessPoolExecutor(jobs) as executor:
        yield from executor.map(function, items, chunksize=chunk)
