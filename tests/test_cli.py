"""Sessions at the command line: files written, commands run, whole outputs compared.

Each file in ``cli/`` holds sessions. A line that starts with ``>>>`` begins a step:

    >>> session: A sentence                 a new, empty folder
    >>> write PATH                          the lines that follow become the file
    >>> bytes PATH: \\xff…                   the file holds these bytes (Python escapes)
    >>> edit PATH: 'old' -> 'new'           replace text that is there once (Python escapes)
    >>> move PATH: OTHER                    the file is moved
    >>> run ARGUMENTS                       the lines that follow are all that the command prints
    >>> show PATH                           the lines that follow are all that the file holds
    >>> same PATH: OTHER                    the two files hold the same bytes
    >>> gone PATH                           there is no such file

The output of a command ends with ``[exit N]`` unless N is 0. With UPDATE_SESSIONS=1 in the environment the
expectations are written anew, to be read before they are believed.
"""

from __future__ import annotations

import ast
import os
import re
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from i18n_pipeline.cli import main

FOLDER = Path(__file__).parent / "cli"
STEP = re.compile(r"^>>> (\w+):? ?(.*)$", re.MULTILINE)


@dataclass
class Step:
    """One step: what to do, on what, and the text below it."""

    verb: str
    rest: str
    text: str

    def __str__(self) -> str:
        mark = ": " if self.verb in ("session", "bytes", "edit", "same", "move") else " "
        parted = self.verb in ("bytes", "edit", "same", "move")
        head, colon, tail = self.rest.partition(": ") if parted else (self.rest, "", "")
        first = f">>> {self.verb} {head}{colon}{tail}" if colon else f">>> {self.verb}{mark}{self.rest}"
        return f"{first}\n{self.text}"


def read_steps(path: Path) -> list[Step]:
    source = path.read_text(encoding="utf-8")
    matches = list(STEP.finditer(source))
    ends = [*(match.start() for match in matches[1:]), len(source)]
    return [
        Step(match[1], match[2], source[match.end() + 1 : end])
        for match, end in zip(matches, ends, strict=True)
    ]


def sessions() -> dict[str, list[Step]]:
    found: dict[str, list[Step]] = {}
    for path in sorted(FOLDER.glob("*.txt")):
        for step in read_steps(path):
            if step.verb == "session":
                found[f"{path.stem}: {step.rest}"] = []
            else:
                list(found.values())[-1].append(step)
    return found


def run_command(arguments: str, root: Path) -> str:
    old = Path.cwd()
    os.chdir(root)
    try:
        result = CliRunner().invoke(main, shlex.split(arguments), catch_exceptions=False)
    finally:
        os.chdir(old)
    return result.output + (f"[exit {result.exit_code}]\n" if result.exit_code else "")


def take(step: Step, root: Path) -> str | None:
    """Take a step; return what came of it, to be compared with the text below it, or None."""
    path = root / step.rest.partition(": ")[0]
    argument = step.rest.partition(": ")[2]
    if step.verb == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(step.text, encoding="utf-8", newline="")
    elif step.verb == "bytes":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(ast.literal_eval(f"b'{argument}'"))
    elif step.verb == "edit":
        old, new = map(ast.literal_eval, argument.split(" -> "))
        text = path.read_bytes().decode()
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {step.rest}"
        path.write_bytes(text.replace(old, new).encode())
    elif step.verb == "move":
        (root / argument).parent.mkdir(parents=True, exist_ok=True)
        path.rename(root / argument)
    elif step.verb == "same":
        assert path.read_bytes() == (root / argument).read_bytes()
    elif step.verb == "gone":
        assert not path.exists()
    elif step.verb == "run":
        return run_command(step.rest, root)
    elif step.verb == "show":
        return path.read_bytes().decode()
    else:
        raise AssertionError(f"no such step: {step.verb}")
    return None


@pytest.mark.parametrize("name", sessions())
def test_a_session_prints_and_writes_what_it_says(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    # An optional extra: what is printed must not depend on whether it is installed.
    monkeypatch.setitem(sys.modules, "lingua", None)
    for step in sessions()[name]:
        outcome = take(step, tmp_path)
        if outcome is not None and not os.environ.get("UPDATE_SESSIONS"):
            assert outcome == step.text, f"{step.verb} {step.rest}"


@pytest.mark.skipif(not os.environ.get("UPDATE_SESSIONS"), reason="UPDATE_SESSIONS is not set")
def test_update_the_expectations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    # An optional extra: what is printed must not depend on whether it is installed.
    monkeypatch.setitem(sys.modules, "lingua", None)
    number = 0
    for path in sorted(FOLDER.glob("*.txt")):
        steps = read_steps(path)
        for step in steps:
            if step.verb == "session":
                number += 1
                (tmp_path / str(number)).mkdir()
            else:
                outcome = take(step, tmp_path / str(number))
                step.text = step.text if outcome is None else outcome
        path.write_text("".join(map(str, steps)), encoding="utf-8", newline="")
