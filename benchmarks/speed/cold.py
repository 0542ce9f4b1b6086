"""Cold syncs of public manuals in three languages, beside other tools.

Twice: with nothing there but documents, and with all catalogs translated but no pages, as in a fresh clone.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from benchmarks.speed.building import READABLE, unpack_manuals
from benchmarks.speed.contenders import find_gaps, forget_outputs, translate_all
from benchmarks.speed.measuring import FailedError, measure_in_turns, median_of, run_measured
from benchmarks.speed.scratch import copy_of, scratch_folder
from benchmarks.speed.verdicts import Section, Target, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from benchmarks.speed.contenders import Contender
    from benchmarks.speed.context import Context
    from benchmarks.speed.measuring import Cost

_LEAST = {"po4a": (5.0, 10.0), "mdpo": (8.0, 20.0), "translate-toolkit": (8.0, 20.0)}
# What a measurement begins with, and the folders' names: po4a writes nothing where a path has spaces.
_BARE, _TRANSLATED = "nothing-there", "catalogs-translated"
_STATES = (_BARE, _TRANSLATED)
# Others end with 1 where a file of the manuals is too much for them; what they leave out is said.
_STATUSES = frozenset((0, 1))


def measure_cold(context: Context) -> Section:
    """Measure all tools in turns."""
    section = Section("Cold sync, 3 languages, book + crust")
    if not context.peers:
        section.lines.append("  left out: there is nothing to compare with")
        return section
    contenders = context.contenders(section)
    with scratch_folder() as folder:
        prepared = [one for one in contenders if _prepare(one, _folder_of(one, folder), context, section)]
        ready = {one.name: one for one in prepared}
        for state in _STATES:
            context.say(f"cold: {state}")
            tasks = {name: _task(folder, one, state) for name, one in ready.items()}
            _report(section, state, measure_in_turns(tasks, context.rounds), quick=context.quick)
    return section


def _folder_of(contender: Contender, folder: Path) -> Path:
    return folder / contender.name.split()[0]


def _prepare(contender: Contender, folder: Path, context: Context, section: Section) -> bool:
    """Make the states that each measurement begins with; tell whether the tool can do the work."""
    context.say(f"cold: preparing {contender.name}")
    start = folder / _BARE
    unpack_manuals(start, READABLE)
    shutil.copytree(start, folder / _TRANSLATED)
    site = folder / _TRANSLATED
    try:
        for translated in (False, True):
            contender.configure(site)
            run_measured(contender.commands(site), site, allowed=_STATUSES)
            gaps = find_gaps(site, translated=translated)
            section.lines += [f"  {contender.name}: {gap}" for gap in gaps]
            if gaps and contender.name.startswith("i18n-pipeline"):
                section.trouble += gaps
            if not translated:
                translate_all(site)
    except FailedError as error:
        section.trouble.append(str(error))
        return False
    forget_outputs(site)
    return True


def _task(folder: Path, contender: Contender, state: str) -> Callable[[], Cost]:
    def run() -> Cost:
        with copy_of(_folder_of(contender, folder) / state) as site:
            contender.configure(site)
            return run_measured(contender.commands(site), site, allowed=_STATUSES)

    return run


def _report(section: Section, state: str, costs: dict[str, list[Cost]], *, quick: bool) -> None:
    medians = {name: median_of(found) for name, found in costs.items()}
    state = state.replace("-", " ")
    section.lines.append(f"  {state}:")
    section.add_costs(costs, medians)
    ours = next((cost for name, cost in medians.items() if name.startswith("i18n-pipeline")), None)
    for name, cost in medians.items():
        least = _LEAST.get(name.split()[0])
        if ours is not None and least is not None:
            target = Target(f"{name.split()[0]} ÷ ours, cold, {state}", *least, quick=least[0] / 5)
            section.verdicts.append(Verdict(target, cost.seconds / ours.seconds, quick))
