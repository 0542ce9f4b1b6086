"""What the commands print."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any

import click
import msgspec

from i18n_pipeline.cli.summary import (
    changes_line,
    counts_line,
    run_summary,
    segments_by_language,
    several,
    would_line,
)
from i18n_pipeline.pipeline import words_by_language
from i18n_pipeline.publish.counts import Counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from i18n_pipeline.document import Finding
    from i18n_pipeline.pipeline import Fix, Outcome, Report
    from i18n_pipeline.pipeline.fates import FileReport
    from i18n_pipeline.pipeline.migrating import Migration
    from i18n_pipeline.project import Project
    from i18n_pipeline.publish.counts import Standing
    from i18n_pipeline.setup import Found


def print_findings(findings: Iterable[Finding]) -> None:
    """Print one line per finding to standard error; what is the same for all languages once."""
    for line in dict.fromkeys(map(str, findings)):
        click.echo(line, err=True)


def init_summary(found: Found, name: str) -> str:
    """Say what a site turned out to be, what was written, and what to do next."""
    languages = ", ".join(found.languages) or "none named yet"
    kind = f"a site of kind {found.site}"
    lines = [
        f"{found.evidence}: {kind}" if found.evidence else f"nothing found here: {kind} is assumed",
        f"source: {found.source} in {found.content}; other languages: {languages}",
        *found.notes,
        f"Wrote {name}. Look it over, then run: i18n-pipeline sync",
    ]
    return "".join(f"{line}\n" for line in lines)


def report_summary(report: Report, folder: Path) -> str:
    """Say how many pages of the report changed, and where to begin to read."""
    numbers = (("created", report.created), ("updated", report.updated), ("removed", report.removed))
    done = ", ".join(f"{number} {what}" for what, number in numbers if number)
    changes = f"pages of the report: {done}." if done else "Nothing to do: the report is up to date."
    return f"{changes}\nOpen {folder / 'index.html'} in a browser.\n"


def fix_summary(fixes: Sequence[Fix]) -> str:
    """Say which catalogs were mended."""
    lines = [f"mended {several(fix.number, 'translation')} in {fix.path}" for fix in fixes]
    return "".join(f"{line}\n" for line in lines or ["Nothing that has one right answer is wrong."])


def fix_diff(fixes: Sequence[Fix]) -> str:
    """Return a diff of mended catalogs, as ``git apply`` takes it."""
    return "".join(line for fix in fixes for line in _diff_lines(fix))


def _diff_lines(fix: Fix) -> Iterator[str]:
    # Not splitlines: a message may hold characters that Python takes for line ends.
    before, after = (re.findall(r"[^\n]*\n|[^\n]+", text) for text in (fix.before, fix.after))
    for line in difflib.unified_diff(before, after, f"a/{fix.path}", f"b/{fix.path}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def pseudo_summary(project: Project, outcome: Outcome, *, dry_run: bool) -> str:
    """Say what was filled, and how the pages come about."""
    languages = dict.fromkeys(standing.language for standing in outcome.standings)
    new = [name for name in languages if name not in project.config.languages]
    advice = f"Next: i18n-pipeline merge --language {' --language '.join(languages)}\n" if languages else ""
    if new:
        names = ", ".join(f'"{name}"' for name in new)
        advice = f"Next: add {names} to languages in {project.config_name}, then run: i18n-pipeline sync\n"
    return run_summary(outcome, dry_run=dry_run) + advice


def migration_summary(migration: Migration, *, dry_run: bool) -> str:
    """Say what became of the messages that were brought, which catalogs changed, and what to do next."""
    if not migration.reports:
        return ""
    lines = [would_line(change) for change in migration.outcome.changes] if dry_run else []
    groups: dict[tuple[str, str], list[FileReport]] = {}
    for report in migration.reports:
        groups.setdefault((report.tool, report.language), []).append(report)
    lines += [_fates_line(tool, language, reports) for (tool, language), reports in groups.items()]
    lines.append(changes_line(migration.outcome, dry_run=dry_run))
    lines += [counts_line(language, counts) for language, counts in migration.languages]
    if not dry_run:
        lines.append("Next: i18n-pipeline sync")
    return "".join(f"{line}\n" for line in lines)


_FATES = {
    "taken": "taken over",
    "stale": "taken over as stale",
    "there": "translated here already",
    "obsolete": "kept as obsolete",
    "aside": "of no document, kept aside",
}


def _fates_line(tool: str, language: str, reports: Sequence[FileReport]) -> str:
    from i18n_pipeline.pipeline.fates import FATES

    counts = {fate: sum(report.messages.get(fate, 0) for report in reports) for fate in FATES}
    parts = [f"{counts[fate]} {_FATES[fate]}" for fate in FATES if counts[fate] or fate == "taken"]
    where = reports[0].path if len(reports) == 1 else f"{len(reports)} files"
    messages = several(sum(counts.values()), "translated message")
    return f"{where} ({tool}, {language}): {messages}: {', '.join(parts)}."


def migration_json(migration: Migration) -> str:
    """Return what became of each file as JSON; ``kept`` are the messages that none of ours is."""
    from i18n_pipeline.pipeline.fates import FATES

    return write_json(
        {
            "files": [
                {
                    "path": report.path,
                    "tool": report.tool,
                    "language": report.language,
                    "messages": {fate: report.messages.get(fate, 0) for fate in FATES},
                    "words": {fate: report.words.get(fate, 0) for fate in FATES},
                    "kept": [
                        {"line": kept.line, "msgid": kept.msgid, "as": kept.fate} for kept in report.kept
                    ],
                }
                for report in migration.reports
            ],
            "languages": {language: {"segments": _plain(counts)} for language, counts in migration.languages},
            "changes": [
                {"path": change.path, "kind": change.kind, "action": change.action}
                for change in migration.outcome.changes
            ],
            "errors": [_plain_error(finding) for finding in migration.outcome.findings],
        }
    )


_HEAD = (
    "document",
    "language",
    "segments",
    "translated",
    "stale",
    "missing",
    "words",
    "translated",
    "stale",
    "missing",
)


def status_table(outcome: Outcome) -> str:
    """Return a table of plain text: a row per document and language, and one per language for all."""
    rows = [_row(s.path, s.language, s.segments, s.words) for s in outcome.standings]
    words = words_by_language(outcome.standings)
    segments = segments_by_language(outcome.standings)
    rows += [_row("all", language, segments[language], words[language]) for language in segments]
    widths = [max(len(row[i]) for row in (_HEAD, *rows)) for i in range(len(_HEAD))]
    return "".join(_align(row, widths) for row in (_HEAD, *rows))


def _row(path: str, language: str, segments: Counts, words: Counts) -> tuple[str, ...]:
    numbers = [
        f"{number}" for c in (segments, words) for number in (c.total, c.translated, c.stale, c.missing)
    ]
    return (path, language, *numbers)


def _align(row: Sequence[str], widths: Sequence[int]) -> str:
    texts = [cell.ljust(width) for cell, width in zip(row[:2], widths[:2], strict=True)]
    numbers = [cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True)]
    return "  ".join([*texts, *numbers]).rstrip() + "\n"


def _plain(counts: Counts) -> dict[str, int]:
    return {
        "total": counts.total,
        "translated": counts.translated,
        "stale": counts.stale,
        "missing": counts.missing,
    }


def write_json(value: dict[str, Any]) -> str:
    """Write plain values as JSON for people and scripts."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()


def status_json(project: Project, outcome: Outcome, wanted: Sequence[str]) -> str:
    """Return the status as JSON, in the documented shape.

    ``wanted`` are the languages asked for: each is there, also where no catalog of it could be read.
    """
    languages = {language: (Counts(), Counts()) for language in wanted}
    for standing in outcome.standings:
        segments, words = languages[standing.language]
        languages[standing.language] = (segments + standing.segments, words + standing.words)
    return write_json(
        {
            "source": project.config.source,
            "languages": {
                language: {"segments": _plain(segments), "words": _plain(words)}
                for language, (segments, words) in languages.items()
            },
            "documents": [_plain_standing(standing) for standing in outcome.standings],
            "errors": [_plain_error(finding) for finding in outcome.findings],
        }
    )


def _plain_standing(standing: Standing) -> dict[str, Any]:
    return {
        "path": standing.path,
        "language": standing.language,
        "catalog": standing.catalog,
        "page": standing.page,
        "segments": _plain(standing.segments),
        "words": _plain(standing.words),
    }


def _plain_error(finding: Finding) -> dict[str, Any]:
    return {"path": finding.path, "line": finding.line, "message": finding.message}
