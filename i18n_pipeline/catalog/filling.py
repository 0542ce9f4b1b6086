"""Put translations that a machine made into a catalog."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from i18n_pipeline.catalog.reading import parse_catalog
from i18n_pipeline.catalog.splicing import (
    Part,
    Style,
    add_fuzzy,
    forget_wording,
    join_parts,
    remove_fuzzy,
    split_parts,
)
from i18n_pipeline.catalog.writing import detect_width, format_catalog, write_string

if TYPE_CHECKING:
    from collections.abc import Mapping

    from i18n_pipeline.catalog.entry import Catalog, Entry, Key


def fill_catalog(catalog: Catalog, translations: Mapping[Key, str], *, fuzzy: bool) -> Catalog:
    """Return the catalog with these translations in its live entries, in place of what they have.

    With ``fuzzy`` they are marked as in doubt, for a person to go through.
    """
    style = Style(detect_width(format_catalog(catalog)), catalog.line_end)
    blocks = tuple(_fill(block, translations, style, fuzzy=fuzzy) for block in catalog.blocks)
    text = format_catalog(replace(catalog, blocks=blocks))
    return catalog if blocks == catalog.blocks else parse_catalog(text)


def _fill(entry: Entry, translations: Mapping[Key, str], style: Style, *, fuzzy: bool) -> Entry:
    new = translations.get(entry.key)
    plural = entry.msgid_plural is not None
    if new is None or new == entry.msgstr or plural or entry.obsolete or entry.is_header:
        return entry
    parts = remove_fuzzy(forget_wording(split_parts(entry.raw)))
    kept = [part for part in parts if part.kind != "msgstr"]
    kept += [Part("msgstr", line) for line in write_string("msgstr", new, width=style.width)]
    return replace(entry, raw=join_parts(add_fuzzy(kept) if fuzzy else kept, style))
