"""JUnit XML, as Jenkins and GitLab read it.

The structure is that of https://github.com/jenkinsci/xunit-plugin (``junit-10.xsd``); GitLab's part of it:
https://docs.gitlab.com/ci/testing/unit_test_reports/.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from i18n_pipeline.reports.result import is_within_limits, make_batch
from i18n_pipeline.reports.text import describe_counts, source_place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from i18n_pipeline.document import Finding
    from i18n_pipeline.reports.result import CheckResult

# What XML 1.0 has no way to write: https://www.w3.org/TR/xml/#charsets.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_junit(result: CheckResult) -> Iterator[str]:
    """Yield a test suite per language with a test case per document, which fails if it has an error."""
    cases = _find_cases(result)
    suites: dict[str, list[_Case]] = {}
    for case in cases.values():
        suites.setdefault(case.language, []).append(case)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield _open("testsuites", "i18n-pipeline", cases.values(), empty=not suites)
    batches = result.everything
    group = lru_cache(maxsize=2)(lambda number: _group(batches[number].findings))
    for language, mine in suites.items():
        yield f"\n  {_open('testsuite', language, mine)}"
        for case in mine:
            found = [finding for number in case.batches for finding in group(number)[case.key]]
            yield f"\n    {_write_case(case, found)}"
        yield "\n  </testsuite>"
    yield "\n</testsuites>\n" if suites else "\n"


@dataclass(slots=True)
class _Case:
    """A language (``source`` for none) and a document: where its findings are, by batch, and if one fails."""

    language: str
    name: str
    batches: list[int] = field(default_factory=list)
    failed: bool = False

    @property
    def key(self) -> tuple[str, str]:
        return self.language, self.name


def _find_cases(result: CheckResult) -> dict[tuple[str, str], _Case]:
    """Return the cases that were checked, or found wanting."""
    cases: dict[tuple[str, str], _Case] = {}
    for standing in result.standings:
        case = _Case(standing.language, standing.path)
        cases[case.key] = case
    for number, batch in enumerate(result.everything):
        for key, findings in _group(batch.findings).items():
            case = cases.setdefault(key, _Case(*key))
            case.batches.append(number)
            case.failed |= any(finding.severity == "error" for finding in findings)
    return cases


def _group(batch: Iterable[Finding]) -> dict[tuple[str, str], list[Finding]]:
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in batch:
        key = (finding.language or "source", finding.source_path or finding.path)
        groups.setdefault(key, []).append(finding)
    return groups


def _open(tag: str, name: str, cases: Collection[_Case], *, empty: bool = False) -> str:
    failed = sum(case.failed for case in cases)
    counts = {"tests": str(len(cases)), "failures": str(failed), "errors": "0"}
    whole = tostring(Element(tag, {"name": name, **counts}), encoding="unicode")
    return whole if empty else f"{whole.removesuffix(' />')}>"


def _write_case(case: _Case, findings: Sequence[Finding]) -> str:
    element = Element("testcase", classname=case.language, name=_clean(case.name))
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        failure = SubElement(
            element, "failure", type=errors[0].code, message=describe_counts(make_batch(errors).counts)
        )
        failure.text = _clean("".join(map(_line, errors)))
    warnings = [
        finding for finding in findings if finding.severity != "error" and not is_within_limits(finding)
    ]
    if warnings:
        SubElement(element, "system-out").text = _clean("".join(map(_line, warnings)))
    indent(element, level=2)
    return tostring(element, encoding="unicode")


def _line(finding: Finding) -> str:
    place = f" ({source_place(finding)})" if finding.source_path else ""
    return f"{finding.path}:{finding.line}: {finding.code}: {finding.message}{place}\n"


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("�", text)
