"""Bring catalogs and templates up to date with the messages that the source has now.

Every old entry serves a message (see ``origins``) or is retired. An entry is changed in its text, which is
read back, so that a catalog is always what its text says.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from i18n_pipeline.catalog.duplicates import merge_duplicates
from i18n_pipeline.catalog.entry import HEADER_KEY, Carrier, Catalog, Entry, Key, Message
from i18n_pipeline.catalog.header import (
    is_segmented_otherwise,
    new_catalog,
    new_template,
    read_fields,
    replace_creation_date,
    replace_segmentation,
)
from i18n_pipeline.catalog.notes import (
    carried_note,
    is_doubt_note,
    is_open_note,
    is_stale_note,
    split_notes,
    stale_note,
)
from i18n_pipeline.catalog.origins import Origin, Origins, Setting, find_origins, used_keys
from i18n_pipeline.catalog.reading import parse_catalog, parse_entry
from i18n_pipeline.catalog.splicing import (
    Parts,
    Style,
    add_fuzzy,
    forget_wording,
    join_parts,
    remember_wording,
    remove_fuzzy,
    replace_source_comments,
    replace_source_strings,
    replace_translation,
    retire,
    revive,
    split_parts,
)
from i18n_pipeline.catalog.writing import (
    detect_width,
    extracted_lines,
    format_catalog,
    split_comments,
    write_entry,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

DEFAULT_SIMILARITY = 0.6
_MSGID = re.compile(r"^(?:[ \t\f\v]*#~)?[ \t\f\v]*msgid(?=[ \t\f\v\r\"]|$)", re.MULTILINE)


def update_catalog(  # the header's makings are only for a catalog that has none
    old: Catalog,
    messages: Sequence[Message],
    *,
    date: str,
    similarity: float = DEFAULT_SIMILARITY,
    language: str = "",
    project: str = "",
    carrier: Carrier | None = None,
) -> Catalog:
    """Return the catalog for ``messages``, in their order, with every translation of ``old`` kept.

    ``date`` (``2026-11-23 10:00+0000``) becomes the creation date if the msgids are not those of ``old``.
    ``similarity`` (0 to 1) is how alike an old wording must be for its translation to be offered.
    ``language`` and ``project`` are for a catalog without header. ``carrier`` brings translations over
    where a wording has changed in nothing that is translated.
    """
    wanted = _unique(messages)
    if _is_current(old, wanted):
        return old
    style = _style_of(old)
    blocks = merge_duplicates(old.blocks, style)
    header = next((block for block in blocks if block.is_header), None)
    setting = _setting(header, similarity, language, carrier)
    origins = find_origins(blocks, wanted, setting)
    used = used_keys(origins)
    if header:
        first = _date_header(header, date, changed=_keys(old) != wanted.keys())
    else:
        first = new_catalog(language, project=project, date=date, line_end=style.line_end).blocks[0]
    followers = _find_followers(blocks, origins, used)
    entries = [first, *followers.get(HEADER_KEY, ())]
    for key, message in wanted.items():
        entries.append(_refresh_entry(message, origins.get(key), date, style))
        entries += followers.get(key, ())
    entries += followers.get(None, ())
    entries += [
        _read_back(retire(split_parts(entry.raw)), style, entry.gap)
        for entry in _leftovers(blocks, origins, used)
    ]
    return _assemble(old, entries, style)


def update_template(
    old: Catalog | None,
    messages: Sequence[Message],
    *,
    date: str,
    project: str = "",
    report_to: str = "",
) -> Catalog:
    """Return the template for ``messages``, in their order; ``project`` is for a new header.

    What the source no longer has is left out: a template holds no translations.
    """
    wanted = _unique(messages)
    base = old or new_template(project=project, date=date, report_to=report_to)
    style = _style_of(base)
    present = base.by_key
    header = base.header or new_template(project=project, date=date, line_end=style.line_end).blocks[0]
    entries = [_date_header(header, date, changed=_keys(base) != wanted.keys())]
    entries += [_refresh_source(message, present.get(key), style) for key, message in wanted.items()]
    return _assemble(base, entries, style)


def _refresh_source(message: Message, entry: Entry | None, style: Style) -> Entry:
    """Return a template's entry for a message, given the one that it had."""
    if entry is None:
        return write_entry(message, width=style.width, line_end=style.line_end)
    if _has_comments(entry, message):
        return entry
    return _read_back(replace_source_comments(split_parts(entry.raw), message, style), style, entry.gap)


