"""Taking translated pages over into catalogs: what is read, what is written, what is said of it."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from i18n_pipeline.adopt.settling import settle
from i18n_pipeline.adopt.taking import take_translations
from i18n_pipeline.catalog import add_obsolete, fill_catalog
from i18n_pipeline.document import Document, Finding
from i18n_pipeline.pipeline.adopted import AdoptedPage, describe_page, find_unsaved, release_pages
from i18n_pipeline.pipeline.catalogs import empty_catalog
from i18n_pipeline.pipeline.drafting import Draft, draft_catalogs
from i18n_pipeline.pipeline.earlier import settle_earlier
from i18n_pipeline.pipeline.git import resolve_revision
from i18n_pipeline.pipeline.lexica import learn_lexicon
from i18n_pipeline.pipeline.orders import Bundle, Change, Request
from i18n_pipeline.pipeline.page_reading import Desk, Reading, read_visit
from i18n_pipeline.pipeline.reading import read_documents, segmentation_of
from i18n_pipeline.pipeline.redrafting import write_filled
from i18n_pipeline.pipeline.running import run
from i18n_pipeline.pipeline.saving import Log
from i18n_pipeline.pipeline.starting import find_content, find_languages
from i18n_pipeline.pipeline.visits import Visit, find_visits, visit_file
from i18n_pipeline.project import Memory, bundles
from i18n_pipeline.store import lock_site, read_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from i18n_pipeline.adopt.settling import Settlement
    from i18n_pipeline.adopt.taking import Taking
    from i18n_pipeline.catalog import Catalog
    from i18n_pipeline.pipeline.orders import Step
    from i18n_pipeline.project import Project


class AdoptOrder(msgspec.Struct, frozen=True):
    """What a person asked for: see `i18n_pipeline.pipeline.orders.Request`.

    ``source`` is the document that the one file in ``paths`` is a translation of, ``revision`` the state of
    the source in git that the pages were made from.
    """

    date: str
    paths: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    source: str | None = None
    revision: str | None = None
    dry_run: bool = False
    force: bool = False


class Adoption(msgspec.Struct, frozen=True):
    """What was taken over: pages, files written, and what is to mend."""

    pages: tuple[AdoptedPage, ...] = ()
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether every page could be read, and nothing is left on one that a sync would drop."""
        return not self.findings


def adopt(project: Project, order: AdoptOrder, tell: Callable[[str], None] = lambda _: None) -> Adoption:
    """Read translated pages into the catalogs of their documents.

    ``tell`` is called with a line for people if another run has to end first. Raises `ConfigError` if the
    order can't be met at all: an unknown path or language, or another run that doesn't end.
    """
    project = _without_memory(project)
    visits = _find_visits(project, order)
    pages: list[AdoptedPage] = []
    with nullcontext() if order.dry_run else lock_site(project.root, tell, lasting=True):
        log = Log(findings=[] if order.dry_run else _update(project, order, visits))
        for language in dict.fromkeys(visit.language for visit in visits):
            mine = [visit for visit in visits if visit.language == language]
            pages += _adopt_language(project, order, mine, log)
        if not order.dry_run:
            release_pages(project, pages)
    log.findings += [finding for page in pages for finding in find_unsaved(page)]
    return Adoption(tuple(pages), tuple(log.changes), tuple(dict.fromkeys(log.findings)))


def _without_memory(project: Project) -> Project:
    """Let no translation from elsewhere take the place of what is on a page."""
    memory = Memory(exact=False, fuzzy=0)
    return msgspec.structs.replace(project, config=msgspec.structs.replace(project.config, memory=memory))


def _find_visits(project: Project, order: AdoptOrder) -> list[Visit]:
    segmentation_of(project)
    languages = find_languages(project, order.languages)
    documents = find_content(project).documents
    if order.source is None:
        return find_visits(project, documents, order.paths, languages)
    return [visit_file(project, documents, order.source, path, languages[0]) for path in order.paths]


def _update(project: Project, order: AdoptOrder, visits: Sequence[Visit]) -> list[Finding]:
    """Bring templates and catalogs of the documents up to date, wherever they lie now."""
    found: list[Finding] = []
    for language in dict.fromkeys(visit.language for visit in visits):
        paths = tuple(visit.document for visit in visits if visit.language == language)
        steps: frozenset[Step] = frozenset(("extract", "update"))
        found += run(project, Request(order.date, paths, (language,), steps)).findings
    return list(dict.fromkeys(found))


