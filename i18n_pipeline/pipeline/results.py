"""What a worker hands back: packed, for who gathers the results of 50,000 bundles reads little of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from i18n_pipeline.pipeline.offers import note_offers
from i18n_pipeline.pipeline.orders import Outcome
from i18n_pipeline.pipeline.packing import pack_outcome
from i18n_pipeline.pipeline.working import work_safely
from i18n_pipeline.store import pack_sightings

if TYPE_CHECKING:
    from i18n_pipeline.catalog import Key
    from i18n_pipeline.pipeline.orders import Bundle
    from i18n_pipeline.tracing import Found, Question, Trace

Questions: TypeAlias = "tuple[tuple[str, frozenset[Key]], ...]"


@dataclass(frozen=True, slots=True)
class PackedTrace:
    """What work saw: files (see `pack_sightings`), and questions with what came of them."""

    files: bytes
    answers: tuple[tuple[Question, Found], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of the work on a bundle.

    ``parts`` are packed outcomes that say it together. If there is a ``trace``, the next run would come to
    what the last part says. ``offers`` are as `Offers.note` takes them; the rest is as in an `Outcome`.
    """

    parts: tuple[bytes, ...] = ()
    trace: PackedTrace | None = None
    questions: Questions = ()
    digests: tuple[tuple[str, str | None], ...] = ()
    offers: bytes = b""


def work_packed(bundle: Bundle) -> Result:
    """Do what `work_safely` does."""
    outcome = work_safely(bundle)
    if outcome.questions or outcome.trace is None:
        return Result((pack_outcome(outcome),), questions=outcome.questions)
    parts: tuple[Outcome, ...] = (outcome,)
    if outcome.changes and not bundle.request.dry_run:
        # What is written is written: the next run has nothing to change.
        parts = (Outcome(outcome.changes), replace(outcome, changes=()))
    badly = any(finding.code == "write" for finding in outcome.findings)
    return Result(
        tuple(map(pack_outcome, parts)),
        _pack_trace(outcome.trace) if not badly and _would_say(bundle, outcome) else None,
        digests=outcome.digests,
        offers=note_offers(outcome.offers, outcome.trace.files) if outcome.offers and not badly else b"",
    )


def _would_say(bundle: Bundle, outcome: Outcome) -> bool:
    """Tell whether the next run would come to the same, or to no more changes."""
    whole = bundle.wanted.issuperset(bundle.documents) and not bundle.origins and not bundle.shares
    dry_run = bundle.request.dry_run
    # What lies elsewhere in the site was searched: a dry run would have to do it again.
    sure = not (outcome.searched and dry_run)
    # Findings have lines, which may be others once what was changed is read.
    final = dry_run or not outcome.changes or not outcome.findings
    return whole and sure and final


def _pack_trace(trace: Trace) -> PackedTrace:
    return PackedTrace(pack_sightings(trace.files), tuple(trace.answers.items()))
