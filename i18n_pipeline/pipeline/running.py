"""One run over a site: what is known of it from earlier runs is said again, the rest is done."""

from __future__ import annotations

import gc
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

import msgspec
from msgspec.structs import replace

from i18n_pipeline.document import Finding
from i18n_pipeline.pipeline.hiding import find_hidden, has_hidden
from i18n_pipeline.pipeline.packing import join_packed
from i18n_pipeline.pipeline.starting import Start, find_wanted, start_run
from i18n_pipeline.store import FOLDER, last_writer, lock_site

if TYPE_CHECKING:
    from collections.abc import Callable

    from i18n_pipeline.pipeline.orders import Outcome, Request
    from i18n_pipeline.project import Project

    Progress: TypeAlias = Callable[[int, int], None] | None


def run(
    project: Project,
    request: Request,
    progress: Progress = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Do what ``request`` asks for on the whole site or the part it names.

    ``progress`` is called with the number of documents done and their total, ``tell`` with a line for people
    if another run has to end first. Raises `ConfigError` if the request can't be met at all: an unknown path
    or language, pages that would overwrite each other, or another run that doesn't end.
    """
    before = last_writer(project.root)
    return go_on(start_run(project, request), before, progress, tell).outcome


class Done(msgspec.Struct, frozen=True):
    """What came of a run, and what another may start with that knows what has changed since."""

    start: Start
    outcome: Outcome


def go_on(
    start: Start,
    before: int | None,
    progress: Progress,
    tell: Callable[[str], None],
) -> Done:
    """Do what `run` does, once the site has been looked at; ``before`` that, it was written to last."""
    project, request = start.project, start.request
    known = _recall_all(start)
    if known is not None:
        return keep_book(start, known)
    do_work = _load_worker()
    if request.dry_run:
        return do_work(start, progress)
    with lock_site(project.root, tell, lasting=request.cache) as last:
        # What has been looked at may have been written since: all of it is looked at again.
        start = start if last == before else start_run(project, request)
        return do_work(start, progress)


@cache
def _load_worker() -> Callable[[Start, Progress], Done]:
    # What is loaded stays to the end: a collector of garbage needn't go through it, now or ever after.
    gc.disable()
    from i18n_pipeline.pipeline.doing import do_work

    gc.freeze()
    gc.enable()
    return do_work


def _recall_all(start: Start) -> Outcome | None:
    """Return what came of an earlier run if all that is asked for is as it was then; else None."""
    around, site = start.recall_site(), start.site
    if around is None or site is None or (start.listing.litter and not start.request.dry_run):
        return None
    wanted = find_wanted(
        start.project, [path for group in site.groups for path in group], start.request.paths
    )
    mine = start.pieces(site.groups, wanted)
    # Most often one is missing: then the others need not be unpacked here.
    if not all(start.ledger.knows(piece) for piece in mine):
        return None
    if has_hidden(start.project, start.request):
        everything = {path for group in site.groups for path in group}
        known = [start.ledger.recall(piece) for piece in start.pieces(site.groups, everything)]
        recalled = [packed for packed in known if packed is not None]
        if len(recalled) < len(known):
            return None
        standings = join_packed(recalled).standings
        start.hide(find_hidden(start.project, standings))
    outcomes = []
    for piece in mine:
        outcome = start.recall(piece)
        if outcome is None:
            return None
        outcomes.append(outcome)
    return join_packed([around[0], *outcomes, around[1]])


def keep_book(start: Start, outcome: Outcome) -> Done:
    """Write the store; where that can't be done the run is as good, and says so once."""
    try:
        start.save()
    except OSError as error:
        what = (
            f"can't be written ({error.strerror}), so the next run does all again; make it a writable folder"
        )
        note = Finding(FOLDER, 1, "store", what, "warning")
        outcome = replace(outcome, findings=(*outcome.findings, note))
    return Done(start, outcome)
