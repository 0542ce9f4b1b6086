"""Outcomes as bytes, for the store and for gathering: lists of values in the order of their fields.

What is said of 50,000 posts takes a tenth of the memory in this form. It is unpacked where somebody reads it,
and let go of right away.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, TypeVar

import msgspec
from msgspec.structs import astuple

from i18n_pipeline.document import Finding
from i18n_pipeline.pipeline.orders import Change, Outcome
from i18n_pipeline.publish.counts import Counts, Standing
from i18n_pipeline.store import Spool, pack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from i18n_pipeline.checks import Renditions

T = TypeVar("T")
_Kind: TypeAlias = Literal["changes", "standings", "findings", "renditions"]
_SEGMENTS, _WORDS = (Standing.__struct_fields__.index(name) for name in ("segments", "words"))
_KINDS: tuple[_Kind, ...] = ("changes", "standings", "findings", "renditions")
# Findings that are packed together where nothing else says which belong together.
_MOST_TOGETHER = 500
_raws = msgspec.msgpack.Decoder(tuple[msgspec.Raw, msgspec.Raw, msgspec.Raw, msgspec.Raw])
_lists = msgspec.msgpack.Decoder(list[Any])


def pack_outcome(outcome: Outcome) -> bytes:
    """Return what an outcome says that it would say again: not the digests of pages, nor questions."""
    return pack(
        (
            [astuple(change) for change in outcome.changes],
            [_pack_standing(standing) for standing in outcome.standings],
            [astuple(finding) for finding in outcome.findings],
            list(outcome.renditions),
        )
    )


def unpack_outcome(data: bytes) -> Outcome:
    """Return the outcome that was packed."""
    changes, standings, findings, renditions = _lists.decode(data)
    return Outcome(
        tuple(map(_build_change, changes)),
        tuple(map(_build_standing, standings)),
        tuple(map(_build_finding, findings)),
        renditions=tuple(map(_build_renditions, renditions)),
    )


def has_findings(data: bytes) -> bool:
    """Tell whether a packed outcome has any findings."""
    return bool(_lists.decode(_raws.decode(data)[_KINDS.index("findings")]))


class Parts(Protocol):
    """Packed outcomes, in order."""

    def __len__(self) -> int:
        """Return how many there are."""

    def __iter__(self) -> Iterator[bytes]:
        """Yield them."""

    def __getitem__(self, number: int, /) -> bytes:
        """Return one of them."""


class Gathered:
    """Packed outcomes, each in the place that it has in the end, whenever it comes."""

    def __init__(self, number: int) -> None:
        """Make room for so many: each has to come before one of them is read."""
        self._spool = Spool()
        self._places = array("Q", bytes(8 * number))

    def put(self, place: int, packed: bytes) -> None:
        """Keep an outcome."""
        self._places[place] = len(self._spool)
        self._spool.append(packed)

    def __len__(self) -> int:
        """Return how many outcomes there are."""
        return len(self._places)

    def __iter__(self) -> Iterator[bytes]:
        """Yield the outcomes in order."""
        return map(self._spool.__getitem__, self._places)

    def __getitem__(self, place: int) -> bytes:
        """Return the outcome in a place."""
        return self._spool[self._places[place]]


def join_packed(parts: Parts, digests: Iterable[tuple[str, str | None]] = ()) -> Outcome:
    """Put together what several pieces of work did, in order; each is unpacked when it is looked at."""
    return Outcome(
        _Unpacked(parts, "changes", _build_change),
        _Unpacked(parts, "standings", _build_standing),
        _Unpacked(parts, "findings", _build_finding),
        tuple(digests),
        renditions=_Unpacked(parts, "renditions", _build_renditions),
    )


def batches_of(values: Collection[T]) -> tuple[Collection[T], ...]:
    """Return values of an outcome as they came, the values of each piece of work together."""
    return values.batches() if isinstance(values, _Unpacked) else (values,)


def pack_findings(findings: Iterable[Finding]) -> Outcome:
    """Return findings as an outcome in which they take little memory."""
    spool, rest = Spool(), iter(findings)
    while batch := tuple(islice(rest, _MOST_TOGETHER)):
        spool.append(pack_outcome(Outcome(findings=batch)))
    return join_packed(spool)


class _Unpacked(Collection[T]):
    """All values of one kind in packed outcomes, as they come out one after the other."""

    __slots__ = ("_build", "_parts", "_place")

    def __init__(self, parts: Parts, kind: _Kind, build: Callable[[list[Any]], T]) -> None:
        self._parts, self._place, self._build = parts, _KINDS.index(kind), build

    def __iter__(self) -> Iterator[T]:
        for part in self._parts:
            yield from map(self._build, self._values_in(part))

    def __len__(self) -> int:
        return sum(len(self._values_in(part)) for part in self._parts)

    def __bool__(self) -> bool:
        return any(map(self._values_in, self._parts))

    def __contains__(self, value: object) -> bool:
        return any(value == other for other in self)

    def batches(self) -> tuple[_Batch[T], ...]:
        """Return the values of each piece of work."""
        return tuple(_Batch(self, number) for number in range(len(self._parts)))

    def batch(self, number: int) -> Iterator[T]:
        """Yield the values of a piece of work."""
        return map(self._build, self._values_in(self._parts[number]))

    def _values_in(self, part: bytes) -> list[Any]:
        return _lists.decode(_raws.decode(part)[self._place])


class _Batch(Collection[T]):
    """The values of one kind in a packed outcome."""

    __slots__ = ("_number", "_values")

    def __init__(self, values: _Unpacked[T], number: int) -> None:
        self._values, self._number = values, number

    def __iter__(self) -> Iterator[T]:
        return self._values.batch(self._number)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, value: object) -> bool:
        return any(value == other for other in self)


def _pack_standing(standing: Standing) -> list[Any]:
    values = list(astuple(standing))
    for place in (_SEGMENTS, _WORDS):
        values[place] = astuple(values[place])
    return values


def _build_change(values: list[Any]) -> Change:
    return Change(*values)


def _build_finding(values: list[Any]) -> Finding:
    return Finding(*values)


def _build_standing(values: list[Any]) -> Standing:
    for place in (_SEGMENTS, _WORDS):
        values[place] = Counts(*values[place])
    return Standing(*values)


def _build_renditions(values: list[Any]) -> Renditions:
    # Who asks for them needs the checks anyway; a sync with nothing to do needs neither.
    from i18n_pipeline.checks import Renditions

    return Renditions(*values)