def _is_current(old: Catalog, wanted: Mapping[Key, Message]) -> bool:
    """Tell whether a catalog is as an update would leave it, which most are: nothing is worked out then."""
    first, *others = old.blocks or (None,)
    if first is None or not first.is_header or replace_segmentation(first.raw) != first.raw:
        return False
    if len({block.key for block in old.blocks}) < len(old.blocks):
        return False
    live = [block for block in others if not block.obsolete]
    return len(live) == len(wanted) and all(
        entry.key == key and _is_up_to_date(entry, message)
        for entry, (key, message) in zip(live, wanted.items(), strict=True)
    )


def _unique(messages: Iterable[Message]) -> dict[Key, Message]:
    """Messages by key; those with one key become one, with the references of all."""
    unique: dict[Key, Message] = {}
    for message in messages:
        if not message.msgid:
            raise ValueError("a message with an empty msgid can't be in a catalog")
        first = unique.setdefault(message.key, message)
        if first is not message:
            references = tuple(dict.fromkeys(first.references + message.references))
            unique[message.key] = replace(first, references=references)
    return unique


def _style_of(catalog: Catalog) -> Style:
    return Style(detect_width(format_catalog(catalog)), catalog.line_end)


def _setting(header: Entry | None, similarity: float, language: str, carrier: Carrier | None) -> Setting:
    said = header.msgstr if header else ""
    language = read_fields(said).get("Language") or language
    return Setting(similarity, language, carrier, is_segmented_otherwise(said))


def _keys(catalog: Catalog) -> set[Key]:
    return {entry.key for entry in catalog.entries}


# What becomes of the entries


def _date_header(header: Entry, date: str, *, changed: bool) -> Entry:
    raw = replace_segmentation(replace_creation_date(header.raw, date) if changed else header.raw)
    return header if raw == header.raw else replace(parse_entry(raw), gap=header.gap)


def _refresh_entry(message: Message, origin: Origin | None, date: str, style: Style) -> Entry:
    """Return a catalog's entry for a message, given what it is made of."""
    if origin is not None and origin.way == "same" and _is_up_to_date(origin.entry, message):
        return origin.entry
    if origin is not None and origin.way != "composed":
        return _read_back(_rework(origin, message, date, style), style, origin.entry.gap)
    new = write_entry(message, width=style.width, line_end=style.line_end)
    if origin is None:
        return new
    return _read_back(_put_translation(split_parts(new.raw), origin, message, date, style), style, new.gap)


def _rework(origin: Origin, message: Message, date: str, style: Style) -> Parts:
    entry = origin.entry
    parts = split_parts(entry.raw)
    if entry.obsolete:
        parts = revive(parts)
    if origin.way != "same":
        parts = replace_source_strings(parts, message, style)
    return _REWORKERS[origin.way](parts, origin, message, date, style)


def _read_back(parts: Parts, style: Style, gap: str) -> Entry:
    return replace(parse_entry(join_parts(parts, style)), gap=gap)


def _keep(parts: Parts, origin: Origin, message: Message, date: str, style: Style) -> Parts:
    """Leave a translation as it is; what was said of its being stale goes when a person has settled it."""
    entry, notes = origin.entry, _notes(origin.entry, message)
    if not entry.fuzzy:
        parts, notes = forget_wording(parts), [note for note in notes if not is_open_note(note)]
    elif entry.obsolete and entry.previous_msgid is not None:
        from_elsewhere = [note for note in notes if not is_stale_note(note)]
        notes = [*from_elsewhere, *_stale_notes(entry, message, date)]
    return replace_source_comments(parts, message, style, notes)


