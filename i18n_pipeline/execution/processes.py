"""Chunks of work over processes on this machine."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections import deque
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

from i18n_pipeline.errors import ConfigError
from i18n_pipeline.execution.chunks import do_chunk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

T = TypeVar("T")
R = TypeVar("R")

# How often processes may die (of too little memory, by a person's hand) before the run is given up.
_TRIES = 3
# Chunks under way for each worker: enough that none waits for the next.
_UNDER_WAY = 3


def map_chunks(function: Callable[[T], R], chunks: Iterable[Sequence[T]], jobs: int) -> Iterator[R]:
    """Yield the results of all chunks, in order.

    If a process dies, what was not done yet is done by new ones. Raises `ConfigError` if that goes on.
    """
    open_chunks: deque[Sequence[T]] = deque()
    rest = iter(chunks)
    for _ in range(_TRIES):
        rest = chain(tuple(open_chunks), rest)
        open_chunks.clear()
        try:
            for results in _map_once(function, rest, open_chunks, jobs):
                yield from results
        except BrokenProcessPool:
            continue
        return
    what = "worker processes keep dying, perhaps for lack of memory; run it again with fewer"
    raise ConfigError([f"--jobs {jobs}:1: {what}"])


def _map_once(
    function: Callable[[T], R], chunks: Iterator[Sequence[T]], open_chunks: deque[Sequence[T]], jobs: int
) -> Iterator[list[R]]:
    """Yield results chunk by chunk; ``open_chunks`` are those that were taken and have not come to any yet.

    Few are handed over at a time: with 100,000 posts, what all of them hold is what takes memory.
    """
    futures: deque[Future[list[R]]] = deque()
    with ProcessPoolExecutor(jobs, mp_context=_start_method(), initializer=_end_with_parent) as executor:
        try:
            while True:
                room = _UNDER_WAY * jobs - sum(not future.done() for future in futures)
                for chunk in islice(chunks, max(0, room)):
                    open_chunks.append(chunk)
                    futures.append(executor.submit(do_chunk, function, chunk))
                if not futures:
                    return
                if not futures[0].done():
                    # Whichever it is: its worker shall not wait for the first one's.
                    wait([future for future in futures if not future.done()], return_when=FIRST_COMPLETED)
                    continue
                results = futures.popleft().result()
                open_chunks.popleft()
                yield results
        finally:
            for future in futures:
                future.cancel()


def _end_with_parent() -> None:
    """Let a worker end when the process that it works for does, however that ends.

    One that is killed tells nobody, and its workers would wait for more work for ever.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_for_end, args=(parent,), daemon=True).start()


def _wait_for_end(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _start_method() -> BaseContext:
    """Return how processes are started: as copies of this one where that is safe.

    A copy has all modules loaded; a new interpreter loads them again, which takes longer than a small site.
    Copies of a process with several threads may find a lock held for ever, and so may any copy on a Mac.
    """
    if sys.platform != "linux":
        return multiprocessing.get_context()
    return multiprocessing.get_context("fork" if threading.active_count() == 1 else "forkserver")
