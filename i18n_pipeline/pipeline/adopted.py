"""What came of a page that was taken over: what sync would make of it now, and what that would lose."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import msgspec

from i18n_pipeline.adopt.losses import find_losses
from i18n_pipeline.document import Document, Finding
from i18n_pipeline.publish.marker import is_unedited, without_marker
from i18n_pipeline.store import page_digest, read_pages, write_pages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from i18n_pipeline.adopt.losses import Lost
    from i18n_pipeline.adopt.settling import Settlement
    from i18n_pipeline.adopt.units import Unit
    from i18n_pipeline.catalog import Entry, Key
    from i18n_pipeline.pipeline.page_reading import Desk, Reading
    from i18n_pipeline.pipeline.visits import Visit
    from i18n_pipeline.project import Project

_EXCERPT = 60


class AdoptedPage(msgspec.Struct, frozen=True):
    """What came of one page.

    ``missing`` are units of the document that have no translation, and none on the page. ``lost`` are lines
    outside of segments that the next sync would drop, ``faults`` are translations that it would not show,
    ``diff`` is all that it would change, as lines of a unified diff. A page that is ``released`` is written
    by the next sync: nothing of it would be lost. ``digest`` is that of its bytes, ``revision`` the state
    of the source in git that it was made from, if that isn't today's.
    """

    visit: Visit
    catalog: str
    settlement: Settlement
    missing: tuple[Unit, ...]
    lost: tuple[Lost, ...]
    faults: tuple[Finding, ...]
    diff: tuple[str, ...]
    released: bool
    digest: str
    revision: str | None = None

    @property
    def changed_lines(self) -> int:
        """How many lines of the page the next sync would change or drop."""
        return sum(1 for line in self.diff if line.startswith("-") and not line.startswith("---"))


def describe_page(
    desk: Desk,
    reading: Reading,
    settlement: Settlement,
    entries: Mapping[Key, Entry],
    catalog: str,
) -> AdoptedPage:
    """Say what came of a page, given the entries of its catalog now."""
    built = desk.build(reading.splicer, entries, catalog, reading.page.text)
    new = reading.splicer.segmentation.split(reading.visit.page, built.text)
    lost = find_losses(reading.page, new, reading.base) if isinstance(new, Document) else []
    home = desk.project.page_path(reading.visit.document, reading.visit.language)
    kept = any(decision.state == "kept" for decision in settlement.decisions)
    whole = not (lost or kept or settlement.left or built.findings)
    return AdoptedPage(
        reading.visit,
        catalog,
        settlement,
        _find_missing(reading, settlement, entries),
        tuple(lost),
        built.findings,
        tuple(_diff(reading, built.text)),
        released=whole and reading.visit.page == home,
        digest=page_digest(reading.data),
        revision=reading.revision,
    )


def _find_missing(reading: Reading, settlement: Settlement, entries: Mapping[Key, Entry]) -> tuple[Unit, ...]:
    """Return the units of the document that have no translation, nor a text on the page that might be one."""
    paired = {(decision.taken.source.line, decision.taken.source.text) for decision in settlement.decisions}
    found = []
    for unit in reading.units:
        if (unit.line, unit.text) in paired:
            continue
        entry = entries.get(unit.segment.key) if unit.segment else None
        if entry is not None and entry.missing:
            found.append(unit)
    return tuple(found)


def _diff(reading: Reading, new: str) -> list[str]:
    path = reading.visit.page
    old_lines, new_lines = (list(_lines_of(text)) for text in (reading.page.text, new))
    return list(difflib.unified_diff(old_lines, new_lines, path, f"{path} (next sync)", n=1, lineterm=""))


def _lines_of(text: str) -> Iterator[str]:
    """Yield the lines of a page but for that of its marker."""
    bare = without_marker(text).splitlines()
    for line, other in zip(text.splitlines(), bare, strict=True):
        if line == other:
            yield line


def release_pages(project: Project, pages: Sequence[AdoptedPage]) -> None:
    """Note which pages are all in their catalogs, so that the next sync may write them."""
    old = read_pages(project.root)
    new = old | {
        page.visit.page: page.digest for page in pages if page.released and not _is_ours(project, page)
    }
    if new != old:
        write_pages(project.root, new)


def _is_ours(project: Project, page: AdoptedPage) -> bool:
    """Tell whether a page's own marker says that it may be written."""
    text = (project.root / page.visit.page).read_bytes().decode("utf-8", "replace")
    return is_unedited(text, project.config.publish.local)


def find_unsaved(page: AdoptedPage) -> Iterator[Finding]:
    """Yield a finding for all that a page holds and its next version would not."""
    visit = page.visit
    for unit in page.settlement.left:
        what = f'no counterpart in {visit.document}: "{_excerpt(unit.text)}"'
        yield _finding(page, unit.line, f"{what}; it is kept as a comment in {page.catalog}")
    for decision in page.settlement.decisions:
        if decision.state == "kept":
            what = f'another translation than in the catalog: "{_excerpt(decision.text)}"'
            advice = f"it is kept as a comment in {page.catalog}; to replace the catalog's, use --force"
            yield _finding(page, decision.taken.targets[0].line, f"{what}; {advice}")
    for first, lines in _runs(page.lost):
        what = f'sync would drop "{_excerpt(lines[0].text)}"'
        more = f" and {len(lines) - 1} more lines" if len(lines) > 1 else ""
        yield _finding(page, first, f"{what}{more}; move it to the source, or see publish.local")
    yield from page.faults


def _finding(page: AdoptedPage, line: int, message: str) -> Finding:
    visit = page.visit
    return Finding(visit.page, line, "page", message, language=visit.language, source_path=visit.document)


def _runs(lost: Sequence[Lost]) -> Iterator[tuple[int, list[Lost]]]:
    """Yield lines in runs without a gap."""
    run: list[Lost] = []
    for item in lost:
        if run and item.line > run[-1].line + 1:
            yield run[0].line, run
            run = []
        run.append(item)
    if run:
        yield run[0].line, run


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _EXCERPT else line[: _EXCERPT - 1].rstrip() + "…"
