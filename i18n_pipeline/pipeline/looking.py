"""Telling whether files are as they were: by their stamps and, where these may lie, by what they hold."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from i18n_pipeline.tracing import Sighting, digest_of, stamp_of

if TYPE_CHECKING:
    from i18n_pipeline.store import Sightings

# Nanoseconds; the coarsest clock of a file system that is in use (FAT) ticks every two seconds.
_TICK = 2_000_000_000


class Look:
    """Looks at the files below ``root`` and compares them with what was seen before ``written``.

    A file whose stamp is no older than that may have been written once more within the same tick of the
    clock, so that it has to be read (https://git-scm.com/docs/racy-git).
    """

    def __init__(self, root: str, written: int) -> None:
        self.root = root
        self._old = written - _TICK

    def confirm_all(self, files: Sightings) -> Sightings | None:
        """Return what is seen of files now if all hold the same: ``files`` itself, if that is no news."""
        touched = {}
        for path, old in files.items():
            holds, found = self.confirm(path, old)
            if not holds:
                return None
            if found is not old:
                touched[path] = found
        return files | touched if touched else files

    def confirm(self, path: str, old: Sighting | None) -> tuple[bool, Sighting | None]:
        """Tell whether a file holds the same (None: isn't there), and what is seen of it now if it does."""
        try:
            status = os.stat(f"{self.root}/{path}")  # noqa: PTH116 - tens of thousands in each run
        except (FileNotFoundError, NotADirectoryError):
            return old is None, None
        except OSError:
            return False, None
        if old is None or not stat.S_ISREG(status.st_mode):
            return False, None
        if stamp_of(status) == old[:4] and old.changed < self._old and old.modified < self._old:
            return True, old
        return self._read(path, old)

    def _read(self, path: str, old: Sighting) -> tuple[bool, Sighting | None]:
        try:
            with open(f"{self.root}/{path}", "rb") as file:  # noqa: PTH123
                status = os.fstat(file.fileno())
                digest = digest_of(file.read())
        except OSError:
            return False, None
        found = Sighting(*stamp_of(status), digest)
        # The same as before: nothing to write down, though it had to be read.
        return digest == old.digest, old if found == old else found
