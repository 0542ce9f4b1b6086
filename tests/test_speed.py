"""The benchmark measures what it says: turns, growth, generated posts, the picture."""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest

from benchmarks.speed.contenders import LANGUAGES, find_gaps, forget_outputs
from benchmarks.speed.growth import exponent_of
from benchmarks.speed.measuring import Cost, FailedError, measure_in_turns, median_of, run_measured
from benchmarks.speed.picture import draw_picture
from benchmarks.speed.posts import make_post, path_of, write_posts
from benchmarks.speed.verdicts import Point, Section, Target, Verdict, all_met
from i18n_pipeline.document import Document
from i18n_pipeline.segmentation import Segmentation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_tools_run_in_turns_and_a_warm_round_does_not_count() -> None:
    order: list[str] = []

    def task(name: str) -> Callable[[], Cost]:
        def run() -> Cost:
            order.append(name)
            return Cost(len(order), 0.0)

        return run

    costs = measure_in_turns({"a": task("a"), "b": task("b")}, 2, warm=True)
    assert order == ["a", "b"] * 3
    assert [cost.seconds for cost in costs["a"]] == [3, 5]
    assert median_of(costs["b"]).seconds == 5


def test_a_command_that_fails_is_named_with_what_it_said(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import sys; print('no disk'); sys.exit(3)"]
    with pytest.raises(FailedError, match="status 3\nno disk"):
        run_measured([command], tmp_path)
    assert run_measured([command], tmp_path, allowed=frozenset((3,))).seconds > 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc")
def test_memory_is_that_of_the_first_process_and_of_the_largest_below_it(tmp_path: Path) -> None:
    child = "import time; b = bytearray(120_000_000); time.sleep(0.4)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    cost = run_measured([[sys.executable, "-c", parent]], tmp_path, memory=True)
    assert 1 < cost.memory < 100
    assert 115 < cost.worker < 200


@pytest.mark.parametrize("exponent", [0.5, 1.0, 2.0])
def test_the_exponent_of_growth_is_found(exponent: float) -> None:
    points = [Point("cold", posts, 0.001 * posts**exponent) for posts in (1000, 3000, 50_000)]
    assert exponent_of(points) == pytest.approx(exponent)


def test_a_larger_site_begins_like_a_smaller_one(tmp_path: Path) -> None:
    write_posts(tmp_path / "small", 5)
    write_posts(tmp_path / "large", 12)
    small = {path.relative_to(tmp_path / "small"): path for path in (tmp_path / "small").rglob("*.md")}
    assert len(small) == 5
    assert len(list((tmp_path / "large").rglob("*.md"))) == 12
    assert all(
        (tmp_path / "large" / inside).read_bytes() == path.read_bytes() for inside, path in small.items()
    )


def test_generated_posts_have_all_kinds_of_segments() -> None:
    documents = [Segmentation(("title",)).split(path_of(number), make_post(number)) for number in range(60)]
    kinds = {segment.kind for found in documents if isinstance(found, Document) for segment in found.segments}
    assert all(isinstance(found, Document) for found in documents)
    assert {"front matter: title", "heading 2", "paragraph", "list item", "table cell"} <= kinds


def test_a_target_is_met_from_above_or_from_below() -> None:
    faster, smaller = Target("ratio", 5, 10, quick=1), Target("memory", 500, 250, quick=900, unit="MB")
    assert [Verdict(faster, figure).ok for figure in (4.9, 5.0, 11)] == [False, True, True]
    assert [Verdict(smaller, figure).ok for figure in (501, 500, 90)] == [False, True, True]
    assert Verdict(faster, 1.5, quick=True).ok
    assert "not met" in str(Verdict(faster, 4.9))
    assert "as hoped" in str(Verdict(smaller, 250))
    assert not all_met([Section("", verdicts=[Verdict(faster, 12)], trouble=["it: no pages"])])


def test_pages_that_are_missing_empty_or_not_translated_are_named(tmp_path: Path) -> None:
    names = [f"{number}.md" for number in range(4)]
    for name in names:
        for folder in ("content", *(f"pages/{language}" for language in LANGUAGES)):
            (tmp_path / folder).mkdir(parents=True, exist_ok=True)
            (tmp_path / folder / name).write_text(folder, encoding="utf-8")
    assert find_gaps(tmp_path, translated=True) == []
    (tmp_path / "pages/it/0.md").unlink()
    (tmp_path / "pages/it/1.md").write_bytes(b"")
    (tmp_path / "pages/de/2.md").write_text("content", encoding="utf-8")
    assert find_gaps(tmp_path, translated=True) == [
        "it: 2 of 4 pages missing or empty (0.md)",
        "it: only 3 of 4 pages hold a translation",
        "de: only 3 of 4 pages hold a translation",
    ]
    forget_outputs(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["content"]


def test_the_picture_has_a_line_and_a_name_for_each_series() -> None:
    points = [Point(f"<{name}>", posts, posts / 1000) for name in "ab" for posts in (50, 1000, 50_000)]
    root = ET.fromstring(draw_picture(points, "Time & size"))
    space = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{space}title") == "Time & size"
    assert len(root.findall(f"{space}polyline")) == 2
    texts = [(text.text or "", float(text.attrib["y"])) for text in root.findall(f"{space}text")]
    heights = [y for text, y in texts if text.startswith("<")]
    assert len(heights) == 2
    assert abs(heights[0] - heights[1]) >= 16
