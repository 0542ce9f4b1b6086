"""Files that no document wants: moved before the work on bundles, removed after it."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from i18n_pipeline.catalog import Catalog
from i18n_pipeline.document import Finding
from i18n_pipeline.files import move_file, read_if_there, remove_empty_folders
from i18n_pipeline.pipeline.catalogs import Snapshot, catalog_bytes, read_catalog, take_snapshot, unreadable
from i18n_pipeline.pipeline.orders import Change
from i18n_pipeline.pipeline.pages import ownership, page_source
from i18n_pipeline.pipeline.planning import free_path
from i18n_pipeline.pipeline.regrouping import find_unplaced, holdings_of, reduce_catalog
from i18n_pipeline.pipeline.saving import Log, remove, save, unwritable
from i18n_pipeline.pipeline.strays import is_ours
from i18n_pipeline.project.patterns import path_regex
from i18n_pipeline.project.trees import aside_path, list_pages, list_tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from i18n_pipeline.catalog import Entry
    from i18n_pipeline.pipeline.planning import Move, Plan, Survey
    from i18n_pipeline.pipeline.regrouping import Holdings, Regrouping
    from i18n_pipeline.pipeline.resettling import Leftover


def move_strays(survey: Survey, plan: Plan, log: Log) -> None:
    """Move catalogs and templates to where they belong now."""
    for move in plan.moves:
        if _is_asked(survey, move):
            _move(survey, move, log)


def _is_asked(survey: Survey, move: Move) -> bool:
    step = {"template": "extract", "catalog": "update", "page": "merge"}[move.kind]
    return step in survey.request.steps


def origins_of(survey: Survey, plan: Plan) -> dict[str, str]:
    """Return, by its new path, where a file lies that is to be moved and hasn't been."""
    if not survey.request.dry_run:
        return {}
    return {move.path: move.origin for move in plan.moves if move.action == "move"}


def digests_after(survey: Survey, plan: Plan, digests: Mapping[str, str]) -> dict[str, str]:
    """Return the digests of pages without a marker, each by the path that its page has been moved to."""
    moved = {m.origin: m.path for m in plan.moves if m.kind == "page" and _is_asked(survey, m)}
    return {moved.get(path, path): digest for path, digest in digests.items()}


def _move(survey: Survey, move: Move, log: Log) -> None:
    root = survey.project.root
    if not survey.request.dry_run:
        try:
            move_file(root / move.origin, root / move.path)
        except OSError as error:
            log.findings.append(unwritable(move.path, error))
            return
        _remove_empty_folders(survey, move.origin)
    log.changes.append(Change(move.path, move.kind, move.action, move.origin))


def tidy_up(survey: Survey, plan: Plan, log: Log, digests: Mapping[str, str]) -> None:
    """Remove what was left behind: catalogs that went into others, templates and pages of no document."""
    steps = survey.request.steps
    if "update" in steps:
        # A shared catalog takes from hundreds of others: it is read once.
        held: dict[str, Holdings | None] = {}
        for regrouping in plan.regroupings:
            _retire(survey, regrouping, log, held)
    if "extract" in steps and survey.whole:
        for path in plan.templates:
            _remove_template(survey, path, log)
    if "merge" in steps:
        _remove_pages(survey, plan, log, digests)


# Catalogs of an earlier layout


def _retire(survey: Survey, regrouping: Regrouping, log: Log, held: dict[str, Holdings | None]) -> None:
    """Remove a catalog whose content is in others now (``held``); what has no place there is kept aside."""
    project, path = survey.project, regrouping.path
    old = take_snapshot(project.root, path)
    if isinstance(old, Finding) or old.catalog is None or old.data is None:
        return
    if survey.request.dry_run:
        log.changes.append(Change(path, "catalog", "remove"))
        return
    new = [_holdings_at(survey, target, held) for target in regrouping.targets]
    arrived = [holdings for holdings in new if holdings is not None]
    if len(arrived) < len(new):
        # Some of its content has not arrived; the next run goes on from here.
        return
    unplaced = find_unplaced(old.catalog, arrived)
    if not unplaced or _keep_aside(survey, path, old, unplaced, log):
        remove(project.root, Change(path, "catalog", "remove"), old.data, log, dry_run=False)
        remove_empty_folders((project.root / path).parent, project.root)


def _holdings_at(survey: Survey, path: str, held: dict[str, Holdings | None]) -> Holdings | None:
    if path not in held:
        catalog = read_catalog(survey.project.root, path)
        held[path] = holdings_of(catalog) if isinstance(catalog, Catalog) else None
    return held[path]


