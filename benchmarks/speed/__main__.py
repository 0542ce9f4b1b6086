"""Measure time, processes, memory and growth, beside other tools (``make bench``)."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.speed.building import NoCorporaError
from benchmarks.speed.cold import measure_cold
from benchmarks.speed.context import Context
from benchmarks.speed.gate import measure_check
from benchmarks.speed.growth import measure_growth
from benchmarks.speed.idle import measure_idle
from benchmarks.speed.jobs import measure_jobs
from benchmarks.speed.measuring import FailedError
from benchmarks.speed.merging import measure_merging
from benchmarks.speed.picture import draw_picture
from benchmarks.speed.saves import measure_saves
from benchmarks.speed.shared import measure_shared
from benchmarks.speed.verdicts import Section, all_met, head

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SECTIONS = {
    "cold": measure_cold,
    "jobs": measure_jobs,
    "check": measure_check,
    "idle": measure_idle,
    "watch": measure_saves,
    "shared": measure_shared,
    "merging": measure_merging,
    "growth": measure_growth,
}
_SIZES = (1000, 3000, 10_000, 50_000)
_QUICK_SIZES = (40, 160)


def main(say: Callable[[str], object], arguments: Sequence[str] | None = None) -> bool:
    """Measure what is asked for, print and save it; return whether what is promised was kept."""
    options = _read_options(arguments)
    context = Context(
        cache=options.cache.absolute(),
        rounds=options.rounds or (1 if options.quick else 3),
        sizes=options.sizes or (_QUICK_SIZES if options.quick else _SIZES),
        peers=options.peers and not options.quick,
        quick=options.quick,
        say=lambda text: print(f"... {text}", file=sys.stderr, flush=True),  # noqa: T201
    )
    context.cache.mkdir(parents=True, exist_ok=True)
    sections: list[Section] = []
    for name in options.sections or SECTIONS:
        sections.append(_measure(name, context))
        _say_section(sections[-1], say)
        # A whole run takes long: what there is is not lost with what follows.
        _save(sections, context.cache)
    _say_verdicts(sections, say)
    say(f"Figures, and a picture if there are sizes: {context.cache}/speed.json, speed.svg")
    return all_met(sections)


def _read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m benchmarks.speed", description=__doc__)
    # Not `choices`: argparse would want the empty list to be one of them.
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"of: {', '.join(SECTIONS)}")
    parser.add_argument("--quick", action="store_true", help="small sites, no other tools, wide limits")
    parser.add_argument("--no-peers", dest="peers", action="store_false", help="our tool alone")
    parser.add_argument("--rounds", type=int, default=0, metavar="N", help="turns of each tool (default 3)")
    parser.add_argument("--sizes", type=int, nargs="+", metavar="N", help="posts of generated sites")
    parser.add_argument("--cache", type=Path, default=Path(".benchmarks"), help="where other tools are kept")
    options = parser.parse_args(arguments)
    unknown = [name for name in options.sections if name not in SECTIONS]
    if unknown:
        parser.error(f"no such section: {', '.join(unknown)}; there are: {', '.join(SECTIONS)}")
    return options


def _measure(name: str, context: Context) -> Section:
    try:
        return SECTIONS[name](context)
    except NoCorporaError as error:
        return Section(name, [f"  left out: {error}"])
    except FailedError as error:
        return Section(name, trouble=[str(error)])


def _say_section(section: Section, say: Callable[[str], object]) -> None:
    say(section.title)
    for line in (*section.lines, *(f"  NOT COMPLETE: {line}" for line in section.trouble)):
        say(line)
    say("")


def _say_verdicts(sections: Sequence[Section], say: Callable[[str], object]) -> None:
    say(head())
    for section in sections:
        for verdict in section.verdicts:
            say(str(verdict))
    # A busy machine is the first thing to look at where a figure is odd.
    load = ", ".join(f"{number:.1f}" for number in os.getloadavg())
    say(f"{os.cpu_count()} cores, load {load}, Python {platform.python_version()}, {platform.system()}")


def _save(sections: Sequence[Section], cache: Path) -> None:
    """Keep the figures, and draw those that have a size."""
    text = json.dumps([asdict(section) for section in sections], indent=1)
    (cache / "speed.json").write_text(text + "\n", encoding="utf-8")
    points = [point for section in sections for point in section.points]
    if points:
        title = "Time against size: generated posts in 3 languages"
        (cache / "speed.svg").write_text(draw_picture(points, title), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(0 if main(print) else 1)
