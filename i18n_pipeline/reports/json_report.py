"""JSON for scripts, in the documented shape (docs/ci.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from i18n_pipeline.document import Finding
    from i18n_pipeline.reports.result import CheckResult


# Stands for the items of a list that are written one after the other; no finding says it.
ITEMS = "\0"


def write_json(result: CheckResult) -> Iterator[str]:
    """Yield the findings, whether each language passes, and ``errors`` where files can't be used."""
    value: dict[str, Any] = {
        "findings": [ITEMS],
        "languages": {verdict.language: {"ok": verdict.ok} for verdict in result.verdicts},
    }
    if result.trouble:
        value["errors"] = [
            {"path": finding.path, "line": finding.line, "message": finding.message}
            for finding in result.trouble
        ]
    return format_json(value, (list(map(_plain_finding, batch.findings)) for batch in result.batches))


def format_json(value: Any, batches: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Yield plain data as indented JSON with a line end; batches of items take the place of `ITEMS`."""
    before, _, after = _format(value).partition(msgspec.json.encode(ITEMS).decode())
    indent = before.rpartition("\n")[2]
    first = True
    for batch in batches:
        if batch:
            # Without the brackets, and as far from the margin as the others; no string holds a line end.
            text = _format(batch)[len("[\n  ") : -len("\n]")].replace("\n  ", f"\n{indent}")
            yield (before if first else f",\n{indent}") + text
            first = False
    yield f"{before.rstrip()}{after.lstrip()}\n" if first else f"{after}\n"


def _format(value: Any) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()


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
