"""Reading and writing files so that each is the old one or the new one, never a part."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    target = _target_of(path)
    with _new_file(target, data) as new:
        new.replace(target)


def write_if_unchanged(path: Path, data: bytes, old: bytes | None) -> bool:
    """Write as `write_atomic` does if the file still holds ``old`` (None: if it still isn't there).

    Returns False, and writes nothing, if somebody else has written it since: looked at right before the new
    content takes its place, after the slow part.
    """
    target = _target_of(path)
    with _new_file(target, data) as new:
        unchanged = read_if_there(target) == old
        if unchanged:
            new.replace(target)
    return unchanged


def move_file(path: Path, target: Path) -> None:
    """Move a file, its bytes and mode, to where nothing is.

    Raises `FileExistsError` if something is there.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    path.replace(target)


def remove_if_unchanged(path: Path, old: bytes) -> bool:
    """Remove a file that still holds ``old``; False, and it stays, if somebody else has written it since."""
    if read_if_there(path) != old:
        return False
    path.unlink()
    return True


def remove_empty_folders(folder: Path, top: Path) -> None:
    """Remove ``folder`` and those above it, below ``top``, as far as they are empty."""
    while folder != top and folder.is_relative_to(top):
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def _target_of(path: Path) -> Path:
    return path.resolve() if path.is_symlink() else path


@contextmanager
def _new_file(target: Path, data: bytes) -> Iterator[Path]:
    """Give a new file beside ``target`` that holds ``data``; it is gone at the end, unless it was moved."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_mode_for(target))
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


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


def count_line_ends(text: str) -> int:
    r"""Count the line ends in ``text``: ``\n``, ``\r\n`` and ``\r``."""
    return text.count("\n") + text.count("\r") - text.count("\r\n")
