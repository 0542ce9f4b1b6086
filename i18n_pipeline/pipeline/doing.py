"""The work on a site, as far as it has to be done: the plan, the bundles, the tidying."""

from __future__ import annotations

from contextlib import suppress
from itertools import chain, groupby
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from i18n_pipeline.pipeline.copies import Copies
from i18n_pipeline.pipeline.gathering import Stage, work_on_bundles
from i18n_pipeline.pipeline.offers import Offers
from i18n_pipeline.pipeline.orders import SYNC, Outcome
from i18n_pipeline.pipeline.packing import join_packed, pack_outcome, unpack_outcome
from i18n_pipeline.pipeline.places import places_of
from i18n_pipeline.pipeline.planning import Plan, Survey, make_plan
from i18n_pipeline.pipeline.reading import segmentation_of
from i18n_pipeline.pipeline.resettling import with_pages
from i18n_pipeline.pipeline.running import keep_book
from i18n_pipeline.pipeline.saving import Log
from i18n_pipeline.pipeline.starting import find_content, find_wanted
from i18n_pipeline.pipeline.tidying import digests_after, move_strays, tidy_up
from i18n_pipeline.project import bundles
from i18n_pipeline.project.trees import list_tree
from i18n_pipeline.store import SiteRecord, read_places, tool_fingerprint, write_pages, write_places
from i18n_pipeline.tracing import Trace, digest_of, traced

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from i18n_pipeline.pipeline.harvest import Progress
    from i18n_pipeline.pipeline.orders import Change
    from i18n_pipeline.pipeline.running import Done
    from i18n_pipeline.pipeline.starting import Start
    from i18n_pipeline.project.listing import Listing


def do_work(start: Start, progress: Progress = None) -> Done:
    """Do what `running.go_on` does, as far as it is not known what comes of it."""
    segmentation_of(start.project)  # a syntax that nobody knows is a mistake before anything is read
    if not start.request.dry_run:
        _remove_litter(start)
    stage = _recall_stage(start) or _set_stage(start)
    settled = replace(start, digests=digests_after(stage.survey, stage.plan, start.digests))
    found, digests = work_on_bundles(settled, stage, progress)
    with traced(str(start.project.root)) as trace:
        after = stage.after or _tidy(settled, stage)
    found.put(0, pack_outcome(stage.before))
    found.put(len(found) - 1, pack_outcome(after))
    whole = join_packed(found, (*stage.before.digests, *digests, *after.digests))
    stage.trace.add(trace)
    if start.keeps:
        start.ledger.keep_site(_site_record(start, stage, after))
    return _close(start, stage, whole)


def _remove_litter(start: Start) -> None:
    """Remove new files of processes that died before they could put them in their place."""
    for path in start.listing.litter:
        with suppress(OSError):
            (start.project.root / path).unlink()


def _recall_stage(start: Start) -> Stage | None:
    around, site = start.recall_site(), start.site
    if around is None or site is None:
        return None
    documents = sorted(path for group in site.groups for path in group)
    before, after = map(unpack_outcome, around)
    survey = _survey(start, documents)
    return Stage(
        survey, Plan(), site.groups, before, after, Trace(""), _open_offers(start), _open_copies(start)
    )


def _set_stage(start: Start) -> Stage:
    """Find the documents, plan what has to be moved, and move it."""
    project, request = start.project, start.request
    with traced(str(project.root)) as trace:
        content = find_content(project, start.listing)
        survey = _survey(start, content.documents)
        # Pages alone are built from the catalogs as they are. Where documents may be out of sight, none is
        # gone.
        out_of_sight = bool(start.listing.trouble_below(project.content))
        plan = Plan() if request.steps == {"merge"} or out_of_sight else make_plan(survey)
        if "merge" in request.steps and not out_of_sight:
            plan = with_pages(plan, survey, content, start.listing, start.digests)
    log = Log(findings=[*content.findings, *plan.findings])
    move_strays(survey, plan, log)
    groups = bundles(project, content.documents)
    # Where documents may be out of sight, nothing is tidied up either.
    after = Outcome() if out_of_sight else None
    return Stage(survey, plan, groups, log.outcome(), after, trace, _open_offers(start), _open_copies(start))


