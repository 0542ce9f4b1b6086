"""Which pages there will be: links have to know before the first page is built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from i18n_pipeline.document import Document, Finding
from i18n_pipeline.execution import map_items
from i18n_pipeline.pipeline.drafting import Draft, draft_catalogs
from i18n_pipeline.pipeline.orders import SharedFile
from i18n_pipeline.pipeline.reading import read_documents
from i18n_pipeline.pipeline.sharing import draft_shared
from i18n_pipeline.publish.page import count_segments

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from i18n_pipeline.execution import Jobs
    from i18n_pipeline.pipeline.hiding import Hidden
    from i18n_pipeline.pipeline.orders import Bundle, Order


def find_unpublished(orders: Sequence[Order], jobs: Jobs) -> Hidden:
    """Return the pages that are below ``publish.minimum``, of what is to be worked on."""
    return frozenset(page for found in map_items(_weigh, orders, jobs=jobs) for page in found)


def _weigh(order: Order) -> tuple[tuple[str, str], ...]:
    bundle = order.bundle if isinstance(order, SharedFile) else order
    drafts = _draft_shared(order) if isinstance(order, SharedFile) else _draft_own(order)
    return tuple(page for draft in drafts for page in _find_low(draft, bundle.project.config.publish.minimum))


def _draft_shared(order: SharedFile) -> Iterator[Draft | Finding]:
    if order.language:
        yield draft_shared(order)[0]


def _draft_own(bundle: Bundle) -> Iterator[Draft | Finding]:
    found = [item for item in read_documents(bundle.project, bundle.documents) if isinstance(item, Document)]
    for language in bundle.languages:
        yield from draft_catalogs(bundle, found, language, complete=len(found) == len(bundle.documents))


def _find_low(draft: Draft | Finding, minimum: float) -> Iterable[tuple[str, str]]:
    """Return the pages of a catalog that have too little translated."""
    if isinstance(draft, Finding):
        return []
    entries = {} if draft.catalog is None else draft.catalog.by_key
    return [
        (document.path, draft.language)
        for document in draft.documents
        if count_segments(document, entries).percent < minimum
    ]
