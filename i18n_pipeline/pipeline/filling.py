"""Pseudo-translations for the catalogs of documents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.catalog import Filling, fill_catalog
from i18n_pipeline.markdown import pseudo_translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from i18n_pipeline.catalog import Catalog, Key
    from i18n_pipeline.document import Document
    from i18n_pipeline.markdown import PseudoStyle
    from i18n_pipeline.segmentation import Segmentation

# CLDR's pseudo-locales (en-XA, ar-XB), Microsoft's (qps-ploc), and private use subtags.
_PSEUDO_LANGUAGE = re.compile(r"qps\b.*|.*-X[A-Z]|.*-x-.*")


def is_pseudo_language(language: str) -> bool:
    """Tell whether ``language`` is nobody's: one whose translations no person writes."""
    return _PSEUDO_LANGUAGE.fullmatch(language) is not None


def fill_with_pseudo(
    catalog: Catalog,
    documents: Sequence[tuple[Document, Segmentation]],
    language: str,
    style: PseudoStyle,
) -> Catalog:
    """Return a catalog with pseudo-translations for documents, each with how it is split.

    In a pseudo language they replace all there is. In a real one they go where nothing is, marked as fuzzy,
    so that no translation is lost and no translator takes them for one.
    """
    everywhere = is_pseudo_language(language)
    open_keys = {entry.key for entry in catalog.entries if everywhere or entry.missing}
    translations: dict[Key, str] = {}
    for document, segmentation in documents:
        labels = segmentation.labels(document.text)
        for segment in document.segments:
            if segment.key in open_keys and segment.key not in translations:
                translations[segment.key] = pseudo_translate(
                    segment.form, segment.text, segmentation.dialect, style, labels
                )
    present = {entry.key: entry.msgstr for entry in catalog.entries if entry.msgid_plural is None}
    return fill_catalog(
        catalog,
        {
            key: Filling(text, fuzzy=not everywhere)
            for key, text in translations.items()
            if present.get(key) != text
        },
    )
