"""The commands and their options."""

from __future__ import annotations

import io
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, TypeVar

import click

from i18n_pipeline import __version__
from i18n_pipeline.cli.outputs import append_step_summary, pair_outputs, put_report, write_output
from i18n_pipeline.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

    from i18n_pipeline.execution.cluster import Cluster
    from i18n_pipeline.markdown import PseudoStyle
    from i18n_pipeline.pipeline import Request
    from i18n_pipeline.pipeline.orders import Step
    from i18n_pipeline.project import Project

F = TypeVar("F", bound="Callable[..., Any]")

# The formats of ``check``, as in the table of reports, which is not imported before it is needed.
CHECK_FORMATS = ("text", "json", "github", "gitlab", "sarif", "junit")
# The tools that ``migrate`` knows, as in the table of tools.
MIGRATE_TOOLS = ("auto", "po4a", "mdpo", "translate-toolkit", "mdbook-i18n-helpers")

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
        except BrokenPipeError:
            raise  # click ends quietly
        except OSError as error:
            name = error.filename or "output"
            click.echo(f"{name}:1: {error.strerror}; check the file, the disk and permissions", err=True)
            sys.exit(2)
        except KeyboardInterrupt:
            click.echo("Interrupted: what is written is whole; run it again for the rest.", err=True)
            sys.exit(130)


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
    for stream in (sys.stdout, sys.stderr):
        # A path or text that the terminal's encoding lacks is shown escaped.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
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
    command = click.option(
        "--cluster",
        metavar="ADDRESS",
        help="Work on a Dask cluster that sees the same files: tcp://HOST:PORT of its scheduler.",
    )(command)
    return click.option(
        "--jobs", type=click.IntRange(1), default=cores, metavar="N", help="Processes.  [default: all cores]"
    )(command)


_force = click.option("--force", is_flag=True, help="Overwrite pages that were edited by hand.")


@main.command()
@click.pass_obj
def init(root: Path, /) -> None:
    """Look at the site and write a commented i18n-pipeline.toml."""
    from i18n_pipeline.cli.printing import init_summary
    from i18n_pipeline.setup import detect_site, propose_configuration

    name = _free_configuration(root)
    found = detect_site(root)
    write_output(root / name, propose_configuration(found))
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
@_with_site_options
@_with_run_options
@click.option("--no-cache", is_flag=True, help="Take nothing over from earlier runs; keep nothing for later.")
@_force
@click.pass_obj
def sync(root: Path, /, *, no_cache: bool, **options: Any) -> None:
    """Bring templates, catalogs and pages up to date."""
    _run(root, frozenset(("extract", "update", "merge")), options | {"cache": not no_cache})


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
        click.echo(status_json(project, outcome, project.languages(options["languages"])))
    else:
        click.echo(status_table(outcome), nl=False)
    print_findings(outcome.findings)
    sys.exit(0 if outcome.ok else 1)


@main.command()
@_with_site_options
@_with_jobs
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
    project = _read(root)
    request = _request(frozenset(), options | {"dry_run": True})
    since = Since(ratchet, changed)
    if fix:
        from i18n_pipeline.cli.fixing import fix_catalogs

        fix_catalogs(project, _request(frozenset(), options | {"dry_run": dry_run}), since)
    with progress_bar("Checking") as progress:
        result = check_site(project, request, progress, since)
    for form, place in places:
        put_report(FORMATS[form](result), place)
    if "github" in formats:
        append_step_summary(result)
    print_findings(result.trouble)
    sys.exit(0 if result.ok else 1)


@main.command()
@_with_site_options
@_with_jobs
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

    project, folder = _read(root), output or root / "i18n-report"
    with progress_bar("Checking") as progress:
        written = write_report(project, _request(frozenset(), options | {"dry_run": True}), folder, progress)
    click.echo(report_summary(written, folder), nl=False)
    print_findings(written.result.trouble)
    sys.exit(1 if written.result.trouble else 0)


@main.command()
@_with_site_options
@_with_run_options
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

    project = _read(root)
    outcome = fill(project, _request(frozenset(), options), style)
    click.echo(pseudo_summary(project, outcome, dry_run=options["dry_run"]), nl=False)
    print_findings(outcome.findings)
    sys.exit(0 if outcome.ok else 1)


@main.command()
@_with_site_options
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
    order = AdoptOrder(_now(), dry_run=dry_run, **options)
    adoption = take_over(_read(root), order, partial(click.echo, err=True))
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
    order = BilingualOrder(_now(), **options)
    adoption = adopt_bilingual(_read(root), order)
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
@_with_run_options
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

    migration = bring_over(_read(root), files, _request(frozenset(), options), tool, language)
    if as_json:
        click.echo(migration_json(migration))
    else:
        click.echo(migration_summary(migration, dry_run=options["dry_run"]), nl=False)
    print_findings(migration.outcome.findings)
    sys.exit(0 if migration.outcome.ok else 1)


@main.command()
@click.option("--language", "languages", multiple=True, metavar="L", help="Only this language; repeatable.")
@_with_jobs
@click.pass_obj
def watch(root: Path, /, **options: Any) -> None:
    """Sync on every save, until Ctrl-C."""
    from i18n_pipeline.cli.watching import watch_site

    steps: frozenset[Step] = frozenset(("extract", "update", "merge"))
    watch_site(root, lambda: _request(steps, dict(options)))


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


def _run(root: Path, steps: frozenset[Step], options: dict[str, Any]) -> None:
    """Run steps of sync, print what came of them, and exit."""
    from i18n_pipeline.cli.printing import print_findings, run_summary
    from i18n_pipeline.cli.progress import progress_bar
    from i18n_pipeline.pipeline import run

    project = _read(root)
    request = _request(steps, options)
    with progress_bar("Syncing") as progress:
        outcome = run(project, request, progress, partial(click.echo, err=True))
    click.echo(run_summary(outcome, dry_run=request.dry_run), nl=False)
    print_findings(outcome.findings)
    sys.exit(0 if outcome.ok else 1)


def _read(root: Path) -> Project:
    from i18n_pipeline.project import read_project

    return read_project(root)


def _request(steps: frozenset[Step], options: dict[str, Any]) -> Request:
    from i18n_pipeline.pipeline import Request

    address, jobs = options.pop("cluster", None), options.pop("jobs")
    jobs = jobs if address is None else _cluster(address)
    return Request(date=_now(), steps=steps, jobs=jobs, **options)


def _cluster(address: str) -> Cluster:
    """Return a cluster whose workers have to see the configuration of the site."""
    from i18n_pipeline.execution.cluster import Cluster
    from i18n_pipeline.project import find_configuration

    root: Path = click.get_current_context().find_root().obj
    return Cluster(address, str((root / (find_configuration(root) or "")).resolve()))


def _now() -> str:
    """Return the time that new messages are dated with: ``SOURCE_DATE_EPOCH`` if set, else now, in UTC."""
    import datetime
    import time

    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        seconds = int(epoch) if epoch else time.time()
        now = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    except (ValueError, OverflowError, OSError):
        what = f'"{epoch}" is no number of seconds since 1970; unset it, or set it to one'
        raise ConfigError([f"SOURCE_DATE_EPOCH:1: {what}"]) from None
    return now.strftime("%Y-%m-%d %H:%M+0000")
