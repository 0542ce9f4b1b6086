"""The ``#.`` lines that are about a translation: since when it is stale, why in doubt, where it is from.

They stand after the lines of the source, so that a message's own comments can be told from them and
replaced without them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from i18n_pipeline.catalog.entry import Entry

_STALE_SINCE = re.compile(r"stale since ([0-9]{4}-[0-9]{2}-[0-9]{2})")
# A translation that comes from elsewhere says from which file; a heading may begin with "from" as well.
_DOUBT = "in doubt: "
_NOTE = re.compile(rf"{_STALE_SINCE.pattern}|{_DOUBT}.+|carried over: .+|from \S*[./].*")
_FIRST_WORDS = ("stale since ", _DOUBT, "carried over: ", "from ")


def stale_note(date: str) -> str:
    """Write since when a translation is stale; of ``date`` the day counts."""
    return f"stale since {date[:10]}"


def carried_note(what: str) -> str:
    """Write what was changed in a translation by rule."""
    return f"carried over: {what}"


def doubt_note(why: str) -> str:
    """Write why a person should look at a translation that was taken over."""
    return f"{_DOUBT}{' '.join(why.split())}"


def is_note(line: str) -> bool:
    """Tell whether a ``#.`` line looks like one about the translation."""
    # Most lines are told apart by their first letters alone.
    return line.startswith(_FIRST_WORDS) and _NOTE.fullmatch(line) is not None


def is_stale_note(line: str) -> bool:
    """Tell whether a ``#.`` line says since when a translation is stale."""
    return _STALE_SINCE.fullmatch(line) is not None


def is_doubt_note(line: str) -> bool:
    """Tell whether a ``#.`` line says why a translation is in doubt."""
    return line.startswith(_DOUBT)


def is_open_note(line: str) -> bool:
    """Tell whether a ``#.`` line holds only until a person has settled the translation."""
    return is_stale_note(line) or is_doubt_note(line)


def split_notes(lines: Iterable[str], wanted: Collection[str]) -> tuple[list[str], list[str]]:
    """Split ``#.`` lines to those of the source and notes; what the source wants as it is, is its own."""
    own: list[str] = []
    notes: list[str] = []
    for line in lines:
        (notes if is_note(line) and line not in wanted else own).append(line)
    return own, notes


def notes_of(entry: Entry) -> tuple[str, ...]:
    """Return the ``#.`` lines of an entry that are about its translation."""
    return tuple(line for line in map(str.strip, entry.extracted) if is_note(line))


def stale_since(entry: Entry) -> str | None:
    """Return the day (``2026-11-23``) since when an entry is stale; None if it isn't, or nobody knows."""
    if not entry.stale:
        return None
    matches = (_STALE_SINCE.fullmatch(line.strip()) for line in reversed(entry.extracted))
    return next((match[1] for match in matches if match), None)
