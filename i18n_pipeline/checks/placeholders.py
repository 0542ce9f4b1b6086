"""Placeholders that a translation has changed: what a program or a reader fills in later."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from i18n_pipeline.checks.comparing import compare, describe_change
from i18n_pipeline.checks.pair import Fault
from i18n_pipeline.checks.prose import find_placeholders, may_have_placeholders

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from i18n_pipeline.checks.pair import Pair
    from i18n_pipeline.markdown.anatomy import Anatomy

_NUMBERED = re.compile(r"%\d+\$(.*)")
_DOLLAR = re.compile(r"\$(\d)")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class _Placeholder:
    """A placeholder as it is written, what it is called without number and spaces, and its place."""

    text: str
    name: str
    start: int


def find_placeholder_faults(pair: Pair) -> Iterator[Fault]:
    """Compare placeholders; those of printf may change places if they are numbered."""
    if not (may_have_placeholders(pair.old) or may_have_placeholders(pair.new)):
        return
    if _texts(pair.old) == _texts(pair.new):
        return
    old, new = _read(pair.source), _read(pair.target)
    lost, added = compare(old, new, key=lambda one: one.name)
    lost = [one for one in lost if not _is_price(one, pair.new)]
    added = [one for one in added if not _is_price(one, pair.old)]
    if lost or added:
        yield _fault(lost, added, {one.name for one in old})
    elif [one.name for one in old] != [one.name for one in new]:
        yield from _find_swapped(old, new)


def _texts(text: str) -> list[str]:
    return [match[0] for match in find_placeholders(text)]


def _read(anatomy: Anatomy) -> list[_Placeholder]:
    found = []
    for match in find_placeholders(anatomy.text):
        name = _NUMBERED.sub(r"%\1", _SPACE.sub("", match[0]))
        found.append(_Placeholder(match[0], name, anatomy.place(match.start())))
    return found


def _is_price(placeholder: _Placeholder, text: str) -> bool:
    """Tell whether what looks like ``$5`` is an amount, which the other text has in its own way."""
    match = _DOLLAR.fullmatch(placeholder.text)
    return match is not None and re.search(rf"(?<!\d){match[1]}(?!\d)", text) is not None


def _fault(lost: Sequence[_Placeholder], added: Sequence[_Placeholder], known: set[str]) -> Fault:
    what = describe_change((one.text for one in lost), (one.text for one in added))
    if not added:
        return Fault(what)
    start, end = added[0].start, added[0].start + len(added[0].text)
    mended = lost[0].text if len(lost) == len(added) == 1 else None
    again = not lost and all(one.name in known for one in added)
    return Fault(what, start, end, mended, "warning" if again and "%" not in what else None)


def _find_swapped(old: Sequence[_Placeholder], new: Sequence[_Placeholder]) -> Iterator[Fault]:
    """Report ``%s`` and ``%d`` that have changed places, and so get each other's value."""
    plain = [one for one in new if one.text == one.name and re.match(r"%[^({A-Z]", one.text)]
    if len({one.name for one in plain}) < 2 or len(plain) != len(new):
        return
    before = [one.name for one in old if re.match(r"%[^({A-Z]", one.text)]
    if before != [one.name for one in plain]:
        what = f"{' and '.join(dict.fromkeys(before))} have changed places"
        advice = "number them (%1$s) or keep their order"
        yield Fault(what, plain[0].start, plain[0].start + len(plain[0].text), advice=advice)
