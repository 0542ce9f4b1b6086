"""A large catalog brought up to date after many real edits of a manual, beside msgmerge.

The same two files in, one file out; and beside that our whole command, which has to read the posts as well.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.sites import Edit, read_edits
from benchmarks.speed.contenders import configure_ours
from benchmarks.speed.measuring import measure_in_turns, median_of, our_command, run_measured
from benchmarks.speed.scratch import scratch_folder
from benchmarks.speed.verdicts import Section, Target, Verdict
from benchmarks.tallies import read_entries, translate_with_polib
from i18n_pipeline.document import Document
from i18n_pipeline.pipeline.reading import segmentation_of
from i18n_pipeline.project import read_project

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from benchmarks.speed.context import Context
    from benchmarks.speed.measuring import Cost
    from i18n_pipeline.segmentation import Segmentation

_MESSAGES, _CHANGES = 4146, 279
_TARGET = Target(
    f"update after {_CHANGES} changes among {_MESSAGES} messages: msgmerge ÷ ours", 10, 30, quick=3
)
_SHARED = 'catalog = "locales/{lang}.po"\ntemplate = "locales/all.pot"\n'


@dataclass(frozen=True, slots=True)
class _Files:
    """A translated catalog, the template after the edits, and the site that they belong to."""

    site: Path
    old: Path
    template: Path


def measure_merging(context: Context) -> Section:
    """Measure both in turns; each writes a new file."""
    section = Section("One catalog after many edits, beside msgmerge")
    if shutil.which("msgmerge") is None:
        section.lines.append("  msgmerge is not installed: apt-get install gettext")
        return section
    with scratch_folder() as folder:
        files = _prepare(folder)
        context.say("merging: msgmerge, ours")
        costs = measure_in_turns(_tasks(files), context.rounds)
        _describe(section, files)
        catalogs = {"msgmerge": folder / "theirs.po", "ours": folder / "ours.po"}
        for name, path in catalogs.items():
            fuzzy = sum(entry.fuzzy for entry in read_entries(path))
            missing = sum(not entry.msgstr for entry in read_entries(path))
            section.lines.append(f"  {name}: {fuzzy} stale, {missing} missing")
    medians = {name: median_of(found) for name, found in costs.items()}
    section.add_costs(costs, medians)
    ratio = medians["msgmerge"].seconds / medians["ours"].seconds
    section.verdicts.append(Verdict(_TARGET, ratio, context.quick))
    return section


def _prepare(folder: Path) -> _Files:
    site = folder / "site"
    (site / "content").mkdir(parents=True)
    configure_ours(site, "hugo", ("it",))
    with (site / "i18n-pipeline.toml").open("a", encoding="utf-8") as file:
        file.write(_SHARED)
    edits = [*read_edits("hugoDocs"), *read_edits("book")]
    segmentation = segmentation_of(read_project(site))
    chosen = _take(edits, _MESSAGES, lambda edit: _keys(segmentation, edit.before))
    names = {edit: f"{number:03}.md" for number, edit in enumerate(chosen)}
    for edit, name in names.items():
        (site / "content" / name).write_bytes(edit.before)
    run_measured([our_command("sync")], site)
    translate_with_polib(site / "locales" / "it.po")
    shutil.copy(site / "locales" / "it.po", folder / "old.po")
    known = frozenset[str]().union(*(_keys(segmentation, edit.before) for edit in chosen))
    for edit in _take(chosen, _CHANGES, lambda edit: _keys(segmentation, edit.after) - known):
        (site / "content" / names[edit]).write_bytes(edit.after)
    run_measured([our_command("extract")], site)
    return _Files(site, folder / "old.po", site / "locales" / "all.pot")


def _take(edits: Sequence[Edit], number: int, keys_of: Callable[[Edit], frozenset[str]]) -> list[Edit]:
    """Take edits as long as there are not more than ``number`` different messages."""
    taken, keys = [], frozenset[str]()
    for edit in edits:
        new = keys | keys_of(edit)
        if len(new) <= number:
            keys = new
            taken.append(edit)
    return taken


def _keys(segmentation: Segmentation, data: bytes) -> frozenset[str]:
    found = segmentation.read("content/page.md", data)
    segments = found.segments if isinstance(found, Document) else ()
    return frozenset(segment.text for segment in segments)


def _tasks(files: _Files) -> dict[str, Callable[[], Cost]]:
    folder = files.old.parent
    msgmerge = ["msgmerge", "--quiet", "--previous", "--output-file=theirs.po", "old.po", str(files.template)]
    ours = [sys.executable, "-m", "benchmarks.speed.merge_one", "old.po", str(files.template), "ours.po"]

    def whole() -> Cost:
        shutil.copy(files.old, files.site / "locales" / "it.po")
        return run_measured([our_command("update")], files.site)

    return {
        "msgmerge": lambda: run_measured([msgmerge], folder),
        "ours": lambda: run_measured([ours], folder),
        "i18n-pipeline update, which reads all posts": whole,
    }


def _describe(section: Section, files: _Files) -> None:
    old = {entry.msgid for entry in read_entries(files.old)}
    new = {entry.msgid for entry in read_entries(files.template)}
    section.lines.append(f"  {len(new)} messages, {len(new - old)} of them changed")
