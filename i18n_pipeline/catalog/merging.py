"""Three-way merges of catalogs, message by message, for git.

What one side alone has changed is changed; what both have is merged by what belongs together: translator
comments, what the source says (``#.`` and ``#:``), and the translation with its flags. Where both sides
translated a message, each in its own words, the newer translation stays, fuzzy, and the other is a comment.
"""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec.structs import replace

from i18n_pipeline.catalog.duplicates import describe_other, merge_duplicates
from i18n_pipeline.catalog.entry import HEADER_KEY, Catalog, Entry, Key
from i18n_pipeline.catalog.header import read_fields, replace_field, write_field
from i18n_pipeline.catalog.notes import is_note
from i18n_pipeline.catalog.reading import parse_catalog, parse_entry
from i18n_pipeline.catalog.splicing import (
    Part,
    Parts,
    Style,
    add_comments,
    add_fuzzy,
    forget_wording,
    join_parts,
    replace_translation,
    retire,
    revive,
    split_parts,
)
from i18n_pipeline.catalog.writing import detect_width, format_catalog

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

T = TypeVar("T")

_DATES = frozenset({"POT-Creation-Date", "PO-Revision-Date"})
_NEVER = datetime.min.replace(tzinfo=timezone.utc)


class Merged(msgspec.Struct, frozen=True):
    """A merged catalog, and the entries in it that both sides had translated in different words."""

    catalog: Catalog
    conflicts: tuple[Entry, ...]


class _Way(msgspec.Struct, frozen=True):
    """How conflicts of two sides are settled: whose translations are newer, whose view of the source is."""

    style: Style
    theirs_translated_last: bool
    theirs_extracted_last: bool


def merge_catalogs(base: Catalog | None, ours: Catalog, theirs: Catalog) -> Merged:
    """Merge what two sides have made of ``base`` (None: both have added the catalog).

    The order is that of ``ours``, with new entries of ``theirs`` behind those that they stand behind there.
    """
    style = Style(detect_width(format_catalog(ours)), ours.line_end)
    sides = [_index(catalog, style) for catalog in (base, ours, theirs)]
    old, one, other = sides
    _follow_rewordings(old, one, other, style)
    _follow_rewordings(old, other, one, style)
    way = _Way(
        style,
        _date(other, "PO-Revision-Date") > _date(one, "PO-Revision-Date"),
        _date(other, "POT-Creation-Date") > _date(one, "POT-Creation-Date"),
    )
    entries, conflicts = [], []
    for key in _merge_order(list(one), list(other)):
        entry, in_conflict = _merge_entry(old.get(key), one.get(key), other.get(key), way)
        entries += [entry] if entry else []
        conflicts += [key] if in_conflict else []
    merged = _assemble(ours, entries, style)
    by_key = {block.key: block for block in merged.blocks}
    return Merged(merged, tuple(by_key[key] for key in conflicts))


def _index(catalog: Catalog | None, style: Style) -> dict[Key, Entry]:
    blocks = merge_duplicates(catalog.blocks, style) if catalog else ()
    return {block.key: block for block in blocks}


def _date(entries: Mapping[Key, Entry], field: str) -> datetime:
    header = entries.get(HEADER_KEY)
    return _read_date(read_fields(header.msgstr).get(field, "") if header else "")


def _read_date(text: str) -> datetime:
    """Read a date as gettext writes it; what is none is older than all that are."""
    try:
        date = datetime.strptime(text, "%Y-%m-%d %H:%M%z")
    except ValueError:
        return _NEVER
    return date


def _merge_order(ours: Sequence[Key], theirs: Sequence[Key]) -> list[Key]:
    """Return all keys: ours in their order, each followed by what only they have behind it."""
    known = set(ours)
    followers: dict[Key | None, list[Key]] = {}
    before: Key | None = None
    for key in theirs:
        if key in known:
            before = key
        else:
            followers.setdefault(before, []).append(key)
    order = [key for our_key in ours for key in (our_key, *followers.get(our_key, ()))]
    return [*followers.get(None, ()), *order]


