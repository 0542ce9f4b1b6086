"""Syncs with nothing to do, with one post and with one translation edited, beside ``git status``."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from benchmarks.speed.building import MANUALS, commit_all, unpack_manuals
from benchmarks.speed.contenders import Ours, configure_ours, find_gaps, translate_all
from benchmarks.speed.measuring import measure_in_turns, median_of, run_measured
from benchmarks.speed.scratch import scratch_folder
from benchmarks.speed.verdicts import Section, Target, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from benchmarks.speed.context import Context
    from benchmarks.speed.measuring import Cost

_NOTHING = Target("nothing to do: ours ÷ git status", 12, 5, quick=100)
_EDITED = Target("one post edited: ours - nothing to do", 0.1, 0.05, quick=2, unit="s")
_ROUNDS = 3


def measure_idle(context: Context) -> Section:
    """Measure on the four manuals as one site."""
    section = Section("Nothing to do, and one post edited: the four manuals in 3 languages")
    with scratch_folder() as site:
        unpack_manuals(site, context.manuals(MANUALS))
        configure_ours(site, "plain")
        run_measured(Ours().commands(site), site)
        translate_all(site)
        run_measured(Ours().commands(site), site)
        section.trouble += find_gaps(site, translated=True)
        commit_all(site)
        context.say("idle: nothing to do, one post edited, git status")
        costs = measure_in_turns(idle_tasks(site), _ROUNDS * context.rounds, warm=True)
    medians = {name: median_of(found) for name, found in costs.items()}
    section.add_costs(costs, medians)
    nothing, edited = medians["nothing to do"].seconds, medians["one post edited"].seconds
    ratio = nothing / medians["git status"].seconds
    section.verdicts.append(Verdict(_NOTHING, ratio, context.quick))
    section.verdicts.append(Verdict(_EDITED, max(0.0, edited - nothing), context.quick))
    return section


def idle_tasks(site: Path) -> dict[str, Callable[[], Cost]]:
    """Return what is measured on a site that is up to date."""
    sync, numbers = Ours().commands(site), count()
    documents = editable_documents(site)

    def edit() -> Cost:
        path = documents[next(numbers) % len(documents)]
        path.write_bytes(path.read_bytes().rstrip() + b"\n\nOne more sentence, of no weight.\n")
        return run_measured(sync, site)

    def translate() -> Cost:
        document = documents[next(numbers) % len(documents)].relative_to(site / "content")
        path = (site / "locales/it" / document).with_suffix(".po")
        before, mark, after = path.read_bytes().rpartition(b'msgstr "')
        path.write_bytes(before + mark + b"Edited: " + after)
        return run_measured(sync, site)

    return {
        "nothing to do": lambda: run_measured(sync, site),
        "one post edited": edit,
        "one translation edited": translate,
        "git status": lambda: run_measured([["git", "status", "--porcelain"]], site),
    }


def editable_documents(site: Path) -> list[Path]:
    """Return documents of middle size, spread over the site."""
    found = sorted((site / "content").rglob("*.md"), key=lambda path: (path.stat().st_size, path))
    middle = found[len(found) // 3 : 2 * len(found) // 3 + 1]
    return list(_spread(sorted(middle), 40))


def _spread(paths: list[Path], number: int) -> Iterator[Path]:
    step = max(1, len(paths) // number)
    yield from paths[::step]
