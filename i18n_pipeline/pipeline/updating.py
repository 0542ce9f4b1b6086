"""Templates and catalogs, written as they ought to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from i18n_pipeline.catalog import Catalog
from i18n_pipeline.document import Finding
from i18n_pipeline.pipeline.catalogs import catalog_bytes, read_catalog, refresh_template
from i18n_pipeline.pipeline.drafting import draft_catalog
from i18n_pipeline.pipeline.messages import messages_of
from i18n_pipeline.pipeline.offers import digest_offers
from i18n_pipeline.pipeline.orders import Change
from i18n_pipeline.pipeline.saving import TRIES, restless, save, save_over

if TYPE_CHECKING:
    from collections.abc import Mapping

    from i18n_pipeline.catalog import Entry, Key
    from i18n_pipeline.document import Document
    from i18n_pipeline.pipeline.drafting import Draft
    from i18n_pipeline.pipeline.orders import Bundle
    from i18n_pipeline.pipeline.saving import Log


def write_template(bundle: Bundle, path: str, documents: tuple[Document, ...], log: Log) -> None:
    """Bring the template of documents up to date."""
    project = bundle.project
    # A template holds nothing of a person's: one that can't be read is made anew.
    place = bundle.origins.get(path, path)
    found = read_catalog(project.root, place)
    old = found if isinstance(found, Catalog) else None
    messages = messages_of(documents, project.config.extract.references)
    if messages or old is not None:
        data = catalog_bytes(refresh_template(old, messages, bundle.request.date))
        change = Change(path, "template", "update")
        save_over(project.root, change, data, log, place=place, dry_run=bundle.request.dry_run)


def write_draft(
    bundle: Bundle, draft: Draft | Finding, log: Log, *, complete: bool = True
) -> Mapping[Key, Entry] | None:
    """Write a catalog; return its entries, None if it can't be read."""
    if "check" in bundle.request.steps:
        from i18n_pipeline.pipeline.inspecting import inspect_draft

        inspect_draft(draft, log)
    settled = _settle(bundle, draft, log, complete=complete)
    if isinstance(settled, Finding):
        log.findings.append(settled)
        return None
    if settled.catalog is None:
        return {}
    if bundle.request.keeps_offers:
        log.offers[settled.path] = digest_offers(settled.catalog)
    return settled.catalog.by_key


def _settle(bundle: Bundle, draft: Draft | Finding, log: Log, *, complete: bool) -> Draft | Finding:
    """Write a draft; of a catalog that an editor saves meanwhile, make it again from what is there then."""
    root, dry_run = bundle.project.root, bundle.request.dry_run
    for _ in range(TRIES):
        if isinstance(draft, Finding) or draft.catalog is None or "update" not in bundle.request.steps:
            return draft
        change = Change(draft.path, "catalog", "update")
        if save(root, change, catalog_bytes(draft.catalog), draft.data, log, dry_run=dry_run) != "changed":
            return draft
        draft = draft_catalog(bundle, draft.path, draft.documents, draft.language, complete=complete)
    return draft if isinstance(draft, Finding) else restless(draft.path)
