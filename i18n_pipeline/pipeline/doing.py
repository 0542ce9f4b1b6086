"""The work on a site, as far as it has to be done: the plan, the bundles, the tidying."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from i18n_pipeline.execution import map_items
from i18n_pipeline.pipeline.hiding import find_hidden, has_hidden
from i18n_pipeline.pipeline.memory import search_memory
from i18n_pipeline.pipeline.offers import Offers, open_offers
from i18n_pipeline.pipeline.orders import Bundle, Outcome, join_outcomes
from i18n_pipeline.pipeline.packing import pack_outcome
from i18n_pipeline.pipeline.planning import Plan, Survey, find_catalogs, make_plan
from i18n_pipeline.pipeline.publishing import find_unpublished
from i18n_pipeline.pipeline.reading import segmentation_of
from i18n_pipeline.pipeline.regrouping import shares_of
from i18n_pipeline.pipeline.running import keep_book
from i18n_pipeline.pipeline.saving import Log
from i18n_pipeline.pipeline.starting import find_content, find_wanted
from i18n_pipeline.pipeline.tidying import move_strays, origins_of, tidy_up
from i18n_pipeline.pipeline.working import work_safely
from i18n_pipeline.project import bundles
from i18n_pipeline.project.trees import list_tree
from i18n_pipeline.store import SiteRecord, tool_fingerprint, write_pages
from i18n_pipeline.tracing import Trace, digest_of, traced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from i18n_pipeline.catalog import Key
    from i18n_pipeline.pipeline.hiding import Hidden
    from i18n_pipeline.pipeline.ledger import Group
    from i18n_pipeline.pipeline.memory import Hit
    from i18n_pipeline.pipeline.orders import Change
    from i18n_pipeline.pipeline.starting import Start
    from i18n_pipeline.project.listing import Listing

Progress: TypeAlias = "Callable[[int, int], None] | None"


@dataclass(frozen=True, slots=True)
class _Stage:
    """What the work on bundles begins with, and what was found out about the site as a whole until then.

    ``after`` is what tidying came to in an earlier run, if it would come to the same.
    """

    survey: Survey
    plan: Plan
    groups: Sequence[Group]
    before: Outcome
    after: Outcome | None
    trace: Trace
    offers: Offers


def do_work(start: Start, progress: Progress = None) -> Outcome:
    """Do what `running.run` does, as far as it is not known what comes of it."""
    segmentation_of(start.project)  # a syntax that nobody knows is a mistake before anything is read
    if not start.request.dry_run:
        _remove_litter(start)
    stage = _recall_stage(start) or _set_stage(start)
    outcomes = _work(start, stage, progress)
    with traced(str(start.project.root)) as trace:
        after = stage.after or _tidy(start, stage)
    whole = join_outcomes([stage.before, *outcomes, after])
    stage.trace.add(trace)
    if start.keeps:
        start.ledger.keep_site(_site_record(start, stage, after))
    return _close(start, stage, whole)


def _remove_litter(start: Start) -> None:
    """Remove new files of processes that died before they could put them in their place."""
    for path in start.listing.litter:
        with suppress(OSError):
            (start.project.root / path).unlink()


def _recall_stage(start: Start) -> _Stage | None:
    around, site = start.recall_site(), start.ledger.site
    if around is None or site is None:
        return None
    documents = sorted(path for group in site.groups for path in group)
    return _Stage(_survey(start, documents), Plan(), site.groups, *around, Trace(""), _open_offers(start))


def _set_stage(start: Start) -> _Stage:
    """Find the documents, plan what has to be moved, and move it."""
    project, request = start.project, start.request
    content = find_content(project, start.listing)
    survey = _survey(start, content.documents)
    with traced(str(project.root)) as trace:
        # Pages alone are built from the catalogs as they are. Where documents may be out of sight, none is
        # gone.
        plan = Plan() if request.steps == {"merge"} or content.findings else make_plan(survey)
    log = Log(findings=[*content.findings, *plan.findings])
    move_strays(survey, plan, log)
    groups = bundles(project, content.documents)
    # Where documents may be out of sight, nothing is tidied up either.
    after = Outcome() if content.findings else None
    return _Stage(survey, plan, groups, log.outcome(), after, trace, _open_offers(start))


def _open_offers(start: Start) -> Offers:
    # What catalogs hold is a question of their format alone, not of the configuration.
    context = digest_of(tool_fingerprint().encode()).hex()
    return open_offers(start.project.root, context if start.ledger.name else "")


def _survey(start: Start, documents: Sequence[str]) -> Survey:
    project, request = start.project, start.request
    wanted = find_wanted(project, documents, request.paths)
    tree = list_tree(project, start.listing)
    return Survey(project, tuple(documents), wanted, start.languages, request, tree)


def _tidy(start: Start, stage: _Stage) -> Outcome:
    log = Log()
    tidy_up(stage.survey, stage.plan, log, start.digests)
    return log.outcome()


def _site_record(start: Start, stage: _Stage, after: Outcome) -> SiteRecord | None:
    """Return what was found out about the site as a whole; None if it may be something else the next time."""
    if stage.after is not None:
        # It is recalled, or there was no looking at it because documents may be out of sight.
        return None if start.listing.trouble else start.ledger.site
    outcomes, plan = (stage.before, after), stage.plan
    busy = plan.moves or plan.regroupings or any(outcome.changes for outcome in outcomes)
    if busy or not start.whole or not stage.groups or any(not outcome.ok for outcome in outcomes):
        return None
    return SiteRecord(tuple(stage.groups), stage.trace.files, *map(pack_outcome, outcomes))


def _close(start: Start, stage: _Stage, outcome: Outcome) -> Outcome:
    """Write down what is known now."""
    if start.request.dry_run:
        return keep_book(start, outcome)
    digests = dict(start.digests) | dict(outcome.digests)
    kept = {path: digest for path, digest in digests.items() if digest is not None}
    if kept != start.digests:
        write_pages(start.project.root, kept)
    listing = _after(start.listing, outcome.changes)
    if start.keeps:
        with suppress(OSError):  # which `keep_book` meets as well, and tells
            stage.offers.save(listing.files)
    return keep_book(replace(start, digests=kept, listing=listing), outcome)


def _after(listing: Listing, changes: Iterable[Change]) -> Listing:
    """Return the listing as it is after these changes.

    Not a new one: a document that somebody else has written meanwhile has to be new to the next run.
    """
    moving = [change for change in changes if change.action != "update"]
    if not moving:
        return listing
    files = set(listing.files)
    for change in moving:
        files -= {change.path if change.action == "remove" else change.origin or ""}
        files |= set() if change.action == "remove" else {change.path}
    return replace(listing, files=sorted(files))


# Bundles


def _work(start: Start, stage: _Stage, progress: Progress) -> list[Outcome]:
    """Return what comes of the bundles that are asked for, in order."""
    hidden = _hide(start, stage)
    mine = [group for group in stage.groups if not stage.survey.wanted.isdisjoint(group)]
    outcomes = {group: start.recall(group, stage.survey.wanted) for group in mine}
    open_groups = [group for group, outcome in outcomes.items() if outcome is None]
    stage.offers.seen.update(start.ledger.files_of(set(stage.groups).difference(open_groups)))
    orders = [replace(order, unpublished=hidden) for order in _orders(start, stage, open_groups)]
    for order, outcome in zip(orders, _work_on(start, stage, orders, progress), strict=True):
        if start.keeps:
            _keep(start, order, outcome)
        outcomes[order.documents] = replace(outcome, trace=None)
    return [outcome for outcome in outcomes.values() if outcome is not None]


def _keep(start: Start, order: Bundle, outcome: Outcome) -> None:
    """Keep the outcome of a bundle if the next run would come to the same, or to no more changes."""
    whole = order.wanted.issuperset(order.documents) and not order.origins and not order.shares
    # What lies elsewhere in the site was searched: a dry run would have to do it again.
    sure = not (outcome.searched and start.request.dry_run) and not _is_written_badly(outcome)
    if not (whole and sure):
        start.ledger.forget(order.documents)
        return
    changes = outcome.changes if start.request.dry_run else ()
    start.ledger.keep(order.documents, start.languages, replace(outcome, changes=changes))


def _is_written_badly(outcome: Outcome) -> bool:
    return any(finding.code == "write" for finding in outcome.findings)


def _hide(start: Start, stage: _Stage) -> Hidden:
    """Find the pages that are not written, if that makes a difference to links."""
    if not has_hidden(start.project, start.request):
        return frozenset()
    known = {group: start.ledger.recall(group, start.languages) for group in stage.groups}
    standings = [standing for outcome in known.values() if outcome for standing in outcome.standings]
    others = [group for group, outcome in known.items() if outcome is None]
    everything = replace(stage, survey=replace(stage.survey, wanted=frozenset(stage.survey.documents)))
    found = find_unpublished(_orders(start, everything, others), start.request.jobs)
    hidden = find_hidden(start.project, standings) | found
    start.ledger.hide(hidden, start.languages)
    return hidden


def _orders(start: Start, stage: _Stage, groups: Sequence[Group]) -> list[Bundle]:
    project, request, languages = start.project, start.request, start.languages
    origins = origins_of(stage.survey, stage.plan)
    shares = shares_of(stage.plan.regroupings)
    memory: dict[str, dict[Key, Hit]] | None = None if _has_memory(stage.survey) else {}
    orders = []
    for group in groups:
        mine = stage.survey.wanted & frozenset(group)
        pages = (project.page_path(path, language) for path in mine for language in languages)
        known = tuple((page, start.digests[page]) for page in pages if page in start.digests)
        files = _files_of(stage.survey, group) if origins or shares else ()
        orders.append(
            Bundle(
                project,
                group,
                mine,
                languages,
                request,
                known,
                {path: origins[path] for path in files if path in origins},
                {path: shares[path] for path in files if path in shares},
                memory,
            )
        )
    return orders


def _has_memory(survey: Survey) -> bool:
    """Tell whether there is any translation to look for: on a first run there is none."""
    memory = survey.project.config.memory
    wanted = (memory.exact or memory.fuzzy > 0) and survey.request.pseudo is None
    return wanted and bool(survey.tree.catalogs)


def _files_of(survey: Survey, group: Group) -> list[str]:
    """Return the templates and catalogs of a group of documents."""
    project = survey.project
    files = [project.template_path(path) for path in group]
    files += [project.catalog_path(path, language) for path in group for language in survey.languages]
    return list(dict.fromkeys(files))


def _work_on(start: Start, stage: _Stage, orders: Sequence[Bundle], progress: Progress) -> list[Outcome]:
    """Work on bundles; on those that have questions a second time, when all others are done."""
    outcomes: list[Outcome] = []
    jobs = start.request.jobs
    done, total = 0, sum(len(order.documents) for order in orders)
    for order, outcome in zip(orders, map_items(work_safely, orders, jobs=jobs, weigh=_weigh), strict=True):
        outcomes.append(outcome)
        _note_offers(stage, outcome)
        done += 0 if outcome.questions else len(order.documents)
        if progress is not None:
            progress(done, total)
    asking = [number for number, outcome in enumerate(outcomes) if outcome.questions]
    if asking:
        answered = _answer(stage, [(orders[number], outcomes[number]) for number in asking])
        for number, outcome in zip(
            asking, map_items(work_safely, answered, jobs=jobs, weigh=_weigh), strict=True
        ):
            outcomes[number] = outcome
            _note_offers(stage, outcome)
            done += len(orders[number].documents)
            if progress is not None:
                progress(done, total)
    return outcomes


def _note_offers(stage: _Stage, outcome: Outcome) -> None:
    if outcome.trace is not None and not _is_written_badly(outcome):
        stage.offers.note(outcome.offers, outcome.trace.files)


def _weigh(order: Bundle) -> int:
    """Return the size of a bundle's documents, which is about what the work on it goes by."""
    size = 0
    for path in order.documents:
        with suppress(OSError):
            size += (order.project.root / path).stat().st_size
    return size


