"""Blocks whose lines a tool has joined to one: callouts, admonitions, tasks, headings with an id, tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.migrate.tool import Rendering

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ALERT = re.compile(r"(\[![A-Za-z]+\][+-]?)[ \n]+(?=\S)")
_ADMONITION = re.compile(r"""((?:!!!|\?\?\?\+?|///)[ ]+[\w -]+?(?:[ ]+"[^"\n]*")?)[ \n]+(?=[^\s"])""")
_TASK = re.compile(r"\[[ xX]\][ ]+(?=\S)")
_ID = re.compile(r"[^\n]*\S[ ]+\{:?[ ]*[#.][^{}\n]*\}")
_FOOTNOTE = re.compile(r"\[\^[^\s\[\]]+\]:[ \n]+(?=\S)")
_DELIMITER_CELL = re.compile(r"[ ]*:?-+:?[ ]*")
_PIPE = re.compile(r"(?<!\\)\|")


def unfold_blocks(source: str, translation: str) -> Iterator[Rendering]:
    """Yield the blocks that a message and its translation both may have been, before they were one line."""
    for unfold in _UNFOLDERS:
        one, other = unfold(source), unfold(translation)
        if one is not None and other is not None:
            yield Rendering(one, other)


def _unfold_alert(text: str) -> str | None:
    match = _ALERT.match(text)
    return f"> {match[1]}\n> {text[match.end() :]}" if match else None


def _unfold_admonition(text: str) -> str | None:
    match = _ADMONITION.match(text)
    return f"{match[1]}\n\n    {text[match.end() :]}" if match else None


def _unfold_task(text: str) -> str | None:
    return f"- {text}" if _TASK.match(text) else None


def _unfold_heading(text: str) -> str | None:
    return f"# {text}" if _ID.fullmatch(text) else None


def _unfold_footnote(text: str) -> str | None:
    return text if _FOOTNOTE.match(text) else None


def _unfold_table(text: str) -> str | None:
    """Break ``| A | B | |---|---| | c | d |`` into rows; the row of dashes says how many cells a row has."""
    if not text.startswith("|") or "\n" in text.strip():
        return None
    cells = _PIPE.split(text.strip())[1:-1]
    dashes = [bool(_DELIMITER_CELL.fullmatch(cell)) for cell in cells]
    if True not in dashes:
        return None
    # Between two rows there is a cell of white space.
    columns = dashes.index(True) - 1
    if columns < 1 or (len(cells) + 1) % (columns + 1) or not all(dashes[columns + 1 : 2 * columns + 1]):
        return None
    rows = [cells[start : start + columns] for start in range(0, len(cells), columns + 1)]
    return "\n".join(f"|{'|'.join(row)}|" for row in rows)


_UNFOLDERS: tuple[Callable[[str], str | None], ...] = (
    _unfold_alert,
    _unfold_admonition,
    _unfold_task,
    _unfold_heading,
    _unfold_footnote,
    _unfold_table,
)
