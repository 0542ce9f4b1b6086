"""Where reports go: standard output, files, and what GitHub shows of a step."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from i18n_pipeline.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from i18n_pipeline.reports import CheckResult

_STDOUT = Path("-")


def pair_outputs(formats: tuple[str, ...], outputs: tuple[Path, ...]) -> list[tuple[str, Path]]:
    """Pair each format with its output: standard output for a single one that has none."""
    if len(formats) == 1 and not outputs:
        outputs = (_STDOUT,)
    if len(formats) != len(outputs):
        what = f"{len(formats)} x --format and {len(outputs)} x --output"
        raise click.UsageError(f"{what}: give an --output for each --format, in the same order.")
    twice = next((path for path in outputs if outputs.count(path) > 1), None)
    if twice is not None:
        raise click.UsageError(f"--output {twice} is given twice: give each --format a file of its own.")
    return list(zip(formats, outputs, strict=True))


def put_report(pieces: Iterable[str], place: Path) -> None:
    """Write a report to its place, piece by piece."""
    if place == _STDOUT:
        for text in _join(pieces):
            click.echo(text, nl=False)
    else:
        write_output(place, _join(pieces))


# Characters: small pieces take as long as large ones to write.
_BATCH = 64 * 1024


def _join(pieces: Iterable[str]) -> Iterator[str]:
    """Yield pieces of some length, in the place of many short ones."""
    batch: list[str] = []
    room = _BATCH
    for piece in pieces:
        batch.append(piece)
        room -= len(piece)
        if room <= 0:
            yield "".join(batch)
            batch, room = [], _BATCH
    if batch:
        yield "".join(batch)


def write_output(path: Path, pieces: Iterable[str]) -> None:
    """Write a file, whole or not at all. Raises `ConfigError` if that can't be."""
    from i18n_pipeline.files import write_pieces

    try:
        write_pieces(path, (piece.encode("utf-8", "backslashreplace") for piece in pieces))
    except OSError as error:
        what = f"can't be written ({error.strerror}); choose another --output"
        raise ConfigError([f"{path}:1: {what}"]) from None


def append_step_summary(result: CheckResult) -> None:
    """Add to what GitHub shows of a step, if it says where."""
    from i18n_pipeline.reports import write_step_summary

    place = os.environ.get("GITHUB_STEP_SUMMARY")
    if place:
        with Path(place).open("a", encoding="utf-8") as file:
            file.write(write_step_summary(result))
