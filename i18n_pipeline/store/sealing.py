"""Files of the store: a line that names the format, what is kept, and a checksum of that.

One that is damaged, or of another format, is as none.
"""

from __future__ import annotations

import os
import zlib
from typing import TYPE_CHECKING

from i18n_pipeline.files import write_pieces
from i18n_pipeline.store.folder import FOLDER, make_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_FORMAT = b"i18n-pipeline store 2\n"
_CHECKSUM = 4
_BATCH = 64 * 1024


def read_sealed(root: Path, name: str) -> tuple[bytes, int] | None:
    """Return what a file of the store holds, if it is whole, and when it was written.

    That is by the clock of its file system, in nanoseconds.
    """
    try:
        with (root / FOLDER / name).open("rb") as file:
            status = os.fstat(file.fileno())
            head = file.readline(len(_FORMAT))
            data = file.read(max(0, status.st_size - len(_FORMAT) - _CHECKSUM))
            seal = file.read()
    except OSError:
        return None
    return (data, status.st_mtime_ns) if head == _FORMAT and seal == _seal(zlib.crc32(data)) else None


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
