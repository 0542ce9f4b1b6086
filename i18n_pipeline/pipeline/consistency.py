"""Findings on texts that are translated in two ways, told with both translations."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from i18n_pipeline.catalog import Catalog
from i18n_pipeline.checks.consistency import CODE, digest_key, find_conflicts
from i18n_pipeline.document import Finding
from i18n_pipeline.pipeline.catalogs import read_catalog

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterator, Mapping
    from pathlib import Path

    from i18n_pipeline.checks.consistency import Rendition, Renditions

_EXCERPT = 60


def find_inconsistent(root: Path, found: Collection[Renditions]) -> Iterator[Finding]:
    """Yield a warning for each place where a text is translated otherwise than in most."""
    conflicts = list(find_conflicts(found))
    wanted: dict[str, set[int]] = {}
    for note in chain.from_iterable(conflicts):
        wanted.setdefault(note.path, set()).add(note.message)
    texts = {path: _read_texts(root, path, messages) for path, messages in wanted.items()}
    return (_describe(note, usual, texts) for note, usual in conflicts)


def _read_texts(root: Path, path: str, messages: Container[int]) -> dict[int, tuple[str, str]]:
    """Return msgid and msgstr of each of the messages, by its digest."""
    catalog = read_catalog(root, path)
    if not isinstance(catalog, Catalog):
        return {}
    digests = ((digest_key(entry.key), entry) for entry in catalog.entries)
    return {digest: (entry.msgid, entry.msgstr) for digest, entry in digests if digest in messages}


def _describe(
    note: Rendition, usual: Rendition, texts: Mapping[str, Mapping[int, tuple[str, str]]]
) -> Finding:
    msgid, msgstr = texts[note.path].get(note.message, (None, None))
    other = texts[usual.path].get(usual.message)
    instead = f', as "{_excerpt(other[1])}"' if other else ""
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
        msgid,
        msgstr,
    )


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _EXCERPT else line[: _EXCERPT - 1].rstrip() + "…"
