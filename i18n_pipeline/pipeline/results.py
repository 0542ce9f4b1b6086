"""What a worker hands back: packed, for who gathers the results of 50,000 bundles reads little of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import msgspec
from msgspec.structs import replace

from i18n_pipeline.pipeline.offers import note_offers
from i18n_pipeline.pipeline.orders import SharedFile
from i18n_pipeline.pipeline.packing import pack_outcome
from i18n_pipeline.pipeline.working import work_safely
from i18n_pipeline.store import pack_sightings

if TYPE_CHECKING:
    from i18n_pipeline.catalog import Key
    from i18n_pipeline.pipeline.orders import Bundle, Order, Outcome
    from i18n_pipeline.pipeline.slices import Slice
    from i18n_pipeline.tracing import Found, Question, Trace

Questions: TypeAlias = "tuple[tuple[str, frozenset[Key]], ...]"


class Lesson(msgspec.Struct, frozen=True):
    """What the next run would come to, packed, and what that depends on.

    ``files`` are those that were seen (see `pack_sightings`), ``answers`` what came of questions.
    """

    outcome: bytes
    files: bytes
    answers: tuple[tuple[Question, Found], ...]


class Result(msgspec.Struct, frozen=True):
    """What came of an order: a packed ``outcome``, and the ``lesson`` for the next run, if any.

    ``offers`` are as `Offers.note` takes them; the rest is as in an `Outcome`.
    """

    outcome: bytes
    lesson: Lesson | None = None
    questions: Questions = ()
    digests: tuple[tuple[str, str | None], ...] = ()
    offers: bytes = b""
    slices: tuple[tuple[str, Slice], ...] = ()
    settled: bool = False


def work_packed(order: Order) -> Result:
    """Do what `work_safely` does."""
    outcome = work_safely(order)
    bundle = order.bundle if isinstance(order, SharedFile) else order
    packed = pack_outcome(outcome)
    if outcome.questions or outcome.trace is None:
        return Result(packed, questions=outcome.questions)
    badly = any(finding.code == "write" for finding in outcome.findings)
    return Result(
        packed,
        None if badly or not _would_say(bundle, outcome) else _draw_lesson(bundle, outcome, outcome.trace),
        digests=outcome.digests,
        offers=note_offers(outcome.offers, outcome.trace.files) if outcome.offers and not badly else b"",
        slices=outcome.slices,
        settled=outcome.settled,
    )


def _would_say(bundle: Bundle, outcome: Outcome) -> bool:
    """Tell whether the next run would come to the same, or to no more changes."""
    whole = bundle.wanted.issuperset(bundle.documents) and not bundle.origins and not bundle.shares
    # What lies elsewhere in the site was searched: a dry run would have to do it again.
    return whole and not (outcome.searched and bundle.request.dry_run)


def _draw_lesson(bundle: Bundle, outcome: Outcome, trace: Trace) -> Lesson:
    # What is written is written: the next run has nothing to change.
    changes = outcome.changes if bundle.request.dry_run else ()
    packed = pack_outcome(replace(outcome, changes=changes))
    return Lesson(packed, pack_sightings(trace.files), tuple(trace.answers.items()))