def _restore(parts: Parts, origin: Origin, message: Message, _date: str, style: Style) -> Parts:
    notes = [note for note in _notes(origin.entry, message) if not is_open_note(note)]
    parts = replace_source_comments(parts, message, style, notes)
    return remove_fuzzy(forget_wording(parts))


def _reword(parts: Parts, origin: Origin, message: Message, date: str, style: Style) -> Parts:
    entry = origin.entry
    # A translation that was in doubt already keeps the wording it was made for, if that is known.
    if not entry.fuzzy:
        parts = add_fuzzy(remember_wording(parts, entry.msgctxt, entry.msgid, style))
    notes = _stale_notes(entry, message, date)
    return replace_source_comments(parts, message, style, notes)


def _stale_notes(entry: Entry, message: Message, date: str) -> list[str]:
    """Return what is said of a translation that is stale now, or was before and has its date."""
    notes = _notes(entry, message) if entry.fuzzy else []
    since = [note for note in notes if is_stale_note(note)][:1] or [stale_note(date)]
    return [*filter(is_doubt_note, notes), *since]


def _put_translation(parts: Parts, origin: Origin, message: Message, date: str, style: Style) -> Parts:
    """Put in a translation that was made of old ones; one made for another wording is stale."""
    parts = replace_translation(parts, origin.msgstr, style)
    if origin.wording is not None:
        context = origin.entry.msgctxt
        parts = add_fuzzy(remember_wording(remove_fuzzy(parts), context, origin.wording, style))
        notes = _stale_notes(origin.entry, message, date)
    else:
        notes = [carried_note(origin.note)] if origin.note else []
    return replace_source_comments(parts, message, style, notes)


_REWORKERS = {"same": _keep, "restored": _restore, "reworded": _reword, "carried": _put_translation}


def _notes(entry: Entry, message: Message) -> list[str]:
    """Return what is said of an entry's translation in its ``#.`` lines."""
    return split_notes(map(str.strip, entry.extracted), extracted_lines(message))[1]


def _is_up_to_date(entry: Entry, message: Message) -> bool:
    """Whether an entry may stay as it is: a breadcrumb that alone is another is no reason to rewrite it."""
    if entry.obsolete or (
        entry.references != message.references and entry.references != _normal_references(message)
    ):
        return False
    if entry.previous_msgid is not None and not entry.fuzzy:
        return False
    if entry.extracted == _usual_lines(message):
        return True
    wanted = tuple(split_comments(message.extracted))
    lines = tuple(map(str.strip, entry.extracted))
    if _says(lines, wanted, message):
        return True
    own, notes = split_notes(lines, extracted_lines(message))
    settled = not entry.fuzzy and any(map(is_open_note, notes))
    return not settled and _says(tuple(own), wanted, message)


def _usual_lines(message: Message) -> tuple[str, ...]:
    """Return the ``#.`` lines of a message whose texts are lines: nearly all have a kind and a breadcrumb."""
    if not message.breadcrumb:
        return message.extracted
    return (*message.extracted[:1], message.breadcrumb, *message.extracted[1:])


def _says(lines: tuple[str, ...], wanted: tuple[str, ...], message: Message) -> bool:
    if message.breadcrumb:
        return len(lines) == len(wanted) + 1 and lines[:1] + lines[2:] == wanted
    return lines == wanted


def _has_comments(entry: Entry, message: Message) -> bool:
    extracted = [text.strip() for text in entry.extracted]
    return extracted == extracted_lines(message) and entry.references == _normal_references(message)


def _normal_references(message: Message) -> tuple[str, ...]:
    return tuple(" ".join(reference.split()) for reference in message.references)


