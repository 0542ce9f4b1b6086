"""Whole manuals turned over, where nothing may be lost: paragraphs refolded, files renamed."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.refold import refold_document, shows_the_same
from benchmarks.sites import LANGUAGE, catalogs_of, sync_site, translate_site
from benchmarks.tallies import Tally, read_entries, tally_entries
from i18n_pipeline.document import Document
from i18n_pipeline.pipeline.reading import segmentation_of
from i18n_pipeline.project import read_project
from tests.corpora import CORPORA, unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from polib import POEntry


@dataclass(frozen=True, slots=True)
class Upheaval:
    """What became of a translated manual: words before and after, what was changed, what went wrong."""

    manual: str
    before: Tally
    after: Tally
    changes: str
    places: tuple[str, ...]
    trouble: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether no translation was lost or came into doubt."""
        return not self.trouble and not self.places and self.after.kept == self.before.kept


def rewrap_manuals() -> Iterator[Upheaval]:
    """Refold every paragraph of every manual."""
    return (_measure(name, _refold_all) for name in CORPORA)


def rename_manuals() -> Iterator[Upheaval]:
    """Rename every file of every manual."""
    return (_measure(name, _rename_all) for name in CORPORA)


def _measure(name: str, change: Callable[[Path], tuple[str, list[str]]]) -> Upheaval:
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        unpack(name, root)
        trouble = _sync(root, 1)
        translate_site(root)
        before = _tally(root)
        what, unfaithful = change(root)
        trouble += _sync(root, 2)
        return Upheaval(name, before, _tally(root), what, tuple(_in_doubt(root)), (*trouble, *unfaithful))


def _sync(root: Path, month: int) -> list[str]:
    return sync_site(root, month=month, jobs=os.cpu_count() or 1)


def _entries(root: Path) -> Iterator[tuple[str, POEntry]]:
    """Yield the live entries of the catalogs whose documents are there, with their places."""
    folder = root / "locales" / LANGUAGE
    for path in catalogs_of(root):
        inside = path.relative_to(folder).with_suffix(".md")
        if (root / "content" / inside).exists():
            yield from ((f"{inside}:{entry.linenum}", entry) for entry in read_entries(path))


def _tally(root: Path) -> Tally:
    return tally_entries([entry for _, entry in _entries(root)])


def _in_doubt(root: Path) -> Iterator[str]:
    for place, entry in _entries(root):
        if entry.fuzzy or not entry.msgstr:
            yield f"{place}: {'stale' if entry.msgstr else 'missing'}: {entry.msgid}"


def _documents(root: Path) -> list[Path]:
    return sorted((root / "content").rglob("*.md"))


def _refold_all(root: Path) -> tuple[str, list[str]]:
    segmentation = segmentation_of(read_project(root))
    changed, unfaithful = 0, []
    for path in _documents(root):
        document = segmentation.read(path.name, path.read_bytes())
        if isinstance(document, Document):
            text, number = refold_document(document)
            changed += number
            path.write_bytes(text.encode())
            if not shows_the_same(document.text, text):
                unfaithful.append(f"{path.relative_to(root)}: refolding changed what it shows")
    return f"{changed} paragraphs refolded", unfaithful


def _rename_all(root: Path) -> tuple[str, list[str]]:
    paths = _documents(root)
    for path in paths:
        path.rename(path.with_name(f"{path.stem}-renamed{path.suffix}"))
    return f"{len(paths)} files renamed", []
