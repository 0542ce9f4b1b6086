"""What a command costs: time on the clock, time of processors, memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

REPOSITORY = Path(__file__).parent.parent.parent
_ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    "PYTHONUTF8": "1",
    # What is installed has its bytecode: so have we, whatever the shell says.
    "PYTHONDONTWRITEBYTECODE": "",
    "SOURCE_DATE_EPOCH": "1767225600",
}
_LOOK_EVERY = 0.05

Command = list[str]


class FailedError(Exception):
    """A command that is measured ended with a status that it mustn't; the text is what it said."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock and of processors (all of a command's processes), peak memory in MB.

    ``memory`` is of the command's first process, ``worker`` of the largest one below it. Both are 0 where
    nobody looked.
    """

    seconds: float
    cpu: float
    memory: float = 0.0
    worker: float = 0.0

    def __add__(self, other: Cost) -> Cost:
        memory, worker = max(self.memory, other.memory), max(self.worker, other.worker)
        return Cost(self.seconds + other.seconds, self.cpu + other.cpu, memory, worker)


def our_command(*arguments: str) -> Command:
    """Return the command line of the tool in this repository."""
    return [sys.executable, "-m", "i18n_pipeline", *arguments]


def environment() -> dict[str, str]:
    """Return the environment that commands are measured in."""
    return os.environ | _ENVIRONMENT | {"PYTHONPATH": str(REPOSITORY)}


def run_measured(
    commands: Sequence[Command],
    folder: Path,
    *,
    allowed: frozenset[int] = frozenset((0,)),
    memory: bool = False,
) -> Cost:
    """Run commands one after the other in ``folder``; return what they cost together.

    Raises `FailedError` if one ends with a status that is not ``allowed``. Whoever asks for ``memory`` pays
    for it: a thread looks at the processes every 50 ms.
    """
    total = Cost(0.0, 0.0)
    for command in commands:
        total += _run(command, folder, allowed, memory=memory)
    return total


def _run(command: Command, folder: Path, allowed: frozenset[int], *, memory: bool) -> Cost:
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment(), stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        peaks = _Peaks(process.pid) if memory else None
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        found = peaks.stop() if peaks is not None else (0.0, 0.0)
        if process.returncode not in allowed:
            said.seek(0)
            last = said.read().decode("utf-8", "replace").strip().splitlines()[-5:]
            raise FailedError("\n".join([f"{' '.join(command[:6])}: status {process.returncode}", *last]))
    return Cost(seconds, usage.ru_utime + usage.ru_stime, *found)


class _Peaks(threading.Thread):
    """Looks at the peak memory of a process and of those below it until told to stop."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._done = threading.Event()
        self._found: dict[int, float] = {}
        self.start()

    def run(self) -> None:
        """Look, again and again: the kernel keeps the peak, so the last look at each process counts."""
        while not self._done.wait(_LOOK_EVERY):
            for pid in _tree(self._pid):
                self._found[pid] = max(self._found.get(pid, 0.0), _peak_of(pid))

    def stop(self) -> tuple[float, float]:
        """Return the peak of the process and of the largest below it."""
        self._done.set()
        self.join()
        own = self._found.pop(self._pid, 0.0)
        return own, max(self._found.values(), default=0.0)


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return
    for child in children:
        yield from _tree(int(child))


def _peak_of(pid: int) -> float:
    # Not `ru_maxrss`: that of a child counts what its parent had when it was forked.
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)


def measure_in_turns(
    tasks: Mapping[str, Callable[[], Cost]], rounds: int, *, warm: bool = False
) -> dict[str, list[Cost]]:
    """Run each task once per round, in turns, so that a busy machine is busy for all of them.

    A ``warm`` start runs each once before, uncounted.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in tasks}
    for number in range(-1 if warm else 0, rounds):
        for name, task in tasks.items():
            cost = task()
            if number >= 0:
                costs[name].append(cost)
    return costs


def median_of(costs: Sequence[Cost]) -> Cost:
    """Return the median of each figure; of memory the largest."""
    return Cost(
        statistics.median(cost.seconds for cost in costs),
        statistics.median(cost.cpu for cost in costs),
        max(cost.memory for cost in costs),
        max(cost.worker for cost in costs),
    )
