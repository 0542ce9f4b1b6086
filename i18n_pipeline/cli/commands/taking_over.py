"""Commands that bring translations in from elsewhere."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import click

from i18n_pipeline.cli.group import main
from i18n_pipeline.cli.options import (
    make_request,
    now,
    read_site,
    with_run_options,
    with_site_options,
)

# The tools that ``migrate`` knows, as in the table of tools.
MIGRATE_TOOLS = ("auto", "po4a", "mdpo", "translate-toolkit", "mdbook-i18n-helpers")


@main.command()
@with_site_options
@click.option(
    "--source", metavar="PATH", help="The document that PATH is a translation of, wherever it lies."
)
@click.option("--from", "revision", metavar="REV", help="The git revision of the source it was made from.")
@click.option("--force", is_flag=True, help="Replace translations that the catalog has already.")
@click.option("--bilingual", is_flag=True, help="Read posts that hold their translation under a heading.")
@click.option("--split", is_flag=True, help="With --bilingual: take the translations out of the posts.")
@click.option("--review", is_flag=True, help="Show the pairs side by side.")
@click.option("--diff", "with_diff", is_flag=True, help="Show what the next sync will change in the pages.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
@click.pass_obj
def adopt(
    root: Path,
    /,
    *,
    bilingual: bool,
    split: bool,
    review: bool,
    with_diff: bool,
    as_json: bool,
    dry_run: bool,
    **options: Any,
) -> None:
    """Read pages that were translated by hand into catalogs.

    PATH is a translated page, its document, or a folder of them; without any, all pages of the site. What is
    sure becomes translated, what is in doubt fuzzy. A translation that the catalog has already stays.
    """
    from i18n_pipeline.cli.adopting import adoption_diff, adoption_json, adoption_review, adoption_summary
    from i18n_pipeline.cli.printing import print_findings
    from i18n_pipeline.pipeline import AdoptOrder
    from i18n_pipeline.pipeline import adopt as take_over

    if bilingual or split:
        shown = _Shown(review=review, diff=with_diff, json=as_json)
        _adopt_bilingual(root, shown, split=split, dry_run=dry_run, bilingual=bilingual, **options)
    if options["source"] is not None and (len(options["paths"]) != 1 or len(options["languages"]) != 1):
        raise click.UsageError("--source takes one PATH and one --language.")
    order = AdoptOrder(now(), dry_run=dry_run, **options)
    adoption = take_over(read_site(root), order, partial(click.echo, err=True))
    if as_json:
        click.echo(adoption_json(adoption))
    else:
        click.echo(adoption_review(adoption) if review else "", nl=False)
        click.echo(adoption_diff(adoption) if with_diff else "", nl=False)
        click.echo(adoption_summary(adoption, dry_run=dry_run), nl=False)
    print_findings(adoption.findings)
    sys.exit(0 if adoption.ok else 1)


class _Shown(NamedTuple):
    """What of an adoption is shown, beside its summary."""

    review: bool
    diff: bool
    json: bool


def _adopt_bilingual(root: Path, shown: _Shown, *, bilingual: bool, **options: Any) -> NoReturn:
    from i18n_pipeline.cli.bilingual import (
        bilingual_diff,
        bilingual_json,
        bilingual_review,
        bilingual_summary,
    )
    from i18n_pipeline.cli.printing import print_findings
    from i18n_pipeline.pipeline.bilingual import BilingualOrder, adopt_bilingual

    if not bilingual:
        raise click.UsageError("--split goes with --bilingual.")
    for name in ("source", "revision"):
        if options.pop(name) is not None:
            raise click.UsageError(
                f"--{'from' if name == 'revision' else name} does not go with --bilingual."
            )
    order = BilingualOrder(now(), **options)
    adoption = adopt_bilingual(read_site(root), order, partial(click.echo, err=True))
    if shown.json:
        click.echo(bilingual_json(adoption))
    else:
        click.echo(bilingual_review(adoption) if shown.review else "", nl=False)
        click.echo(bilingual_diff(adoption) if shown.diff or order.dry_run else "", nl=False)
        click.echo(bilingual_summary(adoption, order), nl=False)
    print_findings(adoption.findings)
    sys.exit(1 if adoption.findings else 0)


@main.command()
@click.option(
    "--from",
    "tool",
    type=click.Choice(MIGRATE_TOOLS),
    default="auto",
    help="The tool that made the catalogs.  [default: as their entries say]",
)
@click.option("--language", metavar="L", help="Their language.  [default: as the header or the name says]")
@click.option("--force", is_flag=True, help="Replace translations that are there already.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")
@with_run_options
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True), metavar="FILE..."
)
@click.pass_obj
def migrate(
    root: Path, /, *, tool: str, language: str | None, as_json: bool, files: tuple[Path, ...], **options: Any
) -> None:
    """Bring catalogs of another tool over: one per document, or one for all; a folder stands for those in it.

    Messages are matched with those of the documents, whatever way they are written in. What matches is taken,
    in the state it is in; the rest is kept as obsolete entries, for sync to offer where a text is alike. The
    files themselves stay as they are.
    """
    from i18n_pipeline.cli.printing import migration_json, migration_summary, print_findings
    from i18n_pipeline.pipeline.migrating import migrate as bring_over

    request = make_request(frozenset(), options)
    migration = bring_over(read_site(root), files, request, tool, language, partial(click.echo, err=True))
    if as_json:
        click.echo(migration_json(migration))
    else:
        click.echo(migration_summary(migration, dry_run=options["dry_run"]), nl=False)
    print_findings(migration.outcome.findings)
    sys.exit(0 if migration.outcome.ok else 1)


@main.command("merge-catalogs")
@click.argument("base", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("ours", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("theirs", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("name", default="", metavar="[NAME]")
def merge_catalogs(base: Path, ours: Path, theirs: Path, name: str) -> None:
    r"""Merge two versions of a catalog into OURS, message by message; for git.

    \b
    git config merge.i18n-pipeline.driver "i18n-pipeline merge-catalogs %O %A %B %P"
    echo "*.po* merge=i18n-pipeline" >> .gitattributes

    Where both sides translated a message, each in its own words, the newer translation stays, marked as
    fuzzy, and the other is kept as a comment. Exit status 1: a file could not be read as a catalog.
    """
    from i18n_pipeline.cli.printing import print_findings
    from i18n_pipeline.pipeline.merging import merge_files

    findings, done = merge_files(base, ours, theirs, name or str(ours))
    print_findings(findings)
    sys.exit(0 if done else 1)
