"""Environments of generators, each of its own, made when they are asked for and kept in ``.builds/``."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

REPOSITORY = Path(__file__).parent.parent.parent
CACHE = REPOSITORY / ".builds"
_TIMEOUT = 600


class UnavailableError(Exception):
    """A generator, or what is to be built with it, can't be had here; the message says why."""


class BuildError(Exception):
    """A site could not be built; the message is what the generator said."""


def from_pypi(name: str, *requirements: str) -> Path:
    """Return the folder of commands of an environment that holds packages from PyPI."""
    folder = CACHE / name
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    wanted = "\n".join(requirements)
    if _is_ready(folder, wanted):
        return programs
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=True)
    quiet = ["--quiet", "--disable-pip-version-check"]
    _install([str(programs / "python"), "-m", "pip", "install", *quiet, *requirements], folder)
    (folder / ".ready").write_text(wanted, encoding="utf-8")
    return programs


def from_npm(name: str, requirements: Mapping[str, str]) -> Path:
    """Return the folder of modules of an environment that holds packages from npm."""
    npm = shutil.which("npm")
    if npm is None:
        raise UnavailableError("npm is not installed")
    folder = CACHE / name
    package = json.dumps({"name": name, "private": True, "dependencies": dict(requirements)})
    if _is_ready(folder, package):
        return folder / "node_modules"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "package.json").write_text(package, encoding="utf-8")
    _install([npm, "install", "--no-audit", "--no-fund", "--loglevel=error"], folder)
    (folder / ".ready").write_text(package, encoding="utf-8")
    return folder / "node_modules"


def from_gems(program: str, *plugins: str) -> str:
    """Return the path of a program of Ruby's that is installed on the machine, with its plugins."""
    ruby, found = shutil.which("ruby"), shutil.which(program)
    if ruby is None or found is None:
        raise UnavailableError(f"{program} is not installed: apt-get install {program}")
    for plugin in plugins:
        command = [ruby, "-e", f"require 'jekyll'; require '{plugin}'"]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            raise UnavailableError(f"{plugin} is not installed: apt-get install ruby-{plugin}")
    return found


def _is_ready(folder: Path, wanted: str) -> bool:
    stamp = folder / ".ready"
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted


def _install(command: list[str], folder: Path) -> None:
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, check=False, timeout=_TIMEOUT
        )
    except subprocess.TimeoutExpired:
        raise UnavailableError(f"not installed within {_TIMEOUT} seconds") from None
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines()
        raise UnavailableError(lines[-1] if lines else "its installation failed")


def run_build(command: list[str], folder: Path, **variables: str) -> str:
    """Run a generator in ``folder``; return all that it said."""
    environment = {**os.environ, "NO_COLOR": "1", "NO_MKDOCS_2_WARNING": "1", **variables}
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=_TIMEOUT,
            env=environment,
        )
    except subprocess.TimeoutExpired:
        raise BuildError(f"{Path(command[0]).name} did not end within {_TIMEOUT} seconds") from None
    said = done.stdout + done.stderr
    if done.returncode:
        raise BuildError("\n".join(said.strip().splitlines()[-15:]))
    return said
