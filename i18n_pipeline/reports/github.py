"""Annotations and a summary for GitHub Actions.

Workflow commands and their escaping:
https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions and
https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts. GitHub shows 10 errors and 10
warnings of a step: https://docs.github.com/en/rest/checks/runs.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from i18n_pipeline.reports.result import choose, count_all, is_allowed
from i18n_pipeline.reports.text import describe_counts, describe_tally, source_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from i18n_pipeline.document import Finding
    from i18n_pipeline.reports.result import Batch, CheckResult, Kind

_SHOWN = 10


def write_github(result: CheckResult) -> Iterator[str]:
    """Yield one workflow command per finding, at most 10 errors and 10 warnings, and a line that counts."""
    batches = result.everything
    counts = _worth_saying(batches)
    shown = 0
    for severity in ("error", "warning"):
        mine = choose(batches, frozenset(kind for kind in counts if kind[1] == severity))
        for finding in islice(mine, _SHOWN):
            shown += 1
            yield f"{_command(finding)}\n"
    rest = sum(counts.values()) - shown
    more = f"; {rest} of them not shown here" if rest else ""
    yield f"i18n-pipeline: {describe_counts(counts)}{more}\n"


def _worth_saying(batches: Sequence[Batch]) -> dict[Kind, int]:
    return {kind: number for kind, number in count_all(batches).items() if not is_allowed(kind)}


def _command(finding: Finding) -> str:
    title = f"{finding.code} ({finding.language})" if finding.language else finding.code
    place = f" ({source_place(finding)})" if finding.source_path else ""
    line, column = finding.place or (finding.line, None)
    where = f"line={line}" if column is None else f"line={line},col={column}"
    properties = f"file={_property(finding.path)},{where},title={_property(title)}"
    return f"::{finding.severity} {properties}::{_data(finding.message + place)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def write_step_summary(result: CheckResult) -> str:
    """Return the summary of a step in Markdown: a table of languages, then findings.

    It goes to the file that ``GITHUB_STEP_SUMMARY`` names.
    """
    lines = ["### i18n-pipeline", "", "| language | | words |", "| --- | --- | --- |"]
    for verdict in result.verdicts:
        words = "; ".join(
            f"{tally.glob} {describe_tally(tally)}".strip().replace("|", "\\|") for tally in verdict.tallies
        )
        lines.append(f"| {verdict.language} | {'ok' if verdict.ok else '**failed**'} | {words} |")
    batches = result.everything
    counts = _worth_saying(batches)
    text = describe_counts(counts)
    lines += ["", f"{text[:1].upper()}{text[1:]}.", ""]
    lines += map(_summary_item, islice(choose(batches, frozenset(counts)), _LISTED))
    rest = sum(counts.values()) - _LISTED
    lines += [f"- … and {rest} more"] if rest > 0 else []
    return "".join(f"{line}\n" for line in lines)


# GitHub takes a summary of at most 1 MiB.
_LISTED = 200


def _summary_item(finding: Finding) -> str:
    return f"- {_code(f'{finding.path}:{finding.line}')} {finding.code}: {_code(finding.message)}"


def _code(text: str) -> str:
    """Write text as a code span, so that nothing in it is markup."""
    longest = max((len(run) for run in _backquotes(text)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {' '.join(text.split())} {fence}"


def _backquotes(text: str) -> list[str]:
    return "".join(char if char == "`" else " " for char in text).split()
