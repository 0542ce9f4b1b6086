"""Catalogs of translate-toolkit's md2po.

Targets of links and images, tags and addresses are ``{1}``, ``{2}`` … in the order in which they stand; a
link's title is a message of its own. Front matter is one message, fences included.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.migrate.flattened import unfold_blocks
from i18n_pipeline.migrate.tool import Rendering, Tool

if TYPE_CHECKING:
    from collections.abc import Iterator

    from i18n_pipeline.catalog import Catalog, Entry

_GENERATOR = "X-Generator: Translate Toolkit"
_TARGET = re.compile(r"\]\{[0-9]+\}")
_FENCE = re.compile(r"(?:---|\+\+\+)[ \t]*\n")


def _recognises(catalog: Catalog) -> bool:
    header = catalog.header
    # An editor writes its own name over the generator's.
    said = header is not None and _GENERATOR in header.msgstr
    return said or any(_TARGET.search(entry.msgid) for entry in catalog.entries)


def _read(entry: Entry) -> Iterator[Rendering]:
    if _FENCE.match(entry.msgid):
        yield Rendering(entry.msgid, entry.msgstr)
        return
    yield from unfold_blocks(entry.msgid, entry.msgstr)
    yield Rendering(entry.msgid, entry.msgstr)


TRANSLATE_TOOLKIT = Tool("translate-toolkit", _recognises, _read, placeholders=True)
