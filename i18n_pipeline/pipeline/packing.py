"""Outcomes as bytes, for the store: lists of values in the order of their fields."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from i18n_pipeline.document import Finding
from i18n_pipeline.pipeline.orders import Change, Outcome
from i18n_pipeline.publish.counts import Counts, Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from i18n_pipeline.checks import Rendition

T = TypeVar("T")
_CHANGE, _STANDING, _FINDING, _COUNTS = (
    tuple(field.name for field in fields(kind)) for kind in (Change, Standing, Finding, Counts)
)
_SEGMENTS, _WORDS = _STANDING.index("segments"), _STANDING.index("words")


def pack_outcome(outcome: Outcome) -> bytes:
    """Return what an outcome says that it would say again: not the digests of pages, nor questions."""
    return msgspec.msgpack.encode(
        (
            [_values(change, _CHANGE) for change in outcome.changes],
            [_pack_standing(standing) for standing in outcome.standings],
            [_values(finding, _FINDING) for finding in outcome.findings],
            outcome.renditions,
        )
    )


def unpack_outcome(data: bytes) -> Outcome:
    """Return the outcome that was packed."""
    changes, standings, findings, renditions = msgspec.msgpack.decode(data)
    return Outcome(
        _build(Change, changes),
        tuple(_unpack_standing(item) for item in standings),
        _build(Finding, findings),
        renditions=_build_renditions(renditions),
    )


def _values(value: object, names: Iterable[str]) -> list[Any]:
    return [getattr(value, name) for name in names]


def _build(kind: Callable[..., T], items: Iterable[Iterable[Any]]) -> tuple[T, ...]:
    return tuple(kind(*item) for item in items)


def _build_renditions(items: list[list[Any]]) -> tuple[Rendition, ...]:
    if not items:
        return ()
    # Who asks for them needs the checks anyway; a sync with nothing to do needs neither.
    from i18n_pipeline.checks import Rendition

    return _build(Rendition, items)


def _pack_standing(standing: Standing) -> list[Any]:
    values = _values(standing, _STANDING)
    for place in (_SEGMENTS, _WORDS):
        values[place] = _values(values[place], _COUNTS)
    return values


def _unpack_standing(values: list[Any]) -> Standing:
    for place in (_SEGMENTS, _WORDS):
        values[place] = Counts(*values[place])
    return Standing(*values)
