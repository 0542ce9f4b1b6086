"""What a run says of itself: which files changed, and how each language stands."""

from __future__ import annotations

from collections import Counter
from math import floor
from typing import TYPE_CHECKING

from i18n_pipeline.publish.counts import Counts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from i18n_pipeline.pipeline import Change, Outcome
    from i18n_pipeline.publish.counts import Standing


def run_summary(outcome: Outcome, *, dry_run: bool, minimum: float = 0) -> str:
    """Say which files changed (one line each in a dry run) and how each language stands.

    ``minimum`` is the percentage under which the run writes no page.
    """
    lines = []
    if dry_run:
        lines += [would_line(change) for change in outcome.changes]
    lines.append(changes_line(outcome, dry_run=dry_run))
    low = [standing for standing in outcome.standings if standing.segments.percent < minimum]
    removed = _removed_pages(outcome, low)
    stale = [standing for standing in outcome.standings if standing.segments.stale]
    for language, counts in segments_by_language(outcome.standings).items():
        lines.append(counts_line(language, counts))
        lines += [f"  stale in {s.catalog} ({s.segments.stale})" for s in _of(language, stale)]
        lines += [_removal_line(s, minimum, dry_run=dry_run) for s in _of(language, removed)]
        number = len(_of(language, low))
        if number:
            lines.append(f"  not written: {several(number, 'page')} under publish.minimum ({minimum:g} %)")
    return "".join(f"{line}\n" for line in lines)


def saved_summary(outcome: Outcome, minimum: float) -> str:
    """Say which files changed after a save, and why pages were removed."""
    low = [standing for standing in outcome.standings if standing.segments.percent < minimum]
    removed = [_removal_line(s, minimum, dry_run=False) for s in _removed_pages(outcome, low)]
    return "\n".join([changes_line(outcome, dry_run=False), *removed])


def changes_line(outcome: Outcome, *, dry_run: bool) -> str:
    """Say how many files of each kind changed."""
    counts: Counter[tuple[str, str]] = Counter((change.kind, change.action) for change in outcome.changes)
    if not counts and any(finding.code == "write" for finding in outcome.findings):
        return "Nothing was written."
    if not counts:
        return "Nothing to do: everything is up to date." if outcome.ok else "Nothing else to do."
    done = {"create": "created", "update": "updated", "remove": "removed"}
    parts = []
    for kind in ("template", "catalog", "page"):
        actions = [f"{counts[kind, action]} {done[action]}" for action in done if counts[kind, action]]
        if actions:
            parts.append(f"{kind}s: {', '.join(actions)}")
    parts += _moves(counts)
    return ("Would be: " if dry_run else "") + "; ".join(parts) + "."


def would_line(change: Change) -> str:
    """Say what a dry run would do to a file."""
    if change.origin is None:
        return f"would {change.action} {change.path}"
    return f"would {change.action} {change.origin} {'to' if change.action == 'move' else 'as'} {change.path}"


def segments_by_language(standings: Iterable[Standing]) -> dict[str, Counts]:
    """Add up the segments of all documents, per language."""
    segments: dict[str, Counts] = {}
    for standing in standings:
        segments[standing.language] = segments.get(standing.language, Counts()) + standing.segments
    return segments


def counts_line(language: str, counts: Counts) -> str:
    """Say how a language stands."""
    line = f"{language}: {counts.translated} of {counts.total} segments translated"
    return f"{line}, {counts.stale} stale, {counts.missing} missing"


def several(number: int, what: str) -> str:
    """Return a number with what is counted, in the plural if it isn't one."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _moves(counts: Counter[tuple[str, str]]) -> list[str]:
    parts = []
    for action, done in (("move", "moved"), ("set aside", "set aside")):
        kinds = [kind for kind in ("template", "catalog", "page") if counts[kind, action]]
        if kinds:
            parts.append(f"{done}: {', '.join(several(counts[kind, action], kind) for kind in kinds)}")
    return parts


def _of(language: str, standings: Iterable[Standing]) -> list[Standing]:
    return [standing for standing in standings if standing.language == language]


def _removed_pages(outcome: Outcome, low: Collection[Standing]) -> Sequence[Standing]:
    """Return those documents with too little translated whose page was there, and is not any more."""
    removed = {c.path for c in outcome.changes if c.kind == "page" and c.action == "remove"} if low else ()
    return [standing for standing in low if standing.page in removed]


def _removal_line(standing: Standing, minimum: float, *, dry_run: bool) -> str:
    # Rounded down: what is under the minimum must not read as if it were not.
    percent = floor(standing.segments.percent * 10) / 10
    done = "would remove" if dry_run else "removed"
    why = f"{percent:g} % translated into {standing.language}, publish.minimum is {minimum:g} %"
    return f"  {done} {standing.page}: {why}"
