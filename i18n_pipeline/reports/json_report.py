"""JSON for scripts, in the documented shape (docs/ci.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from i18n_pipeline.document import Finding
    from i18n_pipeline.reports.result import CheckResult


def write_json(result: CheckResult) -> str:
    """Return the findings, whether each language passes, and ``errors`` where files can't be used."""
    value: dict[str, Any] = {
        "findings": [_plain_finding(finding) for finding in result.findings],
        "languages": {verdict.language: {"ok": verdict.ok} for verdict in result.verdicts},
    }
    if result.trouble:
        value["errors"] = [
            {"path": finding.path, "line": finding.line, "message": finding.message}
            for finding in result.trouble
        ]
    return format_json(value)


def format_json(value: Any) -> str:
    """Return plain data as indented JSON with a line end."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"


def _plain_finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "language": finding.language,
        "path": finding.path,
        "line": finding.line,
        "source_path": finding.source_path,
        "source_line": finding.source_line,
        "msgid": finding.msgid,
        "message": finding.message,
    }
