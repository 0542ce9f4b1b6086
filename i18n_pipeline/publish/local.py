"""Front matter that differs per language on purpose: its values come from the page that is there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.front_matter import FrontMatterError, find_front_matter, splice_values
from i18n_pipeline.front_matter.reading import build_segment, match_path, parse_inner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from i18n_pipeline.front_matter import FrontMatter
    from i18n_pipeline.front_matter.values import Leaf


def keep_local(text: str, old: str, keys: Sequence[str]) -> str:
    """Return a page's text with the values under ``keys`` (dotted) taken from ``old``, the page as it was.

    A string that both have is put in place. A value of any kind on a line of its own at the top is taken as
    that line, added if only ``old`` has it. What can't be taken over safely stays as in the document.
    """
    for key in keys:
        text = _keep_strings(text, old, tuple(key.split(".")))
        if "." not in key:
            text = _keep_line(text, old, key)
    return text


def _find(text: str) -> FrontMatter | None:
    try:
        return find_front_matter(text)
    except FrontMatterError:
        return None


def _keep_strings(text: str, old: str, wanted: tuple[str, ...]) -> str:
    new_block, old_block = _find(text), _find(old)
    if new_block is None or old_block is None:
        return text
    values = {scalar.path: scalar.value for scalar in parse_inner(old, old_block).scalars}
    found = [
        (build_segment(text, new_block, scalar), values[scalar.path].strip())
        for scalar in parse_inner(text, new_block).scalars
        if match_path(scalar.path, {wanted}) and values.get(scalar.path, "").strip()
    ]
    return splice_values(text, new_block, found)


def _keep_line(text: str, old: str, key: str) -> str:
    new_block, old_block = _find(text), _find(old)
    if new_block is None or old_block is None or new_block.format != old_block.format:
        return text
    kept = _line_of(old, old_block, key)
    if kept is None or new_block.format == "json":
        return text
    present = _line_of(text, new_block, key)
    start, end = present.span() if present else (new_block.inner.start, new_block.inner.start)
    line_end = "" if present else "\r\n" if "\r\n" in text else "\n"
    changed = text[:start] + kept[0] + line_end + text[end:]
    return changed if _differs_in(changed, text, old, key) else text


def _line_of(text: str, block: FrontMatter, key: str) -> re.Match[str] | None:
    line = re.compile(rf"^[\"']?{re.escape(key)}[\"']?[ \t]*[:=][^\r\n]*", re.MULTILINE)
    return line.search(text, block.inner.start, block.inner.end)


def _differs_in(changed: str, text: str, old: str, key: str) -> bool:
    """Tell whether the changed front matter holds the old value of ``key``, and is else as it was."""
    mine, rest = _leaves(changed, key)
    return mine == _leaves(old, key)[0] and rest == _leaves(text, key)[1]


def _leaves(text: str, key: str) -> tuple[list[Leaf], list[Leaf]]:
    """Return the values under ``key``, and all others; none of both if the front matter is broken."""
    block = _find(text)
    leaves = () if block is None else parse_inner(text, block).leaves
    mine = [leaf for leaf in leaves if leaf[0] and leaf[0][0] == key]
    return mine, [leaf for leaf in leaves if not leaf[0] or leaf[0][0] != key]
