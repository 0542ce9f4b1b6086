"""Other tools that keep Markdown in gettext catalogs, each as its manual says to use it.

Python tools get a virtual environment of their own under a cache folder; po4a and gettext are taken from
the system.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import venv
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from benchmarks.tallies import NO_WORDS, Tally, read_entries, tally_entries, translate_with_polib

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.sites import Edit

FRONT_MATTER = "title,subtitle,description,summary"
# A tool that takes longer for one page, or to be installed, is taken to have failed.
_SECONDS = 300
_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}


class UnavailableError(Exception):
    """A tool is not there and can't be installed; the text says what to do."""


class Peer(Protocol):
    """A tool: ``name``, and the two steps of its work on a folder of documents."""

    name: str

    def prepare(self, cache: Path) -> str:
        """Install the tool if need be; return its version. Raises `UnavailableError`."""

    def extract(self, documents: Path, catalogs: Path) -> None:
        """Make an empty catalog of each document."""

    def update(self, documents: Path, catalogs: Path, updated: Path) -> None:
        """Bring the catalogs up to date with the edited documents, in the folder ``updated``."""


@dataclass(frozen=True, slots=True)
class PeerResult:
    """Words over all edits, and how many edits the tool couldn't work on."""

    name: str
    tally: Tally = NO_WORDS
    failed: int = 0
    unavailable: str = ""


def measure_peer(peer: Peer, edits: Sequence[Edit], cache: Path, work: Path) -> PeerResult:
    """Translate all documents, apply the edits, update."""
    cache.mkdir(parents=True, exist_ok=True)
    try:
        name = f"{peer.name} {peer.prepare(cache)}"
    except UnavailableError as error:
        return PeerResult(peer.name, unavailable=str(error))
    folders = [work / part for part in ("before", "after", "catalogs", "updated")]
    for folder in folders:
        folder.mkdir()
    before, after, catalogs, updated = folders
    for edit in edits:
        (before / f"{edit.name}.md").write_bytes(edit.before)
        (after / f"{edit.name}.md").write_bytes(edit.after)
    peer.extract(before, catalogs)
    for path in sorted(catalogs.glob("*.po")):
        translate_with_polib(path)
    peer.update(after, catalogs, updated)
    done = sorted(updated.glob("*.po"))
    words = sum((tally_entries(read_entries(path)) for path in done), NO_WORDS)
    return PeerResult(name, words, len(edits) - len(done))


def _run(command: Sequence[str | Path], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | _ENVIRONMENT
    try:
        return subprocess.run(
            command,
            cwd=folder,
            env=environment,
            # po4a never ends on some pages, and warns until memory is full.
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, returncode=1, stdout="")


def _for_each(documents: Path, work: Callable[[Path], object]) -> None:
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(work, sorted(documents.glob("*.md"))))


def _install(folder: Path, requirements: Sequence[str]) -> None:
    """Make a virtual environment, unless it is there."""
    if (folder / "done").exists():
        return
    shutil.rmtree(folder, ignore_errors=True)
    pip: list[str | Path] = [folder / "bin" / "python", "-m", "pip", "install", "--quiet"]
    try:
        venv.create(folder, with_pip=True)
        failed = _run([*pip, *requirements], folder).returncode != 0
    except (OSError, subprocess.CalledProcessError):
        failed = True
    if failed:
        shutil.rmtree(folder, ignore_errors=True)
        raise UnavailableError(f"not installed: pip install {' '.join(requirements)} failed")
    (folder / "done").touch()