# One language


def _adopt_language(
    project: Project, order: AdoptOrder, visits: Sequence[Visit], log: Log
) -> Iterator[AdoptedPage]:
    language = visits[0].language
    revision = None
    if order.revision is not None:
        revision = resolve_revision(project.root, "--from", order.revision)
    desk = Desk(project, language, read_pages(project.root), revision)
    drafts = list(_draft(project, order, visits, language, log))
    readings = [_read(desk, visits, draft, log) for draft in drafts]
    pages = [(reading.source, reading.target) for found in readings for reading in found]
    lexicon = learn_lexicon(project, language, pages)
    for draft, found in zip(drafts, readings, strict=True):
        takings = [take_translations(reading.source, reading.target, lexicon) for reading in found]
        yield from _adopt_catalog(desk, order, draft, list(zip(found, takings, strict=True)), log)


def _read(desk: Desk, visits: Sequence[Visit], draft: Draft, log: Log) -> list[Reading]:
    """Read the pages of the documents of a catalog."""
    documents = {document.path: document for document in draft.documents}
    entries = {} if draft.catalog is None else draft.catalog.by_key
    found = [
        read_visit(desk, visit, documents[visit.document], entries, draft.path)
        for visit in visits
        if visit.document in documents
    ]
    log.findings.extend(item for item in found if isinstance(item, Finding))
    return [item for item in found if isinstance(item, Reading)]


def _draft(
    project: Project, order: AdoptOrder, visits: Sequence[Visit], language: str, log: Log
) -> Iterator[Draft]:
    """Yield the catalogs of the documents to visit, as they ought to be before anything is taken over."""
    wanted = {visit.document for visit in visits}
    groups = [
        group for group in bundles(project, find_content(project).documents) if wanted.intersection(group)
    ]
    for group in groups:
        found = read_documents(project, group)
        log.findings.extend(item for item in found if isinstance(item, Finding))
        documents = [item for item in found if isinstance(item, Document)]
        bundle = _bundle(project, order, group, language)
        complete = len(documents) == len(found)
        for draft in draft_catalogs(bundle, documents, language, complete=complete):
            if isinstance(draft, Finding):
                log.findings.append(draft)
            else:
                yield draft


def _bundle(project: Project, order: AdoptOrder, group: tuple[str, ...], language: str) -> Bundle:
    request = Request(order.date, languages=(language,), steps=frozenset(("update",)), dry_run=order.dry_run)
    return Bundle(project, group, frozenset(group), (language,), request, ())


def _adopt_catalog(
    desk: Desk, order: AdoptOrder, draft: Draft, found: Sequence[tuple[Reading, Taking]], log: Log
) -> Iterator[AdoptedPage]:
    """Take the pages of the documents that share a catalog over into it, and write it."""
    if draft.catalog is None or not found:
        return
    group = tuple(document.path for document in draft.documents)
    bundle = _bundle(desk.project, order, group, draft.language)
    # What is in no catalog was not taken over, and its page must not be written.
    if (written := write_filled(bundle, draft, lambda now: _settle_all(now, order, found), log)) is None:
        return
    catalog, settlements = written
    for (reading, _), settlement in zip(found, settlements, strict=True):
        yield describe_page(desk, reading, settlement, catalog.by_key, draft.path)


def _settle_all(
    draft: Draft, order: AdoptOrder, found: Sequence[tuple[Reading, Taking]]
) -> tuple[Catalog, list[Settlement]]:
    catalog, settlements = draft.catalog or empty_catalog(draft.language, order.date), []
    for reading, taking in found:
        known = replace(reading.known, force=order.force)
        if reading.origin is None:
            settlement = settle(taking, catalog.by_key, known)
        else:
            settlement, gone = settle_earlier(
                taking, catalog, known, (reading.origin, reading.splicer.document), order.date
            )
            catalog = add_obsolete(catalog, gone)
        catalog = fill_catalog(catalog, settlement.fillings)
        settlements.append(settlement)
    return catalog, settlements
