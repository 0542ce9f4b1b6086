"""Commands that make a site ready: its configuration, and texts to try it with."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from i18n_pipeline.cli.group import main
from i18n_pipeline.cli.options import (
    make_request,
    read_site,
    with_run_options,
    with_site_options,
)
from i18n_pipeline.cli.outputs import write_output
from i18n_pipeline.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from i18n_pipeline.markdown import PseudoStyle


@main.command()
@click.pass_obj
def init(root: Path, /) -> None:
    """Look at the site and write a commented i18n-pipeline.toml."""
    from i18n_pipeline.cli.printing import init_summary
    from i18n_pipeline.setup import detect_site, propose_configuration

    name = _free_configuration(root)
    found = detect_site(root)
    write_output(root / name, [propose_configuration(found)])
    click.echo(init_summary(found, name), nl=False)


def _free_configuration(root: Path) -> str:
    """Return the name of the configuration to write; one that is there is never overwritten."""
    from i18n_pipeline.project import CONFIG_NAME, find_configuration

    if not root.is_dir():
        raise ConfigError([f"{root}:1: no such folder; give --root the folder of the site"])
    there = find_configuration(root)
    if there is not None:
        raise ConfigError([f"{there}:1: there is a configuration already; edit it, or remove it first"])
    return CONFIG_NAME


@main.command()
@with_site_options
@with_run_options
@click.option(
    "--style",
    type=click.Choice(["accents", "cjk", "rtl"]),
    default="accents",
    show_default=True,
    help="Accented letters, Chinese signs, or Hebrew letters.",
)
@click.pass_obj
def pseudo(root: Path, /, *, style: PseudoStyle, **options: Any) -> None:
    """Fill catalogs with pseudo-translations, to see what is not translatable.

    Without --language: catalogs of en-XA, a language that no one speaks. In a real language only what is
    missing is filled, marked as fuzzy.
    """
    from i18n_pipeline.cli.printing import print_findings, pseudo_summary
    from i18n_pipeline.pipeline.pseudo import pseudo as fill

    project = read_site(root)
    outcome = fill(project, make_request(frozenset(), options), style, partial(click.echo, err=True))
    click.echo(pseudo_summary(project, outcome, dry_run=options["dry_run"]), nl=False)
    print_findings(outcome.findings)
    sys.exit(0 if outcome.ok else 1)
