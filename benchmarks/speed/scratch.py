"""Folders that sites are built and measured in."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Give a folder for sites that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="i18n-bench-", ignore_cleanup_errors=True) as temporary:
        yield Path(temporary)


@contextmanager
def copy_of(site: Path) -> Iterator[Path]:
    """Give a copy of a site to run in."""
    copy = site.with_name("run")
    shutil.copytree(site, copy)
    try:
        yield copy
    finally:
        put_aside(copy)


def put_aside(path: Path) -> None:
    """Take a file or folder away, to be deleted when all is measured.

    Deleted right before a run it would weigh on that: where new files are wanted, ext4 looks past each inode
    that was freed in the last seconds.
    """
    aside = Path(tempfile.mkdtemp(prefix="i18n-bench-aside-"))
    atexit.register(shutil.rmtree, aside, ignore_errors=True)
    shutil.move(path, aside)
