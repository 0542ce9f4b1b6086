"""A process that is told which files were touched comes to what a run comes to that looks at all."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING

import pytest

from i18n_pipeline.errors import ConfigError
from i18n_pipeline.pipeline import Request, gathering, run, session
from i18n_pipeline.pipeline.looking import Look
from i18n_pipeline.pipeline.results import work_packed
from i18n_pipeline.pipeline.session import Session
from i18n_pipeline.pipeline.watching import is_told
from i18n_pipeline.project import read_project
from i18n_pipeline.store import FOLDER, journal
from i18n_pipeline.tracing import stamp_of
from tests.editor import CONFIGS, Editor, make_site
from tests.sites import DATE, snapshot, write_site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from i18n_pipeline.pipeline import Outcome
    from i18n_pipeline.pipeline.orders import Bundle
    from i18n_pipeline.pipeline.results import Result
    from i18n_pipeline.tracing import Sighting, Stamp

Said = tuple[set[str], list[str], list[str]]


class Site:
    """A site that a session works on, and somebody who tells what was touched in it."""

    def __init__(self, root: Path, config: str, seed: int) -> None:
        make_site(root, config)
        self.root = root
        self.chance = random.Random(seed)
        self.editor = Editor(root, seed)
        self.session = Session(is_told)
        self.stamps: dict[str, Stamp] = {}
        self.pending: set[str] = set()
        self.config = config

    def look(self) -> dict[str, Stamp]:
        return {
            path.relative_to(self.root).as_posix(): stamp_of(path.stat())
            for path in self.root.rglob("*")
            if FOLDER not in path.parts and path.is_file()
        }

    def touched(self) -> set[str]:
        """Return what an observer says: files, and folders that came or went as a whole."""
        before, self.stamps = self.stamps, self.look()
        found = {path for path, _ in before.items() ^ self.stamps.items() if is_told(path)}
        folder = f"{self.editor.content}/blog"
        if found and all(path.startswith(folder) for path in found) and self.chance.random() < 0.5:
            return {folder}
        return found

    def edit(self) -> None:
        """Do something to the site, as editors do."""
        self.editor.edit()
        chance = self.chance.random()
        if chance < 0.1:
            self.config = CONFIGS[self.chance.choice(("hugo", "plain, links rewritten"))]
            write_site(self.root, {"i18n-pipeline.toml": self.config})
        elif chance < 0.2:
            write_site(self.root, {"i18n-pipeline.toml": "languages = 3\n"})
        elif chance < 0.5:
            write_site(self.root, {"i18n-pipeline.toml": self.config})
        if self.chance.random() < 0.3:
            write_site(self.root, {f"{self.editor.content}/.#a.md": "x", f"{self.editor.content}/b.md~": "y"})

    def sync(self) -> Said:
        self.pending |= self.touched()
        return said(self.run)

    def run(self) -> Outcome:
        project = read_project(self.root)
        touched, self.pending = self.pending, set()
        try:
            return self.session.run(project, Request(date=DATE), touched)
        finally:
            # What the run has written is told of too, and what was saved meanwhile.
            self.pending |= self.touched()


def said(work: Callable[[], Outcome]) -> Said:
    try:
        outcome = work()
    except ConfigError as error:
        return set(), [], list(error.lines)
    changes = {f"{change.action} {change.path}" for change in outcome.changes}
    return changes, list(map(str, outcome.standings)), list(map(str, outcome.findings))


def sync_copy(site: Site, copy: Path) -> Said:
    """Sync a copy of the site of which nothing is known but what can't be found out again."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(site.root, copy, ignore=shutil.ignore_patterns("*.msgpack", "*.journal", "lock"))
    return said(lambda: run(read_project(copy), Request(date=DATE)))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", CONFIGS)
def test_a_session_writes_and_says_what_a_run_does_that_knows_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, seed: int
) -> None:
    monkeypatch.setattr(journal, "_SHORT", (0, 3000, 10**6)[seed])
    site = Site(tmp_path / "site", CONFIGS[name], seed)
    for number in range(20):
        fresh = sync_copy(site, tmp_path / "copy")
        assert site.sync() == fresh, number
        assert snapshot(site.root) == snapshot(tmp_path / "copy"), number
        site.edit()


@pytest.mark.parametrize("seed", range(4))
def test_what_is_saved_while_a_session_works_is_seen_by_its_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    site = Site(tmp_path / "site", CONFIGS["hugo"], seed)
    site.sync()

    def work(bundle: Bundle) -> Result:
        site.editor.edit()
        result = work_packed(bundle)
        site.editor.edit()
        return result

    for number in range(8):
        site.edit()
        write_site(site.root, {"i18n-pipeline.toml": CONFIGS["hugo"]})
        with monkeypatch.context() as patch:
            patch.setattr(gathering, "work_packed", work)
            site.sync()
        fresh = sync_copy(site, tmp_path / "copy")
        assert site.sync() == fresh, number
        assert snapshot(site.root) == snapshot(tmp_path / "copy"), number


# What is looked at


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path / "site", CONFIGS["hugo"], 0)
    # The first writes the store as a whole, and the second reads it.
    site.sync()
    site.sync()
    return site


def test_only_what_was_touched_is_looked_at(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(session, "start_run")
    seen: list[str] = []
    confirm = Look.confirm

    def note(self: Look, path: str, old: Sighting | None) -> tuple[bool, Sighting | None]:
        seen.append(path)
        return confirm(self, path, old)

    monkeypatch.setattr(Look, "confirm", note)
    write_site(site.root, {"content/b.md": "Of another kind.\n"})
    assert "update content/b.it.md" in site.sync()[0]
    assert {path for path in seen if "/b." not in path} == set()
    assert site.sync()[0] == set()


def test_a_run_of_another_process_is_taken_over(site: Site) -> None:
    write_site(site.root, {"content/b.md": "Of another kind.\n"})
    run(read_project(site.root), Request(date=DATE))
    write_site(site.root, {"content/c.md": "Of a third kind.\n"})
    changes = site.sync()[0]
    assert "update content/c.it.md" in changes
    assert not any("/b." in change for change in changes)
    assert not site.session.run(read_project(site.root), Request(date=DATE), None).changes


def test_what_nobody_tells_of_is_asked_for_again(tmp_path: Path) -> None:
    config = 'languages = ["it"]\nsite = "hugo"\n'
    site = Site(tmp_path / "site", config, 0)
    write_site(site.root, {"content/a.md": "![A map](/img/map.png)\n", "static/img/map.png": "x"})
    site.sync()
    site.sync()
    write_site(site.root, {"static/img/map.it.png": "y", "content/b.md": "B.\n"})
    fresh = sync_copy(site, tmp_path / "copy")
    assert site.sync() == fresh
    assert snapshot(site.root) == snapshot(tmp_path / "copy")
