"""Entries of one key that a git merge left in one file: the best stays, with the others' translations.

GNU gettext refuses two entries of one key even if one is obsolete, so another translation is kept as a
comment of the entry that stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from i18n_pipeline.catalog.reading import parse_entry
from i18n_pipeline.catalog.splicing import Style, add_comments, join_parts, revive, split_parts
from i18n_pipeline.catalog.writing import write_string

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from i18n_pipeline.catalog.entry import Entry, Key

_NOTE = "Another translation of this text, left by a merge:"


def merge_duplicates(blocks: Sequence[Entry], style: Style) -> tuple[Entry, ...]:
    """Return the entries with one for each key; those without a double stay as they are."""
    if len({block.key for block in blocks}) == len(blocks):
        return tuple(blocks)
    groups: dict[Key, list[Entry]] = {}
    for block in blocks:
        groups.setdefault(block.key, []).append(block)
    return tuple(_merge(group, style) for group in groups.values())


def _merge(group: Sequence[Entry], style: Style) -> Entry:
    if len(group) == 1:
        return group[0]
    best = max(group, key=lambda entry: (entry.is_header, _rank(entry), not entry.obsolete))
    comments = dict.fromkeys(
        text for entry in group if entry is not best for text in _what_would_be_lost(entry, best, style)
    )
    parts = split_parts(best.raw)
    if any(not entry.obsolete for entry in group):
        parts = revive(parts)
    return replace(parse_entry(join_parts(add_comments(parts, list(comments)), style)), gap=best.gap)


def _rank(entry: Entry) -> int:
    return 2 if entry.translated else int(entry.has_translation)


def _what_would_be_lost(entry: Entry, best: Entry, style: Style) -> Iterable[str]:
    yield from (text for text in entry.comments if text not in best.comments)
    yield from describe_other(entry, best, style)


def describe_other(entry: Entry, best: Entry, style: Style) -> Iterator[str]:
    """Yield comments that hold the translations of an entry, those left out that ``best`` has too."""
    msgstrs = (entry.msgstr, *entry.plural_msgstrs)
    kept = {best.msgstr, *best.plural_msgstrs, ""}
    for msgstr in msgstrs:
        if msgstr not in kept:
            yield "\n".join([_NOTE, *write_string("msgstr", msgstr, width=style.width - 2)])
