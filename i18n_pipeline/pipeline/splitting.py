"""Taking translations that a catalog on disk holds out of the posts that they stand in."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from i18n_pipeline.adopt.removing import take_out
from i18n_pipeline.files import write_if_unchanged
from i18n_pipeline.pipeline.regrouping import holdings_of
from i18n_pipeline.pipeline.saving import restless, unwritable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from i18n_pipeline.adopt.bilingual import Bilingual
    from i18n_pipeline.adopt.taking import Taken, Taking
    from i18n_pipeline.adopt.units import Unit
    from i18n_pipeline.catalog import Catalog
    from i18n_pipeline.document import Document
    from i18n_pipeline.pipeline.saving import Log


@dataclass(slots=True)
class Work:
    """A document with parts in other languages, and the units of them that a catalog holds."""

    document: Document
    bilingual: Bilingual
    takings: dict[str, Taking]
    held: set[int]


def note_held(
    work: Work, language: str, pairs: Iterable[tuple[Taken, str]], left: Iterable[Unit], catalog: Catalog
) -> None:
    """Note which texts of a document's parts ``catalog`` holds.

    ``pairs`` are with their texts in it, ``left`` are in none.
    """
    msgstrs = holdings_of(catalog).msgstrs
    lost = set(map(id, left))
    for taken, text in pairs:
        if text not in msgstrs and text != taken.source.text:
            lost.update(map(id, taken.targets))
    units = [unit for part in work.bilingual.parts if part.language == language for unit in part.units]
    work.held.update(id(unit) for unit in units if id(unit) not in lost)


def split_posts(
    root: Path, works: Mapping[str, Work], log: Log, *, dry_run: bool
) -> Iterator[tuple[str, ...]]:
    """Take out of each document what a catalog holds; yield the difference."""
    for path, work in works.items():
        old = work.document.text
        new = take_out(old, work.bilingual, work.held)
        if new == old:
            continue
        try:
            written = dry_run or write_if_unchanged(root / path, new.encode(), old.encode())
        except OSError as error:
            log.findings.append(unwritable(path, error))
            continue
        if written:
            yield tuple(_diff(path, old, new))
        else:
            log.findings.append(restless(path))


def _diff(path: str, old: str, new: str) -> Iterator[str]:
    return difflib.unified_diff(old.splitlines(), new.splitlines(), path, f"{path} (split)", n=1, lineterm="")
