"""What a run comes to and has to say at its end, out of memory where it is much."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING
from weakref import finalize

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import FileIO

# Bytes. A run that comes to less writes no file; one that has written has less in memory from then on.
_MOST = 32 * 1024 * 1024
_BATCH = 1024 * 1024


class Spool:
    """Pieces in the order in which they came; the first of them are in a file without a name, if need be.

    Where no file can be written all of them stay in memory.
    """

    def __init__(self) -> None:
        """Make one without pieces."""
        self._ends = array("Q")
        self._waiting = bytearray()
        self._written = 0
        self._file: FileIO | None = None
        self._broken = False

    def append(self, piece: bytes) -> None:
        """Add a piece at the end."""
        self._waiting += piece
        self._ends.append(self._written + len(self._waiting))
        if len(self._waiting) >= (_MOST if self._file is None else _BATCH) and not self._broken:
            self._flush()

    def _flush(self) -> None:
        try:
            file = self._file or self._open()
            file.seek(self._written)
            rest = memoryview(self._waiting)
            while rest:
                rest = rest[file.write(rest) :]
        except OSError:
            # What is written of it is written once more, or never read.
            self._broken = True
            return
        self._written += len(self._waiting)
        self._waiting = bytearray()

    def _open(self) -> FileIO:
        import tempfile  # most runs come to less

        file = tempfile.TemporaryFile(prefix="i18n-pipeline-", buffering=0)  # noqa: SIM115 - closed with this
        finalize(self, file.close)
        self._file = file
        return file

    def __len__(self) -> int:
        """Return the number of pieces."""
        return len(self._ends)

    def __iter__(self) -> Iterator[bytes]:
        """Yield the pieces in order."""
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, number: int) -> bytes:
        """Return a piece by its number."""
        start, end = (self._ends[number - 1] if number else 0), self._ends[number]
        if self._file is None or start >= self._written:
            with memoryview(self._waiting) as view:
                return bytes(view[start - self._written : end - self._written])
        self._file.seek(start)
        return self._file.read(end - start)
