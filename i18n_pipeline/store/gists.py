"""What has been read off files, so that a later run need not read them: each with the file as it was seen."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import msgspec

from i18n_pipeline.store.journal import Journal
from i18n_pipeline.store.packing import pack
from i18n_pipeline.store.sealing import read_mark, read_sealed, write_sealed
from i18n_pipeline.tracing import Sighting  # noqa: TC001 - msgspec reads the types

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


class Gist(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file as it was seen, and what was read off it."""

    sighting: Sighting
    content: bytes


class _Gists(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file of the store; ``files`` are packed `Gist` by path, in parts of which a later one counts."""

    context: str
    files: tuple[dict[str, msgspec.Raw], ...]


_decoder = msgspec.msgpack.Decoder(Gist)
_half_decoder = msgspec.msgpack.Decoder(tuple[msgspec.Raw, bytes])
_some_decoder = msgspec.msgpack.Decoder(dict[str, msgspec.Raw])


def pack_gists(files: Mapping[str, Gist]) -> bytes:
    """Return what is known of some files as bytes."""
    return pack(files)


def unpack_gists(packed: bytes) -> dict[str, bytes]:
    """Return what is known of some files, each packed."""
    return dict(_some_decoder.decode(packed))


def unpack_gist(packed: bytes) -> Gist:
    """Return what is known of a file."""
    return _decoder.decode(packed)


def split_gist(packed: bytes) -> tuple[bytes, bytes]:
    """Return what was seen of a file, still packed, and what was read off it."""
    sighting, content = _half_decoder.decode(packed)
    return bytes(sighting), content


def load_gists(root: Path, name: str, context: str) -> tuple[dict[str, bytes], int]:
    """Return what the store's file ``name`` knows, by path and packed, and when most of that was written.

    In nanoseconds, 0 for never.
    """
    found = read_sealed(root, name)
    if found is None:
        return {}, 0
    try:
        gists = msgspec.msgpack.decode(found.data, type=_Gists)
    except msgspec.DecodeError:
        return {}, 0
    if gists.context != context:
        return {}, 0
    known: dict[str, bytes] = {path: packed for part in gists.files for path, packed in part.items()}
    for _, entry in _journal_of(root, name, context, found.mark).read_all():
        known.update(unpack_gists(entry))
    return known, found.written


def append_gists(root: Path, name: str, context: str, new: Iterable[bytes]) -> bool:
    """Write down what is known of more files, packed in parts; False if all has to be written anew.

    Raises `OSError` if that fails.
    """
    mark, size = read_mark(root, name, context)
    if not mark:
        return False
    journal = _journal_of(root, name, context, mark)
    deque(journal.read_all(), maxlen=0)
    for packed in new:
        journal.append(packed)
    if not journal.is_short(size):
        return False
    journal.flush()
    return True


def save_gists(root: Path, name: str, context: str, old: Mapping[str, bytes], new: Iterable[bytes]) -> None:
    """Write what is known of files: ``old`` by path, each packed, and ``new``, packed in parts.

    Raises `OSError` if that fails.
    """
    parts = (old, *map(msgspec.Raw, new))
    write_sealed(root, name, (msgspec.msgpack.encode((context, parts)),))
    _journal_of(root, name, context, b"").remove()


def _journal_of(root: Path, name: str, context: str, mark: bytes) -> Journal:
    return Journal(root, name, b"%s %s\n" % (context.encode(), mark))
