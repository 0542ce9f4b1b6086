"""Pieces come back as they were, from memory or from a file, whatever the disk says."""

from __future__ import annotations

import errno
import tempfile
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n_pipeline.store import Spool, spool

if TYPE_CHECKING:
    from collections.abc import Iterator

PIECES = st.lists(st.binary(max_size=30), max_size=40)


@pytest.fixture(autouse=True, scope="module")
def small() -> Iterator[None]:
    """Let little be much."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spool, "_MOST", 64)
        patch.setattr(spool, "_BATCH", 16)
        yield


def filled(pieces: list[bytes]) -> Spool:
    """Return a spool that was read from while it grew."""
    made = Spool()
    for number, piece in enumerate(pieces):
        made.append(piece)
        assert made[number // 2] == pieces[number // 2]
    return made


@given(PIECES)
def test_pieces_come_back_in_order(pieces: list[bytes]) -> None:
    made = filled(pieces)
    assert list(made) == pieces
    assert len(made) == len(pieces)


class FullDisk:
    """A file that takes so many bytes, a few at a time, and no more."""

    def __init__(self, room: int) -> None:
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - as what it stands for
        self._room = room

    def write(self, data: memoryview) -> int:
        """Write a part of it."""
        if not self._room:
            raise OSError(errno.ENOSPC, "No space left on device")
        written = self._file.write(data[: min(7, self._room)])
        self._room -= written
        return written

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@given(PIECES, st.integers(0, 300))
def test_a_full_disk_loses_nothing(pieces: list[bytes], room: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        disk = FullDisk(room)
        patch.setattr(tempfile, "TemporaryFile", lambda **_: disk)
        assert list(filled(pieces)) == pieces
        disk.close()


@given(PIECES)
def test_without_a_disk_all_stays_in_memory(pieces: list[bytes]) -> None:
    def refuse(**_: Any) -> None:
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "TemporaryFile", refuse)
        assert list(filled(pieces)) == pieces


def test_what_is_much_is_not_in_memory() -> None:
    made = filled([bytes(40)] * 10)
    assert made._written >= 360
    assert len(made._waiting) < 64
