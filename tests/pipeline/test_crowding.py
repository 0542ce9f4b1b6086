"""Several at work on one site, and processes that end when they like: each file is the old or the new one."""

from __future__ import annotations

import errno
import os
import random
import resource
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from filelock import FileLock

from i18n_pipeline import files
from i18n_pipeline.cli import main
from i18n_pipeline.store import FOLDER, lock
from tests.sites import snapshot, sync, translate, write_site

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = {"i18n-pipeline.toml": 'languages = ["it", "de"]\n'}
POSTS = {f"content/{number}.md": f"# Post {number}\n\n" + "Some text.\n\n" * 30 for number in range(24)}


def start_sync(root: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "i18n_pipeline", "--root", str(root), "sync", "--jobs", "1", *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def litter(root: Path) -> list[str]:
    return [path.name for path in root.rglob(".*.tmp")]


def test_two_syncs_at_once_do_the_work_of_one(tmp_path: Path) -> None:
    write_site(tmp_path / "one", CONFIG | POSTS)
    write_site(tmp_path / "other", CONFIG | POSTS)
    sync(tmp_path / "one")
    both = [start_sync(tmp_path / "other") for _ in range(2)]
    said = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sorted("Nothing to do" in out for out, _ in said) == [False, True]
    names = {path.name for path in (tmp_path / "one").rglob("*.po*")}
    assert names == {path.name for path in (tmp_path / "other").rglob("*.po*")}
    assert not sync(tmp_path / "other").changes


def test_who_waits_too_long_is_told_who_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from i18n_pipeline.cli import main

    write_site(tmp_path, CONFIG | {"content/a.md": "One.\n", f"{FOLDER}/lock": "123\n"})
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    with FileLock(tmp_path / FOLDER / "lock"):
        result = CliRunner().invoke(main, ["--root", str(tmp_path), "sync"])
        looked = CliRunner().invoke(main, ["--root", str(tmp_path), "status"])
    assert result.exit_code == 2
    assert result.stderr == (
        ".i18n-pipeline/lock:1: another run (process 123) works on this site; waiting for it to end\n"
        ".i18n-pipeline/lock:1: another run (process 123) still works on this site, after 0.1 s of waiting; "
        "run this again when it has ended\n"
    )
    assert looked.exit_code == 0
    assert not (tmp_path / "locales").exists()
    # The lock of a process that is gone holds nobody up.
    assert sync(tmp_path).changes


@pytest.mark.parametrize(
    "command",
    [
        ("adopt", "--language", "it"),
        ("adopt", "--language", "it", "--bilingual"),
        ("migrate", "--from", "po4a", "--language", "it", "theirs.po"),
        ("check", "--fix"),
        ("pseudo", "--language", "it"),
    ],
)
def test_whatever_writes_waits_for_its_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    write_site(tmp_path, CONFIG | {"content/a.md": "One.\n", "theirs.po": 'msgid "One."\nmsgstr "Uno."\n'})
    sync(tmp_path)
    write_site(tmp_path, {"content/b.md": "One.\n\n# Italiano\n\nUno.\n", "content/b.it.md": "Uno.\n"})
    before = snapshot(tmp_path)
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    monkeypatch.chdir(tmp_path)
    with FileLock(tmp_path / FOLDER / "lock"):
        held = CliRunner().invoke(main, [*command])
    assert held.exit_code == 2
    assert held.stderr.count("\n") == 2
    assert "waiting for it to end" in held.stderr
    assert snapshot(tmp_path) == before
    assert CliRunner().invoke(main, [*command]).exit_code in (0, 1)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_killed_at_any_moment_files_are_whole_and_the_next_sync_mends_the_rest(tmp_path: Path) -> None:
    chance = random.Random(1)
    old, new = tmp_path / "old", tmp_path / "new"
    for root, posts in ((old, POSTS), (new, {path: text + "More.\n" for path, text in POSTS.items()})):
        write_site(root, CONFIG | POSTS)
        sync(root)
        translate(root, "locales/it/1.po", {"Post 1": "Articolo 1"})
        sync(root)
        write_site(root, posts)
    sync(new)
    before, after = snapshot(old), snapshot(new)
    write_site(old, {path: text + "More.\n" for path, text in POSTS.items()})
    before |= {path: data for path, data in after.items() if path.startswith("content/") and path in POSTS}
    killed = 0
    for _ in range(8):
        process = start_sync(old)
        time.sleep(0.1 + 0.4 * chance.random())
        process.send_signal(signal.SIGKILL)
        process.communicate()
        killed += process.returncode == -signal.SIGKILL
        for path, data in snapshot(old).items():
            undated = strip_dates(data)
            assert undated in (strip_dates(before.get(path, b"")), strip_dates(after[path])), path
    assert killed
    process = start_sync(old)
    process.communicate()
    assert process.returncode == 0
    assert {path: strip_dates(data) for path, data in snapshot(old).items()} == {
        path: strip_dates(data) for path, data in after.items()
    }
    assert litter(old) == []
    assert not sync(old).changes


def strip_dates(data: bytes) -> bytes:
    return b"\n".join(
        line for line in data.split(b"\n") if not line.startswith((b'"POT-Creation-Date', b"#. stale since"))
    )


def test_what_a_dead_process_left_behind_is_removed(tmp_path: Path) -> None:
    write_site(tmp_path, CONFIG | {"content/a.md": "One.\n"})
    sync(tmp_path)
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    host = os.uname().nodename.replace("-", "").replace(".", "")
    for process in (dead.pid, os.getpid()):
        write_site(tmp_path, {f"locales/it/.a.po.{host}-{process}-1.tmp": "half"})
    sync(tmp_path)
    assert litter(tmp_path) == [f".a.po.{host}-{os.getpid()}-1.tmp"]


def fill_disk() -> None:
    """Let no file be larger than 4 kB: writing more fails, as it does on a full disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


def test_on_a_full_disk_each_file_is_named_and_stays_as_it_was(tmp_path: Path) -> None:
    write_site(tmp_path, CONFIG | {"content/a.md": "One.\n", "content/b.md": "Two.\n"})
    sync(tmp_path)
    write_site(tmp_path, {"content/a.md": "One.\n\n" + "Much more.\n\n" * 2000 + "\n".join(POSTS.values())})
    before = snapshot(tmp_path)
    command = [sys.executable, "-m", "i18n_pipeline", "--root", str(tmp_path), "sync"]
    full = subprocess.run(command, capture_output=True, text=True, preexec_fn=fill_disk, check=False)
    assert full.returncode == 1
    assert "content/a.it.md:1: can't be written (File too large)" in full.stderr
    assert "Traceback" not in full.stderr
    assert litter(tmp_path) == []
    same = [path for path, data in snapshot(tmp_path).items() if before.get(path) == data]
    assert {"content/a.it.md", "content/b.it.md"} <= set(same)
    assert sync(tmp_path).ok
    assert not sync(tmp_path).changes


@pytest.mark.parametrize(
    ("number", "advice"), [(errno.ENOSPC, "make room on the disk"), (errno.EROFS, "check the folder")]
)
def test_where_nothing_can_be_written_nothing_is_said_to_be_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, advice: str
) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise OSError(number, os.strerror(number))

    write_site(tmp_path, CONFIG | {"content/a.md": "One.\n"})
    monkeypatch.setattr(files, "_open_new", refuse)
    run = CliRunner().invoke(main, ["--root", str(tmp_path), "sync"])
    assert run.exit_code == 1
    assert run.stdout.startswith("Nothing was written.\n")
    said = f"content/a.it.md:1: can't be written ({os.strerror(number)}); {advice}"
    assert said in run.stderr
    monkeypatch.undo()
    assert sync(tmp_path).ok
    assert (tmp_path / "content/a.it.md").exists()


@pytest.mark.parametrize("folder", ["locales", "pages", "pages/it"])
@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
def test_where_a_folder_is_read_only_its_files_are_named_and_the_rest_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, number: int
) -> None:
    config = 'languages = ["it", "de"]\nsite = "plain"\npage = "pages/{lang}/{path}{ext}"\n'
    write_site(tmp_path, {"i18n-pipeline.toml": config, "content/a.md": "One.\n", "content/b.md": "Two.\n"})
    sync(tmp_path)
    translate(tmp_path, "locales/it/a.po", {"One.": "Uno."})
    write_site(tmp_path, {"content/b.md": "Two.\n\nThree.\n"})
    before = snapshot(tmp_path)
    open_new = files._open_new

    def refuse(path: str) -> int:
        if path.startswith(f"{tmp_path / folder}/"):
            raise OSError(number, os.strerror(number), path)
        return open_new(path)

    with monkeypatch.context() as patch:
        patch.setattr(files, "_open_new", refuse)
        runs = [CliRunner().invoke(main, ["--root", str(tmp_path), "sync"]) for _ in range(2)]
    for run in runs:
        assert run.exit_code == 1
        named = {line.partition(":")[0] for line in run.stderr.splitlines()}
        assert named
        assert all(path.startswith(folder + "/") for path in named), run.stderr
        assert all(os.strerror(number) in line for line in run.stderr.splitlines())
    inside = {path: data for path, data in before.items() if path.startswith(folder + "/")}
    now = snapshot(tmp_path)
    assert {path: now[path] for path in inside} == inside
    assert {path for path in now if path.startswith(folder + "/")} == set(inside)
    assert litter(tmp_path) == []
    assert sync(tmp_path).ok
    assert "Three." in (tmp_path / "pages/de/b.md").read_text(encoding="utf-8")
    assert not sync(tmp_path).changes


def test_where_the_store_can_not_be_written_sync_works_and_says_so_once(tmp_path: Path) -> None:
    write_site(tmp_path, CONFIG | {"content/a.md": "One.\n", FOLDER: "no folder"})
    outcome = sync(tmp_path)
    assert outcome.ok
    assert [finding.path for finding in outcome.findings] == [FOLDER]
    assert (tmp_path / "content/a.it.md").exists()
    assert not sync(tmp_path).changes
