"""Files of the store: a line that names the format, what is kept, and a checksum of that.

One that is damaged, or of another format, is as none.
"""

from __future__ import annotations

import os
import zlib
from typing import TYPE_CHECKING, NamedTuple

from i18n_pipeline.files import write_pieces
from i18n_pipeline.store.folder import FOLDER, make_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_FORMAT = b"i18n-pipeline store 2\n"
_CHECKSUM = 4
# What is kept begins with its context: a digest, as a string in MessagePack.
_BEGINNING = len(_FORMAT) + 64
_BATCH = 64 * 1024


class Sealed(NamedTuple):
    """What a file of the store holds, and when it was written, by the clock of its file system.

    That is in nanoseconds. ``mark`` tells one that was written from another, wherever it was copied to.
    """

    data: bytes
    written: int
    mark: bytes


def read_sealed(root: Path, name: str) -> Sealed | None:
    """Return what a file of the store holds, if it is whole."""
    try:
        with (root / FOLDER / name).open("rb") as file:
            status = os.fstat(file.fileno())
            head = file.readline(len(_FORMAT))
            data = file.read(max(0, status.st_size - len(_FORMAT) - _CHECKSUM))
            seal = file.read()
    except OSError:
        return None
    if head != _FORMAT or seal != _seal(zlib.crc32(data)):
        return None
    return Sealed(data, status.st_mtime_ns, _mark(status.st_size, seal))


def read_mark(root: Path, name: str, context: str) -> tuple[bytes, int]:
    """Return what marks a file of the store, and its size, without reading all of it.

    Nothing and 0 for one that isn't there, or doesn't begin with its ``context``.
    """
    try:
        with (root / FOLDER / name).open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            known = context.encode() in file.read(_BEGINNING)
            file.seek(max(0, size - _CHECKSUM))
            return (_mark(size, file.read()), size) if known else (b"", 0)
    except OSError:
        return b"", 0


def _mark(size: int, seal: bytes) -> bytes:
    return b"%d-%s" % (size, seal.hex().encode())


def write_sealed(root: Path, name: str, pieces: Iterable[bytes]) -> None:
    """Write a file of the store, piece by piece. Raises `OSError` if that fails."""
    # After a loss of power it may be damaged: then it is built anew.
    write_pieces(make_folder(root) / name, _sealed(pieces), durable=False)


def _sealed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    checksum = 0
    # Most pieces are small: each write costs as much as a hundred of them.
    batch = bytearray(_FORMAT)
    start = len(batch)
    for piece in pieces:
        batch += piece
        if len(batch) >= _BATCH:
            checksum = zlib.crc32(bytes(batch[start:]), checksum)
            yield bytes(batch)
            batch.clear()
            start = 0
    checksum = zlib.crc32(bytes(batch[start:]), checksum)
    yield bytes(batch) + _seal(checksum)


def _seal(checksum: int) -> bytes:
    return checksum.to_bytes(_CHECKSUM, "big")
