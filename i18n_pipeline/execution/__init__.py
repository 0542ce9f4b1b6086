"""Running work over processes, here or on a cluster: one ``map``, results in the order of the items.

Wherever it runs, work returns values; only what it does to files it does itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, TypeVar

from i18n_pipeline.execution.chunks import make_chunks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from i18n_pipeline.execution.cluster import Cluster

__all__ = ["Jobs", "map_items"]

T = TypeVar("T")
R = TypeVar("R")

# How many processes on this machine, or a cluster.
Jobs: TypeAlias = "int | Cluster"

# A process is worth its start from this much work on: an item without a weight counts as a small document.
_WORTH_A_PROCESS = 128 * 1024
_SMALL = 2048


def map_items(
    function: Callable[[T], R], items: Sequence[T], *, jobs: Jobs, weigh: Callable[[T], int] | None = None
) -> Iterator[R]:
    """Yield ``function(item)`` for each item, in order.

    ``weigh`` says how much work an item is, in bytes to read; without it all are alike. ``function`` and the
    items have to be picklable. Raises `ConfigError` if processes keep dying or a cluster is lost.
    """
    weights = [_SMALL if weigh is None else _SMALL + weigh(item) for item in items]
    if not isinstance(jobs, int):
        if items:
            chunks = make_chunks(items, weights, jobs.count_workers())
            yield from jobs.map_chunks(function, chunks)
        return
    jobs = min(jobs, sum(weights) // _WORTH_A_PROCESS, len(items))
    if jobs <= 1:
        yield from map(function, items)
        return
    from i18n_pipeline.execution.processes import map_chunks  # most runs have little to do

    yield from map_chunks(function, make_chunks(items, weights, jobs), jobs)
