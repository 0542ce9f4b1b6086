"""Translations that come from elsewhere, put into a catalog; an update then makes the most of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from i18n_pipeline.catalog.header import read_fields, replace_creation_date, replace_field
from i18n_pipeline.catalog.reading import parse_catalog
from i18n_pipeline.catalog.splicing import (
    Parts,
    Style,
    add_comments,
    add_fuzzy,
    forget_wording,
    join_parts,
    remember_wording,
    remove_fuzzy,
    replace_translation,
    split_parts,
)
from i18n_pipeline.catalog.writing import detect_width, format_catalog, write_comments, write_string

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from i18n_pipeline.catalog.entry import Catalog, Entry, Key

# What gettext's programs write into a header for a person to replace.
_BLANKS = frozenset({"FULL NAME <EMAIL@ADDRESS>", "LANGUAGE <LL@li.org>", "Automatically generated", "none"})
_TRANSLATORS_FIELDS = ("Last-Translator", "Language-Team")


class Taken(msgspec.Struct, frozen=True):
    """A translation from elsewhere: ``previous`` is the wording that a fuzzy one was made for, if known.

    ``comments`` are the translator's.
    """

    msgstr: str
    fuzzy: bool = False
    previous: str | None = None
    comments: tuple[str, ...] = ()


def take_over(
    catalog: Catalog, taken: Mapping[Key, Taken], rest: Sequence[tuple[str, Taken]], *, force: bool
) -> Catalog:
    """Return a catalog with what was ``taken`` for its entries, and the ``rest`` (msgid first) obsolete.

    A msgstr that is there stays, unless ``force``. Entries without any are left out, for an update to make
    anew: of the rest, perhaps, where a wording is alike.
    """
    style = Style(detect_width(format_catalog(catalog)), catalog.line_end)
    texts = [
        _fill(block, taken, style, force=force)
        for block in catalog.blocks
        if not _is_idle(block, taken) or not rest
    ]
    present = {
        (msgid, block.msgstr) for block in catalog.blocks for msgid in (block.msgid, block.previous_msgid)
    }
    texts += [
        join_parts(split_parts("\n".join(_write_obsolete(msgid, what, style))), style)
        for msgid, what in rest
        if (msgid, what.msgstr) not in present
    ]
    return parse_catalog(catalog.lead + (style.line_end * 2).join(texts) + style.line_end)


def _is_idle(entry: Entry, taken: Mapping[Key, Taken]) -> bool:
    live = not entry.obsolete and not entry.is_header
    noted = any(text.strip() for text in entry.comments)
    return live and entry.key not in taken and not entry.has_translation and not noted


def _fill(entry: Entry, taken: Mapping[Key, Taken], style: Style, *, force: bool) -> str:
    new = taken.get(entry.key)
    if new is None or entry.obsolete or entry.is_header or entry.msgid_plural is not None:
        return entry.raw
    if entry.has_translation and not force:
        return entry.raw
    parts = remove_fuzzy(forget_wording(split_parts(entry.raw)))
    parts = replace_translation(parts, new.msgstr, style)
    if new.fuzzy:
        parts = add_fuzzy(parts)
        parts = parts if new.previous is None else remember_wording(parts, None, new.previous, style)
    return join_parts(_with_comments(parts, entry, new), style)


def _with_comments(parts: Parts, entry: Entry, new: Taken) -> Parts:
    return add_comments(parts, [text for text in new.comments if text not in entry.comments])


def _write_obsolete(msgid: str, what: Taken, style: Style) -> Iterable[str]:
    yield from write_comments("#", what.comments)
    if what.fuzzy:
        yield "#, fuzzy"
        if what.previous is not None:
            yield from write_string("msgid", what.previous, width=style.width, prefix="#~| ")
    yield from write_string("msgid", msgid, width=style.width, prefix="#~ ")
    yield from write_string("msgstr", what.msgstr, width=style.width, prefix="#~ ")


def restore_creation_date(catalog: Catalog, old: Catalog) -> Catalog:
    """Return a catalog of the same msgids as ``old`` with its ``POT-Creation-Date``.

    An update takes the entries that `take_over` has left out for new ones.
    """
    mine, theirs = catalog.header, old.header
    date = read_fields(theirs.msgstr).get("POT-Creation-Date") if theirs else None
    if mine is None or date is None or catalog.by_key.keys() != old.by_key.keys():
        return catalog
    return _with_header(catalog, mine, replace_creation_date(mine.raw, date))


def take_over_credits(catalog: Catalog, other: Catalog) -> Catalog:
    """Name the translator and the team that ``other`` names, where ``catalog`` names nobody."""
    mine, theirs = catalog.header, other.header
    if mine is None or theirs is None:
        return catalog
    own, said = read_fields(mine.msgstr), read_fields(theirs.msgstr)
    raw = mine.raw
    for name in _TRANSLATORS_FIELDS:
        value = said.get(name, "")
        if value and value not in _BLANKS and own.get(name) == "":
            raw = replace_field(raw, name, value)
    return _with_header(catalog, mine, raw)


def _with_header(catalog: Catalog, header: Entry, raw: str) -> Catalog:
    blocks = tuple(replace(block, raw=raw) if block is header else block for block in catalog.blocks)
    return parse_catalog(format_catalog(replace(catalog, blocks=blocks)))
