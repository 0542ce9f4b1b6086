"""Which catalogs may have translations for new messages: known from earlier runs, so that few are read.

For each catalog there is a short digest of every message that it has a translation for. A digest that is
met by chance costs the reading of a catalog; what is found is found in the catalogs alone.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from typing import TYPE_CHECKING

import msgspec

from i18n_pipeline.pipeline.looking import Look
from i18n_pipeline.store import (
    Gist,
    append_gists,
    load_gists,
    pack_gists,
    save_gists,
    split_gist,
    unpack_gists,
    unpack_sighting,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from i18n_pipeline.catalog import Catalog, Entry, Key
    from i18n_pipeline.project.listing import Listing
    from i18n_pipeline.tracing import Sighting

# The store's file of them.
NAME = "memory.msgpack"
# Unsigned, four bytes.
_NUMBERS = "I"
# Digests that are looked for one by one.
_FEW = 16


def offered_entries(catalog: Catalog) -> list[Entry]:
    """Return the entries of a catalog that have a translation to take over."""
    return [
        entry
        for entry in catalog.blocks
        if entry.msgstr and entry.msgid_plural is None and not entry.is_header
    ]


def digest_offers(catalog: Catalog) -> bytes:
    """Return the digests of all messages that a catalog has a translation for."""
    offered = offered_entries(catalog)
    keys = {entry.key for entry in offered}
    keys.update(key for entry in offered if (key := previous_key(entry)) is not None)
    return array(_NUMBERS, sorted(map(_digest, keys))).tobytes()


def previous_key(entry: Entry) -> Key | None:
    """Return the key of the wording that a stale translation was made for."""
    return None if entry.previous_msgid is None else (entry.previous_msgctxt, entry.previous_msgid)


def _digest(key: Key) -> int:
    context, msgid = key
    text = msgid if context is None else f"{context}\4{msgid}"
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def note_offers(offers: Iterable[tuple[str, bytes]], files: Mapping[str, Sighting | None]) -> bytes:
    """Return what catalogs offer, as they are seen in ``files``, packed for `Offers.note`."""
    found = ((path, keys, files.get(path)) for path, keys in offers)
    return pack_gists({path: Gist(seen, keys) for path, keys, seen in found if seen is not None})


class Offers(msgspec.Struct):
    """What is known of catalogs: from earlier runs, read when it is asked for, and from this one.

    ``new`` are packed as they come from bundles. ``context`` is empty where nothing is kept.
    """

    root: Path
    context: str
    new: list[bytes] = msgspec.field(default_factory=list)

    def note(self, offers: bytes) -> None:
        """Note what catalogs offer, as `note_offers` has it."""
        if offers:
            self.new.append(offers)

    def choose(
        self, paths: Iterable[str], keys: Collection[Key], seen: Iterable[tuple[str, bytes]]
    ) -> list[str]:
        """Return the catalogs that may have a translation for one of ``keys``.

        ``seen`` are files that this run has looked at already, each packed as `store.pack_sightings` has it.
        """
        wanted = _Wanted(frozenset(map(_digest, keys)))
        old, written = self._load()
        known = {path: found for path, found in seen if path in old}
        new = dict(self._new())
        look = Look(str(self.root), written)
        return [
            path
            for path in paths
            if (
                wanted.is_met_by(split_gist(new[path])[1])
                if path in new
                else path not in old or _may_have(old[path], wanted, path, known.get(path), look)
            )
        ]

    def _load(self) -> tuple[dict[str, bytes], int]:
        return load_gists(self.root, NAME, self.context) if self.context else ({}, 0)

    def _new(self) -> Iterator[tuple[str, bytes]]:
        for packed in self.new:
            yield from unpack_gists(packed).items()

    def save(self, listing: Listing) -> None:
        """Write what is known of catalogs that are there, and forget it. Raises `OSError` if that fails."""
        if not (self.context and self.new):
            return
        if not append_gists(self.root, NAME, self.context, self.new):
            old = self._load()[0]
            there = frozenset(listing.files) if old else frozenset()
            # What is new was there a moment ago.
            old = {path: packed for path, packed in old.items() if path in there}
            save_gists(self.root, NAME, self.context, old, self.new)
        self.new.clear()


class _Wanted:
    """Digests that are looked for among those of a catalog."""

    def __init__(self, digests: frozenset[int]) -> None:
        self._digests = digests
        # Few are found, or not, without a look at each number.
        few = digests if len(digests) <= _FEW else ()
        self._bytes = [digest.to_bytes(4, sys.byteorder) for digest in few]

    def is_met_by(self, content: bytes) -> bool:
        """Tell whether one of them is there."""
        if self._bytes and not any(number in content for number in self._bytes):
            return False
        return not self._digests.isdisjoint(array(_NUMBERS, content))


def _may_have(packed: bytes, wanted: _Wanted, path: str, seen: bytes | None, look: Look) -> bool:
    """Tell whether a catalog may have a translation by what is known of it from earlier runs."""
    before, content = split_gist(packed)
    if wanted.is_met_by(content):
        return True
    now = None if seen is None else bytes(seen)
    if now == before:
        return False
    found, old = (None if now is None else unpack_sighting(now)), unpack_sighting(before)
    if found is None or old is None:
        return not look.confirm(path, old)[0]
    return found.digest != old.digest
