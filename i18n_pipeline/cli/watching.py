"""The loop of `watch`: sync, wait for a save, sync again."""

from __future__ import annotations

import signal
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from i18n_pipeline.cli.summary import run_summary, saved_summary
from i18n_pipeline.errors import ConfigError
from i18n_pipeline.pipeline.session import Session
from i18n_pipeline.pipeline.watching import folders_of, is_told, stamp_files, stamp_root, watch_folders
from i18n_pipeline.project import read_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path
    from types import FrameType

    from i18n_pipeline.pipeline import Outcome, Request
    from i18n_pipeline.project import Project
    from i18n_pipeline.tracing import Stamp

_SHOWN = 3
_PATIENCE = 0.2
# Files that are saved at once and of which some may not be told of: the kernel forgets if they are too many.
_MANY = 1000
# Seconds between two looks at all files; and how many times the last one's they are at least.
_LOOK_EVERY, _SHARE = 30.0, 50


def watch_site(root: Path, make_request: Callable[[], Request]) -> None:
    """Sync, then sync on every save until somebody interrupts.

    Raises `ConfigError` if the configuration is bad to begin with; later mistakes are shown and survived.
    """
    _Loop(read_project(root), make_request).run()


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@dataclass(slots=True)
class _Loop:
    """What the loop keeps in mind: the site, what was written last, and which trouble has been shown.

    ``mistakes`` are those of the configuration as it is now. At the time ``look_at`` all files are looked at.
    """

    project: Project
    make_request: Callable[[], Request]
    written: Mapping[Path, Stamp | None] = field(default_factory=dict)
    shown: frozenset[str] = frozenset()
    mistakes: tuple[str, ...] = ()
    session: Session = field(default_factory=lambda: Session(is_told))
    look_at: float = 0.0
    first: bool = True
    ready: bool = False

    def run(self) -> None:
        """Go on until somebody interrupts."""
        before = signal.signal(signal.SIGTERM, _interrupt)
        with suppress(KeyboardInterrupt):
            at_root = stamp_root(self.project.root)
            self._look_at_all()
            while True:
                at_root = self._watch(at_root)
        signal.signal(signal.SIGTERM, before)

    def _watch(self, at_root: dict[str, Stamp]) -> dict[str, Stamp]:
        """Watch the site's folders until there are others; return what is at the root by then."""
        folders = folders_of(self.project)
        if not folders:
            time.sleep(_PATIENCE)
            return at_root
        # What was saved while nobody watched these folders, by the first sync or by now.
        self.look_at = 0.0
        for saved in watch_folders(folders):
            now = stamp_root(self.project.root)
            others = frozenset(path for path in saved if not self._is_ours(path))
            if len(saved) > _MANY or time.monotonic() > self.look_at:
                at_root = now
                self._look_at_all(others)
            elif now != at_root or others:
                at_root = now
                self._read_again()
                self.sync(others, self._names(others))
                # Who waits for nothing reads again what was written anew.
                self.look_at *= not self.session.spent
            self._say_ready(folders)
            if folders_of(self.project) != folders:
                break
        return at_root

    def _is_ours(self, path: Path) -> bool:
        return path in self.written and stamp_files([path])[path] == self.written[path]

    def _read_again(self) -> None:
        """Read the configuration; with mistakes in it, the last good one stays."""
        try:
            self.project = read_project(self.project.root)
            self.mistakes = ()
        except ConfigError as error:
            self.mistakes = tuple(error.lines)

    def _look_at_all(self, saved: frozenset[Path] = frozenset()) -> None:
        """Sync whatever was saved, for not every save is told of: from time to time, if it takes its time."""
        start = time.monotonic()
        self._read_again()
        self.sync(saved, None)
        now = time.monotonic()
        self.look_at = now + max(_LOOK_EVERY, _SHARE * (now - start))

    def _names(self, paths: frozenset[Path]) -> frozenset[str] | None:
        """Return what files are called, seen from the root; None if one is outside."""
        root = self.project.root
        inside = all(path.is_relative_to(root) for path in paths)
        return frozenset(path.relative_to(root).as_posix() for path in paths) if inside else None

    def sync(self, saved: frozenset[Path], touched: frozenset[str] | None) -> None:
        """Sync, and say what came of it if anything did; None for ``touched``: look at all files."""
        try:
            outcome = self.session.run(self.project, self.make_request(), touched)
        except ConfigError as error:
            self._show(error.lines)
            return
        except OSError as error:
            advice = "check the file, the disk and permissions"
            self._show([f"{error.filename or 'output'}:1: {error.strerror}; {advice}"])
            return
        root = self.project.root
        self.written = stamp_files(root / change.path for change in outcome.changes)
        self._say(outcome, saved)
        self._show(map(str, outcome.findings))

    def _say(self, outcome: Outcome, saved: frozenset[Path]) -> None:
        root, minimum = self.project.root, self.project.config.publish.minimum
        if self.first:
            self.first = False
            click.echo(run_summary(outcome, dry_run=False, minimum=minimum), nl=False)
        elif outcome.changes:
            names = sorted(path.relative_to(root).as_posix() for path in saved if path.is_relative_to(root))
            more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
            what = ", ".join(names[:_SHOWN]) or self.project.config_name
            click.echo(f"{what}{more}: {saved_summary(outcome, minimum)}")

    def _show(self, lines: Iterable[str]) -> None:
        """Show trouble once for as long as it lasts."""
        found = dict.fromkeys((*self.mistakes, *lines))
        for line in found:
            if line not in self.shown:
                click.echo(line, err=True)
        self.shown = frozenset(found)

    def _say_ready(self, folders: Iterable[Path]) -> None:
        if not self.ready:
            names = ", ".join(folder.relative_to(self.project.root).as_posix() for folder in folders)
            click.echo(f"Watching {names}; Ctrl-C ends.")
        self.ready = True
