"""What a piece of work saw of the disk: files read and written, and questions asked about others.

Work that is traced can be left out the next time, if all that it saw is as it was. Nothing has to be declared
for that: what goes through ``files`` is noted there, so that no dependency can be forgotten.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

# ``file``: whether there is a file. ``names``: a digest of what a link's fragment may name in a document;
# ``given``: of the ids that are written there.
# ``unsure``: whether a document may have no page, by its front matter. ``hidden``: whether a page isn't
# written, asked as ``LANGUAGE:PATH``; so are ``entries``: a digest of the entries of a shared catalog that a
# document uses, and ``lines``: one of where they stand. ``documents``: which documents there are.
Kind: TypeAlias = Literal["file", "names", "given", "unsure", "hidden", "entries", "lines", "documents"]
Question: TypeAlias = "tuple[Kind, str]"
Answer: TypeAlias = "bool | str"


Stamp: TypeAlias = "tuple[int, int, int, int]"
# No file has this one.
NO_STAMP: Stamp = (-1, 0, 0, 0)


class Sighting(NamedTuple):
    """A file as it was seen: its stamp, which tells that it may have changed, and the digest of its content.

    The stamp was taken before the file was read, or after it was written: its size, when it was modified,
    when its inode was changed (which nobody can set back, as tools do with the former), and its inode.
    """

    size: int
    modified: int
    changed: int
    inode: int
    digest: bytes


class Found(NamedTuple):
    """What came of a question, and the file that had to be read for it, if any."""

    answer: Answer
    sighting: Sighting | None = None


class Trace(msgspec.Struct, frozen=True):
    """What was seen: files by their path from the root (None: there was none), and answers by question."""

    root: str
    files: dict[str, Sighting | None] = msgspec.field(default_factory=dict)
    answers: dict[Question, Found] = msgspec.field(default_factory=dict)

    def add(self, other: Trace) -> None:
        """Add what another piece of work saw later."""
        self.files.update(other.files)
        self.answers.update(other.answers)


# One piece of work at a time in each process: the innermost is the one that is traced.
_traces: list[Trace] = []


@contextmanager
def traced(root: str) -> Iterator[Trace]:
    """Note what is seen below ``root`` until the end of the block."""
    trace = Trace(root)
    _traces.append(trace)
    try:
        yield trace
    finally:
        _traces.pop()


def note_file(path: str, data: bytes | None, status: os.stat_result | None = None) -> None:
    """Note that the file at ``path`` holds ``data`` (None: that there is none).

    ``status`` is from before it was read, or right after it was written; without one it is read again the
    next time.
    """
    if _traces:
        trace = _traces[-1]
        stamp = NO_STAMP if status is None else stamp_of(status)
        seen = None if data is None else Sighting(*stamp, digest_of(data))
        trace.files[seen_from(trace.root, path)] = seen


def note_trace(other: Trace) -> None:
    """Note what was seen by work that was done for the present one, in another process maybe."""
    if _traces:
        _traces[-1].add(other)


def note_trouble(path: str) -> None:
    """Note that the file at ``path`` could not be read: nobody knows what it holds."""
    if _traces:
        trace = _traces[-1]
        trace.files[seen_from(trace.root, path)] = Sighting(*NO_STAMP, b"")


def note_answer(kind: Kind, path: str, answer: Answer, sighting: Sighting | None = None) -> None:
    """Note what came of a question."""
    if _traces:
        trace = _traces[-1]
        trace.answers[kind, path] = Found(answer, sighting)


def seen_from(root: str, path: str) -> str:
    """Return an absolute path as seen from ``root``, if it is below."""
    inside = path[len(root) :]
    return inside[1:].replace(os.sep, "/") if path.startswith(root) and inside[:1] == os.sep else path


def stamp_of(status: os.stat_result) -> Stamp:
    """Return the stamp of a file: size, times of modification and of change in nanoseconds, inode."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def digest_of(data: bytes) -> bytes:
    """Return what identifies a file's content."""
    return hashlib.blake2b(data, digest_size=16).digest()
