"""Put translations that nobody typed in there into a catalog: made by a machine, or read of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from i18n_pipeline.catalog.notes import is_open_note
from i18n_pipeline.catalog.reading import parse_catalog
from i18n_pipeline.catalog.splicing import (
    Parts,
    Style,
    add_comments,
    add_fuzzy,
    add_notes,
    forget_wording,
    join_parts,
    remember_wording,
    remove_fuzzy,
    replace_translation,
    split_parts,
)
from i18n_pipeline.catalog.writing import detect_width, format_catalog, split_comments

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from i18n_pipeline.catalog.entry import Catalog, Entry, Key


class Filling(msgspec.Struct, frozen=True):
    """What is put into an entry; an empty ``msgstr`` leaves the translation as it is.

    ``fuzzy`` marks it as in doubt, ``wording`` is the msgctxt and msgid that it was made for if those are
    others, ``notes`` are ``#.`` lines about it, ``comments`` are added to those of the translator. With
    ``keep_notes`` those that are open stay.
    """

    msgstr: str = ""
    fuzzy: bool = False
    wording: Key | None = None
    notes: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    keep_notes: bool = False


def fill_catalog(catalog: Catalog, fillings: Mapping[Key, Filling]) -> Catalog:
    """Return the catalog with these fillings in its live entries and header, in place of what they have."""
    style = Style(detect_width(format_catalog(catalog)), catalog.line_end)
    blocks = tuple(_fill(block, fillings.get(block.key), style) for block in catalog.blocks)
    text = format_catalog(replace(catalog, blocks=blocks))
    return catalog if blocks == catalog.blocks else parse_catalog(text)


def replace_translations(catalog: Catalog, msgstrs: Mapping[Key, str]) -> Catalog:
    """Return the catalog with other translations in some of its live entries, and nothing else changed."""
    style = Style(detect_width(format_catalog(catalog)), catalog.line_end)
    blocks = tuple(
        block
        if block.obsolete or block.key not in msgstrs
        else _retranslate(block, msgstrs[block.key], style)
        for block in catalog.blocks
    )
    return parse_catalog(format_catalog(replace(catalog, blocks=blocks)))


def _retranslate(entry: Entry, msgstr: str, style: Style) -> Entry:
    return replace(entry, raw=join_parts(replace_translation(split_parts(entry.raw), msgstr, style), style))


def add_obsolete(catalog: Catalog, entries: Iterable[Entry]) -> Catalog:
    """Return the catalog with obsolete entries at its end, those left out whose messages it has already."""
    known = {block.key for block in catalog.blocks}
    texts = [entry.raw for entry in entries if entry.obsolete and entry.key not in known]
    if not texts:
        return catalog
    end = catalog.line_end
    text = format_catalog(catalog)
    start = text if text.endswith("\n") or not text else text + end
    lines = "\n".join(["", *(line for raw in texts for line in (*raw.splitlines(), ""))])
    return parse_catalog(start + lines[:-1].replace("\n", end) + end)


def _fill(entry: Entry, filling: Filling | None, style: Style) -> Entry:
    if filling is None or entry.obsolete:
        return entry
    parts = split_parts(entry.raw)
    comments = [text for text in filling.comments if split_comments([text])[0] not in entry.comments]
    if comments:
        parts = add_comments(parts, comments)
    if filling.msgstr and entry.msgid_plural is None and not entry.is_header:
        parts = _put_translation(parts, filling, style)
    return replace(entry, raw=join_parts(parts, style))


def _put_translation(parts: Parts, filling: Filling, style: Style) -> Parts:
    parts = remove_fuzzy(forget_wording(parts))
    if not filling.keep_notes:
        parts = [
            part for part in parts if part.kind != "extracted" or not is_open_note(part.text[2:].strip())
        ]
    parts = add_notes(replace_translation(parts, filling.msgstr, style), filling.notes)
    if filling.wording is not None:
        parts = remember_wording(parts, *filling.wording, style)
    return add_fuzzy(parts) if filling.fuzzy else parts
