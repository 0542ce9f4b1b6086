"""One catalog per language for all documents: an edit, and a cold sync in one process and in two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.speed.building import unpack_manuals
from benchmarks.speed.contenders import Ours, configure_ours, find_gaps, forget_outputs, translate_all
from benchmarks.speed.idle import idle_tasks
from benchmarks.speed.jobs import jobs_tasks
from benchmarks.speed.measuring import measure_in_turns, median_of, run_measured
from benchmarks.speed.scratch import copy_of, scratch_folder
from benchmarks.speed.verdicts import Section, Target, Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.speed.context import Context

_MANUALS = ("book", "crust")
_EDITED = Target("one catalog for all, one post edited: ours - nothing to do", 0.5, 0.25, quick=4, unit="s")
_JOBS = Target("one catalog for all: one process ÷ two, cold", 1.5, 1.8, quick=0.7)
_LAYOUT = 'catalog = "locales/{lang}.po"\ntemplate = "locales/all.pot"\n'


def measure_shared(context: Context) -> Section:
    """Measure on two of the manuals as one site."""
    section = Section("One catalog for all documents: two manuals in 3 languages, translated")
    with scratch_folder() as folder:
        start = folder / "start"
        _prepare(start, context)
        section.trouble += find_gaps(start, translated=True)
        with copy_of(start) as site:
            run_measured(Ours().commands(site), site)
            tasks = {name: idle_tasks(site)[name] for name in ("nothing to do", "one post edited")}
            context.say("shared: nothing to do, one post edited")
            costs = measure_in_turns(tasks, context.rounds, warm=True)
        forget_outputs(start)
        context.say("shared: one process, two processes")
        costs |= measure_in_turns(jobs_tasks(start), context.rounds)
    medians = {name: median_of(found) for name, found in costs.items()}
    section.add_costs(costs, medians)
    edited = medians["one post edited"].seconds - medians["nothing to do"].seconds
    section.verdicts.append(Verdict(_EDITED, max(0.0, edited), context.quick))
    ratio = medians["--jobs 1"].seconds / medians["--jobs 2"].seconds
    section.verdicts.append(Verdict(_JOBS, ratio, context.quick))
    return section


def _prepare(site: Path, context: Context) -> None:
    unpack_manuals(site, context.manuals(_MANUALS))
    configure_ours(site, "plain")
    path = site / "i18n-pipeline.toml"
    path.write_text(path.read_text(encoding="utf-8") + _LAYOUT, encoding="utf-8")
    run_measured(Ours().commands(site), site)
    translate_all(site)
    run_measured(Ours().commands(site), site)
