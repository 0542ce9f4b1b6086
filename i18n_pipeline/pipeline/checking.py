"""The gate: what is missing, stale or broken, held against the limits of the configuration."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from i18n_pipeline.pipeline.orders import FILE_TROUBLE
from i18n_pipeline.pipeline.running import run
from i18n_pipeline.publish.choosing import Counts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from i18n_pipeline.document import Finding
    from i18n_pipeline.pipeline.orders import Request, Standing
    from i18n_pipeline.project import Project

# The formats of ``check`` have a code for catalogs that can't be read; other trouble goes to standard error.
_TROUBLE = FILE_TROUBLE - {"catalog"}
# Said when pages are written; nothing that is wrong with a translation or a source.
_NOTICES = frozenset({"status"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one language fares: its words, the limits (percent of words), and whether it passes."""

    language: str
    words: Counts
    missing_limit: float
    stale_limit: float
    ok: bool


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Findings in the order of documents, a verdict per language, and trouble with files."""

    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...]
    trouble: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing has to be mended."""
        return not self.trouble and all(verdict.ok for verdict in self.verdicts)


def check(
    project: Project, request: Request, progress: Callable[[int, int], None] | None = None
) -> CheckResult:
    """Check the site, or the part of it that ``request`` names. Writes nothing."""
    outcome = run(project, replace(request, steps=frozenset({"check"}), dry_run=True), progress)
    trouble = tuple(finding for finding in outcome.findings if finding.code in _TROUBLE)
    words = words_by_language(outcome.standings)
    findings = tuple(
        _weigh(project, finding, words)
        for finding in outcome.findings
        if finding.code not in _TROUBLE | _NOTICES
    )
    verdicts = tuple(
        _verdict(project, name, words.get(name, Counts()), [*findings, *trouble])
        for name in project.languages(request.languages)
    )
    return CheckResult(findings, verdicts, trouble)


def words_by_language(standings: Iterable[Standing]) -> dict[str, Counts]:
    """Add up the words of all documents, per language."""
    words: dict[str, Counts] = {}
    for standing in standings:
        words[standing.language] = words.get(standing.language, Counts()) + standing.words
    return words


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def _weigh(project: Project, finding: Finding, words: dict[str, Counts]) -> Finding:
    """Make what stays within the limits a warning."""
    if finding.language is None or finding.code not in ("missing", "stale"):
        return finding
    missing, stale = project.config.check.limits(finding.language)
    counts = words[finding.language]
    part, limit = (counts.missing, missing) if finding.code == "missing" else (counts.stale, stale)
    return finding if _share(part, counts.total) > limit else replace(finding, severity="warning")


def _verdict(project: Project, language: str, words: Counts, findings: Sequence[Finding]) -> Verdict:
    missing, stale = project.config.check.limits(language)
    ok = not any(found.severity == "error" and found.language in (language, None) for found in findings)
    return Verdict(language, words, missing, stale, ok)
