"""The entries of a shared catalog that one document uses: all of it that its pages depend on."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import msgspec

from i18n_pipeline.catalog import Entry
from i18n_pipeline.store import pack
from i18n_pipeline.tracing import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from i18n_pipeline.catalog import Key
    from i18n_pipeline.document import Document

_decoder = msgspec.msgpack.Decoder(list[Entry])


class Slice(msgspec.Struct, frozen=True):
    """Entries, packed, with digests of what they say and of the lines that they stand on.

    What is said of a document names lines; its pages don't.
    """

    digest: str
    lines: str
    entries: bytes


def cut_slices(documents: Sequence[Document], entries: Mapping[Key, Entry]) -> Iterator[tuple[str, Slice]]:
    """Yield the path of each document, and the slice of the entries that it uses."""
    for document in documents:
        keys = dict.fromkeys(segment.key for segment in document.segments)
        used = [entry for key in keys if (entry := entries.get(key)) is not None]
        said = "\0".join([entry.raw for entry in used]).encode()
        lines = array("Q", [entry.line for entry in used]).tobytes()
        yield document.path, Slice(digest_of(said).hex(), digest_of(lines).hex(), pack(used))


def unpack_entries(packed: bytes) -> dict[Key, Entry]:
    """Return the entries of a slice by their keys."""
    return {entry.key: entry for entry in _decoder.decode(packed)}
