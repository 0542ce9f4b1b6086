"""The same cold sync in one process and in two."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from benchmarks.speed.building import MANUALS, unpack_manuals
from benchmarks.speed.contenders import Ours, configure_ours, find_gaps, forget_outputs, translate_all
from benchmarks.speed.measuring import measure_in_turns, median_of, run_measured
from benchmarks.speed.scratch import copy_of, scratch_folder
from benchmarks.speed.verdicts import Section, Target, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from benchmarks.speed.context import Context
    from benchmarks.speed.measuring import Cost

_TARGET = Target("one process ÷ two, cold", 1.7, 1.9, quick=1.2)


def measure_jobs(context: Context) -> Section:
    """Measure one process and two in turns."""
    section = Section("One process and two, cold, the four manuals in 3 languages, translated")
    if (os.cpu_count() or 1) < 2:
        section.lines.append("  this machine has one core: nothing to compare")
        return section
    with scratch_folder() as folder:
        start = folder / "start"
        unpack_manuals(start, context.manuals(MANUALS))
        configure_ours(start, "plain")
        run_measured(Ours().commands(start), start)
        translate_all(start)
        run_measured(Ours().commands(start), start)
        section.trouble += find_gaps(start, translated=True)
        forget_outputs(start)
        context.say("jobs: one process, two processes")
        costs = measure_in_turns(jobs_tasks(start), context.rounds)
    medians = {name: median_of(found) for name, found in costs.items()}
    section.add_costs(costs, medians)
    ratio = medians["--jobs 1"].seconds / medians["--jobs 2"].seconds
    section.verdicts.append(Verdict(_TARGET, ratio, context.quick))
    return section


def jobs_tasks(start: Path) -> dict[str, Callable[[], Cost]]:
    """Return what is measured: cold syncs of copies of a site."""
    return {f"--jobs {jobs}": _task(start, jobs) for jobs in (1, 2)}


def _task(start: Path, jobs: int) -> Callable[[], Cost]:
    def run() -> Cost:
        with copy_of(start) as site:
            return run_measured(Ours(jobs=jobs).commands(site), site)

    return run
