"""Commands that say how a site stands."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from i18n_pipeline.cli.group import main
from i18n_pipeline.cli.options import (
    make_request,
    read_site,
    with_jobs,
    with_site_options,
)
from i18n_pipeline.cli.outputs import append_step_summary, pair_outputs, put_report

# The formats of ``check``, as in the table of reports, which is not imported before it is needed.
CHECK_FORMATS = ("text", "json", "github", "gitlab", "sarif", "junit")


@main.command()
@with_site_options
@with_jobs
@click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")
@click.pass_obj
def status(root: Path, /, *, as_json: bool, **options: Any) -> None:
    """Show what is translated, stale and missing, per language and document."""
    from i18n_pipeline.cli.printing import print_findings, status_json, status_table
    from i18n_pipeline.pipeline import run

    project = read_site(root)
    outcome = run(project, make_request(frozenset(), options | {"dry_run": True}))
    if as_json:
        click.echo(status_json(project, outcome, project.languages(options["languages"])))
    else:
        click.echo(status_table(outcome), nl=False)
    print_findings(outcome.findings)
    sys.exit(0 if outcome.ok else 1)


@main.command()
@with_site_options
@with_jobs
@click.option(
    "--format",
    "formats",
    type=click.Choice(CHECK_FORMATS),
    multiple=True,
    help="What to write; repeatable, with an --output for each.  [default: text]",
)
@click.option(
    "--output",
    "outputs",
    type=click.Path(path_type=Path, allow_dash=True),
    multiple=True,
    metavar="FILE",
    help="Write the result to FILE (- for standard output); the first for the first --format, and so on.",
)
@click.option(
    "--ratchet",
    metavar="REF",
    help="Allow as much missing and stale as at this git revision, whatever the configuration allows.",
)
@click.option(
    "--cache", "keep", is_flag=True, help="Keep what is found out in .i18n-pipeline/, for the next check."
)
@click.option("--changed", metavar="REF", help="Only documents that were touched since this git revision.")
@click.option("--fix", is_flag=True, help="First mend in catalogs what has one right answer.")
@click.option("--dry-run", is_flag=True, help="With --fix: show what it would mend, as a diff; no more.")
@click.pass_obj
def check(
    root: Path,
    /,
    *,
    formats: tuple[str, ...],
    outputs: tuple[Path, ...],
    fix: bool,
    dry_run: bool,
    ratchet: str | None,
    changed: str | None,
    **options: Any,
) -> None:
    """Fail on what is missing, stale, broken or not synced. Without --fix writes nothing else."""
    from i18n_pipeline.cli.printing import print_findings
    from i18n_pipeline.cli.progress import progress_bar
    from i18n_pipeline.pipeline import Since
    from i18n_pipeline.pipeline import check as check_site
    from i18n_pipeline.reports import FORMATS

    places = pair_outputs(formats or ("text",), outputs)
    if dry_run and (not fix or outputs):
        raise click.UsageError("--dry-run shows what --fix would mend: give it with --fix, without --output.")
    project = read_site(root)
    request = make_request(frozenset(), options | {"dry_run": True})
    since = Since(ratchet, changed)
    if fix:
        from i18n_pipeline.cli.fixing import fix_catalogs

        fix_catalogs(project, make_request(frozenset(), options | {"dry_run": dry_run}), since)
    with progress_bar("Checking") as progress:
        result = check_site(project, request, progress, since)
    for form, place in places:
        put_report(FORMATS[form](result), place)
    if "github" in formats:
        append_step_summary(result)
    print_findings(result.trouble)
    sys.exit(0 if result.ok else 1)


@main.command()
@with_site_options
@with_jobs
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A folder for the report alone.  [default: i18n-report, beside the configuration]",
)
@click.pass_obj
def report(root: Path, /, *, output: Path | None, **options: Any) -> None:
    """Write what check finds as HTML pages, with what has changed in stale texts word by word."""
    from i18n_pipeline.cli.printing import print_findings, report_summary
    from i18n_pipeline.cli.progress import progress_bar
    from i18n_pipeline.pipeline import write_report

    project, folder = read_site(root), output or root / "i18n-report"
    with progress_bar("Checking") as progress:
        written = write_report(
            project, make_request(frozenset(), options | {"dry_run": True}), folder, progress
        )
    click.echo(report_summary(written, folder), nl=False)
    print_findings(written.result.trouble)
    sys.exit(1 if written.result.trouble else 0)
