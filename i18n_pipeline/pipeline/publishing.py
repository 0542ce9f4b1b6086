"""Which pages there will be: links have to know before the first page is built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from i18n_pipeline.document import Document
from i18n_pipeline.execution import map_items
from i18n_pipeline.pipeline.drafting import Draft, draft_catalogs
from i18n_pipeline.pipeline.reading import read_documents
from i18n_pipeline.publish.page import count_segments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from i18n_pipeline.execution import Jobs
    from i18n_pipeline.pipeline.hiding import Hidden
    from i18n_pipeline.pipeline.orders import Bundle


def find_unpublished(orders: Sequence[Bundle], jobs: Jobs) -> Hidden:
    """Return the pages of bundles that are below ``publish.minimum``."""
    return frozenset(page for found in map_items(_weigh, orders, jobs=jobs) for page in found)


def _weigh(bundle: Bundle) -> tuple[tuple[str, str], ...]:
    found = [item for item in read_documents(bundle.project, bundle.documents) if isinstance(item, Document)]
    complete = len(found) == len(bundle.documents)
    minimum = bundle.project.config.publish.minimum
    low = []
    for language in bundle.languages:
        for draft in draft_catalogs(bundle, found, language, complete=complete):
            if isinstance(draft, Draft):
                entries = {} if draft.catalog is None else draft.catalog.by_key
                low += [
                    (document.path, language)
                    for document in draft.documents
                    if count_segments(document, entries).percent < minimum
                ]
    return tuple(low)
