"""Reads fixture files, and runs the real gettext."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from i18n_pipeline.catalog import Message, parse_catalog

FOLDER = Path(__file__).parent
DATE = "2026-11-23 10:00+0000"
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def read_fixtures(name: str, parts: int) -> list[tuple[str, ...]]:
    """Give the fixtures of a file: a title and ``parts`` texts, each ended by a line with a dot."""
    pieces = ("\n" + (FOLDER / name).read_text(encoding="utf-8")).split("\n.")
    texts = [piece.removeprefix("\n").strip("\n") for piece in pieces[:-1]]
    return [tuple(texts[index : index + parts + 1]) for index in range(0, len(texts), parts + 1)]


def fixture_parameters(name: str, parts: int) -> list[object]:
    """Give the fixtures of a file for ``parametrize``, each named by its title."""
    return [pytest.param(*texts, id=title) for title, *texts in read_fixtures(name, parts)]


def read_messages(template: str) -> list[Message]:
    """Read what the source wants from PO entries without msgstr; a ``#.`` line with › is the breadcrumb."""
    entries = "\n\n".join(block + '\nmsgstr ""' for block in template.split("\n\n"))
    return [
        Message(
            entry.msgid,
            entry.msgctxt,
            tuple(text for text in entry.extracted if "›" not in text),
            entry.references,
            next((text for text in entry.extracted if "›" in text), ""),
        )
        for entry in parse_catalog(entries).entries
    ]


def run_gettext(*command: str, text: str, check: bool = True) -> str:
    """Run a gettext program on a text, and give what it says; skip if it is not installed."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} of GNU gettext is not installed")
    run = subprocess.run(command, input=text.encode(), capture_output=True, check=False)
    if check:
        assert run.returncode == 0, run.stderr.decode() + text
    return (run.stdout + run.stderr).decode()


def accepts(text: str) -> bool:
    """Say whether ``msgfmt --check`` finds no error; True if it is not installed."""
    program = shutil.which("msgfmt")
    if program is None:
        return True
    command = [program, "--check-format", "--check-domain", "-o", "-", "-"]
    return subprocess.run(command, input=text.encode(), capture_output=True, check=False).returncode == 0
