"""Writing a drafted catalog with more put into it; one that an editor saves meanwhile is drafted again."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from i18n_pipeline.document import Finding
from i18n_pipeline.pipeline.catalogs import catalog_bytes
from i18n_pipeline.pipeline.drafting import draft_catalog
from i18n_pipeline.pipeline.orders import Change
from i18n_pipeline.pipeline.saving import TRIES, restless, save

if TYPE_CHECKING:
    from collections.abc import Callable

    from i18n_pipeline.catalog import Catalog
    from i18n_pipeline.pipeline.drafting import Draft
    from i18n_pipeline.pipeline.orders import Bundle
    from i18n_pipeline.pipeline.saving import Log

T = TypeVar("T")


def write_filled(
    bundle: Bundle, draft: Draft, fill: Callable[[Draft], tuple[Catalog, T]], log: Log
) -> tuple[Catalog, T] | None:
    """Write the catalog that ``fill`` makes of a draft; return what it gave, for the draft that was written.

    None if nothing was written; the log says why.
    """
    root, dry_run = bundle.project.root, bundle.request.dry_run
    change = Change(draft.path, "catalog", "update")
    for _ in range(TRIES):
        filled = fill(draft)
        saved = save(root, change, catalog_bytes(filled[0]), draft.data, log, dry_run=dry_run)
        if saved != "changed":
            return filled if saved == "saved" else None
        again = draft_catalog(bundle, draft.path, draft.documents, draft.language, complete=True)
        if isinstance(again, Finding):
            log.findings.append(again)
            return None
        draft = again
    log.findings.append(restless(draft.path))
    return None
