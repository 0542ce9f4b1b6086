"""Reading and writing files so that each is the old one or the new one, never a part."""

from __future__ import annotations

import errno
import itertools
import os
import re
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from i18n_pipeline.tracing import note_answer, note_file, note_trouble

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
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
        return read_file(path)
    except FileNotFoundError:
        note_file(str(path), None)
        return None


def read_file(path: Path) -> bytes:
    """Return the file's bytes."""
    try:
        with path.open("rb") as file:
            # Before it is read: whoever writes it meanwhile makes it differ from this.
            status = os.fstat(file.fileno())
            data = file.read()
    except OSError:
        note_trouble(str(path))
        raise
    note_file(str(path), data, status)
    return data


def is_file(root: str, path: str) -> bool:
    """Tell whether there is a file at ``path``, seen from ``root``."""
    found = os.path.isfile(f"{root}/{path}")
    note_answer("file", path, found)
    return found


def write_atomic(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Write ``data`` to ``path`` in one step, keeping the mode of a file that is there.

    A symbolic link is followed, so that the link stays and its target changes. Whenever the process ends,
    there is the old file or the new one. So it is when the machine does, if the write is ``durable``: the
    new content is on the disk before it takes the old one's place. That costs more than all the rest, so it
    is for what a person has written; what is made from other files can be made again.
    A device or a pipe is written to, not replaced.
    """
    write_pieces(path, (data,), durable=durable)


def write_pieces(path: Path, pieces: Iterable[bytes], *, durable: bool = True) -> None:
    """Write as `write_atomic` does, piece by piece: more than has to be in memory at once."""
    if path.exists() and not path.is_file():
        with path.open("wb") as there:
            there.writelines(pieces)
        return
    target = _target_of(path)
    with _new_file(target, pieces, durable=durable) as new:
        new.put_in_place()


def write_if_unchanged(path: Path, data: bytes, old: bytes | None, *, durable: bool = True) -> bool:
    """Write as `write_atomic` does if the file still holds ``old`` (None: if it still isn't there).

    Returns False, and writes nothing, if somebody else has written it since: looked at right before the new
    content takes its place, after the slow part.
    """
    target = _target_of(path)
    with _new_file(target, (data,), durable=durable) as new:
        if read_if_there(target) == old:
            new.put_in_place()
            _note_written(path, data, new.inode)
    return new.placed


def _note_written(path: Path, data: bytes, inode: int) -> None:
    try:
        status = os.stat(path)
    except OSError:
        return note_file(str(path), data)
    # Of a file that somebody has put in its place already, we know nothing.
    return note_file(str(path), data, status if status.st_ino == inode else None)


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
    note_file(str(path), None)
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
    return path.resolve() if os.path.islink(path) else path


# Who made a file that is not in its place yet, to tell one that was left behind: host and process.
_NEW_FILE = re.compile(r"\..*\.([^.]*)-([0-9]+)-[0-9]+\.tmp")
_numbers = itertools.count()


@dataclass(slots=True)
class _NewFile:
    """A file beside its target, which it takes the place of when all is well."""

    path: str
    target: Path
    inode: int
    placed: bool = False

    def put_in_place(self) -> None:
        os.replace(self.path, self.target)
        self.placed = True


@contextmanager
def _new_file(target: Path, pieces: Iterable[bytes], *, durable: bool) -> Iterator[_NewFile]:
    """Give a new file beside ``target`` that holds ``pieces``; it is gone at the end, unless it was moved."""
    folder, name = os.path.split(target)
    path = os.path.join(folder, f".{name[:40]}.{_host()}-{os.getpid()}-{next(_numbers)}.tmp")
    handle = _open_new(path)
    new = _NewFile(path, target, os.fstat(handle).st_ino)
    try:
        _fill(handle, pieces, durable=durable)
        if (mode := _mode_of(target)) is not None:
            os.chmod(path, mode)
        yield new
    finally:
        if not new.placed:
            with suppress(FileNotFoundError):
                os.unlink(path)


def _open_new(path: str) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        return os.open(path, flags, 0o666)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return os.open(path, flags, 0o666)


def _fill(handle: int, pieces: Iterable[bytes], *, durable: bool) -> None:
    """Write all of a new file, and close it."""
    try:
        for piece in pieces:
            rest = memoryview(piece)
            while rest:
                rest = rest[os.write(handle, rest) :]
        if durable:
            os.fsync(handle)
    finally:
        os.close(handle)


def _mode_of(path: Path) -> int | None:
    """Return the permission bits of ``path``; None if it isn't there, or has those of a new file."""
    try:
        return os.stat(path).st_mode & 0o7777
    except FileNotFoundError:
        return None


@lru_cache(maxsize=1)
def _host() -> str:
    name = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    return re.sub(r"[^A-Za-z0-9]", "", name)[:32]


def is_litter(name: str) -> bool:
    """Tell whether a file's name is that of one that a process on this machine left behind when it died."""
    match = _NEW_FILE.fullmatch(name)
    return match is not None and match[1] == _host() and not _is_alive(int(match[2]))


def _is_alive(process: int) -> bool:
    if os.name == "nt":
        return True  # there is no asking there: signal 0 would end the process
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def newline_of(text: str) -> str:
    r"""Return the line end that ``text`` uses first: ``\n``, ``\r\n`` or ``\r``; ``\n`` if it has none."""
    at = min((i for i in (text.find("\n"), text.find("\r")) if i >= 0), default=-1)
    if at < 0 or text[at] == "\n":
        return "\n"
    return "\r\n" if text.startswith("\r\n", at) else "\r"


def count_line_ends(text: str) -> int:
    r"""Count the line ends in ``text``: ``\n``, ``\r\n`` and ``\r``."""
    return text.count("\n") + text.count("\r") - text.count("\r\n")