def _keep_aside(survey: Survey, path: str, old: Snapshot, entries: list[Entry], log: Log) -> bool:
    if old.catalog is None:
        return True
    aside = free_path(aside_path(survey.project, path), list_tree(survey.project).catalogs)
    data = catalog_bytes(reduce_catalog(old.catalog, entries))
    return (
        save(survey.project.root, Change(aside, "catalog", "create"), data, None, log, dry_run=False)
        == "saved"
    )


# Templates and pages


def _remove_template(survey: Survey, path: str, log: Log) -> None:
    """Remove a template of ours that no document wants; others' stay."""
    project = survey.project
    old = take_snapshot(project.root, path)
    if isinstance(old, Finding) or old.catalog is None or old.data is None:
        return
    named = path_regex(project.config.template, r"(?!)").match(path) is not None
    if any(entry.has_translation for entry in old.catalog.entries) or not old.catalog.entries:
        return
    if not is_ours(project, old.catalog, named=named):
        return
    change = Change(path, "template", "remove")
    remove(project.root, change, old.data, log, dry_run=survey.request.dry_run)
    if not survey.request.dry_run:
        remove_empty_folders((project.root / path).parent, project.root)


def _remove_pages(survey: Survey, plan: Plan, log: Log, digests: Mapping[str, str]) -> None:
    """Remove pages of documents that are gone, if they are as they were generated."""
    origins = {move.origin for move in plan.moves if move.action == "move"}
    for leftover in plan.leftovers:
        _remove_leftover(survey, leftover, log, digests)
    left = {leftover.path for leftover in plan.leftovers}
    for path, language in _stray_pages(survey):
        if path in left:
            continue
        try:
            data = read_if_there(survey.project.root / path)
        except OSError as error:
            log.findings.append(unreadable(path, error, "page"))
            continue
        source = page_source(data, path, digests) if data is not None else None
        if data is None or source is None or source in survey.documents:
            continue
        if survey.whole or (source and survey.project.catalog_path(source, language) in origins):
            _remove_page(survey, path, language, data, log, digests)


def _remove_leftover(survey: Survey, leftover: Leftover, log: Log, digests: Mapping[str, str]) -> None:
    """Remove a page where an earlier configuration had it, unless a person has edited it."""
    path, root = leftover.path, survey.project.root
    try:
        data = read_if_there(root / path)
    except OSError as error:
        log.findings.append(unreadable(path, error, "page"))
        return
    if data is None:
        return
    # What a person has given a page counts here: it is lost with it.
    if ownership(data, path, digests) != "ours" and not survey.request.force:
        log.findings.append(_left_over(leftover))
        return
    change = Change(path, "page", "remove")
    if remove(root, change, data, log, dry_run=survey.request.dry_run) == "saved":
        log.digests[path] = None
        _remove_empty_folders(survey, path)


def _remove_empty_folders(survey: Survey, path: str) -> None:
    """Remove the folders that are empty without the file at ``path``; the content folder stays."""
    root, content = survey.project.root, survey.project.content
    if not survey.request.dry_run:
        remove_empty_folders((root / path).parent, root / content if path.startswith(f"{content}/") else root)


def _left_over(leftover: Leftover) -> Finding:
    path, language = leftover.path, leftover.language
    if leftover.document is None:
        return _orphan(path, language)
    what = (
        f"edited by hand since it was generated, and its page is {leftover.place} now, so it was left alone"
    )
    adopt = f"i18n-pipeline adopt --language {language} --source {quote(leftover.document)} {quote(path)}"
    return Finding(
        path, 1, "page", f"{what}; take its text over with: {adopt}; and delete it", language=language
    )


def _orphan(path: str, language: str) -> Finding:
    what = "edited by hand since it was generated, and its document is gone, so it was left alone"
    advice = "take its text to where it belongs and delete it"
    return Finding(path, 1, "page", f"{what}; {advice}", language=language)


def _stray_pages(survey: Survey) -> Iterator[tuple[str, str]]:
    """Yield the path and language of each file that would be a page of a document that isn't there."""
    project = survey.project
    languages = project.config.languages
    strays = dict.fromkeys(list_pages(project))
    for path in survey.documents:
        strays.pop(path, None)
        for language in languages:
            strays.pop(project.page_path(path, language), None)
    for path in strays:
        match = project.page_match(path)
        if match is not None and match["lang"] in survey.languages:
            yield path, match["lang"]


def _remove_page(
    survey: Survey, path: str, language: str, data: bytes, log: Log, digests: Mapping[str, str]
) -> None:
    local = survey.project.config.publish.local
    if ownership(data, path, digests, local) == "edited" and not survey.request.force:
        log.findings.append(_orphan(path, language))
        return
    change = Change(path, "page", "remove")
    if remove(survey.project.root, change, data, log, dry_run=survey.request.dry_run) == "saved":
        log.digests[path] = None
        _remove_empty_folders(survey, path)
