"""Outcomes of work, each with all that it depends on: read, and written in one step.

A file that was written by another version or for another configuration (``context``) is as none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from i18n_pipeline.store.sealing import read_sealed, write_sealed
from i18n_pipeline.tracing import Answer, Kind, Sighting  # noqa: TC001 - msgspec reads the types

if TYPE_CHECKING:
    from pathlib import Path

Sightings: TypeAlias = "dict[str, Sighting | None]"


class Known(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What came of the work on a bundle of documents in some languages.

    ``files`` are those that it read or wrote, as they were afterwards; ``asked`` are indices of the store's
    questions. ``outcome`` is packed by who did the work.
    """

    documents: tuple[str, ...]
    languages: tuple[str, ...]
    files: Sightings
    asked: tuple[int, ...]
    outcome: bytes


class Answered(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A question, its answer, and the file that was read for it.

    ``listed`` tells that the answer follows from the listing of the site, so that it holds as long as that.
    """

    kind: Kind
    path: str
    answer: Answer
    sighting: Sighting | None = None
    listed: bool = False


class SiteRecord(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is done for the site as a whole, before the work on bundles and after it, and found nothing to do.

    ``groups`` are the documents of each bundle.
    """

    groups: tuple[tuple[str, ...], ...]
    files: Sightings
    before: bytes
    after: bytes


class Store(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file of the store. ``listing`` are the names of all files of the site, with a NUL between them.

    ``digests`` are of pages, as they were last written. ``records`` are packed `Known`, one for each bundle:
    they are as many as there are documents, and not all of them are needed at once.
    """

    context: str
    listing: bytes
    digests: dict[str, str]
    site: SiteRecord | None
    questions: tuple[Answered, ...]
    records: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A store, and when its file was written by the clock of its file system, in nanoseconds."""

    store: Store
    written: int


_decoder = msgspec.msgpack.Decoder(Store)


def load_store(root: Path, name: str, context: str) -> Loaded | None:
    """Return the store's file called ``name``, if there is one that can be used."""
    found = read_sealed(root, name)
    if found is None:
        return None
    data, written = found
    try:
        store = _decoder.decode(data)
    except msgspec.DecodeError:
        return None
    return Loaded(store, written) if store.context == context else None


def save_store(root: Path, name: str, store: Store) -> None:
    """Write a file of the store. Raises `OSError` if that fails."""
    write_sealed(root, name, msgspec.msgpack.encode(store))
