"""Chunks of work over processes on this machine."""

from __future__ import annotations

import multiprocessing
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, TypeVar

from i18n_pipeline.errors import ConfigError
from i18n_pipeline.execution.chunks import do_chunk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.context import BaseContext

T = TypeVar("T")
R = TypeVar("R")

# How often processes may die (of too little memory, by a person's hand) before the run is given up.
_TRIES = 3


def map_chunks(function: Callable[[T], R], chunks: Sequence[Sequence[T]], jobs: int) -> Iterator[R]:
    """Yield the results of all chunks, in order.

    If a process dies, what was not done yet is done by new ones. Raises `ConfigError` if that goes on.
    """
    done = 0
    for _ in range(_TRIES):
        try:
            for results in _map_once(function, chunks[done:], jobs):
                done += 1
                yield from results
        except BrokenProcessPool:
            continue
        return
    what = "worker processes keep dying, perhaps for lack of memory; run it again with fewer"
    raise ConfigError([f"--jobs {jobs}:1: {what}"])


def _map_once(function: Callable[[T], R], chunks: Sequence[Sequence[T]], jobs: int) -> Iterator[list[R]]:
    with ProcessPoolExecutor(jobs, mp_context=_start_method()) as executor:
        futures = [executor.submit(do_chunk, function, chunk) for chunk in chunks]
        futures.reverse()
        try:
            # Each is let go of once it is read: with 100,000 posts their results are what takes memory.
            while futures:
                yield futures.pop().result()
        finally:
            for future in futures:
                future.cancel()


def _start_method() -> BaseContext:
    """Return how processes are started: as copies of this one where that is safe.

    A copy has all modules loaded; a new interpreter loads them again, which takes longer than a small site.
    Copies of a process with several threads may find a lock held for ever, and so may any copy on a Mac.
    """
    if sys.platform != "linux":
        return multiprocessing.get_context()
    return multiprocessing.get_context("fork" if threading.active_count() == 1 else "forkserver")
