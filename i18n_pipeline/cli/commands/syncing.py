"""Commands that write templates, catalogs and pages."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from i18n_pipeline.cli.group import main
from i18n_pipeline.cli.options import (
    make_request,
    read_site,
    with_force,
    with_jobs,
    with_run_options,
    with_site_options,
)

if TYPE_CHECKING:
    from pathlib import Path

    from i18n_pipeline.pipeline.orders import Step


@main.command()
@with_site_options
@with_run_options
@click.option("--no-cache", is_flag=True, help="Take nothing over from earlier runs; keep nothing for later.")
@with_force
@click.pass_obj
def sync(root: Path, /, *, no_cache: bool, **options: Any) -> None:
    """Bring templates, catalogs and pages up to date."""
    _run(root, frozenset(("extract", "update", "merge")), options | {"cache": not no_cache})


@main.command()
@with_site_options
@with_run_options
@click.pass_obj
def extract(root: Path, /, **options: Any) -> None:
    """Write the templates, the first step of sync."""
    _run(root, frozenset(("extract",)), options)


@main.command()
@with_site_options
@with_run_options
@click.pass_obj
def update(root: Path, /, **options: Any) -> None:
    """Bring the catalogs up to date, the second step of sync."""
    _run(root, frozenset(("update",)), options)


@main.command()
@with_site_options
@with_run_options
@with_force
@click.pass_obj
def merge(root: Path, /, **options: Any) -> None:
    """Write the pages, the third step of sync."""
    _run(root, frozenset(("merge",)), options)


@main.command()
@click.option("--language", "languages", multiple=True, metavar="L", help="Only this language; repeatable.")
@with_jobs
@click.pass_obj
def watch(root: Path, /, **options: Any) -> None:
    """Sync on every save, until Ctrl-C."""
    from i18n_pipeline.cli.watching import watch_site

    steps: frozenset[Step] = frozenset(("extract", "update", "merge"))
    watch_site(root, lambda: make_request(steps, dict(options)))


def _run(root: Path, steps: frozenset[Step], options: dict[str, Any]) -> None:
    """Run steps of sync, print what came of them, and exit."""
    from i18n_pipeline.cli.printing import print_findings
    from i18n_pipeline.cli.progress import progress_bar
    from i18n_pipeline.cli.summary import run_summary
    from i18n_pipeline.pipeline import run

    project = read_site(root)
    request = make_request(steps, options)
    with progress_bar("Syncing") as progress:
        outcome = run(project, request, progress, partial(click.echo, err=True))
    minimum = project.config.publish.minimum if "merge" in steps else 0
    click.echo(run_summary(outcome, dry_run=request.dry_run, minimum=minimum), nl=False)
    print_findings(outcome.findings)
    sys.exit(0 if outcome.ok else 1)
