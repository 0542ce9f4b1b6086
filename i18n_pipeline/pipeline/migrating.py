"""Bringing the catalogs of another tool over: read, looked up message by message, filled in, saved.

Our catalogs are brought up to date first. A translation whose message is ours but for the notation is taken;
all others go to ``#~`` of the catalog that they belong to, from where the update takes those of wordings that
are alike, as it does with ours. What belongs to no document is kept with the catalogs that no document wants.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from i18n_pipeline.catalog.taking_over import Taken, restore_creation_date, take_over, take_over_credits
from i18n_pipeline.document import Document, Finding
from i18n_pipeline.migrate import Homes, Pool, Theirs
from i18n_pipeline.migrate.placeholders import unmask_placeholders
from i18n_pipeline.pipeline.bringing import Brought, bring, find_language, find_tool
from i18n_pipeline.pipeline.catalogs import (
    catalog_bytes,
    empty_catalog,
    refresh_catalog,
    take_snapshot,
)
from i18n_pipeline.pipeline.drafting import Draft, draft_catalogs
from i18n_pipeline.pipeline.fates import FileReport, Ledger
from i18n_pipeline.pipeline.messages import messages_of
from i18n_pipeline.pipeline.orders import Bundle, Change
from i18n_pipeline.pipeline.reading import read_documents, segmentation_of
from i18n_pipeline.pipeline.redrafting import write_filled
from i18n_pipeline.pipeline.running import run
from i18n_pipeline.pipeline.saving import TRIES, Log, restless, save
from i18n_pipeline.project import bundles, find_documents
from i18n_pipeline.project.trees import aside_folder
from i18n_pipeline.publish.counts import Counts
from i18n_pipeline.publish.page import count_segments
from i18n_pipeline.store import lock_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from i18n_pipeline.catalog import Catalog, Key
    from i18n_pipeline.migrate import Match, Piece
    from i18n_pipeline.pipeline.orders import Outcome, Request
    from i18n_pipeline.project import Project

_ASIDE_NAME = "migrated.po"


class Migration(msgspec.Struct, frozen=True):
    """What came of it: what a run says, a report on each file, and how each language stands in segments."""

    outcome: Outcome
    reports: tuple[FileReport, ...] = ()
    languages: tuple[tuple[str, Counts], ...] = ()


@dataclass(slots=True)
class _Plan:
    """One of our catalogs as it is and as it will be, what was found for it, and what else it is to keep."""

    bundle: Bundle
    draft: Draft
    catalog: Catalog
    matches: dict[Key, Match] = field(default_factory=dict)
    rest: list[Piece] = field(default_factory=list)


def migrate(
    project: Project,
    files: Sequence[Path],
    request: Request,
    tool_name: str = "auto",
    language: str | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Migration:
    """Take over the catalogs at ``files``.

    ``tell`` is called with a line for people if another run has to end first. Raises `ConfigError` for a
    language that the site does not have, or if another run doesn't end.
    """
    with nullcontext() if request.dry_run else lock_site(project.root, tell, lasting=True):
        return _migrate(project, files, request, tool_name, language)


def _migrate(
    project: Project, files: Sequence[Path], request: Request, tool_name: str, language: str | None
) -> Migration:
    found = bring(project, files, find_tool(tool_name), find_language(project, language))
    log = Log()
    reports: list[FileReport] = []
    standings: list[tuple[str, Counts]] = []
    log.findings.extend(one for one in found if isinstance(one, Finding))
    brought = [one for one in found if isinstance(one, Brought)]
    for name in dict.fromkeys(one.language for one in brought):
        order = replace(request, languages=(name,), steps=frozenset(("update",)))
        # What was renamed or regrouped is moved before anything is looked up.
        updated = run(project, order)
        log.changes.extend(updated.changes)
        log.findings.extend(updated.findings)
        found_here = [one for one in brought if one.language == name]
        new, counts = _migrate_language(project, found_here, order, log)
        reports += new
        standings.append((name, counts))
    # What the update has made and the migration filled is one change.
    changes = {change.path: change for change in reversed(log.changes)}
    log.changes = list(changes.values())[::-1]
    return Migration(log.outcome(), tuple(reports), tuple(standings))


def _migrate_language(
    project: Project, brought: Sequence[Brought], request: Request, log: Log
) -> tuple[list[FileReport], Counts]:
    documents = find_documents(project).documents
    language = brought[0].language
    theirs = _read_theirs(brought, Homes(documents))
    pool = Pool([one for one in theirs if one.entry.msgstr], segmentation_of(project))
    ledger = Ledger()
    plans = _make_plans(project, documents, language, request)
    for plan in plans:
        _look_up(plan, pool, ledger, force=request.force)
    homeless = _find_places(plans, pool, theirs, ledger)
    for plan in plans:
        if plan.matches or plan.rest:
            _settle(plan, brought, ledger, log)
    if homeless and _keep_aside(project, homeless, request, language, log):
        ledger.note_aside(homeless)
    return ledger.reports(brought, theirs), sum(map(_count, plans), Counts())


def _count(plan: _Plan) -> Counts:
    entries = plan.catalog.by_key
    return sum((count_segments(document, entries) for document in plan.draft.documents), Counts())


def _read_theirs(brought: Iterable[Brought], homes: Homes) -> list[Theirs]:
    return [
        Theirs(one.path, entry, one.tool, homes.find(entry, one.path, one.language))
        for one in brought
        for entry in one.catalog.blocks
        if entry.msgid and not one.tool.is_copy(entry)
    ]


def _make_plans(project: Project, documents: list[str], language: str, request: Request) -> list[_Plan]:
    plans: list[_Plan] = []
    for group in bundles(project, documents):
        bundle = Bundle(project, group, frozenset(group), (language,), request, (), memory={})
        read = [one for one in read_documents(project, group) if isinstance(one, Document)]
        if len(read) == len(group):
            drafts = draft_catalogs(bundle, read, language, complete=True)
            plans += [
                _Plan(bundle, draft, draft.catalog)
                for draft in drafts
                if isinstance(draft, Draft) and draft.catalog is not None
            ]
    return plans


# Looking up


def _look_up(plan: _Plan, pool: Pool, ledger: Ledger, *, force: bool) -> None:
    """Find translations for the messages of a catalog."""
    entries = plan.catalog.by_key
    for document in plan.draft.documents:
        for segment in document.segments:
            entry = entries.get(segment.key)
            if entry is None or segment.key in plan.matches:
                continue
            match = pool.find(segment, document.path)
            if match is not None:
                there = entry.has_translation and not force
                ledger.note_match(match, there=there)
                if not there:
                    plan.matches[segment.key] = match


def _find_places(plans: Sequence[_Plan], pool: Pool, theirs: Sequence[Theirs], ledger: Ledger) -> list[Piece]:
    """Give what no message wants to the catalogs that it belongs to; return what belongs to none."""
    by_document = {document.path: plan for plan in plans for document in plan.draft.documents}
    only = plans[0] if len(plans) == 1 else None
    homeless = []
    for one in theirs:
        for piece in pool.rest(one, ledger.used):
            home = next((by_document[path] for path in sorted(one.homes) if path in by_document), only)
            if home is None:
                homeless.append(piece)
            else:
                home.rest.append(piece)
    return homeless


# Writing


def _settle(plan: _Plan, brought: Sequence[Brought], ledger: Ledger, log: Log) -> None:
    """Write a catalog with what was found for its messages."""
    if (written := write_filled(plan.bundle, plan.draft, lambda now: _fill(plan, now, brought), log)) is None:
        return ledger.forget(_pieces(plan))
    plan.catalog, _ = written
    return ledger.note_rest(plan.rest, plan.catalog)


def _fill(plan: _Plan, draft: Draft, brought: Sequence[Brought]) -> tuple[Catalog, None]:
    request = plan.bundle.request
    old = draft.catalog or empty_catalog(draft.language, request.date)
    taken = {key: _taken(match) for key, match in plan.matches.items()}
    rest = [_rest(piece) for piece in plan.rest]
    filled = take_over(old, taken, rest, force=request.force)
    for path in dict.fromkeys(_paths(plan)):
        filled = take_over_credits(filled, next(one.catalog for one in brought if one.path == path))
    messages = messages_of(draft.documents, plan.bundle.project.config.extract.references)
    new = refresh_catalog(filled, messages, draft.language, request.date)
    return restore_creation_date(new, old), None


def _paths(plan: _Plan) -> list[str]:
    return [piece.theirs.path for piece in _pieces(plan)]


def _pieces(plan: _Plan) -> list[Piece]:
    return [*(piece for match in plan.matches.values() for piece in match.pieces), *plan.rest]


def _taken(match: Match) -> Taken:
    comments = dict.fromkeys(text for piece in match.pieces for text in _comments(piece.theirs))
    return Taken(match.msgstr, match.doubtful, match.previous, tuple(comments))


def _rest(piece: Piece) -> tuple[str, Taken]:
    entry = piece.theirs.entry
    msgid, msgstr = unmask_placeholders(piece.msgid), unmask_placeholders(piece.msgstr)
    previous = entry.previous_msgid if piece.whole else None
    return msgid, Taken(msgstr, entry.fuzzy, previous, tuple(_comments(piece.theirs)))


def _comments(theirs: Theirs) -> list[str]:
    return [text for text in theirs.entry.comments if text.strip()]


def _keep_aside(project: Project, pieces: Sequence[Piece], request: Request, language: str, log: Log) -> bool:
    """Keep translations of no document where catalogs of removed documents are; tell whether that worked."""
    path = f"{aside_folder(project)}/{language}/{_ASIDE_NAME}"
    for _ in range(TRIES):
        old = take_snapshot(project.root, path, language)
        if isinstance(old, Finding):
            log.findings.append(old)
            return False
        catalog = old.catalog or empty_catalog(language, request.date)
        filled = take_over(catalog, {}, [_rest(piece) for piece in pieces], force=False)
        data = catalog_bytes(refresh_catalog(filled, (), language, request.date))
        change = Change(path, "catalog", "update")
        saved = save(project.root, change, data, old.data, log, dry_run=request.dry_run)
        if saved != "changed":
            return saved == "saved"
    log.findings.append(restless(path))
    return False