def _pick(base: T, ours: T, theirs: T) -> T | None:
    """Return what one side alone has changed, or both alike; None if each has its own."""
    if ours in (theirs, base):
        return theirs
    return ours if theirs == base else None


def _follow_rewordings(
    base: dict[Key, Entry], rewording: dict[Key, Entry], translating: dict[Key, Entry], style: Style
) -> None:
    """Give a stale translation of one side what the other has made of it meanwhile."""
    followed = set()
    for key, entry in list(rewording.items()):
        earlier = (entry.previous_msgctxt, entry.previous_msgid or "")
        old, new = base.get(earlier), translating.get(earlier)
        if not entry.fuzzy or earlier in rewording or old is None or new is None or not new.translated:
            continue
        if entry.msgstr == old.msgstr != new.msgstr and not new.plural_msgstrs:
            parts = replace_translation(split_parts(entry.raw), new.msgstr, style)
            rewording[key] = replace(parse_entry(join_parts(parts, style)), gap=entry.gap)
            followed.add(earlier)
    for earlier in followed:
        del translating[earlier]


# One entry


def _merge_entry(
    base: Entry | None, ours: Entry | None, theirs: Entry | None, way: _Way
) -> tuple[Entry | None, bool]:
    """Merge an entry; tell too whether both sides have translated it in different words."""
    if ours is None or theirs is None:
        kept = ours or theirs
        removed = kept is not None and base is not None and _human_part(kept) == _human_part(base)
        return (None if removed else kept), False
    if ours.is_header and theirs.is_header:
        return _merge_header(base, ours, theirs, way), False
    picked = _pick(_lines(base), _lines(ours), _lines(theirs))
    if picked is not None:
        return (ours if picked == _lines(ours) else theirs), False
    return _merge_parts(base, ours, theirs, way)


def _lines(entry: Entry | None) -> str:
    return entry.raw.replace("\r\n", "\n") if entry else ""


def _human_part(entry: Entry) -> tuple[object, ...]:
    """Return what a person has put into an entry; the rest is the tool's, and comes again."""
    return (entry.msgstr, entry.plural_msgstrs, entry.fuzzy, entry.comments)


def _merge_parts(base: Entry | None, ours: Entry, theirs: Entry, way: _Way) -> tuple[Entry, bool]:
    one, other = _Groups(ours), _Groups(theirs)
    old = _Groups(base) if base else _Groups(replace(ours, raw='msgid ""\nmsgstr ""'))
    source = _pick(old.source, one.source, other.source)
    if source is None:
        source = other.source if way.theirs_extracted_last else one.source
    chosen, loser, in_conflict = _choose_translation(base, ours, theirs, way)
    translation = (one if chosen is ours else other).translation
    parts = _arrange([*_merge_comments(old, one, other), *source, *one.strings, *translation])
    if loser:
        parts = _note_other(parts, chosen, loser, way.style)
    if in_conflict:
        parts = add_fuzzy(forget_wording(parts))
    if _pick(base.obsolete if base else None, ours.obsolete, theirs.obsolete):
        parts = retire(parts)
    merged = replace(parse_entry(join_parts(parts, way.style)), gap=ours.gap)
    return merged, in_conflict


class _Groups:
    """The lines of an entry as if it were live, by what changes together."""

    def __init__(self, entry: Entry) -> None:
        parts = split_parts(entry.raw)
        parts = revive(parts) if entry.obsolete else parts
        self.comments = [part for part in parts if part.kind in ("translator", "blank")]
        self.source = [
            part for part in parts if part.kind in ("extracted", "reference") and not _is_note(part)
        ]
        self.strings = [part for part in parts if part.kind in ("msgctxt", "msgid", "msgid_plural")]
        self.translation = [
            part for part in parts if part.kind in ("flag", "previous", "msgstr") or _is_note(part)
        ]


def _is_note(part: Part) -> bool:
    return part.kind == "extracted" and is_note(part.text.lstrip()[2:].strip())


