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
    from i18n_pipeline.pipeline.pieces import Digests

_decoder = msgspec.msgpack.Decoder(list[Entry])


class Slice(msgspec.Struct, frozen=True):
    """Entries, packed, with digests of what they say and of the lines that they stand on.

    What is said of a document names lines; its pages don't. There are no ``entries`` where the digests are
    all that is needed.
    """

    digest: str
    lines: str
    entries: bytes | None = None


def cut_slices(
    documents: Sequence[Document], entries: Mapping[Key, Entry], known: Mapping[str, Digests]
) -> Iterator[tuple[str, Slice]]:
    """Yield the path of each document, and the slice of the entries that it uses.

    Those that are as they are ``known`` are without entries.
    """
    for document in documents:
        keys = dict.fromkeys(segment.key for segment in document.segments)
        used = [entry for key in keys if (entry := entries.get(key)) is not None]
        said = digest_of("\0".join([entry.raw for entry in used]).encode()).hex()
        lines = digest_of(array("Q", [entry.line for entry in used]).tobytes()).hex()
        digests = known.get(document.path)
        same = digests is not None and digests.digest == said and digests.lines in ("", lines)
        yield document.path, Slice(said, lines, None if same else pack(used))


def unpack_entries(packed: bytes) -> dict[Key, Entry]:
    """Return the entries of a slice by their keys."""
    return {entry.key: entry for entry in _decoder.decode(packed)}
