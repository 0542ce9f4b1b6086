"""A run on a Dask cluster: a scheduler and two workers as processes, one of which is killed on the way."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.speed.posts import write_posts
from tests.sites import snapshot

pytest.importorskip("distributed", reason="Dask is not installed: pip install 'i18n-pipeline[cluster]'")

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).parent.parent.parent
ENVIRONMENT = os.environ | {"PYTHONPATH": str(REPOSITORY), "SOURCE_DATE_EPOCH": "1795428000"}
POSTS = 60
CONFIGURATION = 'languages = ["it", "de"]\n'


def start(*arguments: str) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    command = [sys.executable, "-W", "ignore", "-m", *arguments]
    return subprocess.Popen(command, env=ENVIRONMENT, stdout=quiet, stderr=quiet)


def wait_for(path: Path, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < end, f"{path.name} did not appear"
        time.sleep(0.01)


def wait_for_address(file: Path, seconds: float = 120) -> str:
    """Return the address that the scheduler writes to its file, which is there before it is filled."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        if '"address": "' in text and text.rstrip().endswith("}"):
            return str(json.loads(text)["address"])
        time.sleep(0.01)
    raise AssertionError("the scheduler did not say its address")


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Start a scheduler and workers; give its address, and the workers."""
    file = folder / "scheduler.json"
    head = ["distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    started = [start(*head, "--scheduler-file", str(file))]
    try:
        address = wait_for_address(file)
        body = ["distributed.cli.dask_worker", address, "--no-nanny", "--no-dashboard", "--nthreads", "2"]
        local = ["--local-directory", str(folder)]
        started += [start(*body, *local) for _ in range(workers)]
        yield address, started[1:]
    finally:
        for process in started:
            process.kill()
            process.wait()


def sync(root: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "i18n_pipeline", "--root", str(root), "sync", *options]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=ENVIRONMENT, stdout=pipe, stderr=pipe, text=True)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    write_posts(root / "content", POSTS)
    (root / "i18n-pipeline.toml").write_text(CONFIGURATION, encoding="utf-8")
    return root


def test_a_worker_that_is_killed_costs_only_its_chunk(tmp_path: Path, site: Path) -> None:
    serial = tmp_path / "serial"
    shutil.copytree(site, serial)
    assert sync(serial, "--jobs", "1").communicate(timeout=120)[1] == ""
    with cluster(tmp_path, 2) as (address, workers):
        run = sync(site, "--cluster", address)
        wait_for(site / "locales" / "it")
        os.kill(workers[0].pid, signal.SIGKILL)
        said, trouble = run.communicate(timeout=120)
        assert (run.returncode, trouble) == (0, "")
        assert workers[0].wait() == -signal.SIGKILL
        assert workers[1].poll() is None
    assert "it: 0 of" in said
    assert snapshot(site) == snapshot(serial)
    again = sync(site)
    assert again.communicate()[0].startswith("Nothing to do")


def test_workers_that_do_not_see_the_site_are_named(tmp_path: Path) -> None:
    from i18n_pipeline.errors import ConfigError
    from i18n_pipeline.execution import map_items
    from i18n_pipeline.execution.cluster import Cluster

    with cluster(tmp_path, 1) as (address, _):
        nowhere = Cluster(address, str(tmp_path / "i18n-pipeline.toml"))
        with pytest.raises(ConfigError, match=r"does not see .*i18n-pipeline"):
            list(map_items(len, ["a"], jobs=nowhere))


def test_a_scheduler_that_is_not_there_is_one_line(site: Path) -> None:
    run = sync(site, "--cluster", "tcp://127.0.0.1:9")
    trouble = run.communicate(timeout=120)[1]
    assert run.returncode == 2
    assert trouble.startswith("--cluster tcp://127.0.0.1:9:1: no scheduler answers (")
    assert trouble.endswith("); start one with: dask scheduler\n")
    assert trouble.count("\n") == 1
