"""The work on one bundle: read its documents, bring templates and catalogs up to date, build pages."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from i18n_pipeline.catalog import Catalog
from i18n_pipeline.document import Document, Finding
from i18n_pipeline.files import read_if_there
from i18n_pipeline.markdown import count_words
from i18n_pipeline.pipeline.beginning import begin_work, let_wait
from i18n_pipeline.pipeline.catalogs import catalog_bytes, read_catalog, refresh_template, unreadable
from i18n_pipeline.pipeline.drafting import Draft, draft_catalog, group_by_file
from i18n_pipeline.pipeline.messages import messages_of
from i18n_pipeline.pipeline.offers import digest_offers
from i18n_pipeline.pipeline.orders import Bundle, Change, Outcome
from i18n_pipeline.pipeline.pages import hands_off, ownership
from i18n_pipeline.pipeline.reading import segmentation_of
from i18n_pipeline.pipeline.saving import TRIES, Log, remove, restless, save, save_over
from i18n_pipeline.publish.choosing import State, state_of
from i18n_pipeline.publish.counts import Counts, Standing
from i18n_pipeline.publish.links import Roadmap
from i18n_pipeline.publish.page import PageOrder, build_page
from i18n_pipeline.publish.splicing import Splicer
from i18n_pipeline.publish.withholding import find_unsafe, guard_for
from i18n_pipeline.store import page_digest
from i18n_pipeline.tracing import traced

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from i18n_pipeline.catalog import Entry, Key
    from i18n_pipeline.project import Project


def work_safely(bundle: Bundle) -> Outcome:
    """Do what `work_on` does; a defect of ours that shows in one document is named and stops no other."""
    try:
        with traced(str(bundle.project.root)) as trace:
            outcome = work_on(bundle)
        return replace(outcome, trace=trace)
    except Exception as error:
        if "I18N_PIPELINE_DEBUG" in os.environ:
            raise
        what = f"stumbled over {type(error).__name__}: {error}"
        advice = "please report it (I18N_PIPELINE_DEBUG=1 shows the traceback)"
        return Outcome(findings=(Finding(bundle.documents[0], 1, "document", f"{what}; {advice}"),))


def work_on(bundle: Bundle) -> Outcome:
    """Do what the bundle's request asks for; trouble in a file is a finding and stops only that file.

    Where messages are new and the bundle has no memory, nothing is done but to ask for it.
    """
    if bundle.settled is not None:
        from i18n_pipeline.pipeline.settled import inspect_settled

        outcome = inspect_settled(bundle, bundle.settled)
        if outcome is not None:
            return outcome
    begun = begin_work(bundle)
    if begun.questions and bundle.memory is None:
        let_wait(begun)
        return Outcome(questions=begun.questions)
    log, complete = Log(findings=[*begun.findings]), begun.complete
    if complete and "extract" in bundle.request.steps:
        _extract(bundle, begun.documents, log)
    splicers = [
        Splicer(document, segmentation_of(bundle.project, document.path))
        for document in begun.documents
        if document.path in bundle.wanted
    ]
    if "check" in bundle.request.steps:
        from i18n_pipeline.pipeline.inspecting import inspect_drafts, inspect_source

        for splicer in splicers:
            inspect_source(bundle, splicer, log)
    for language, found in begun.drafts.items():
        if "check" in bundle.request.steps:
            inspect_drafts(found, log)
        catalogs = _save_catalogs(bundle, found, log, complete=complete)
        for splicer in splicers:
            _finish(bundle, splicer, catalogs, language, log)
    return replace(log.outcome(), searched=bool(begun.questions))


def _extract(bundle: Bundle, documents: Sequence[Document], log: Log) -> None:
    project, dry_run = bundle.project, bundle.request.dry_run
    for path, group in group_by_file(documents, project.template_path).items():
        # A template holds nothing of a person's: one that can't be read is made anew.
        place = bundle.origins.get(path, path)
        found = read_catalog(project.root, place)
        old = found if isinstance(found, Catalog) else None
        messages = messages_of(group, project.config.extract.references)
        if messages or old is not None:
            data = catalog_bytes(refresh_template(old, messages, bundle.request.date))
            change = Change(path, "template", "update")
            save_over(project.root, change, data, log, place=place, dry_run=dry_run)


def _save_catalogs(
    bundle: Bundle, drafts: Sequence[Draft | Finding], log: Log, *, complete: bool
) -> dict[str, Mapping[Key, Entry]]:
    """Write catalogs; return the entries for each document that has a readable one, by its path."""
    catalogs: dict[str, Mapping[Key, Entry]] = {}
    for draft in drafts:
        settled = _settle(bundle, draft, log, complete=complete)
        if isinstance(settled, Finding):
            log.findings.append(settled)
            continue
        entries = {} if settled.catalog is None else settled.catalog.by_key
        catalogs.update({document.path: entries for document in settled.documents})
        if settled.catalog is not None and bundle.request.keeps_offers:
            log.offers[settled.path] = digest_offers(settled.catalog)
    return catalogs


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


def _finish(
    bundle: Bundle, splicer: Splicer, catalogs: Mapping[str, Mapping[Key, Entry]], language: str, log: Log
) -> None:
    """Note how a document stands in a language, and build its page if that is asked for."""
    document, project = splicer.document, bundle.project
    entries = catalogs.get(document.path)
    if entries is None:
        return
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