@dataclass(slots=True)
class Po4a:
    """po4a, which calls msgmerge."""

    name: str = "po4a + msgmerge"

    def prepare(self, cache: Path) -> str:
        """Look for the programs; see `Peer`."""
        if not (shutil.which("po4a-updatepo") and shutil.which("msgmerge")):
            raise UnavailableError("not installed: apt-get install po4a gettext")
        versions = (_run([name, "--version"], cache).stdout.split("\n")[0] for name in ("po4a", "msgmerge"))
        return " + ".join(version.rstrip(".").split()[-1] for version in versions)

    def extract(self, documents: Path, catalogs: Path) -> None:
        """See `Peer`."""
        _for_each(documents, lambda path: self._update(path, catalogs / f"{path.stem}.po"))

    def update(self, documents: Path, catalogs: Path, updated: Path) -> None:
        """See `Peer`."""

        def work(path: Path) -> None:
            old, new = (folder / f"{path.stem}.po" for folder in (catalogs, updated))
            if old.exists():
                shutil.copy(old, new)
                self._update(path, new)

        _for_each(documents, work)

    def _update(self, document: Path, catalog: Path) -> None:
        options = ["-f", "text", "-o", "markdown", "-o", f"yfm_keys={FRONT_MATTER}", "-o", "yfm_skip_array"]
        command = ["po4a-updatepo", *options, "-M", "UTF-8", "-m", document.name, "-p", str(catalog)]
        if _run(command, document.parent).returncode:
            catalog.unlink(missing_ok=True)


@dataclass(slots=True)
class Mdpo:
    """mdpo's md2po, which merges into the catalog that it is given."""

    name: str = "mdpo"
    version: str = "2.1.4"
    program: Path = Path()

    def prepare(self, cache: Path) -> str:
        """Install; see `Peer`."""
        folder = cache / f"mdpo-{self.version}"
        _install(folder, [f"mdpo=={self.version}", "pymd4c==1.3.0"])
        self.program = folder / "bin" / "md2po"
        return self.version

    def extract(self, documents: Path, catalogs: Path) -> None:
        """See `Peer`."""
        _for_each(documents, lambda path: self._save(path, catalogs / f"{path.stem}.po"))

    def update(self, documents: Path, catalogs: Path, updated: Path) -> None:
        """See `Peer`."""

        def work(path: Path) -> None:
            old, new = (folder / f"{path.stem}.po" for folder in (catalogs, updated))
            if old.exists():
                shutil.copy(old, new)
                self._save(path, new)

        _for_each(documents, work)

    def _save(self, document: Path, catalog: Path) -> None:
        encodings = ("--md-encoding", "utf-8", "--po-encoding", "utf-8")
        command = [
            str(self.program),
            "--quiet",
            "--save",
            *encodings,
            "--po-filepath",
            str(catalog),
            document.name,
        ]
        if _run(command, document.parent).returncode:
            catalog.unlink(missing_ok=True)


@dataclass(slots=True)
class TranslateToolkit:
    """translate-toolkit's md2po and pot2po. One entry per text, as elsewhere, is its friendlier mode."""

    name: str = "translate-toolkit"
    version: str = "3.20.4"
    programs: Path = Path()

    def prepare(self, cache: Path) -> str:
        """Install; see `Peer`."""
        folder = cache / f"translate-toolkit-{self.version}"
        _install(folder, [f"translate-toolkit[markdown,levenshtein]=={self.version}"])
        self.programs = folder / "bin"
        return self.version

    def extract(self, documents: Path, catalogs: Path) -> None:
        """See `Peer`."""
        self._call("md2po", documents, ["--duplicates=merge", ".", catalogs])

    def update(self, documents: Path, catalogs: Path, updated: Path) -> None:
        """See `Peer`."""
        templates = updated.parent / "templates"
        self._call("md2po", documents, ["--duplicates=merge", "--pot", ".", templates])
        self._call("pot2po", documents, ["--template", catalogs, templates, updated])

    def _call(self, program: str, documents: Path, arguments: Sequence[str | Path]) -> None:
        _run([self.programs / program, "--progress=none", *arguments], documents)


def all_peers() -> tuple[Peer, ...]:
    """Return the tools in the order of the table."""
    return (Po4a(), Mdpo(), TranslateToolkit())
