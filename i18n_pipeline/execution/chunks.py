"""Chunks of work: large enough to cost little when handed over, small enough that no worker waits long."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")
R = TypeVar("R")

# The more chunks for each worker, the less time all but one of them are idle at the end.
_FOR_EACH_WORKER = 16
_MOST_BYTES = 512 * 1024
_MOST_ITEMS = 256


def make_chunks(items: Sequence[T], weights: Sequence[int], workers: int) -> list[list[T]]:
    """Cut ``items`` into chunks of about the same weight, in order; a heavy item is a chunk of its own."""
    most = min(_MOST_BYTES, sum(weights) // (max(1, workers) * _FOR_EACH_WORKER))
    chunks: list[list[T]] = []
    room = 0
    for item, weight in zip(items, weights, strict=True):
        if not chunks or weight > room or len(chunks[-1]) >= _MOST_ITEMS:
            chunks.append([])
            room = most
        chunks[-1].append(item)
        room -= weight
    return chunks


def do_chunk(function: Callable[[T], R], chunk: Sequence[T]) -> list[R]:
    """Do the work of one chunk."""
    return [function(item) for item in chunk]
