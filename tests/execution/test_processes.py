"""Work over processes: everything once, in order, whatever the chunks are and whoever dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n_pipeline.errors import ConfigError
from i18n_pipeline.execution import map_items
from i18n_pipeline.execution.chunks import make_chunks

REPOSITORY = Path(__file__).parent.parent.parent


@given(st.lists(st.integers(0, 1_000_000), max_size=400), st.integers(1, 16))
def test_chunks_hold_all_items_in_order(weights: list[int], workers: int) -> None:
    items = list(range(len(weights)))
    chunks = list(make_chunks(items, weights, workers))
    assert [item for chunk in chunks for item in chunk] == items
    assert all(chunks)


@given(st.lists(st.integers(1, 1_000_000), min_size=1, max_size=400), st.integers(1, 16))
def test_a_chunk_is_light_or_one_item(weights: list[int], workers: int) -> None:
    most = sum(weights) / workers / 16
    for chunk in make_chunks(weights, weights, workers):
        assert len(chunk) == 1 or sum(chunk) <= most


def double(number: int) -> tuple[int, int]:
    return 2 * number, os.getpid()


def test_results_come_in_order_from_several_processes() -> None:
    found = list(map_items(double, range(600), jobs=2, weigh=lambda _: 4096))
    assert [number for number, _ in found] == [2 * number for number in range(600)]
    assert os.getpid() not in {pid for _, pid in found}


def test_little_work_starts_no_process() -> None:
    found = list(map_items(double, range(10), jobs=8, weigh=lambda _: 100))
    assert {pid for _, pid in found} == {os.getpid()}


def die_once(marker: Path) -> str:
    if marker.exists():
        marker.unlink()
        os.kill(os.getpid(), signal.SIGKILL)
    return marker.name


def test_what_a_process_had_under_way_when_it_died_is_done_again(tmp_path: Path) -> None:
    names = [f"{number:03}" for number in range(100)]
    (tmp_path / "040").touch()
    items = [tmp_path / name for name in names]
    assert list(map_items(die_once, items, jobs=2, weigh=lambda _: 8192)) == names


def die(_: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_processes_that_keep_dying_are_an_error_that_says_what_to_do() -> None:
    with pytest.raises(ConfigError, match="run it again with fewer"):
        list(map_items(die, range(100), jobs=2, weigh=lambda _: 8192))


WAITING = """
import os, time
from i18n_pipeline.execution import map_items
from tests.execution.test_processes import double

results = map_items(double, range(600), jobs=2, weigh=lambda _: 4096)
# The last but one: all is done, and the workers wait for more.
pids = {next(results)[1] for _ in range(599)}
print(*pids, flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="there is no /proc")
def test_workers_end_with_a_parent_that_is_killed() -> None:
    command = [sys.executable, "-c", WAITING]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY) as parent:
        assert parent.stdout is not None
        workers = parent.stdout.readline().split()
        assert workers
        parent.kill()
    deadline = time.monotonic() + 20
    while any(map(is_at_work, workers)):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def is_at_work(pid: str) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
