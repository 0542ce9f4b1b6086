"""From a save to the pages: ``watch`` on two manuals, while posts and catalogs are saved."""

from __future__ import annotations

import os
import subprocess
import time
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.speed.building import READABLE, unpack_manuals
from benchmarks.speed.contenders import LANGUAGES, Ours, configure_ours, find_gaps, translate_all
from benchmarks.speed.idle import editable_documents
from benchmarks.speed.measuring import (
    Cost,
    FailedError,
    environment,
    measure_in_turns,
    median_of,
    our_command,
    run_measured,
)
from benchmarks.speed.scratch import scratch_folder
from benchmarks.speed.verdicts import Section, Target, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.speed.context import Context

_SAVED = Target("watch: from a save to the pages in 3 languages", 0.2, 0.1, quick=5, unit="s")
_ROUNDS = 10
# Seconds: between two saves, as a person makes them; and after which it is broken.
_PAUSE, _PATIENCE = 0.5, 60.0
_POLL = 0.001


def measure_saves(context: Context) -> Section:
    """Measure on two manuals as one site."""
    section = Section("On every save: watch on two manuals in 3 languages")
    with scratch_folder() as site:
        unpack_manuals(site, context.manuals(READABLE))
        configure_ours(site, "mdbook")
        run_measured(Ours().commands(site), site)
        translate_all(site)
        run_measured(Ours().commands(site), site)
        section.trouble += find_gaps(site, translated=True)
        context.say("watch: posts and catalogs saved")
        with _watching(site) as process:
            costs = measure_in_turns(_tasks(site, process.pid), _ROUNDS, warm=True)
            nothing = _measure_waiting(process.pid)
    medians = {name: median_of(found) for name, found in costs.items()}
    section.add_costs(costs, medians)
    section.lines.append(f"  while nothing is saved: {100 * nothing:.1f} % of a processor")
    section.verdicts.append(Verdict(_SAVED, medians["a post is saved"].seconds, context.quick))
    return section


@contextmanager
def _watching(site: Path) -> Iterator[subprocess.Popen[str]]:
    """Give a process that watches the site, once it does."""
    process = subprocess.Popen(
        our_command("watch"),
        cwd=site,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        if not any(line.startswith("Watching ") for line in process.stdout or ()):
            raise FailedError(f"watch ended with status {process.wait()}")
        time.sleep(_PAUSE)
        yield process
    finally:
        process.terminate()
        process.communicate()


def _tasks(site: Path, process: int) -> dict[str, Callable[[], Cost]]:
    documents, numbers = editable_documents(site), count()

    def save_post() -> Cost:
        number = next(numbers)
        path = documents[number % len(documents)]
        mark = f"One more sentence, the {number}th."
        pages = [site / "pages" / language / path.relative_to(site / "content") for language in LANGUAGES]
        return _save(process, path, path.read_bytes().rstrip() + f"\n\n{mark}\n".encode(), pages, mark)

    def save_catalog() -> Cost:
        number = next(numbers)
        document = documents[number % len(documents)].relative_to(site / "content")
        path = (site / "locales/it" / document).with_suffix(".po")
        mark = f"Edited {number}: "
        before, start, after = path.read_bytes().rpartition(b'msgstr "')
        data = before + start + mark.encode() + after
        return _save(process, path, data, [site / "pages/it" / document], mark)

    return {"a post is saved": save_post, "a catalog is saved": save_catalog}


def _save(process: int, path: Path, data: bytes, pages: list[Path], mark: str) -> Cost:
    """Save a file, and wait until all pages show it."""
    time.sleep(_PAUSE)
    used, start = _seconds_used(process), time.perf_counter()
    path.write_bytes(data)
    for page in pages:
        while mark.encode() not in page.read_bytes():
            if time.perf_counter() - start > _PATIENCE:
                raise FailedError(f"watch has not written {page} within {_PATIENCE:.0f} s")
            time.sleep(_POLL)
    seconds = time.perf_counter() - start
    # What follows on a save belongs to it: the store, and another look at what was written.
    time.sleep(_PAUSE)
    return Cost(seconds, _seconds_used(process) - used)


def _measure_waiting(process: int) -> float:
    """Return the share of a processor that is used while nothing is saved."""
    used, start = _seconds_used(process), time.perf_counter()
    time.sleep(4 * _PAUSE)
    return (_seconds_used(process) - used) / (time.perf_counter() - start)


def _seconds_used(process: int) -> float:
    """Return the processor's time that a process has used; 0 where nobody tells."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
