"""The work on a document: bring its template and catalogs up to date, if it has its own, and build pages."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from i18n_pipeline.document import Document, Finding
from i18n_pipeline.files import read_if_there
from i18n_pipeline.markdown import count_words
from i18n_pipeline.pipeline.catalogs import unreadable
from i18n_pipeline.pipeline.copies import unpack_document
from i18n_pipeline.pipeline.drafting import Draft, draft_catalog
from i18n_pipeline.pipeline.orders import Change, Outcome, SharedFile
from i18n_pipeline.pipeline.pages import hands_off, ownership
from i18n_pipeline.pipeline.reading import read_documents, segmentation_of
from i18n_pipeline.pipeline.saving import TRIES, Log, remove, restless, save
from i18n_pipeline.pipeline.sharing import work_on_file
from i18n_pipeline.pipeline.slices import unpack_entries
from i18n_pipeline.pipeline.updating import write_draft, write_template
from i18n_pipeline.publish.choosing import State, state_of
from i18n_pipeline.publish.counts import Counts, Standing
from i18n_pipeline.publish.links import Roadmap
from i18n_pipeline.publish.page import PageOrder, build_page
from i18n_pipeline.publish.splicing import Splicer
from i18n_pipeline.publish.withholding import find_unsafe, guard_for
from i18n_pipeline.store import page_digest
from i18n_pipeline.tracing import note_answer, traced

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from i18n_pipeline.catalog import Entry, Key
    from i18n_pipeline.pipeline.orders import Bundle, Given, Order
    from i18n_pipeline.project import Project


def work_safely(order: Order) -> Outcome:
    """Do what is ordered; a defect of ours that shows in one document is named and stops no other."""
    bundle = order.bundle if isinstance(order, SharedFile) else order
    try:
        with traced(str(bundle.project.root)) as trace:
            outcome = work_on_file(order) if isinstance(order, SharedFile) else work_on(order)
        return replace(outcome, trace=trace)
    except Exception as error:
        if "I18N_PIPELINE_DEBUG" in os.environ:
            raise
        what = f"stumbled over {type(error).__name__}: {error}"
        advice = "please report it (I18N_PIPELINE_DEBUG=1 shows the traceback)"
        path = order.path if isinstance(order, SharedFile) else bundle.documents[0]
        return Outcome(findings=(Finding(path, 1, "document", f"{what}; {advice}"),))


def work_on(bundle: Bundle) -> Outcome:
    """Do what the request asks for of a document; trouble in a file is a finding and stops only that file.

    Where messages are new and the bundle has no memory, nothing is done but to ask for it.
    """
    log, found = Log(), _read_document(bundle)
    if isinstance(found, Finding):
        log.findings.append(found)
        return log.outcome()
    drafts = {} if bundle.given else _draft_own(bundle, found)
    questions = _questions(drafts.values())
    if questions and bundle.memory is None:
        return Outcome(questions=questions)
    if not bundle.given and "extract" in bundle.request.steps:
        write_template(bundle, bundle.project.template_path(found.path), (found,), log)
    splicer = Splicer(found, segmentation_of(bundle.project, found.path))
    if "check" in bundle.request.steps:
        from i18n_pipeline.pipeline.inspecting import inspect_source

        inspect_source(bundle, splicer, log)
    catalogs = _write_own(bundle, drafts, log) if bundle.given is None else _unpack_given(bundle.given)
    for language, entries in catalogs:
        _finish(bundle, splicer, entries, language, log)
    if bundle.given:
        _note_slices(bundle, bundle.given, log)
    return replace(log.outcome(), searched=bool(questions))


def _read_document(bundle: Bundle) -> Document | Finding:
    """Return the document of a bundle: as it is there, or as it was when its shared files were worked on."""
    if bundle.given is None:
        return read_documents(bundle.project, bundle.documents)[0]
    copy = bundle.given.copy
    copy.note(bundle.project.root)
    return copy.found if isinstance(copy.found, Finding) else unpack_document(copy.found)


def _draft_own(bundle: Bundle, document: Document) -> dict[str, Draft | Finding]:
    """Draft the catalogs of a document that has them for itself, by language."""
    paths = {language: bundle.project.catalog_path(document.path, language) for language in bundle.languages}
    return {
        language: draft_catalog(bundle, path, (document,), language, complete=True)
        for language, path in paths.items()
    }


def _questions(drafts: Iterable[Draft | Finding]) -> tuple[tuple[str, frozenset[Key]], ...]:
    """Return the keys of new messages by language."""
    found = (draft for draft in drafts if isinstance(draft, Draft))
    return tuple((draft.language, draft.questions) for draft in found if draft.questions)


def _write_own(
    bundle: Bundle, drafts: Mapping[str, Draft | Finding], log: Log
) -> Iterator[tuple[str, Mapping[Key, Entry]]]:
    """Write the catalogs of a document; yield the entries of each readable one, with its language."""
    for language, draft in drafts.items():
        entries = write_draft(bundle, draft, log)
        if entries is not None:
            yield language, entries


def _unpack_given(given: Given) -> Iterator[tuple[str, Mapping[Key, Entry]]]:
    for language, part in given.slices.items():
        yield language, unpack_entries(part.entries or b"")


def _note_slices(bundle: Bundle, given: Given, log: Log) -> None:
    """Note what of shared catalogs the work depended on: lines of entries only where something names them."""
    (path,) = bundle.documents
    named = {finding.path for finding in log.findings} | {note.path for note in log.renditions}
    for language in bundle.languages:
        part = given.slices.get(language)
        question = f"{language}:{path}"
        note_answer("entries", question, part.digest if part else "")
        if part and bundle.project.catalog_path(path, language) in named:
            note_answer("lines", question, part.lines)


def _finish(bundle: Bundle, splicer: Splicer, entries: Mapping[Key, Entry], language: str, log: Log) -> None:
    """Note how a document stands in a language, and build its page if that is asked for."""
    document, project = splicer.document, bundle.project
    fresh = _find_fresh(bundle, document, entries, language)
    standing = _standing(project, splicer, entries, language, fresh)
    log.standings.append(standing)
    steps = bundle.request.steps
    published = standing.segments.percent >= project.config.publish.minimum
    if "check" in steps or (published and "merge" in steps):
        page = build_page(splicer, _page_order(bundle, splicer, entries, standing, log))
        if "check" in steps:
            from i18n_pipeline.pipeline.inspecting import inspect_translations

            inspect_translations(bundle, splicer, entries, standing, fresh, page, log)
        log.findings.extend(page.findings)
        if published and "merge" in steps:
            _write_page(bundle, standing, page.text.encode(), log)
    elif "merge" in steps or not steps:
        log.findings.extend(_find_unsafe(bundle, splicer, entries, standing))
    if not published and "merge" in steps:
        _remove_page(bundle, standing, log)


def _find_unsafe(
    bundle: Bundle, splicer: Splicer, entries: Mapping[Key, Entry], standing: Standing
) -> Iterable[Finding]:
    """Return which translations a page withholds, or would: ``status`` counts them, and says so."""
    config = bundle.project.config
    site, allow = bundle.project.site, config.publish.allow
    guard = guard_for(splicer, site, standing.language, config.source, allow)
    unsafe = find_unsafe(splicer.document, entries, standing.catalog, guard)
    return [finding for _, finding in unsafe.values()]


def _page_order(
    bundle: Bundle, splicer: Splicer, entries: Mapping[Key, Entry], standing: Standing, log: Log
) -> PageOrder:
    project, language = bundle.project, standing.language
    hidden = frozenset(path for path, other in bundle.unpublished if other == language)
    old = _old_page(bundle, standing, log) if project.config.publish.local else None
    roadmap = Roadmap(project, language, hidden, splicer.targets)
    return page_order(
        roadmap, entries, standing.catalog, old.decode("utf-8", "replace") if isinstance(old, bytes) else None
    )


def page_order(
    roadmap: Roadmap, entries: Mapping[Key, Entry], catalog: str, old: str | None = None
) -> PageOrder:
    """Return how a page of the site is built; ``old`` is the text of the page that is there."""
    project = roadmap.project
    return PageOrder(
        entries,
        catalog,
        roadmap.language,
        project.site,
        project.config.publish,
        roadmap,
        old,
        project.config.source,
    )


def _find_fresh(
    bundle: Bundle, document: Document, entries: Mapping[Key, Entry], language: str
) -> frozenset[Key]:
    """Return the messages whose translation is stale, but for fewer days than the configuration gives."""
    project = bundle.project
    allowance = project.config.check.allowance(language, project.limits_glob(document.path))
    if not allowance.stale_days:
        return frozenset()
    from i18n_pipeline.checks.completeness import find_fresh

    return find_fresh(document, entries, bundle.request.date, allowance.stale_days)


def _standing(
    project: Project,
    splicer: Splicer,
    entries: Mapping[Key, Entry],
    language: str,
    fresh: Collection[Key],
) -> Standing:
    document = splicer.document
    segments: Counter[State] = Counter()
    words: Counter[State] = Counter()
    for key, number in splicer.words.items():
        state = state_of(entries.get(key))
        segments[state] += 1
        words[state] += number
    return Standing(
        path=document.path,
        language=language,
        catalog=project.catalog_path(document.path, language),
        page=project.page_path(document.path, language),
        segments=Counts.tally(segments),
        words=Counts.tally(words),
        fresh=sum(count_words(key[1]) for key in fresh),
    )


def _write_page(bundle: Bundle, standing: Standing, data: bytes, log: Log) -> None:
    root, dry_run = bundle.project.root, bundle.request.dry_run
    for _ in range(TRIES):
        old = _old_page(bundle, standing, log)
        if isinstance(old, Finding):
            return
        if old is not None and old != data and not _may_replace(bundle, standing, old, log):
            return
        saved = save(root, Change(standing.page, "page", "update"), data, old, log, dry_run=dry_run)
        if saved == "saved" and not bundle.project.config.publish.marker:
            log.digests[standing.page] = page_digest(data)
        if saved != "changed":
            return
    log.findings.append(restless(standing.page))


def _remove_page(bundle: Bundle, standing: Standing, log: Log) -> None:
    """Remove a page that has too little translated; one that a person wrote stays, and is named."""
    root, dry_run = bundle.project.root, bundle.request.dry_run
    old = _old_page(bundle, standing, log)
    if old is None or isinstance(old, Finding) or not _may_replace(bundle, standing, old, log):
        return
    removed = remove(root, Change(standing.page, "page", "remove"), old, log, dry_run=dry_run)
    if removed == "saved":
        log.digests[standing.page] = None
    elif removed == "changed":
        log.findings.append(restless(standing.page))


def _old_page(bundle: Bundle, standing: Standing, log: Log) -> bytes | Finding | None:
    try:
        return read_if_there(bundle.project.root / standing.page)
    except OSError as error:
        finding = unreadable(standing.page, error, "page")
        log.findings.append(finding)
        return finding


def _may_replace(bundle: Bundle, standing: Standing, old: bytes, log: Log) -> bool:
    local = bundle.project.config.publish.local
    owner = ownership(old, standing.page, dict(bundle.digests), local)
    if owner == "ours" or bundle.request.force:
        return True
    log.findings.append(hands_off(standing.page, owner, standing.language, standing.path))
    return False