def _open_offers(start: Start) -> Offers:
    # What catalogs hold is a question of their format alone, not of the configuration.
    context = digest_of(tool_fingerprint().encode()).hex()
    return Offers(start.project.root, context if start.ledger.name else "")


def _open_copies(start: Start) -> Copies:
    project = start.project
    # How documents are split is a question of these alone.
    parts = (tool_fingerprint(), msgspec.json.encode(project.config.extract).decode(), repr(project.site))
    context = digest_of("\0".join(parts).encode()).hex()
    return Copies(project, context if start.ledger.name else "")


def _survey(start: Start, documents: Sequence[str]) -> Survey:
    project, request = start.project, start.request
    wanted = find_wanted(project, documents, request.paths)
    tree = list_tree(project, start.listing, start.earlier)
    return Survey(project, tuple(documents), wanted, start.languages, request, tree, start.earlier)


def _tidy(start: Start, stage: Stage) -> Outcome:
    log = Log()
    tidy_up(stage.survey, stage.plan, log, start.digests)
    return log.outcome()


def _site_record(start: Start, stage: Stage, after: Outcome) -> SiteRecord | None:
    """Return what was found out about the site as a whole; None if it may be something else the next time."""
    if stage.after is not None:
        # It is recalled, or there was no looking at it because documents may be out of sight.
        return None if start.listing.trouble else start.site
    outcomes, plan = (stage.before, after), stage.plan
    busy = plan.moves or plan.regroupings or any(outcome.changes for outcome in outcomes)
    if busy or not start.whole or not stage.groups or any(not outcome.ok for outcome in outcomes):
        return None
    return SiteRecord(tuple(stage.groups), stage.trace.files, *map(pack_outcome, outcomes))


def _close(start: Start, stage: Stage, outcome: Outcome) -> Done:
    """Write down what is known now."""
    if start.request.dry_run:
        return keep_book(start, outcome)
    digests = digests_after(stage.survey, stage.plan, start.digests) | dict(outcome.digests)
    kept = {path: digest for path, digest in digests.items() if digest is not None}
    if kept != start.digests:
        write_pages(start.project.root, kept)
    with suppress(OSError):
        _keep_places(start, outcome)
    listing = _after(replace(start.listing, litter=()), outcome.changes)
    if start.keeps:
        with suppress(OSError):  # which `keep_book` meets as well, and tells
            stage.offers.save(listing)
            stage.copies.save({path for group in stage.groups if len(group) > 1 for path in group})
    return keep_book(replace(start, digests=kept, listing=listing), outcome)


def _keep_places(start: Start, outcome: Outcome) -> None:
    """Write down where files lie now, and where they lay until nothing is left there."""
    known = read_places(start.project.root)
    if start.request.pseudo is not None or not (start.request.cache or known):
        return
    settled = start.whole and start.request.steps >= SYNC and outcome.ok
    earlier = () if settled else tuple(map(places_of, reversed(start.earlier)))
    places = (*earlier, places_of(start.project))
    if places != known:
        write_places(start.project.root, places)


def _after(listing: Listing, changes: Iterable[Change]) -> Listing:
    """Return the listing as it is after these changes.

    Not a new one: a document that somebody else has written meanwhile has to be new to the next run.
    """
    new: list[str] = []
    gone: set[str] = set()
    for change in changes:
        if change.action == "update":
            continue
        if change.action == "remove":
            gone.add(change.path)
        else:
            new.append(change.path)
            gone.discard(change.path)
        if change.origin is not None:
            gone.add(change.origin)
    if not (new or gone):
        return listing
    files = sorted(path for path in chain(listing.files, new) if path not in gone)
    return replace(listing, files=[path for path, _ in groupby(files)])
