"""What is promised, and whether it was kept: one row per figure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.speed.measuring import Cost


@dataclass(frozen=True, slots=True)
class Target:
    """A figure that is promised: ``least`` is what has to be reached, ``hope`` what we are after.

    ``quick`` is what the bounded run fails at: wide enough for small sites on a busy machine. Where ``hope``
    is above ``least`` larger is better, otherwise smaller.
    """

    what: str
    least: float
    hope: float
    quick: float
    unit: str = "x"

    def reaches(self, figure: float, limit: float) -> bool:
        """Whether ``figure`` is as good as ``limit``."""
        return figure >= limit if self.hope > self.least else figure <= limit


@dataclass(frozen=True, slots=True)
class Verdict:
    """A target and the figure that was measured."""

    target: Target
    figure: float
    quick: bool = False

    @property
    def ok(self) -> bool:
        """Whether the run may pass: in a quick one the wider limit holds."""
        target = self.target
        return target.reaches(self.figure, target.quick if self.quick else target.least)

    def __str__(self) -> str:
        """Return the row of the table."""
        target = self.target
        if target.reaches(self.figure, target.hope):
            met = "as hoped"
        elif target.reaches(self.figure, target.least):
            met = "met"
        else:
            met = "not met" if not (self.quick and self.ok) else "not met, but for a quick run"
        figures = (self.figure, target.least, target.hope)
        return (
            f"{target.what:<72}"
            + "".join(f"{show(figure, target.unit):>11}" for figure in figures)
            + f"  {met}"
        )


@dataclass(frozen=True, slots=True)
class Point:
    """A cost at a size, for the picture: ``series`` is the line that it lies on."""

    series: str
    posts: int
    seconds: float


@dataclass(slots=True)
class Section:
    """What one part of the benchmark found: lines for people, verdicts, points, and trouble.

    Trouble is output that is not complete, or a tool that could not run: figures of it don't count.
    """

    title: str
    lines: list[str] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)

    def add_costs(self, costs: dict[str, list[Cost]], medians: dict[str, Cost]) -> None:
        """Add a table of medians, and the range of what was measured."""
        self.lines.append(f"  {'':<44}{'seconds':>9}{'from - to':>18}{'processor':>11}")
        for name, cost in medians.items():
            seconds = [one.seconds for one in costs[name]]
            spread = f"{min(seconds):.2f} - {max(seconds):.2f}"
            self.lines.append(f"  {name:<44}{cost.seconds:>9.3f}{spread:>18}{cost.cpu:>11.2f}")


def show(figure: float, unit: str) -> str:
    """Return a figure with its unit, as exact as it can be."""
    digits = 3 if unit in ("s", "") else 1 if figure < 100 else 0
    return f"{figure:.{digits}f}{' ' + unit if unit else ''}"


def head() -> str:
    """Return the head of the table of verdicts."""
    return f"{'target':<72}{'measured':>11}{'at least':>11}{'hope':>11}"


def all_met(sections: Sequence[Section]) -> bool:
    """Whether everything that was measured is as promised."""
    return all(verdict.ok for section in sections for verdict in section.verdicts) and not any(
        section.trouble for section in sections
    )
