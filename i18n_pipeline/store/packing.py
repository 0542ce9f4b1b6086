"""Values as bytes, in MessagePack."""

from __future__ import annotations

import msgspec

_encoder = msgspec.msgpack.Encoder()


def pack(value: object) -> bytes:
    """Return a value as bytes, and no more of them than it needs: what is packed is many, and stays.

    The library's own ``encode`` leaves room for half as much again.
    """
    buffer = bytearray()
    _encoder.encode_into(value, buffer)
    return bytes(buffer)
