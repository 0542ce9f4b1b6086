"""What a check finds in the documents and catalogs of a bundle; a sync needs none of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from i18n_pipeline.checks import (
    Texts,
    find_broken_links,
    find_catalog_faults,
    find_faults,
    find_incomplete,
    note_renditions,
)
from i18n_pipeline.pipeline.drafting import Draft
from i18n_pipeline.pipeline.quality import setting_of

if TYPE_CHECKING:
    from i18n_pipeline.catalog import Catalog, Key
    from i18n_pipeline.document import Finding
    from i18n_pipeline.pipeline.orders import Bundle
    from i18n_pipeline.pipeline.saving import Log
    from i18n_pipeline.publish.splicing import Splicer


def inspect_source(bundle: Bundle, splicer: Splicer, log: Log) -> None:
    """Note what is wrong with the links of a document."""
    survey = splicer.survey(bundle.project.site)
    log.findings.extend(find_broken_links(survey, splicer.document.path, bundle.project))


def inspect_draft(draft: Draft | Finding, log: Log) -> None:
    """Note what is wrong with a catalog as it is, whatever a sync would make of it."""
    if isinstance(draft, Draft) and draft.old is not None:
        inspect_catalog(draft.old, draft.path, draft.language, log)


def inspect_catalog(catalog: Catalog, path: str, language: str, log: Log) -> None:
    """Note what is wrong with the file of a catalog."""
    log.findings.extend(find_catalog_faults(catalog, path, language))


def inspect_translations(
    bundle: Bundle, splicer: Splicer, texts: Texts, language: str, fresh: frozenset[Key], log: Log
) -> None:
    """Note what is missing or wrong in the translations of a document, beside what its page withholds."""
    project, document, entries, catalog = bundle.project, texts.document, texts.entries, texts.path
    log.findings.extend(find_incomplete(document, entries, catalog, language, fresh))
    setting = setting_of(project, splicer.survey(project.site), language, bundle.request.terms)
    log.findings.extend(find_faults(texts, setting))
    renditions = note_renditions(document, entries, catalog, language)
    if renditions is not None:
        log.renditions.append(renditions)
