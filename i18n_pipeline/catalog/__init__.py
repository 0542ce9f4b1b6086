"""Gettext catalogs as texts with entries: what has no reason to change keeps its bytes."""

from __future__ import annotations

from i18n_pipeline.catalog.decoding import decode_catalog
from i18n_pipeline.catalog.entry import Carried, Carrier, Catalog, CatalogError, Entry, Key, Message
from i18n_pipeline.catalog.filling import Filling, add_obsolete, fill_catalog, replace_translations
from i18n_pipeline.catalog.header import (
    Field,
    get_plural_forms,
    gettext_language,
    locate_fields,
    new_catalog,
    new_template,
)
from i18n_pipeline.catalog.merging import Merged, merge_catalogs
from i18n_pipeline.catalog.notes import doubt_note, notes_of, stale_since
from i18n_pipeline.catalog.places import Place, find_place
from i18n_pipeline.catalog.reading import parse_catalog
from i18n_pipeline.catalog.resegmenting import join_texts
from i18n_pipeline.catalog.update import DEFAULT_SIMILARITY, update_catalog, update_template
from i18n_pipeline.catalog.writing import format_catalog

__all__ = [
    "DEFAULT_SIMILARITY",
    "Carried",
    "Carrier",
    "Catalog",
    "CatalogError",
    "Entry",
    "Field",
    "Filling",
    "Key",
    "Merged",
    "Message",
    "Place",
    "add_obsolete",
    "decode_catalog",
    "doubt_note",
    "fill_catalog",
    "find_place",
    "format_catalog",
    "get_plural_forms",
    "gettext_language",
    "join_texts",
    "locate_fields",
    "merge_catalogs",
    "new_catalog",
    "new_template",
    "notes_of",
    "parse_catalog",
    "replace_translations",
    "stale_since",
    "update_catalog",
    "update_template",
]
