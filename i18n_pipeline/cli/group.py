"""The group of commands: what all of them take, and how mistakes end."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import click

from i18n_pipeline import __version__
from i18n_pipeline.errors import ConfigError

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
