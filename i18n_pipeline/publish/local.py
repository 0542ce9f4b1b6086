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


LINE_END = r"(?:\r\n?|\n)"
# Lines that go on with a value: in YAML deeper ones, items of a list, the end of one in brackets; in TOML the
# lines of an array.
_YAML_MORE = rf"(?:{LINE_END}(?P=indent)(?:[ \t]+[^\s][^\r\n]*|-(?:[ \t][^\r\n]*)?|[\]}}][ \t]*(?=[\r\n])))*"
_TOML_MORE = rf"[ \t]*\[[ \t]*(?:{LINE_END}[ \t]+[^\r\n]*)*{LINE_END}[ \t]*\][ \t]*(?=[\r\n])"


def value_pattern(names: str, indent: str = "", end: str = "") -> re.Pattern[str]:
    """Return what matches a key with its value on one or more lines; all arguments are patterns.

    ``end`` is what stands behind the last line.
    """
    key = rf"^(?P<indent>{indent})[\"']?(?:{names})[\"']?[ \t]*"
    return re.compile(rf"{key}(?::[^\r\n]*{_YAML_MORE}|=(?:{_TOML_MORE}|[^\r\n]*)){end}", re.MULTILINE)


def keep_local(text: str, old: str, keys: Sequence[str]) -> str:
    """Return a page's text with the values under ``keys`` (dotted) taken from ``old``, the page as it was.

    A string that both have is put in place. A value of any kind at the top is taken as its lines, added if
    only ``old`` has it. What can't be taken over safely stays as in the document.
    """
    for key in keys:
        text = _keep_strings(text, old, tuple(key.split(".")))
        if "." not in key:
            text = _keep_lines(text, old, key)
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


def _keep_lines(text: str, old: str, key: str) -> str:
    new_block, old_block = _find(text), _find(old)
    if new_block is None or old_block is None or new_block.format != old_block.format:
        return text
    if new_block.format == "json":
        return text
    pattern = value_pattern(re.escape(key))
    kept = pattern.search(old, old_block.inner.start, old_block.inner.end)
    if kept is None:
        return text
    line_end = "\r\n" if "\r\n" in text else "\n"
    present = pattern.search(text, new_block.inner.start, new_block.inner.end)
    start, end = present.span() if present else (new_block.inner.start, new_block.inner.start)
    lines = line_end.join(kept[0].splitlines()) + ("" if present else line_end)
    changed = text[:start] + lines + text[end:]
    return changed if _differs_in(changed, text, old, key) else text


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
