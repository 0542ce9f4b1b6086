"""Outcomes of work, each with all that it depends on: read, and written in one step.

A file that was written by another version or for another configuration (``context``) is as none.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from i18n_pipeline.store.packing import pack
from i18n_pipeline.store.sealing import read_sealed, write_sealed
from i18n_pipeline.tracing import Answer, Kind, Sighting  # msgspec reads the types

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Sightings: TypeAlias = "dict[str, Sighting | None]"


class Known(msgspec.Struct, frozen=True, array_like=True, tag=1, gc=False):
    """What came of the work on a piece of the site: a document, or a file that ``documents`` share.

    ``name`` is its path. ``asked`` are indices of the store's questions. ``files`` are those that it read or
    wrote, as they were afterwards (packed: see `unpack_sightings`).
    ``outcome`` is packed by who did the work.
    """

    name: str
    documents: tuple[str, ...]
    languages: tuple[str, ...]
    asked: tuple[int, ...]
    files: msgspec.Raw
    outcome: msgspec.Raw


class Answered(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A question, its answer, and the file that was read for it.

    ``listed`` tells that the answer follows from the listing of the site, so that it holds as long as that.
    """

    kind: Kind
    path: str
    answer: Answer
    sighting: Sighting | None = None
    listed: bool = False


class Numbered(msgspec.Struct, frozen=True, array_like=True, tag=2, gc=False):
    """A question with its index, in a journal: what follows there may have asked it."""

    number: int
    answered: Answered


class SiteRecord(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is done for the site as a whole, before the work on bundles and after it, and found nothing to do.

    ``groups`` are the documents of each bundle.
    """

    groups: tuple[tuple[str, ...], ...]
    files: Sightings
    before: bytes
    after: bytes


class Closed(msgspec.Struct, frozen=True, array_like=True, tag=3, gc=False):
    """The end of a run, in a journal: what is another by then, besides records and questions.

    ``gone`` are the names of pieces that nothing is known of any more. Files that ``came`` and
    ``went`` are names as in a `Store`. ``site`` has one record, or None, if that is another. Some
    nanoseconds were ``taken`` since the run began to look at the files.
    """

    gone: tuple[str, ...]
    came: bytes
    went: bytes
    digests: dict[str, str | None]
    site: tuple[SiteRecord | None, ...]
    taken: int


class Store(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file of the store. ``listing`` are the names of all files of the site, with a NUL between them.

    ``digests`` are of pages, as they were last written. ``records`` are packed `Known`, one for each piece:
    they are as many as there are documents, and few of them are needed at once.
    """

    context: str
    digests: dict[str, str]
    site: SiteRecord | None
    questions: tuple[Answered, ...]
    listing: bytes = b""
    records: tuple[msgspec.Raw, ...] = ()


class Loaded(msgspec.Struct, frozen=True):
    """A store, and its file: when it was written by the clock of its file system, in nanoseconds.

    ``mark`` is what its journal is about; the size is in bytes.
    """

    store: Store
    written: int
    mark: bytes
    size: int


_decoder = msgspec.msgpack.Decoder(Store)
_known_decoder = msgspec.msgpack.Decoder(Known)
_entry_decoder = msgspec.msgpack.Decoder(Known | Numbered | Closed)
_sightings_decoder = msgspec.msgpack.Decoder(dict[str, Sighting | None])
_sighting_decoder = msgspec.msgpack.Decoder(Sighting | None)
_files_decoder = msgspec.msgpack.Decoder(dict[str, msgspec.Raw])
# What stands before the length of a list and of bytes in MessagePack, each of four bytes ("array 32" and
# "bin 32" in https://github.com/msgpack/msgpack/blob/master/spec.md).
_LIST, _BYTES = b"\xdd", b"\xc6"


def unpack_known(packed: bytes) -> Known:
    """Return the record that was packed, its parts still packed."""
    return _known_decoder.decode(packed)


def unpack_entry(packed: bytes) -> Known | Numbered | Closed:
    """Return what is in an entry of a journal."""
    entry: Known | Numbered | Closed = _entry_decoder.decode(packed)
    return entry


def pack_sightings(files: Sightings) -> bytes:
    """Return what was seen of files as bytes."""
    return pack(files)


def unpack_sightings(packed: bytes) -> Sightings:
    """Return what was seen of files."""
    return _sightings_decoder.decode(packed)


def unpack_files(packed: bytes) -> dict[str, msgspec.Raw]:
    """Return what was seen of files, each still packed: many are compared, and few are read."""
    return _files_decoder.decode(packed)


def unpack_sighting(packed: bytes) -> Sighting | None:
    """Return what was seen of a file."""
    found: Sighting | None = _sighting_decoder.decode(packed)
    return found


def load_store(root: Path, name: str, context: str) -> Loaded | None:
    """Return the store's file called ``name``, if there is one that can be used."""
    found = read_sealed(root, name)
    if found is None:
        return None
    try:
        store = _decoder.decode(found.data)
    except msgspec.DecodeError:
        return None
    return Loaded(store, found.written, found.mark, len(found.data)) if store.context == context else None


def save_store(root: Path, name: str, store: Store, number: int, records: Iterable[bytes]) -> None:
    """Write a file of the store, with so many ``records`` in the place of its own.

    They are written one by one: together they take as much memory as all that is known of the site. Raises
    `OSError` if that fails.
    """
    # The names and the records are the last, and empty here: a byte of kind and one of length, and one byte.
    head = msgspec.msgpack.encode(msgspec.structs.replace(store, listing=b"", records=()))[:-3]
    names = (_BYTES + len(store.listing).to_bytes(4, "big"), store.listing)
    write_sealed(root, name, chain((head, *names, _LIST + number.to_bytes(4, "big")), records))
