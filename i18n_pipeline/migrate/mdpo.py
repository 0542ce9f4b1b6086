"""Catalogs of mdpo's md2po.

Every block is one line in mdpo's own notation: ``**strong**`` and ``*emphasis*``, hard breaks as spaces.
Front matter is taken for a heading under its fence. The definitions of links come with a translation that
mdpo made itself, which is a copy.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.migrate.flattened import unfold_blocks
from i18n_pipeline.migrate.tool import Rendering, Tool

if TYPE_CHECKING:
    from collections.abc import Iterator

    from i18n_pipeline.catalog import Catalog, Entry

_BLOCK_REFERENCE = re.compile(r".*:block")
_FRONT_MATTER = re.compile(r"[\w-]+:(?:[ ][^\n]*)?(?:\n|\Z)")


def _recognises(catalog: Catalog) -> bool:
    return any(_BLOCK_REFERENCE.fullmatch(name) for entry in catalog.entries for name in entry.references)


def _read(entry: Entry) -> Iterator[Rendering]:
    if _FRONT_MATTER.match(entry.msgid):
        yield Rendering(_fence(entry.msgid), _fence(entry.msgstr))
    yield from unfold_blocks(entry.msgid, entry.msgstr)
    yield Rendering(entry.msgid, entry.msgstr)


def _fence(text: str) -> str:
    return f"---\n{text.strip()}\n---\n"


def _is_copy(entry: Entry) -> bool:
    return entry.fuzzy and entry.msgstr == entry.msgid


MDPO = Tool("mdpo", _recognises, _read, is_copy=_is_copy)
