"""Our own update, measured edit by edit through the real pipeline."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.checking import NO_LINES, Churn, Lost, find_changed, find_lost, measure_churn
from benchmarks.sites import catalogs_of, make_site, sync_site, translate_site
from benchmarks.tallies import NO_WORDS, StalePair, Tally, read_entries, stale_pairs, tally_entries
from i18n_pipeline.document import Document
from i18n_pipeline.pipeline.reading import segmentation_of
from i18n_pipeline.project import read_project

if TYPE_CHECKING:
    from polib import POEntry

    from benchmarks.sites import Edit
    from i18n_pipeline.catalog import Key


@dataclass(frozen=True, slots=True)
class EditResult:
    """What became of a translated document after an edit."""

    name: str
    tally: Tally = NO_WORDS
    lost: tuple[Lost, ...] = ()
    pairs: tuple[StalePair, ...] = ()
    churn: Churn = NO_LINES
    trouble: tuple[str, ...] = ()


def measure_edit(edit: Edit, manual: str) -> EditResult:
    """Translate the document, apply the edit, sync.

    Every edit has a site of its own: in one site a text could come from another edit of the same document.
    """
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        make_site(root, manual)
        trouble = _sync_with(root, edit.before, 1)
        translate_site(root)
        old = _catalog_text(root)
        trouble += _sync_with(root, edit.after, 2)
        documents = _split(root, edit.before), _split(root, edit.after)
        if trouble or documents[0] is None or documents[1] is None:
            return EditResult(edit.name, trouble=tuple(trouble))
        return _compare(edit.name, documents[0], documents[1], old, root)


def _sync_with(root: Path, data: bytes, month: int) -> list[str]:
    (root / "content" / "page.md").write_bytes(data)
    return sync_site(root, month=month)


def _catalog_text(root: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in catalogs_of(root))


def _split(root: Path, data: bytes) -> Document | None:
    found = segmentation_of(read_project(root)).read("content/page.md", data)
    return found if isinstance(found, Document) else None


def _compare(name: str, before: Document, after: Document, old: str, root: Path) -> EditResult:
    entries = [entry for path in catalogs_of(root) for entry in read_entries(path)]
    states = {_key(entry): _state(entry) for entry in entries}
    return EditResult(
        name,
        tally_entries(entries),
        tuple(find_lost(before, after, states)),
        tuple(stale_pairs(entries, name)),
        measure_churn(old, _catalog_text(root), find_changed(before, after)),
    )


def _key(entry: POEntry) -> Key:
    return (entry.msgctxt or None, entry.msgid)


def _state(entry: POEntry) -> str:
    if not entry.msgstr:
        return "missing"
    return "stale" if entry.fuzzy else "kept"
