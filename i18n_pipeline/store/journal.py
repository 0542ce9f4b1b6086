"""What a run finds out, written down as it comes: out of memory, and there for the next run if this one dies.

Each entry has its length and a checksum before it. What follows one that is damaged is as none.
"""

from __future__ import annotations

import errno
import os
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from i18n_pipeline.store.folder import FOLDER, make_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FORMAT = b"i18n-pipeline journal 1 "
_NUMBER = 4
# Bytes. A run that finds out less writes no journal; one that dies loses no more.
_BATCH = 128 * 1024


@dataclass(slots=True)
class Journal:
    """The journal of a file of the store that is called ``store``, in the folder of the site at ``root``.

    ``about`` (a line) tells what it goes on from: one about something else is as none. ``saved`` tells when
    its file was written, in nanoseconds. ``written`` bytes of it are in there, those behind them are
    ``waiting``: all of them, where the file can't be written (``broken``).
    """

    root: Path
    store: str
    about: bytes
    saved: int = 0
    written: int = 0
    waiting: bytearray = field(default_factory=bytearray)
    broken: bool = False

    @property
    def _path(self) -> Path:
        return self.root / FOLDER / f"{self.store}.journal"

    def read_all(self) -> Iterator[tuple[int, bytes]]:
        """Yield the place and content of each entry that an earlier run left; to be called first."""
        head = _FORMAT + self.about
        with suppress(OSError), self._path.open("rb") as file:
            self.saved = os.fstat(file.fileno()).st_mtime_ns
            entry = b"" if file.read(len(head)) == head else None
            while entry is not None:
                place, self.written = self.written, file.tell()
                if entry:
                    yield place, entry
                entry = _read_entry(file)

    def append(self, entry: bytes) -> int:
        """Append an entry, which isn't empty; return its place."""
        if not self.written and not self.waiting:
            self.waiting += _FORMAT + self.about
        place = self.written + len(self.waiting)
        self.waiting += _number(len(entry)) + _number(zlib.crc32(entry)) + entry
        if len(self.waiting) >= _BATCH and not self.broken:
            self._flush()
        return place

    def _flush(self) -> None:
        try:
            make_folder(self.root)
            with self._path.open("r+b" if self.written else "wb") as file:
                file.truncate(self.written)
                file.seek(self.written)
                file.write(self.waiting)
        except OSError:
            self.broken = True
            return
        self.written += len(self.waiting)
        self.waiting.clear()

    def read(self, place: int) -> bytes:
        """Return the entry at a place. Raises `OSError` if it can't be read any more."""
        if place >= self.written:
            start = place - self.written
            size = int.from_bytes(self.waiting[start : start + _NUMBER], "big")
            entry = _read_entry(BytesIO(self.waiting[start : start + 2 * _NUMBER + size]))
        else:
            with self._path.open("rb") as file:
                file.seek(place)
                entry = _read_entry(file)
        if not entry:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(self._path))
        return entry

    def remove(self) -> None:
        """Remove the journal: what it says is written elsewhere."""
        with suppress(OSError):
            self._path.unlink()


def _number(number: int) -> bytes:
    return number.to_bytes(_NUMBER, "big")


def _read_entry(file: BinaryIO) -> bytes | None:
    """Read an entry; None at the end, and where it is damaged."""
    size, checksum = (int.from_bytes(file.read(_NUMBER), "big") for _ in range(2))
    entry = file.read(size)
    return entry if size and len(entry) == size and zlib.crc32(entry) == checksum else None
