"""One run at a time writes to a site: a lock in the store's folder, gone with the process that holds it."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from i18n_pipeline.errors import ConfigError
from i18n_pipeline.store.folder import FOLDER, make_folder
from i18n_pipeline.store.pages import PAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from filelock import BaseFileLock

_NAME = "lock"
# Seconds. Whoever waits longer is told who works on the site, and may try again.
PATIENCE = 60.0


def last_writer(root: Path) -> int | None:
    """Return when a run last began to write to the site, in nanoseconds; None if nobody knows."""
    try:
        return (root / FOLDER / _NAME).stat().st_mtime_ns
    except OSError:
        return None


# Roots of sites whose lock this process holds: what works on a site may take it for all that it does at once.
_held: set[Path] = set()


@contextmanager
def lock_site(root: Path, tell: Callable[[str], None], *, lasting: bool) -> Iterator[int | None]:
    """Hold the lock of the site at ``root`` until the end of the block; give what `last_writer` says before.

    If another run holds it ``tell`` is called with a line for people. Unless ``lasting``, a folder that is
    made for the lock is removed again, if no digests of pages have come into it. Raises `ConfigError` if the
    other run doesn't end in time. Where the folder can't be written there is no lock: what can be written
    besides is guarded file by file.

    Inside of the block the lock may be taken again.
    """
    if root in _held:
        yield last_writer(root)
        return
    # Slow to import, and not needed where there is nothing to do.
    from filelock import FileLock

    new = not (root / FOLDER).exists()
    try:
        lock = FileLock(make_folder(root) / _NAME)
        free = _acquire(lock, 0)
    except OSError:
        yield last_writer(root)
        return
    if not free:
        tell(f"{FOLDER}/{_NAME}:1: {_who(root)} works on this site; waiting for it to end")
        if not _acquire(lock, PATIENCE):
            what = f"{_who(root)} still works on this site, after {PATIENCE:g} s of waiting"
            raise ConfigError([f"{FOLDER}/{_NAME}:1: {what}; run this again when it has ended"])
    before = last_writer(root)
    _held.add(root)
    try:
        _sign(root)
        yield before
    finally:
        _held.discard(root)
        # Once more when all is written: who has looked before has to look again.
        _sign(root)
        # Digests of pages can't be found out again.
        if new and not lasting and not (root / FOLDER / PAGES).exists():
            shutil.rmtree(root / FOLDER, ignore_errors=True)
        lock.release()


def _acquire(lock: BaseFileLock, seconds: float) -> bool:
    from filelock import Timeout

    try:
        lock.acquire(timeout=seconds)
    except Timeout:
        return False
    return True


def _sign(root: Path) -> None:
    with suppress(OSError):
        (root / FOLDER / _NAME).write_text(f"{os.getpid()}\n", encoding="ascii")


def _who(root: Path) -> str:
    with suppress(OSError, ValueError):
        return f"another run (process {int((root / FOLDER / _NAME).read_bytes())})"
    return "another run"
