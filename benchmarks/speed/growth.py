"""How the cost grows with the number of posts, and the memory that the largest site takes.

Of the three languages one is translated, one is half translated, one has empty catalogs.
"""

from __future__ import annotations

import math
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

from benchmarks.speed.building import commit_all, count_posts, generate_site
from benchmarks.speed.contenders import (
    LANGUAGES,
    Ours,
    all_contenders,
    configure_ours,
    find_gaps,
    forget_outputs,
)
from benchmarks.speed.idle import idle_tasks
from benchmarks.speed.measuring import FailedError, measure_in_turns, median_of, run_measured
from benchmarks.speed.scratch import scratch_folder
from benchmarks.speed.verdicts import Point, Section, Target, Verdict
from benchmarks.tallies import translate_with_polib

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.speed.context import Context
    from benchmarks.speed.measuring import Cost

_EXPONENT = Target("cold: exponent of growth", 1.05, 1.0, quick=1.3, unit="")
_PARENT = Target("peak memory, parent", 500, 250, quick=300, unit="MB")
_WORKER = Target("peak memory, largest worker", 500, 250, quick=300, unit="MB")
_COLD = "cold, catalogs translated"

# Sizes up to which the other tools are measured too, once each: they are in the picture, not in the table.
_PEERS_UP_TO = 3000


def measure_growth(context: Context) -> Section:
    """Measure sites of each size."""
    section = Section("Growth: generated posts in 3 languages")
    largest: list[Cost] = []
    for size in context.sizes:
        with scratch_folder() as site:
            largest = _measure_size(site, size, context, section)
        if context.peers and size <= _PEERS_UP_TO:
            _measure_peers(size, context, section)
    points = [point for point in section.points if point.series == _COLD]
    if len(points) > 1:
        section.verdicts.append(Verdict(_EXPONENT, exponent_of(points), context.quick))
    if any(cost.memory for cost in largest):
        section.verdicts.append(Verdict(_PARENT, max(cost.memory for cost in largest), context.quick))
        section.verdicts.append(Verdict(_WORKER, max(cost.worker for cost in largest), context.quick))
    return section


def exponent_of(points: Sequence[Point]) -> float:
    """Return the slope of the line through ``points`` in a picture with logarithmic scales."""
    xs = [math.log(point.posts) for point in points]
    ys = [math.log(point.seconds) for point in points]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def _measure_size(site: Path, size: int, context: Context, section: Section) -> list[Cost]:
    """Measure a first sync, cold ones, and the small ones after it."""
    context.say(f"growth: {size} posts")
    generate_site(site, size)
    configure_ours(site, "hugo")
    sync = Ours().commands(site)
    first = run_measured(sync, site, memory=True)
    section.trouble += find_gaps(site, translated=False)
    _translate(site)
    # Small sites several times: their times are short, and noise weighs more.
    rounds = max(1, min(context.rounds, 6000 // size))
    cold = [_measure_cold(site) for _ in range(rounds)]
    commit_all(site)
    small = measure_in_turns(idle_tasks(site), min(3, context.rounds), warm=True)
    found = {"first": [first], _COLD: cold, **small}
    medians = {name: median_of(costs) for name, costs in found.items()}
    section.lines.append(f"  {count_posts(site)} posts:")
    section.add_costs(found, medians)
    peak = median_of([first, *cold])
    section.lines.append(f"  peak memory: parent {peak.memory:.0f} MB, largest worker {peak.worker:.0f} MB")
    section.points += [Point(name, size, cost.seconds) for name, cost in medians.items()]
    return [first, *cold]


def _measure_cold(site: Path) -> Cost:
    forget_outputs(site)
    return run_measured(Ours().commands(site), site, memory=True)


def _translate(site: Path) -> None:
    """Translate all catalogs of the first language, and every second one of the second."""
    whole, half = ((sorted((site / "locales" / language).rglob("*.po"))) for language in LANGUAGES[:2])
    with ProcessPoolExecutor() as executor:
        list(executor.map(translate_with_polib, [*whole, *half[::2]], chunksize=64))


def _measure_peers(size: int, context: Context, section: Section) -> None:
    for contender in all_contenders()[1:]:
        with scratch_folder() as site:
            try:
                contender.prepare(context.cache)
                context.say(f"growth: {size} posts, {contender.name}")
                generate_site(site, size)
                contender.configure(site)
                cost = run_measured(contender.commands(site), site, allowed=frozenset((0, 1)))
            except (FailedError, OSError) as error:
                section.lines.append(f"  {contender.name}, {size} posts: {error}")
                continue
            gaps = find_gaps(site, translated=False)
            section.lines += [f"  {contender.name}, {size} posts: {gap}" for gap in gaps]
            section.lines.append(f"  {contender.name}, {size} posts, first: {cost.seconds:.1f} s")
            section.points.append(Point(f"{contender.name}, first", size, cost.seconds))
