"""Options that commands share, and what they ask for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, TypeVar

import click

from i18n_pipeline.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from i18n_pipeline.execution.cluster import Cluster
    from i18n_pipeline.pipeline import Request
    from i18n_pipeline.pipeline.orders import Step
    from i18n_pipeline.project import Project

F = TypeVar("F", bound="Callable[..., Any]")


def with_site_options(command: F) -> F:
    """Add what all commands on a site take: paths and languages."""
    command = click.argument("paths", nargs=-1, metavar="[PATH]...")(command)
    return click.option(
        "--language", "languages", multiple=True, metavar="L", help="Only this language; repeatable."
    )(command)


def with_run_options(command: F) -> F:
    """Add what the commands that write take."""
    command = click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")(command)
    return with_jobs(command)


def with_jobs(command: F) -> F:
    """Add what the commands take that look at many documents."""
    cores = os.cpu_count() or 1
    command = click.option(
        "--cluster",
        metavar="ADDRESS",
        help="Work on a Dask cluster that sees the same files: tcp://HOST:PORT of its scheduler.",
    )(command)
    return click.option(
        "--jobs", type=click.IntRange(1), default=cores, metavar="N", help="Processes.  [default: all cores]"
    )(command)


with_force = click.option("--force", is_flag=True, help="Overwrite pages that were edited by hand.")


def read_site(root: Path) -> Project:
    """Read the configuration of the site at ``root``."""
    from i18n_pipeline.project import read_project

    return read_project(root)


def make_request(steps: frozenset[Step], options: dict[str, Any]) -> Request:
    """Return what the options of a command ask for."""
    from i18n_pipeline.pipeline import Request

    address, jobs = options.pop("cluster", None), options.pop("jobs")
    jobs = jobs if address is None else _cluster(address)
    return Request(date=now(), steps=steps, jobs=jobs, **options)


def _cluster(address: str) -> Cluster:
    """Return a cluster whose workers have to see the configuration of the site."""
    from i18n_pipeline.execution.cluster import read_address
    from i18n_pipeline.project import find_configuration

    root: Path = click.get_current_context().find_root().obj
    return read_address(address, str((root / (find_configuration(root) or "")).resolve()))


def now() -> str:
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
