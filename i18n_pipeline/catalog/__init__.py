"""Gettext catalogs as texts with entries: what has no reason to change keeps its bytes."""

from __future__ import annotations

from i18n_pipeline.catalog.entry import Catalog, CatalogError, Entry, Key, Message
from i18n_pipeline.catalog.header import get_plural_forms, gettext_language, new_catalog, new_template
from i18n_pipeline.catalog.reading import decode_catalog, parse_catalog
from i18n_pipeline.catalog.update import DEFAULT_SIMILARITY, update_catalog, update_template
from i18n_pipeline.catalog.writing import format_catalog

__all__ = [
    "DEFAULT_SIMILARITY",
    "Catalog",
    "CatalogError",
    "Entry",
    "Key",
    "Message",
    "decode_catalog",
    "format_catalog",
    "get_plural_forms",
    "gettext_language",
    "new_catalog",
    "new_template",
    "parse_catalog",
    "update_catalog",
    "update_template",
]
