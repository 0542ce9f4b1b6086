"""JUnit XML, as Jenkins and GitLab read it.

The structure is that of https://github.com/jenkinsci/xunit-plugin (``junit-10.xsd``); GitLab's part of it:
https://docs.gitlab.com/ci/testing/unit_test_reports/.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from i18n_pipeline.reports.result import is_within_limits
from i18n_pipeline.reports.text import count_findings, source_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from i18n_pipeline.document import Finding
    from i18n_pipeline.reports.result import CheckResult

# What XML 1.0 has no way to write: https://www.w3.org/TR/xml/#charsets.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_junit(result: CheckResult) -> str:
    """Return a test suite per language with a test case per document, which fails if it has an error."""
    cases = _cases(result)
    root = Element("testsuites", {"name": "i18n-pipeline", **_counts(cases.values())})
    for language in dict.fromkeys(language for language, _ in cases):
        mine = {name: found for (other, name), found in cases.items() if other == language}
        suite = SubElement(root, "testsuite", {"name": language, **_counts(mine.values())})
        for name, findings in mine.items():
            _add_case(suite, language, name, findings)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _cases(result: CheckResult) -> dict[tuple[str, str], list[Finding]]:
    """Return the findings for each language (``source`` for none) and document, checked or found wanting."""
    cases: dict[tuple[str, str], list[Finding]] = {
        (standing.language, standing.path): [] for standing in result.standings
    }
    for finding in result.everything:
        key = (finding.language or "source", finding.source_path or finding.path)
        cases.setdefault(key, []).append(finding)
    return cases


def _counts(cases: Iterable[Sequence[Finding]]) -> dict[str, str]:
    cases = list(cases)
    failed = sum(any(finding.severity == "error" for finding in case) for case in cases)
    return {"tests": str(len(cases)), "failures": str(failed), "errors": "0"}


def _add_case(suite: Element, language: str, name: str, findings: Sequence[Finding]) -> None:
    case = SubElement(suite, "testcase", classname=language, name=_clean(name))
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        failure = SubElement(case, "failure", type=errors[0].code, message=count_findings(errors))
        failure.text = _clean("".join(map(_line, errors)))
    warnings = [
        finding for finding in findings if finding.severity != "error" and not is_within_limits(finding)
    ]
    if warnings:
        SubElement(case, "system-out").text = _clean("".join(map(_line, warnings)))


def _line(finding: Finding) -> str:
    place = f" ({source_place(finding)})" if finding.source_path else ""
    return f"{finding.path}:{finding.line}: {finding.code}: {finding.message}{place}\n"


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("�", text)
