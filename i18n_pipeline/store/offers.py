"""Which messages catalogs have translations for, as short digests: so that a search reads few of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from i18n_pipeline.store.packing import pack
from i18n_pipeline.store.sealing import read_sealed, write_sealed
from i18n_pipeline.tracing import Sighting  # noqa: TC001 - msgspec reads the types

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_NAME = "memory.msgpack"


class Offer(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A catalog as it was seen, and the digests of the messages that it has a translation for.

    ``keys`` are as many numbers of four bytes, in this machine's order.
    """

    sighting: Sighting
    keys: bytes


class _Offers(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file of the store; ``catalogs`` are packed `Offer` by path, in parts of which a later one counts."""

    context: str
    catalogs: tuple[dict[str, msgspec.Raw], ...]


_decoder = msgspec.msgpack.Decoder(Offer)
_some_decoder = msgspec.msgpack.Decoder(dict[str, msgspec.Raw])


def pack_offers(catalogs: Mapping[str, Offer]) -> bytes:
    """Return what is known of some catalogs as bytes."""
    return pack(catalogs)


def unpack_offers(packed: bytes) -> dict[str, bytes]:
    """Return what is known of some catalogs, each packed."""
    return dict(_some_decoder.decode(packed))


def unpack_offer(packed: bytes) -> Offer:
    """Return what is known of a catalog."""
    return _decoder.decode(packed)


def load_offers(root: Path, context: str) -> tuple[dict[str, bytes], int]:
    """Return what is known of catalogs, by path and packed, and when that was written.

    In nanoseconds, 0 for never.
    """
    found = read_sealed(root, _NAME)
    if found is None:
        return {}, 0
    data, written = found
    try:
        offers = msgspec.msgpack.decode(data, type=_Offers)
    except msgspec.DecodeError:
        return {}, 0
    if offers.context != context:
        return {}, 0
    return {path: packed for part in offers.catalogs for path, packed in part.items()}, written


def save_offers(root: Path, context: str, old: Mapping[str, bytes], new: Iterable[bytes]) -> None:
    """Write what is known of catalogs: ``old`` by path, each packed, and ``new``, packed in parts.

    Raises `OSError` if that fails.
    """
    parts = (old, *map(msgspec.Raw, new))
    write_sealed(root, _NAME, (msgspec.msgpack.encode((context, parts)),))