def _find_followers(
    blocks: Sequence[Entry], origins: Origins, used: Container[Key]
) -> dict[Key | None, list[Entry]]:
    """Obsolete entries that stay, by the key of the live entry that they stand after; None: at the end."""
    if not any(block.obsolete for block in blocks):
        return {}
    kept = {key for key, origin in origins.items() if origin.way == "same" and not origin.entry.obsolete}
    followers: dict[Key | None, list[Entry]] = {}
    waiting: list[Entry] = []
    anchor: Key | None = None
    for block in blocks:
        if not block.obsolete:
            if waiting:
                followers.setdefault(anchor, []).extend(waiting)
                waiting = []
            anchor = block.key if block.key in kept or block.is_header else None
        elif block.key not in used or block.key == HEADER_KEY:
            waiting.append(block)
    followers.setdefault(None, []).extend(waiting)
    return followers


def _leftovers(blocks: Iterable[Entry], origins: Origins, used: Container[Key]) -> Iterator[Entry]:
    """Live entries that no message wants and that a person has put something into."""
    for block in blocks:
        unwanted = not block.obsolete and not block.is_header and block.key not in used
        noted = any(text.strip() for text in block.comments)
        if unwanted and (noted or (block.has_translation and not _is_copy(block, origins))):
            yield block


def _is_copy(entry: Entry, origins: Origins) -> bool:
    """Whether an entry was offered the translation of a wording that is back with that translation."""
    origin = origins.get((entry.previous_msgctxt, entry.previous_msgid or ""))
    if not entry.fuzzy or origin is None:
        return False
    return origin.way == "restored" and origin.entry.msgstr == entry.msgstr


def _assemble(old: Catalog, entries: list[Entry], style: Style) -> Catalog:
    """Put entries together to a catalog that begins and ends as the old one."""
    if _has_text_of(old.blocks, entries):
        return old
    lead, tail = (old.lead, old.tail) if old.blocks else (old.lead, style.line_end)
    if lead.strip("\ufeff \t\r\n") and not lead.endswith("\n"):
        lead += style.line_end
    if not old.blocks:
        return parse_catalog(format_catalog(Catalog(lead, tuple(entries), tail)).removeprefix("\ufeff"))
    # Readers of PO files stumble over a byte order mark: it stays only where nothing else is to be written.
    lead = lead.removeprefix("\ufeff")
    entries[-1] = replace(entries[-1], gap=style.line_end * 2)
    return Catalog(lead, tuple(_number_lines(entries, old.blocks, lead.count("\n") + 1)), tail)


def _has_text_of(old: Sequence[Entry], new: Sequence[Entry]) -> bool:
    """Tell whether entries are written as those of a catalog are."""
    return len(old) == len(new) and all(
        one is other or (one.raw == other.raw and one.gap == other.gap)
        for one, other in zip(old, new, strict=True)
    )


def _number_lines(entries: Iterable[Entry], old: Sequence[Entry], start: int) -> Iterator[Entry]:
    """Yield entries with the lines that their msgids stand on; the first one starts on line ``start``.

    Where entries follow each other as they did in ``old``, all of them have moved by as many lines.
    """
    followers = {id(before): after for before, after in pairwise(old)}
    before: Entry | None = None
    numbered = 0
    for entry in entries:
        if before is None:
            line = start + _lines_before_msgid(entry.raw)
        elif followers.get(id(before)) is entry:
            line = numbered + entry.line - before.line
        else:
            end = numbered - _lines_before_msgid(before.raw) + before.raw.count("\n")
            line = end + before.gap.count("\n") + _lines_before_msgid(entry.raw)
        yield entry if entry.line == line else replace(entry, line=line)
        before, numbered = entry, line


def _lines_before_msgid(raw: str) -> int:
    # As gettext writes it, which is found fastest, or in any way that a person may.
    at = raw.find('\nmsgid "') + 1
    match = None if at else _MSGID.search(raw)
    return raw.count("\n", 0, match.start() if match else at)