_ORDER = ("blank", "translator", "extracted", "reference", "flag", "previous")


def _arrange(parts: Iterable[Part]) -> Parts:
    """Put lines in the order that GNU gettext has them in, and else in the order given."""
    return sorted(parts, key=lambda part: _ORDER.index(part.kind) if part.kind in _ORDER else len(_ORDER))


def _merge_comments(base: _Groups, ours: _Groups, theirs: _Groups) -> Parts:
    picked = _pick(base.comments, ours.comments, theirs.comments)
    if picked is not None:
        return picked
    return ours.comments + [part for part in theirs.comments if part not in ours.comments + base.comments]


def _choose_translation(
    base: Entry | None, ours: Entry, theirs: Entry, way: _Way
) -> tuple[Entry, Entry | None, bool]:
    """Return whose translation stays, the other if it is to be noted, and whether they are in conflict."""
    before = _translation(base) if base else None
    picked = _pick(before, _translation(ours), _translation(theirs))
    if picked is not None:
        return (ours if picked == _translation(ours) else theirs), None, False
    newer, older = (theirs, ours) if way.theirs_translated_last else (ours, theirs)
    if _rank(newer) != _rank(older):
        newer, older = sorted((ours, theirs), key=_rank, reverse=True)
        lost = older.has_translation and not _same_words(older, newer)
        return newer, older if lost and not (base and _same_words(older, base)) else None, False
    if _same_words(newer, older):
        return newer, None, False
    return newer, older, True


def _translation(entry: Entry) -> tuple[object, ...]:
    previous = (entry.previous_msgctxt, entry.previous_msgid)
    return (entry.msgstr, entry.plural_msgstrs, sorted(entry.flags), previous)


def _same_words(one: Entry, other: Entry) -> bool:
    return (one.msgstr, one.plural_msgstrs) == (other.msgstr, other.plural_msgstrs)


def _rank(entry: Entry) -> int:
    return 2 if entry.translated else int(entry.has_translation)


def _note_other(parts: Parts, kept: Entry, other: Entry, style: Style) -> Parts:
    notes = [text for text in describe_other(other, kept, style) if text.split("\n")[-1] not in kept.comments]
    return add_comments(parts, notes)


# The header


def _merge_header(base: Entry | None, ours: Entry, theirs: Entry, way: _Way) -> Entry:
    """Merge headers field by field; dates are the later ones."""
    if base and _lines(ours) == _lines(base):
        return theirs
    old, one, other = (read_fields(entry.msgstr if entry else "") for entry in (base, ours, theirs))
    raw = ours.raw
    for name, theirs_value in other.items():
        value = _merge_field(name, old.get(name), one.get(name), theirs_value, way)
        if name not in one and name not in old:
            raw = write_field(raw, name, value, way.style.line_end)
        elif name in one and value != one[name]:
            raw = replace_field(raw, name, value)
    return replace(parse_entry(raw), gap=ours.gap)


def _merge_field(name: str, base: str | None, ours: str | None, theirs: str, way: _Way) -> str:
    if name in _DATES and ours is not None:
        return max(ours, theirs, key=_read_date)
    picked = _pick(base, ours, theirs)
    if picked is not None:
        return picked
    return theirs if way.theirs_translated_last or ours is None else ours


# The catalog


def _assemble(ours: Catalog, entries: Sequence[Entry], style: Style) -> Catalog:
    pieces = [(_with_line_end(entry.raw, style), _with_line_end(entry.gap, style)) for entry in entries]
    if pieces == [(block.raw, block.gap) for block in ours.blocks]:
        return ours
    texts = [text for piece in pieces for text in piece]
    tail = ours.tail if ours.blocks else style.line_end
    return parse_catalog("".join([ours.lead, *texts[:-1], tail]))


def _with_line_end(text: str, style: Style) -> str:
    return text.replace("\r\n", "\n").replace("\n", style.line_end) if "\n" in text else text
