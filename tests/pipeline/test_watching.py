"""`watch`, as a process, while files are saved the way editors save them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from queue import Empty, Queue
from typing import TYPE_CHECKING

import pytest

from i18n_pipeline.pipeline.watching import is_temporary
from tests.sites import write_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REPOSITORY = Path(__file__).parent.parent.parent
CONFIGURATION = 'languages = ["it"]\n'
SECONDS = 60.0


class Watch:
    """A watching process, and the lines that it has said."""

    def __init__(self, root: Path) -> None:
        command = [sys.executable, "-m", "i18n_pipeline", "--root", str(root), "watch", "--jobs", "1"]
        environment = os.environ | {"PYTHONPATH": str(REPOSITORY), "SOURCE_DATE_EPOCH": "1795428000"}
        self.root = root
        # In the background of a shell interrupts are ignored, and so they are by all that is started there.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        self.process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.lines: Queue[str] = Queue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout:
            for line in self.process.stdout:
                self.lines.put(line.rstrip("\n"))

    def next_line(self, seconds: float = SECONDS) -> str:
        return self.lines.get(timeout=seconds)

    def says_nothing(self, seconds: float = 0.7) -> bool:
        try:
            self.lines.get(timeout=seconds)
        except Empty:
            return True
        return False

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        status = self.process.wait(SECONDS)
        self.reader.join(SECONDS)
        return status

    def lines_before(self, start: str) -> list[str]:
        """Return the lines before the next one that begins so."""
        return list(iter(lambda: self._line_unless(start), ""))

    def _line_unless(self, start: str) -> str:
        line = self.next_line()
        return "" if line.startswith(start) else line


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watch]:
    files = {"i18n-pipeline.toml": CONFIGURATION, "content/a.md": "One.\n", "content/b.md": "Two.\n"}
    write_site(tmp_path, files)
    watch = Watch(tmp_path)
    try:
        assert watch.lines_before("Watching content, locales") == [
            "templates: 2 created; catalogs: 2 created; pages: 2 created.",
            "it: 0 of 2 segments translated, 0 stale, 2 missing",
        ]
        yield watch
    finally:
        watch.process.kill()
        watch.process.wait()
        watch.reader.join(SECONDS)


def save_in_place(path: Path, text: str) -> None:
    """Save as nano does."""
    path.write_text(text, encoding="utf-8")


def save_by_renaming(path: Path, text: str) -> None:
    """Save as Vim does: try whether the folder can be written, keep the old file, write a new one."""
    (path.parent / "4913").touch()
    (path.parent / "4913").unlink()
    path.rename(path.with_name(path.name + "~"))
    path.write_text(text, encoding="utf-8")
    path.with_name(path.name + "~").unlink()


def save_atomically(path: Path, text: str) -> None:
    """Save as GNOME's editors do."""
    new = path.with_name(".goutputstream-X1Y2Z3")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


@pytest.mark.parametrize("save", [save_in_place, save_by_renaming, save_atomically])
def test_a_save_is_synced_once(watched: Watch, save: Callable[[Path, str], None]) -> None:
    save(watched.root / "content" / "a.md", "One more.\n")
    line = watched.next_line()
    assert line.startswith("content/a.md: ")
    assert line.endswith("catalogs: 1 updated; pages: 1 updated.")
    assert "One more." in (watched.root / "locales/it/a.po").read_text(encoding="utf-8")
    assert watched.says_nothing()


def test_a_translation_that_is_saved_reaches_its_page(watched: Watch) -> None:
    catalog = watched.root / "locales/it/b.po"
    text = catalog.read_text(encoding="utf-8")
    catalog.write_text(
        text.replace('msgid "Two."\nmsgstr ""', 'msgid "Two."\nmsgstr "Due."'), encoding="utf-8"
    )
    assert watched.next_line() == "locales/it/b.po: pages: 1 updated."
    assert "Due." in (watched.root / "content/b.it.md").read_text(encoding="utf-8")


def test_new_posts_get_their_files_and_editors_files_are_none(watched: Watch) -> None:
    for name in (".#a.md", "a.md~", ".a.md.swp", "4913", "a.md___jb_tmp___"):
        (watched.root / "content" / name).write_text("Not a post.\n", encoding="utf-8")
    assert watched.says_nothing()
    (watched.root / "content" / "new").mkdir()
    save_in_place(watched.root / "content" / "new" / "c.md", "Three.\n")
    assert "created" in watched.next_line()
    assert (watched.root / "content/new/c.it.md").is_file()


def test_trouble_is_shown_once_and_survived(watched: Watch) -> None:
    page = watched.root / "content/a.it.md"
    page.write_text(page.read_text(encoding="utf-8") + "By hand.\n", encoding="utf-8")
    assert watched.next_line().startswith("content/a.it.md:1: edited by hand")
    save_in_place(watched.root / "content/b.md", "Two, and more.\n")
    assert watched.next_line().startswith("content/b.md: ")
    assert watched.says_nothing()


def test_a_changed_configuration_holds_and_mistakes_in_it_are_survived(watched: Watch) -> None:
    configuration = watched.root / "i18n-pipeline.toml"
    configuration.write_text('languages = ["it", "de"]\nlanguage = 3\n', encoding="utf-8")
    assert watched.next_line().startswith("i18n-pipeline.toml:2: language")
    configuration.write_text('languages = ["it", "de"]\n', encoding="utf-8")
    assert watched.next_line() == "i18n-pipeline.toml: catalogs: 2 created; pages: 2 created."
    assert (watched.root / "content/a.de.md").is_file()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_it_cleanly(watched: Watch, number: signal.Signals) -> None:
    assert watched.end(number) == 0
    assert watched.lines.empty()


def test_a_configuration_that_is_bad_to_begin_with_is_an_error(tmp_path: Path) -> None:
    write_site(tmp_path, {"i18n-pipeline.toml": "languages = 3\n", "content/a.md": "One.\n"})
    watch = Watch(tmp_path)
    assert watch.process.wait(SECONDS) == 2
    watch.reader.join(SECONDS)


@pytest.mark.parametrize(
    "name",
    [".#a.md", "4913", "a.md~", ".a.md.swp", "a.swx", ".goutputstream-X", "a.md___jb_tmp___", "#a.md#"],
)
def test_names_of_a_moment_are_known(name: str) -> None:
    assert is_temporary(name)


@pytest.mark.parametrize("name", ["a.md", "49130", "a.swift", "c#.md", "jb_tmp.md", "a.swan"])
def test_names_of_files_are_none_of_a_moment(name: str) -> None:
    assert not is_temporary(name)


def test_a_save_is_answered_soon(watched: Watch) -> None:
    save_in_place(watched.root / "content/a.md", "Warm.\n")
    watched.next_line()
    start = time.monotonic()
    save_in_place(watched.root / "content/a.md", "Soon.\n")
    watched.next_line()
    # A sanity bound only: what is promised is measured by the benchmark.
    assert time.monotonic() - start < 10
