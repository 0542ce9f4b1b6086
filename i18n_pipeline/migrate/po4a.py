"""Catalogs of po4a's text module for Markdown (``po4a-updatepo -f text -o markdown``).

Each entry says in a ``#. type:`` line what it was. Lists and paragraphs are joined to one line, quotes and
what is indented keep their lines (``no-wrap``), tables become one line.
"""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from i18n_pipeline.migrate.flattened import unfold_blocks
from i18n_pipeline.migrate.tool import Rendering, Tool

if TYPE_CHECKING:
    from collections.abc import Iterator

    from i18n_pipeline.catalog import Catalog, Entry

_TYPE = "type: "
_CODE_TYPE = re.compile(r"type: (Fenced code block|Yaml Front Matter|YAML Front Matter)")
# A hard break of which only the backslash is left.
_BROKEN_LINE = re.compile(r"(?<!\\)\\[ ](?=\S)")


def _recognises(catalog: Catalog) -> bool:
    return any(line.startswith(_TYPE) for entry in catalog.entries for line in entry.extracted)


def _is_verbatim(entry: Entry) -> bool:
    return any(_CODE_TYPE.match(line) for line in entry.extracted)


def _read(entry: Entry) -> Iterator[Rendering]:
    source, translation = textwrap.dedent(entry.msgid), textwrap.dedent(entry.msgstr)
    if any(line.startswith("type: Title") for line in entry.extracted):
        yield Rendering(f"# {source}", f"# {translation}")
        return
    yield from unfold_blocks(source, translation)
    yield Rendering(_BROKEN_LINE.sub(r"\\\n", source), _BROKEN_LINE.sub(r"\\\n", translation))


PO4A = Tool("po4a", _recognises, _read, _is_verbatim)
