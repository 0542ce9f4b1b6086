"""What a check has left to do for documents that the last sync has left nothing to do for.

Their templates, catalogs and pages are what they ought to be, and no translation is withheld from a page:
that need not be worked out again. What is missing, stale or wrong is read off the catalogs as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from i18n_pipeline.catalog import Catalog
from i18n_pipeline.checks import Texts
from i18n_pipeline.document import Finding
from i18n_pipeline.pipeline.catalogs import read_catalog
from i18n_pipeline.pipeline.given import note_slices, read_given, unpack_slices
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
    from collections.abc import Iterable, Iterator, Mapping

    from i18n_pipeline.catalog import Entry, Key
    from i18n_pipeline.document import Document
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
    project, given = bundle.project, bundle.given
    found = read_documents(project, bundle.documents)[0] if given is None else read_given(bundle, given)
    if isinstance(found, Finding):
        return
    splicer = Splicer(found, segmentation_of(project, found.path))
    inspect_source(bundle, splicer, log)
    catalogs = _read_own(bundle, found, log) if given is None else unpack_slices(given)
    known = {standing.language: standing for standing in standings}
    for language, entries in catalogs:
        _inspect_document(bundle, splicer, entries, known[language], log)
    if given is not None:
        note_slices(bundle, given, log)


def _read_own(bundle: Bundle, document: Document, log: Log) -> Iterator[tuple[str, Mapping[Key, Entry]]]:
    """Yield the entries of the catalogs of a document that shares none, with their languages."""
    project = bundle.project
    for language in bundle.languages:
        path = project.catalog_path(document.path, language)
        catalog = read_catalog(project.root, path, language)
        if isinstance(catalog, Catalog):
            inspect_catalog(catalog, path, language, log)
        yield language, catalog.by_key if isinstance(catalog, Catalog) else {}


def _inspect_document(
    bundle: Bundle, splicer: Splicer, entries: Mapping[Key, Entry], standing: Standing, log: Log
) -> None:
    document, language = splicer.document, standing.language
    fresh = find_fresh_keys(bundle, document, entries, language)
    log.standings.append(replace(standing, fresh=count_fresh(fresh)))
    shown = choose_translations(document, entries, bundle.project.config.publish).keys()
    texts = Texts(document, entries, standing.catalog, shown)
    inspect_translations(bundle, splicer, texts, language, fresh, log)