def _answer(stage: _Stage, asked: Sequence[tuple[Bundle, Outcome]]) -> list[Bundle]:
    """Give each bundle that has questions what is translated elsewhere of them."""
    keys: dict[str, set[Key]] = {}
    for _, outcome in asked:
        for language, found in outcome.questions:
            keys.setdefault(language, set()).update(found)
    catalogs = _catalogs_with(stage, frozenset().union(*keys.values()))
    hits = {
        language: search_memory(stage.survey, language, catalogs[language], frozenset(found), stage.offers)
        for language, found in keys.items()
    }
    return [replace(order, memory=_part_of(hits, outcome)) for order, outcome in asked]


def _catalogs_with(stage: _Stage, keys: frozenset[Key]) -> dict[str, list[str]]:
    """Return, by language, where the catalogs lie that may have a translation for one of ``keys``.

    That is now that strays have been moved. Any translation may be like a text, if that is looked for.
    """
    survey = stage.survey
    moved = {} if survey.request.dry_run else {move.origin: move.path for move in stage.plan.moves}
    places = {path: moved.get(path, path) for path in survey.tree.catalogs}
    if not survey.project.config.memory.fuzzy:
        chosen = frozenset(stage.offers.choose(places.values(), keys))
        places = {path: place for path, place in places.items() if place in chosen}
    found = find_catalogs(survey, tuple(places))
    return {language: sorted({places[path] for path in paths}) for language, paths in found.items()}


def _part_of(hits: Mapping[str, Mapping[Key, Hit]], outcome: Outcome) -> dict[str, dict[Key, Hit]]:
    return {
        language: {key: hits[language][key] for key in found if key in hits[language]}
        for language, found in outcome.questions
    }
