"""The commands and their options."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from i18n_pipeline import __version__
from i18n_pipeline.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

    from i18n_pipeline.pipeline import Request
    from i18n_pipeline.pipeline.orders import Step
    from i18n_pipeline.project import Project

F = TypeVar("F", bound="Callable[..., Any]")

_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _Group(click.Group):
    """The group of commands; mistakes of configuration end with exit status 2 and one line each."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ConfigError as error:
            for line in error.lines:
                click.echo(line, err=True)
            sys.exit(2)


@click.group(cls=_Group, context_settings=_CONTEXT)
@click.option(
    "--root",
    type=click.Path(path_type=Path),
    default=Path(),
    help="Folder that holds the configuration.  [default: the working directory]",
)
@click.version_option(__version__, prog_name="i18n-pipeline", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context, root: Path) -> None:
    """Keep a Markdown site in many languages: gettext catalogs and one page per language."""
    ctx.obj = root


def _with_site_options(command: F) -> F:
    """Add what all commands on a site take: paths and languages."""
    command = click.argument("paths", nargs=-1, metavar="[PATH]...")(command)
    return click.option(
        "--language", "languages", multiple=True, metavar="L", help="Only this language; repeatable."
    )(command)


def _with_run_options(command: F) -> F:
    """Add what the commands that write take."""
    command = click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")(command)
    return _with_jobs(command)


def _with_jobs(command: F) -> F:
    cores = os.cpu_count() or 1
    return click.option(
        "--jobs", type=click.IntRange(1), default=cores, metavar="N", help="Processes.  [default: all cores]"
    )(command)


_force = click.option("--force", is_flag=True, help="Overwrite pages that were edited by hand.")


@main.command()
@_with_site_options
@_with_run_options
@_force
@click.pass_obj
def sync(root: Path, /, **options: Any) -> None:
    """Bring templates, catalogs and pages up to date."""
    _run(root, frozenset(("extract", "update", "merge")), options)


@main.command()
@_with_site_options
@_with_run_options
@click.pass_obj
def extract(root: Path, /, **options: Any) -> None:
    """Write the templates, the first step of sync."""
    _run(root, frozenset(("extract",)), options)


@main.command()
@_with_site_options
@_with_run_options
@click.pass_obj
def update(root: Path, /, **options: Any) -> None:
    """Bring the catalogs up to date, the second step of sync."""
    _run(root, frozenset(("update",)), options)


@main.command()
@_with_site_options
@_with_run_options
@_force
@click.pass_obj
def merge(root: Path, /, **options: Any) -> None:
    """Write the pages, the third step of sync."""
    _run(root, frozenset(("merge",)), options)


@main.command()
@_with_site_options
@_with_jobs
@click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")
@click.pass_obj
def status(root: Path, /, *, as_json: bool, **options: Any) -> None:
    """Show what is translated, stale and missing, per language and document."""
    from i18n_pipeline.cli.printing import print_findings, status_json, status_table
    from i18n_pipeline.pipeline import run

    project = _read(root)
    outcome = run(project, _request(frozenset(), options | {"dry_run": True}))
    if as_json:
        click.echo(status_json(project, outcome))
    else:
        click.echo(status_table(outcome), nl=False)
    print_findings(outcome.findings)
    sys.exit(0 if outcome.ok else 1)


@main.command()
@_with_site_options
@_with_jobs
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Write the result to FILE.")
@click.pass_obj
def check(root: Path, /, *, form: str, output: Path | None, **options: Any) -> None:
    """Fail on what is missing, stale or broken. Writes nothing else."""
    from i18n_pipeline.cli.printing import check_json, check_text, print_findings
    from i18n_pipeline.cli.progress import progress_bar
    from i18n_pipeline.pipeline import check as check_site

    project = _read(root)
    with progress_bar("Checking") as progress:
        result = check_site(project, _request(frozenset(), options | {"dry_run": True}), progress)
    text = check_json(result) if form == "json" else check_text(result)
    if output is None:
        click.echo(text, nl=False)
    else:
        _write_output(output, text)
    print_findings(result.trouble)
    sys.exit(0 if result.ok else 1)


def _write_output(path: Path, text: str) -> None:
    from i18n_pipeline.files import write_atomic

    try:
        write_atomic(path, text.encode())
    except OSError as error:
        what = f"can't be written ({error.strerror}); choose another --output"
        raise ConfigError([f"{path}:1: {what}"]) from None


def _run(root: Path, steps: frozenset[Step], options: dict[str, Any]) -> None:
    """Run steps of sync, print what came of them, and exit."""
    from i18n_pipeline.cli.printing import print_findings, run_summary
    from i18n_pipeline.cli.progress import progress_bar
    from i18n_pipeline.pipeline import run

    project = _read(root)
    request = _request(steps, options)
    with progress_bar("Syncing") as progress:
        outcome = run(project, request, progress)
    click.echo(run_summary(outcome, dry_run=request.dry_run), nl=False)
    print_findings(outcome.findings)
    sys.exit(0 if outcome.ok else 1)


def _read(root: Path) -> Project:
    from i18n_pipeline.project import read_project

    return read_project(root)


def _request(steps: frozenset[Step], options: dict[str, Any]) -> Request:
    from i18n_pipeline.pipeline import Request

    return Request(date=_now(), steps=steps, **options)


def _now() -> str:
    """Return the time that new messages are dated with: ``SOURCE_DATE_EPOCH`` if set, else now, in UTC."""
    import datetime

    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        now = datetime.datetime.now(datetime.timezone.utc)
    elif epoch.isdecimal():
        now = datetime.datetime.fromtimestamp(int(epoch), datetime.timezone.utc)
    else:
        what = f'"{epoch}" is no number of seconds; unset it, or set it to one'
        raise ConfigError([f"SOURCE_DATE_EPOCH:1: {what}"])
    return now.strftime("%Y-%m-%d %H:%M+0000")
