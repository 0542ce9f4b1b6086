"""Findings on texts that are translated in two ways, told with both translations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from i18n_pipeline.catalog import Catalog
from i18n_pipeline.checks.consistency import CODE, digest_key, find_conflicts
from i18n_pipeline.document import Finding
from i18n_pipeline.pipeline.catalogs import read_catalog

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from i18n_pipeline.catalog import Entry
    from i18n_pipeline.checks.consistency import Rendition

_EXCERPT = 60


def find_inconsistent(root: Path, notes: Iterable[Rendition]) -> list[Finding]:
    """Return a warning for each place where a text is translated otherwise than in most."""
    conflicts = list(find_conflicts(notes))
    paths = dict.fromkeys(note.path for pair in conflicts for note in pair)
    texts = {path: _read_entries(root, path) for path in paths}
    return [_describe(note, usual, texts) for note, usual in conflicts]


def _read_entries(root: Path, path: str) -> dict[int, Entry]:
    catalog = read_catalog(root, path)
    if not isinstance(catalog, Catalog):
        return {}
    return {digest_key(entry.key): entry for entry in catalog.entries}


def _describe(note: Rendition, usual: Rendition, texts: Mapping[str, Mapping[int, Entry]]) -> Finding:
    entry, other = texts[note.path].get(note.message), texts[usual.path].get(usual.message)
    instead = f', as "{_excerpt(other.msgstr)}"' if other else ""
    place = f"{usual.path}:{usual.line}"
    what = f"the same text is translated otherwise in {place}{instead}; choose one of the two"
    return Finding(
        note.path,
        max(1, note.line),
        CODE,
        f"{what}, or add the comment: # i18n: ignore={CODE}",
        "warning",
        note.language,
        note.source_path,
        note.source_line,
        entry.msgid if entry else None,
        entry.msgstr if entry else None,
    )


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _EXCERPT else line[: _EXCERPT - 1].rstrip() + "…"
