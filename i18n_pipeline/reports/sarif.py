"""SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html.

What GitHub makes of it:
https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from i18n_pipeline import __version__
from i18n_pipeline.reports.codes import describe_code
from i18n_pipeline.reports.fingerprints import with_fingerprints
from i18n_pipeline.reports.json_report import ITEMS, format_json
from i18n_pipeline.reports.result import count_all, is_within_limits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from i18n_pipeline.document import Finding
    from i18n_pipeline.reports.result import CheckResult

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def write_sarif(result: CheckResult) -> Iterator[str]:
    """Yield a log with one run: a rule per code, a result per finding."""
    found = sorted({code for _, _, code in count_all(result.everything)})
    codes = {code: number for number, code in enumerate(found)}
    driver = {
        "name": "i18n-pipeline",
        "version": __version__,
        "rules": [{"id": code, "shortDescription": {"text": describe_code(code)}} for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [ITEMS],
    }
    batches = with_fingerprints(result.everything)
    return format_json(
        {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]},
        ([_result(finding, mark, codes) for finding, mark in batch] for batch in batches),
    )


def _result(finding: Finding, fingerprint: str, codes: Mapping[str, int]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": codes[finding.code],
        "level": "note" if is_within_limits(finding) else finding.severity,
        "message": {"text": finding.message},
        "locations": [_location(finding.path, *(finding.place or (finding.line,)))],
        "partialFingerprints": {"i18nPipelineFinding/v1": fingerprint},
    }
    if finding.source_path is not None:
        source = _location(finding.source_path, finding.source_line)
        found["relatedLocations"] = [source | {"id": 1, "message": {"text": "the source"}}]
    if finding.language is not None:
        found["properties"] = {"language": finding.language}
    return found


def _location(path: str, line: int | None, column: int | None = None) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(path), "uriBaseId": "%SRCROOT%"}}
    if line is not None:
        place["region"] = {"startLine": line} | ({} if column is None else {"startColumn": column})
    return {"physicalLocation": place}


def _uri(path: str) -> str:
    """Return a relative path as a relative reference, in which a colon may stand only behind a slash."""
    return quote(path, safe="/", errors="surrogateescape")
