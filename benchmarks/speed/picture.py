"""A picture of cost against size: SVG, both scales logarithmic, readable in light and dark."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.speed.verdicts import Point

_WIDTH, _HEIGHT = 860, 520
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 230, 50, 60
# Told apart by people who don't see colours as most do (Okabe and Ito).
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8a8a8a", "#7a5c00")
_STYLE = """
  svg { background: #fff; font: 13px sans-serif; fill: #222 }
  .grid { stroke: #ddd } .line { fill: none; stroke-width: 2 }
  @media (prefers-color-scheme: dark) { svg { background: #1b1b1b; fill: #eee } .grid { stroke: #444 } }
"""


def draw_picture(points: Sequence[Point], title: str) -> str:
    """Return the SVG of all series, with a legend at the right, each name at the end of its line."""
    scale = _Scale(points)
    body = [*_grid(scale), *_series(points, scale)]
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">',
        f"<title>{escape(title)}</title>",
        f"<style>{_STYLE}</style>",
        f'<text x="{_LEFT}" y="28" font-size="16">{escape(title)}</text>',
        *body,
        "</svg>",
    ]
    return "".join(f"{line}\n" for line in lines)


class _Scale:
    """From posts and seconds to places, whole powers of ten at the edges of seconds."""

    def __init__(self, points: Sequence[Point]) -> None:
        posts, seconds = [point.posts for point in points], [point.seconds for point in points]
        self.posts = min(posts), max(*posts, min(posts) * 2)
        self.decades = math.floor(math.log10(min(seconds))), math.ceil(math.log10(max(seconds)) + 1e-9)

    def x(self, posts: float) -> float:
        low, high = (math.log10(edge) for edge in self.posts)
        return _LEFT + (math.log10(posts) - low) / (high - low) * (_WIDTH - _LEFT - _RIGHT)

    def y(self, seconds: float) -> float:
        low, high = self.decades
        share = (math.log10(seconds) - low) / max(1, high - low)
        return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)


def _grid(scale: _Scale) -> Iterator[str]:
    bottom, right = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
    for decade in range(scale.decades[0], scale.decades[1] + 1):
        y = scale.y(10**decade)
        yield f'<path class="grid" d="M{_LEFT} {y:.1f}H{right}"/>'
        yield f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**decade:g} s</text>'
    for posts in _ticks(*scale.posts):
        x = scale.x(posts)
        yield f'<path class="grid" d="M{x:.1f} {_TOP}V{bottom}"/>'
        yield f'<text x="{x:.1f}" y="{bottom + 20}" text-anchor="middle">{posts:,}</text>'
    yield f'<text x="{(_LEFT + right) / 2:.0f}" y="{bottom + 44}" text-anchor="middle">posts</text>'


def _ticks(low: int, high: int) -> Iterator[int]:
    decade = 10 ** math.floor(math.log10(low))
    while decade <= high:
        yield from (step * decade for step in (1, 3) if low <= step * decade <= high)
        decade *= 10


def _series(points: Sequence[Point], scale: _Scale) -> Iterator[str]:
    names = dict.fromkeys(point.series for point in points)
    labels: list[float] = []
    for name, colour in zip(names, _COLOURS * (len(names) // len(_COLOURS) + 1), strict=False):
        mine = sorted((point for point in points if point.series == name), key=lambda point: point.posts)
        places = [(scale.x(point.posts), scale.y(point.seconds)) for point in mine]
        drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        yield f'<polyline class="line" stroke="{colour}" points="{drawn}"/>'
        yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in places)
        label = _free_place(places[-1][1], labels)
        labels.append(label)
        text = f"{name}: {mine[-1].seconds:.3g} s"
        yield f'<text x="{places[-1][0] + 10:.1f}" y="{label + 4:.1f}" fill="{colour}">{escape(text)}</text>'


def _free_place(wanted: float, taken: Sequence[float]) -> float:
    """Return the nearest height below or above ``wanted`` where a label covers no other."""
    steps = (sign * step for step in range(0, 400, 2) for sign in (1, -1))
    return next(wanted + step for step in steps if all(abs(wanted + step - other) >= 16 for other in taken))
