"""What runs find out, written down as it comes: there a file of the store goes on, and who has been killed.

Each entry has its length before it, and a checksum of all entries up to it: what follows one that is damaged,
or that another process has written between ours, is as none.
"""

from __future__ import annotations

import errno
import os
import zlib
from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from i18n_pipeline.store.folder import FOLDER, make_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FORMAT = b"i18n-pipeline journal 2 "
_NUMBER = 4
# Of its content, of the checksum before it, and its own.
_HEAD = 3 * _NUMBER
# Bytes. A run that dies before it has found out as much leaves nothing.
_BATCH = 128 * 1024
_SHORT, _SHARE = 64 * 1024, 8


class Journal(msgspec.Struct):
    """The journal of a file of the store that is called ``store``, in the folder of the site at ``root``.

    ``about`` (a line) tells what it goes on from: one about something else is as none. ``saved`` tells when
    it was written last, in nanoseconds. ``written`` bytes of it are in its file, those behind them are
    ``waiting``: all of them, where the file can't be written (``broken``). ``checksum`` is of all entries.
    """

    root: Path
    store: str
    about: bytes
    saved: int = 0
    written: int = 0
    checksum: int = 0
    waiting: bytearray = msgspec.field(default_factory=bytearray)
    broken: bool = False

    @property
    def _path(self) -> Path:
        return self.root / FOLDER / f"{self.store}.journal"

    @property
    def size(self) -> int:
        """How many bytes it has, with those that wait."""
        return self.written + len(self.waiting)

    def is_short(self, size: int) -> bool:
        """Tell whether it costs little to read beside a file of ``size`` bytes: else that is written anew."""
        return self.size <= max(_SHORT, size // _SHARE)

    def read_all(self) -> Iterator[tuple[int, bytes]]:
        """Yield the place and content of each entry that earlier runs left; to be called first."""
        head = _FORMAT + self.about
        with suppress(OSError), self._path.open("rb") as file:
            self.saved = os.fstat(file.fileno()).st_mtime_ns
            if file.read(len(head)) != head:
                return
            self.written = len(head)
            while (found := _read_entry(file)) is not None and found[1] == self.checksum:
                entry, _, self.checksum = found
                place, self.written = self.written, file.tell()
                yield place, entry

    def append(self, entry: bytes) -> int:
        """Append an entry, which isn't empty; return its place."""
        if not self.size:
            self.waiting += _FORMAT + self.about
        place = self.size
        before, self.checksum = self.checksum, zlib.crc32(entry, self.checksum)
        self.waiting += b"".join(map(_number, (len(entry), before, self.checksum))) + entry
        if len(self.waiting) >= _BATCH and not self.broken:
            with suppress(OSError):
                self.flush()
        return place

    def flush(self) -> None:
        """Write what waits to the file. Raises `OSError` if that fails, and then it is ``broken``."""
        try:
            make_folder(self.root)
            with self._path.open("r+b" if self.written else "wb") as file:
                file.truncate(self.written)
                file.seek(self.written)
                file.write(self.waiting)
        except OSError:
            self.broken = True
            raise
        self.written += len(self.waiting)
        self.waiting.clear()

    def read(self, place: int) -> bytes:
        """Return the entry at a place. Raises `OSError` if it can't be read any more."""
        if place >= self.written:
            start = place - self.written
            size = int.from_bytes(self.waiting[start : start + _NUMBER], "big")
            found = _read_entry(BytesIO(self.waiting[start : start + _HEAD + size]))
        else:
            with self._path.open("rb") as file:
                file.seek(place)
                found = _read_entry(file)
        if found is None:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(self._path))
        return found[0]

    def remove(self) -> None:
        """Remove the journal: what it says is written elsewhere."""
        with suppress(OSError):
            self._path.unlink()


def _number(number: int) -> bytes:
    return number.to_bytes(_NUMBER, "big")


def _read_entry(file: BinaryIO) -> tuple[bytes, int, int] | None:
    """Read an entry, with the checksum before it and its own; None at the end, and where it is damaged."""
    size, before, checksum = (int.from_bytes(file.read(_NUMBER), "big") for _ in range(3))
    entry = file.read(size)
    whole = size and len(entry) == size and zlib.crc32(entry, before) == checksum
    return (entry, before, checksum) if whole else None
