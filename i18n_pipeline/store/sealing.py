"""Files of the store: a line that names the format and a checksum of the rest, then the rest.

One that is damaged, or of another format, is as none.
"""

from __future__ import annotations

import os
import zlib
from typing import TYPE_CHECKING

from i18n_pipeline.files import write_atomic
from i18n_pipeline.store.folder import FOLDER, make_folder

if TYPE_CHECKING:
    from pathlib import Path

_FORMAT = b"i18n-pipeline store 1 "


def read_sealed(root: Path, name: str) -> tuple[bytes, int] | None:
    """Return what a file of the store holds, if it is whole, and when it was written.

    That is by the clock of its file system, in nanoseconds.
    """
    try:
        with (root / FOLDER / name).open("rb") as file:
            written = os.fstat(file.fileno()).st_mtime_ns
            head, data = file.readline(), file.read()
    except OSError:
        return None
    return (data, written) if head == _head(data) else None


def write_sealed(root: Path, name: str, data: bytes) -> None:
    """Write a file of the store. Raises `OSError` if that fails."""
    # After a loss of power it may be damaged: then it is built anew.
    write_atomic(make_folder(root) / name, _head(data) + data, durable=False)


def _head(data: bytes) -> bytes:
    return _FORMAT + b"%08x\n" % zlib.crc32(data)
