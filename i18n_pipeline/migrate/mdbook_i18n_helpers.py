"""Catalogs of mdbook-i18n-helpers (``mdbook-xgettext``): one for the whole book, from its ``src`` folder.

Messages are printed anew from the events of a parser: ``_emphasis_``, ``**strong**``, lists with ``*``.
Strings and comments of code blocks are messages too, with their quotation marks and comment signs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.migrate.flattened import unfold_blocks
from i18n_pipeline.migrate.tool import Rendering, Tool

if TYPE_CHECKING:
    from collections.abc import Iterator

    from i18n_pipeline.catalog import Catalog, Entry

_COMMENT = re.compile(r"(?://[/!]?|#+|--|;+)[ ]+(?=\S)")
_STRING = re.compile(r'"([^"\n]+)"')


def _recognises(catalog: Catalog) -> bool:
    """Tell a book's catalog by its table of contents, which mdBook alone has."""
    return any(
        name.partition(":")[0].rpartition("/")[2] == "SUMMARY.md"
        for entry in catalog.entries
        for name in entry.references
    )


def _read(entry: Entry) -> Iterator[Rendering]:
    yield from _read_code(entry.msgid, entry.msgstr)
    yield from unfold_blocks(entry.msgid, entry.msgstr)
    yield Rendering(entry.msgid, entry.msgstr)


def _read_code(source: str, translation: str) -> Iterator[Rendering]:
    """Yield a comment or string without its marks, as we have it."""
    one, other = _COMMENT.match(source), _COMMENT.match(translation)
    if one and other:
        yield Rendering(source[one.end() :], translation[other.end() :])
    quoted, translated = _STRING.fullmatch(source), _STRING.fullmatch(translation)
    if quoted and translated:
        yield Rendering(quoted[1], translated[1])


MDBOOK_I18N_HELPERS = Tool("mdbook-i18n-helpers", _recognises, _read)
