"""A Code Quality report for GitLab: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from i18n_pipeline.reports.fingerprints import with_fingerprints
from i18n_pipeline.reports.json_report import ITEMS, format_json
from i18n_pipeline.reports.result import is_within_limits
from i18n_pipeline.reports.text import source_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from i18n_pipeline.document import Finding
    from i18n_pipeline.reports.result import CheckResult


def write_gitlab(result: CheckResult) -> Iterator[str]:
    """Yield the report: one issue per finding, with a fingerprint that is free of line numbers."""
    batches = with_fingerprints(result.everything)
    return format_json([ITEMS], ([_issue(finding, mark) for finding, mark in batch] for batch in batches))


def _issue(finding: Finding, fingerprint: str) -> dict[str, Any]:
    place = f" ({source_place(finding)})" if finding.source_path else ""
    return {
        "description": finding.message + place,
        "check_name": finding.code,
        "fingerprint": fingerprint,
        "severity": _severity(finding),
        "location": {"path": finding.path, **_place(finding)},
    }


def _place(finding: Finding) -> dict[str, Any]:
    """Return the line, and the column where there is one: readers of the format know ``lines`` at least."""
    if finding.place is None:
        return {"lines": {"begin": finding.line}}
    line, column = finding.place
    return {"lines": {"begin": line}, "positions": {"begin": {"line": line, "column": column}}}


def _severity(finding: Finding) -> str:
    if is_within_limits(finding):
        return "info"
    return "major" if finding.severity == "error" else "minor"
