"""Chunks of work: large enough to cost little when handed over, small enough that no worker waits long."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

T = TypeVar("T")
R = TypeVar("R")

# The more chunks for each worker, the less time all but one of them are idle at the end.
_FOR_EACH_WORKER = 16
_MOST_BYTES = 512 * 1024
_MOST_ITEMS = 256


def make_chunks(items: Sequence[T], weights: Sequence[int], workers: int) -> Iterator[list[T]]:
    """Cut ``items`` into chunks of about the same weight, in order; a heavy item is a chunk of its own.

    An item is asked for when its chunk is: items that are made on demand are never there all at once.
    """
    most = min(_MOST_BYTES, sum(weights) // (max(1, workers) * _FOR_EACH_WORKER))
    chunk: list[T] = []
    room = most
    for item, weight in zip(items, weights, strict=True):
        if chunk and (weight > room or len(chunk) >= _MOST_ITEMS):
            yield chunk
            chunk, room = [], most
        chunk.append(item)
        room -= weight
    if chunk:
        yield chunk


def do_chunk(function: Callable[[T], R], chunk: Sequence[T]) -> list[R]:
    """Do the work of one chunk."""
    return [function(item) for item in chunk]
