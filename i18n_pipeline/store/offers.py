"""Which messages catalogs have translations for, as short digests: so that a search reads few of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from i18n_pipeline.store.sealing import read_sealed, write_sealed
from i18n_pipeline.tracing import Sighting  # noqa: TC001 - msgspec reads the types

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_NAME = "memory.msgpack"


class Offer(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A catalog as it was seen, and the digests of the messages that it has a translation for.

    ``keys`` are as many numbers of four bytes, in this machine's order.
    """

    sighting: Sighting
    keys: bytes


class _Offers(msgspec.Struct, frozen=True, array_like=True, gc=False):
    context: str
    catalogs: dict[str, Offer]


def load_offers(root: Path, context: str) -> tuple[dict[str, Offer], int]:
    """Return what is known of catalogs, by path, and when that was written: in nanoseconds, 0 for never."""
    found = read_sealed(root, _NAME)
    if found is None:
        return {}, 0
    data, written = found
    try:
        offers = msgspec.msgpack.decode(data, type=_Offers)
    except msgspec.DecodeError:
        return {}, 0
    return (offers.catalogs, written) if offers.context == context else ({}, 0)


def save_offers(root: Path, context: str, catalogs: Mapping[str, Offer]) -> None:
    """Write what is known of catalogs. Raises `OSError` if that fails."""
    write_sealed(root, _NAME, msgspec.msgpack.encode(_Offers(context, dict(catalogs))))
