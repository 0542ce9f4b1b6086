"""``check`` beside a cold sync of the same site: a gate has to cost no more than what it guards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.speed.building import MANUALS, unpack_manuals
from benchmarks.speed.contenders import configure_ours, forget_outputs, translate_all
from benchmarks.speed.measuring import measure_in_turns, median_of, our_command, run_measured
from benchmarks.speed.scratch import put_aside, scratch_folder
from benchmarks.speed.verdicts import Section, Target, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from benchmarks.speed.context import Context
    from benchmarks.speed.measuring import Cost

# A check ends with 1 where it finds anything, as it does in most manuals.
_STATUSES = frozenset((0, 1))
_KINDS = {"book": "mdbook", "crust": "mdbook", "fastapi": "mkdocs", "hugoDocs": "hugo"}


def measure_check(context: Context) -> Section:
    """Measure a cold sync, and a check of what it has made, in turns."""
    section = Section("check and a cold sync, one process, 3 languages, translated")
    for name in context.manuals(MANUALS):
        with scratch_folder() as folder:
            context.say(f"check: {name}")
            _measure(name, folder / "site", context, section)
    return section


def _measure(name: str, site: Path, context: Context, section: Section) -> None:
    unpack_manuals(site, (name,))
    configure_ours(site, _KINDS[name])
    run_measured([our_command("sync")], site, allowed=_STATUSES)
    translate_all(site)
    run_measured([our_command("sync")], site, allowed=_STATUSES)
    tasks = {f"{name}: {command}": _task(site, command) for command in ("sync", "check")}
    costs = measure_in_turns(tasks, context.rounds)
    medians = {task: median_of(found) for task, found in costs.items()}
    section.add_costs(costs, medians)
    # Of processors: a machine that is busy makes either wait.
    ratio = medians[f"{name}: check"].cpu / medians[f"{name}: sync"].cpu
    target = Target(f"check ÷ cold sync, {name}, time of processors", 1.0, 0.8, 2.0, unit="")
    section.verdicts.append(Verdict(target, ratio, context.quick))


def _task(site: Path, command: str) -> Callable[[], Cost]:
    def run() -> Cost:
        if command == "sync":
            forget_outputs(site)
        # What is known of an earlier run would be said again.
        if (site / ".i18n-pipeline").exists():
            put_aside(site / ".i18n-pipeline")
        return run_measured([our_command(command, "--jobs", "1")], site, allowed=_STATUSES)

    return run
