"""What is appended to a journal is there for the next run, as far as it was written whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from i18n_pipeline.store import FOLDER, Journal, journal

if TYPE_CHECKING:
    from pathlib import Path

ENTRIES = [b"one", b"two" * 100, b"three"]


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_BATCH", 1)


def write(root: Path, entries: list[bytes], about: bytes = b"something\n") -> Journal:
    written = Journal(root, "sync.msgpack", about)
    list(written.read_all())
    for entry in entries:
        written.append(entry)
    return written


def read(root: Path, about: bytes = b"something\n") -> list[bytes]:
    return [entry for _, entry in Journal(root, "sync.msgpack", about).read_all()]


def test_entries_are_read_as_they_were_appended(tmp_path: Path) -> None:
    write(tmp_path, ENTRIES[:2])
    assert read(tmp_path) == ENTRIES[:2]
    write(tmp_path, ENTRIES[2:])
    assert read(tmp_path) == ENTRIES


def test_a_journal_about_something_else_is_as_none(tmp_path: Path) -> None:
    write(tmp_path, ENTRIES)
    assert read(tmp_path, b"another\n") == []
    write(tmp_path, [b"four"], b"another\n")
    assert read(tmp_path, b"another\n") == [b"four"]


@settings(deadline=None)
@given(st.data())
def test_what_is_cut_off_or_damaged_is_as_none(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    root = tmp_path_factory.mktemp("site")
    write(root, ENTRIES)
    path = root / FOLDER / "sync.msgpack.journal"
    whole = path.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    damaged = bytes([whole[place] ^ 1]) + whole[place + 1 :] if data.draw(st.booleans()) else b""
    path.write_bytes(whole[:place] + damaged)
    found = read(root)
    assert found == ENTRIES[: len(found)]
    assert len(found) < len(ENTRIES)
    write(root, [b"more"])
    assert read(root) == [*found, b"more"]


@pytest.mark.parametrize("batch", [1, 10**6])
def test_entries_are_found_at_their_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr(journal, "_BATCH", batch)
    written = Journal(tmp_path, "sync.msgpack", b"something\n")
    places = [written.append(entry) for entry in ENTRIES]
    assert [written.read(place) for place in reversed(places)] == ENTRIES[::-1]
    assert (tmp_path / FOLDER).exists() == (batch == 1)


def test_where_nothing_can_be_written_entries_stay_in_memory(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("a file")
    written = Journal(tmp_path, "sync.msgpack", b"something\n")
    places = [written.append(entry) for entry in ENTRIES]
    assert [written.read(place) for place in places] == ENTRIES


def test_a_journal_is_removed(tmp_path: Path) -> None:
    write(tmp_path, ENTRIES).remove()
    assert read(tmp_path) == []
