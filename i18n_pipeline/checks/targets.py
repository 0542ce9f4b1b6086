"""Where a translation leads: addresses of links and images, labels of references and footnotes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import unquote

from i18n_pipeline.checks.comparing import compare, describe_change
from i18n_pipeline.checks.pair import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping, Sequence

    from i18n_pipeline.checks.pair import Pair
    from i18n_pipeline.markdown.anatomy import Anatomy, Piece, PieceKind

    _FindPlace: TypeAlias = Callable[[str, Piece], "tuple[int, int] | None"]

_LABEL = re.compile(r"\]\[([^\[\]]+)\]\Z")
_HOST = re.compile(r"(?:https?:)?//([a-z]{2,3})\.([^/]+)")
# The parts of an address that may be a language's name.
_PARTS = re.compile(r"[^/.?=&#:]+")


def find_link_faults(pair: Pair) -> Iterator[Fault]:
    """Compare the addresses of links and images; one may lead to the same in the reader's language."""
    old, new = (
        [piece for piece in anatomy.of("link", "image") if piece.value]
        for anatomy in (pair.source, pair.target)
    )
    lost, added = compare(old, new, key=lambda piece: piece.value)
    # An address that the message has as text may be a link.
    added = [piece for piece in added if piece.value not in pair.old]
    for piece in list(added):
        other = next((one for one in lost if is_localised(one.value, piece.value, pair)), None)
        if other is not None:
            lost.remove(other)
            added.remove(piece)
    lost = _leave_out(lost, _addresses_of(pair.target, pair.setting.definitions))
    added = _leave_out(added, _addresses_of(pair.source, pair.setting.definitions))
    yield from _tell(pair, lost, added, _find_destination)


def find_reference_faults(pair: Pair) -> Iterator[Fault]:
    """Compare the labels of links by reference; what one stands for may be written out."""
    lost, added = _compare(pair, "reference")
    lost = _without_written_out(lost, pair.target, pair.setting.definitions)
    added = _without_written_out(added, pair.source, pair.setting.definitions)
    yield from _tell(pair, lost, added, _find_label)


def _addresses_of(anatomy: Anatomy, definitions: Mapping[str, str]) -> set[str]:
    """Return where the labels in a text lead."""
    return {unquote(definitions.get(piece.value, "")) for piece in anatomy.of("reference")}


def _leave_out(links: Sequence[Piece], addresses: Container[str]) -> list[Piece]:
    return [piece for piece in links if unquote(piece.value) not in addresses]


def _without_written_out(
    references: Sequence[Piece], other: Anatomy, definitions: Mapping[str, str]
) -> list[Piece]:
    """Leave out the labels for whose addresses the other text has a link."""
    written = {unquote(piece.value) for piece in other.of("link", "image")}
    return [piece for piece in references if unquote(definitions.get(piece.value, "")) not in written - {""}]


def find_footnote_faults(pair: Pair) -> Iterator[Fault]:
    """Compare the labels of footnotes."""
    yield from _tell(pair, *_compare(pair, "footnote"), lambda _text, piece: (piece.start, piece.end))


def _compare(pair: Pair, kind: PieceKind) -> tuple[list[Piece], list[Piece]]:
    return compare(pair.source.of(kind), pair.target.of(kind), key=lambda piece: piece.value)


def is_localised(old: str, new: str, pair: Pair) -> bool:
    """Tell whether an address leads to the same in the reader's language.

    Either nothing but the language's name differs (``/en/guide``, ``/it/guide``), or the host is one of that
    language: what is at ``en.wikipedia.org/wiki/Rain`` is at ``it.wikipedia.org/wiki/Pioggia``.
    """
    host, home = _HOST.match(new.lower()), _HOST.match(old.lower())
    if host and home and host[1] == pair.language and home[1] == pair.source_language and host[2] == home[2]:
        return True
    names, sources = (
        _names(pair.setting.language, pair.language),
        _names(pair.setting.source, pair.source_language),
    )
    parts, others = _PARTS.findall(old.lower()), _PARTS.findall(new.lower())
    kept = [part for part in parts if not sources.fullmatch(part)]
    return kept == [part for part in others if not names.fullmatch(part)] and len(others) > len(kept)


@lru_cache(maxsize=64)
def _names(tag: str, language: str) -> re.Pattern[str]:
    """Match what a language may be called in an address: ``it``, ``it-it``, ``pt_br``."""
    return re.compile(rf"www|{re.escape(tag.lower())}|{re.escape(language)}(?:[-_][a-z]{{2,4}})?")


def _tell(
    pair: Pair, lost: Sequence[Piece], added: Sequence[Piece], find_place: _FindPlace
) -> Iterator[Fault]:
    """Say what is lost and added; where one has become another one, that has to be put back."""
    if not lost and not added:
        return
    what = describe_change((piece.value for piece in lost), (piece.value for piece in added))
    place = find_place(pair.msgstr, added[0]) if added else None
    if place is None:
        yield Fault(what, added[0].start if added else None, added[0].end if added else None)
        return
    if not lost:
        # Leading there twice misleads nobody.
        known = {piece.value for piece in pair.source.pieces}
        again = all(piece.value in known for piece in added)
        yield Fault(what, *place, severity="warning" if again else None)
        return
    swapped = len(lost) == len(added) == 1 and lost[0].kind == added[0].kind
    before = find_place(pair.msgid, lost[0]) if swapped else None
    yield Fault(what, *place, None if before is None else pair.msgid[before[0] : before[1]])


def _find_destination(text: str, piece: Piece) -> tuple[int, int] | None:
    """Return where the address of a link is written; None where it is written with escapes."""
    start = text.rfind(piece.value, piece.start, piece.end)
    return None if start < 0 else (start, start + len(piece.value))


def _find_label(text: str, piece: Piece) -> tuple[int, int] | None:
    """Return where the label of a reference is written; None if it is its text."""
    match = _LABEL.search(text[piece.start : piece.end])
    return None if match is None else (piece.start + match.start(1), piece.start + match.end(1))
