"""The work on a document: bring its template and catalogs up to date, if it has its own, and build pages."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from i18n_pipeline.document import Finding
from i18n_pipeline.files import read_if_there
from i18n_pipeline.markdown import count_words
from i18n_pipeline.pipeline.beginning import begin_work, let_wait
from i18n_pipeline.pipeline.catalogs import unreadable
from i18n_pipeline.pipeline.given import note_slices, read_given, unpack_slices
from i18n_pipeline.pipeline.orders import Change, Outcome, SharedFile
from i18n_pipeline.pipeline.pages import hands_off, ownership
from i18n_pipeline.pipeline.reading import segmentation_of
from i18n_pipeline.pipeline.saving import TRIES, Log, remove, restless, save
from i18n_pipeline.pipeline.sharing import work_on_file
from i18n_pipeline.pipeline.updating import write_draft, write_template
from i18n_pipeline.publish.choosing import State, state_of
from i18n_pipeline.publish.counts import Counts, Standing
from i18n_pipeline.publish.links import Roadmap
from i18n_pipeline.publish.page import PageOrder, build_page
from i18n_pipeline.publish.splicing import Splicer
from i18n_pipeline.publish.withholding import find_unsafe, guard_for
from i18n_pipeline.store import page_digest
from i18n_pipeline.tracing import traced

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from i18n_pipeline.catalog import Entry, Key
    from i18n_pipeline.document import Document
    from i18n_pipeline.pipeline.drafting import Draft
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
    if bundle.settled is not None:
        from i18n_pipeline.pipeline.settled import inspect_settled

        outcome = inspect_settled(bundle, bundle.settled)
        if outcome is not None:
            return outcome
    if bundle.given is not None:
        return _work_on_given(bundle, bundle.given)
    begun = begin_work(bundle)
    if begun.questions and bundle.memory is None:
        let_wait(begun)
        return Outcome(questions=begun.questions)
    if isinstance(begun.found, Finding):
        return Outcome(findings=(begun.found,))
    log, document = Log(), begun.found
    if "extract" in bundle.request.steps:
        write_template(bundle, bundle.project.template_path(document.path), (document,), log)
    _work_on_document(bundle, document, _write_own(bundle, begun.drafts, log), log)
    return replace(log.outcome(), searched=bool(begun.questions))


def _work_on_given(bundle: Bundle, given: Given) -> Outcome:
    log, found = Log(), read_given(bundle, given)
    if isinstance(found, Finding):
        return Outcome(findings=(found,))
    _work_on_document(bundle, found, unpack_slices(given), log)
    note_slices(bundle, given, log)
    return log.outcome()


def _write_own(
    bundle: Bundle, drafts: Mapping[str, Draft | Finding], log: Log
) -> Iterator[tuple[str, Mapping[Key, Entry]]]:
    """Write the catalogs of a document; yield the entries of each readable one, with its language."""
    for language, draft in drafts.items():
        entries = write_draft(bundle, draft, log)
        if entries is not None:
            yield language, entries


def _work_on_document(
    bundle: Bundle, document: Document, catalogs: Iterable[tuple[str, Mapping[Key, Entry]]], log: Log
) -> None:
    """Do what is asked for of a document and its pages, given the entries of its catalogs by language."""
    splicer = Splicer(document, segmentation_of(bundle.project, document.path))
    if "check" in bundle.request.steps:
        from i18n_pipeline.pipeline.inspecting import inspect_source

        inspect_source(bundle, splicer, log)
    for language, entries in catalogs:
        _finish(bundle, splicer, entries, language, log)


def _finish(bundle: Bundle, splicer: Splicer, entries: Mapping[Key, Entry], language: str, log: Log) -> None:
    """Note how a document stands in a language, and build its page if that is asked for."""
    document, project = splicer.document, bundle.project
    fresh = find_fresh_keys(bundle, document, entries, language)
    standing = _standing(project, splicer, entries, language, fresh)
    log.standings.append(standing)
    steps = bundle.request.steps
    published = standing.segments.percent >= project.config.publish.minimum
    if "check" in steps or (published and "merge" in steps):
        page = build_page(splicer, _page_order(bundle, splicer, entries, standing, log))
        if "check" in steps:
            from i18n_pipeline.checks import Texts
            from i18n_pipeline.pipeline.inspecting import inspect_translations

            texts = Texts(document, entries, standing.catalog, page.chosen, page.withheld)
            inspect_translations(bundle, splicer, texts, standing.language, fresh, log)
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


def find_fresh_keys(
    bundle: Bundle, document: Document, entries: Mapping[Key, Entry], language: str
) -> frozenset[Key]:
    """Return the messages whose translation is stale, but for fewer days than the configuration gives."""
    project = bundle.project
    allowance = project.config.check.allowance(language, project.limits_glob(document.path))
    if not allowance.stale_days:
        return frozenset()
    from i18n_pipeline.checks.completeness import find_fresh

    return find_fresh(document, entries, bundle.request.date, allowance.stale_days)


def count_fresh(fresh: Iterable[Key]) -> int:
    """Count the words of messages."""
    return sum(count_words(key[1]) for key in fresh)


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
        fresh=count_fresh(fresh),
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
        return read_if_there(bundle.project.root / bundle.origins.get(standing.page, standing.page))
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
