"""Reading and writing files so that each is the old one or the new one, never a part."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

BOM = "\ufeff"


def decode_utf8(data: bytes) -> str | int:
    """Decode ``data``, or return the line (from 1) of the first byte that isn't UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1


def read_if_there(path: Path) -> bytes | None:
    """Return the file's bytes, or None if there is no such file."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def write_atomic(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` in one step, keeping the mode of a file that is there.

    A symbolic link is followed, so that the link stays and its target changes. The new content is flushed
    to disk before it takes the old one's place: after a crash there is one or the other.
    """
    target = path.resolve() if path.is_symlink() else path
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_mode_for(target))
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _mode_for(path: Path) -> int:
    """Return the permission bits of ``path``, or what a new file gets under the process's umask."""
    try:
        return path.stat().st_mode & 0o7777
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask


def newline_of(text: str) -> str:
    r"""Return the line end that ``text`` uses first: ``\n``, ``\r\n`` or ``\r``; ``\n`` if it has none."""
    at = min((i for i in (text.find("\n"), text.find("\r")) if i >= 0), default=-1)
    if at < 0 or text[at] == "\n":
        return "\n"
    return "\r\n" if text.startswith("\r\n", at) else "\r"
