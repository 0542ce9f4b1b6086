"""What a check has left to do for documents that the last sync has left nothing to do for.

Their templates, catalogs and pages are what they ought to be, and no translation is withheld from a page:
that need not be worked out again. What is missing, stale or wrong is read off the catalogs as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from i18n_pipeline.catalog import Catalog
from i18n_pipeline.checks import Texts
from i18n_pipeline.document import Document
from i18n_pipeline.pipeline.catalogs import read_catalog
from i18n_pipeline.pipeline.drafting import group_by_file
from i18n_pipeline.pipeline.inspecting import inspect_catalog, inspect_source, inspect_translations
from i18n_pipeline.pipeline.packing import unpack_outcome
from i18n_pipeline.pipeline.reading import read_documents, segmentation_of
from i18n_pipeline.pipeline.saving import Log
from i18n_pipeline.pipeline.working import count_fresh, find_fresh_keys
from i18n_pipeline.publish.choosing import choose_translations
from i18n_pipeline.publish.splicing import Splicer
from i18n_pipeline.store import unpack_sightings
from i18n_pipeline.tracing import note_trace, traced

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from i18n_pipeline.catalog import Entry, Key
    from i18n_pipeline.pipeline.orders import Bundle, Outcome, Settled
    from i18n_pipeline.publish.counts import Standing
    from i18n_pipeline.tracing import Sighting, Trace


def inspect_settled(bundle: Bundle, settled: Settled) -> Outcome | None:
    """Return what is to be said of the documents of a bundle; None if they turn out not to be settled."""
    log = Log()
    with traced(str(bundle.project.root)) as trace:
        _inspect(bundle, unpack_outcome(settled.outcome).standings, log)
    if not _is_settled(settled, trace):
        return None
    note_trace(trace)
    return replace(log.outcome(), settled=True)


def _is_settled(settled: Settled, trace: Trace) -> bool:
    """Tell whether what was read is what the sync saw: somebody may have written it meanwhile."""
    seen = unpack_sightings(settled.files)
    return all(
        path in seen and _digest_of(seen[path]) == _digest_of(found) for path, found in trace.files.items()
    )


def _digest_of(found: Sighting | None) -> bytes | None:
    return None if found is None else found.digest


def _inspect(bundle: Bundle, standings: Iterable[Standing], log: Log) -> None:
    project = bundle.project
    found = read_documents(project, bundle.documents)
    documents = [document for document in found if isinstance(document, Document)]
    splicers = [Splicer(document, segmentation_of(project, document.path)) for document in documents]
    for splicer in splicers:
        inspect_source(bundle, splicer, log)
    known = {(standing.path, standing.language): standing for standing in standings}
    for language in bundle.languages:
        catalogs = _read_catalogs(bundle, documents, language, log)
        for splicer in splicers:
            path = splicer.document.path
            _inspect_document(bundle, splicer, catalogs[path], known[path, language], log)


def _read_catalogs(
    bundle: Bundle, documents: Sequence[Document], language: str, log: Log
) -> dict[str, Mapping[Key, Entry]]:
    """Return the entries for each document, by its path."""
    project = bundle.project
    groups = group_by_file(documents, lambda path: project.catalog_path(path, language))
    catalogs: dict[str, Mapping[Key, Entry]] = {}
    for path, group in groups.items():
        catalog = read_catalog(project.root, path, language)
        if isinstance(catalog, Catalog):
            inspect_catalog(catalog, path, language, log)
        entries = catalog.by_key if isinstance(catalog, Catalog) else {}
        catalogs.update({document.path: entries for document in group})
    return catalogs


def _inspect_document(
    bundle: Bundle, splicer: Splicer, entries: Mapping[Key, Entry], standing: Standing, log: Log
) -> None:
    document, language = splicer.document, standing.language
    fresh = find_fresh_keys(bundle, document, entries, language)
    log.standings.append(replace(standing, fresh=count_fresh(fresh)))
    shown = choose_translations(document, entries, bundle.project.config.publish).keys()
    texts = Texts(document, entries, standing.catalog, shown)
    inspect_translations(bundle, splicer, texts, language, fresh, log)
