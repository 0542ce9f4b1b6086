"""What `check --fix` does before it checks."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

import click

from i18n_pipeline.cli.printing import fix_diff, fix_summary, print_findings
from i18n_pipeline.pipeline import fix

if TYPE_CHECKING:
    from i18n_pipeline.pipeline import Request, Since
    from i18n_pipeline.project import Project


def fix_catalogs(project: Project, request: Request, since: Since) -> None:
    """Mend catalogs, and say which; in a dry run show how, and exit."""
    done = fix(project, request, since, partial(click.echo, err=True))
    print_findings(done.findings)
    if request.dry_run:
        click.echo(fix_diff(done.fixes), nl=False)
        sys.exit(1 if done.fixes else 0)
    # The report alone is for standard output.
    click.echo(fix_summary(done.fixes), err=True, nl=False)
