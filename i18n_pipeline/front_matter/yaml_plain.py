"""YAML that is nothing but keys and values on lines of their own, read at a glance.

That is what most front matter is. Whatever else a text holds (quotes within quotes, comments behind values,
values over several lines) is left to ruamel.yaml, which takes far longer; a test holds this reading against
that one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from i18n_pipeline.front_matter.values import Data, Scalar
from i18n_pipeline.front_matter.yaml_writing import resolves_to_other

if TYPE_CHECKING:
    from i18n_pipeline.front_matter.values import Leaf, Path

# A key and a value: in quotes without escapes, a list on the line, or plain, with no sign that means anything
# in YAML where it stands. Or a blank line, or one of comment.
LINE: Final = re.compile(
    r"""(?P<indent>[ ]*)(?P<key>[A-Za-z_][A-Za-z0-9_-]{0,60}):
        (?:[ ]+(?P<value>'[^'\n]*' | "[^"\\\n]*" | \[[^\[\]{}\n]*\]
                       | (?:[^\W_]|/)(?:[^:#\n]|:(?![ \n])|(?<![ ])\#)*(?<![ ])))?\n
      | (?:\#[^\n]*)?\n""",
    re.VERBOSE,
)
# An item of a list, between the brackets.
ITEM: Final = re.compile(
    r"""[ ]*(?P<value>'[^'\n]*' | "[^"\\\n]*" | (?:[^\W_]|/)[^,:?\#'"]*?)[ ]*(?:,|\Z)""", re.VERBOSE
)
STYLES: Final = {"'": "single", '"': "double"}


@dataclass(slots=True)
class _Reading:
    """What the lines so far hold; ``around`` are the columns and paths of the mappings around the last."""

    leaves: list[Leaf] = field(default_factory=lambda: [((), "map", "")])
    scalars: list[Scalar] = field(default_factory=list)
    around: list[tuple[int, Path]] = field(default_factory=lambda: [(0, ())])


def parse_plain(inner: str) -> Data | None:
    """Give leaves and strings with their places; None for what is not as plain as that."""
    reading = _Reading()
    pos = 0
    while pos < len(inner):
        match = LINE.match(inner, pos)
        if match is None or not match[0][:-1].isprintable() or not _read_line(match, reading):
            return None
        pos = match.end()
    return Data(tuple(reading.leaves), tuple(reading.scalars))


def _read_line(match: re.Match[str], reading: _Reading) -> bool:
    """Take a line in; False if it is not plain where it stands."""
    if not match["key"]:
        return True
    around = _find_mapping(len(match["indent"]), reading)
    if around is None:
        return False
    path = (*around, match["key"])
    if match["value"] and match["value"].startswith("["):
        return _read_items(path, match, reading)
    _read_scalar(path, match, reading)
    return True


def _find_mapping(column: int, reading: _Reading) -> Path | None:
    """Give the path of the mapping that has keys in a column: one there is, or that of the key above."""
    around = reading.around
    path, kind, value = reading.leaves[-1]
    if column > around[-1][0] and path and not kind and not value:
        # What looked like an empty value has members.
        reading.leaves[-1] = (path, "map", "")
        around.append((column, path))
    while around[-1][0] > column:
        around.pop()
    return around[-1][1] if around[-1][0] == column else None


def _read_items(path: Path, match: re.Match[str], reading: _Reading) -> bool:
    """Take a list on one line in; False if an item of it is not plain."""
    reading.leaves.append((path, "list", ""))
    items = match["value"][1:-1]
    pos = number = 0
    while pos < len(items):
        item = ITEM.match(items, pos)
        if item is None:
            return False
        _read_scalar((*path, number), item, reading, start=match.start("value") + 1, flow=True)
        pos, number = item.end(), number + 1
    return True


def _read_scalar(
    path: Path, match: re.Match[str], reading: _Reading, *, start: int = 0, flow: bool = False
) -> None:
    """Take a value in; ``start`` is where the text begins that it was matched in."""
    value = match["value"] or ""
    style = STYLES.get(value[:1], "plain")
    text = value if style == "plain" else value[1:-1]
    is_string = style != "plain" or not resolves_to_other(text)
    if is_string and text.strip():
        start += match.start("value")
        leaf = len(reading.leaves)
        reading.scalars.append(Scalar(path, text, start, start + len(value), leaf, style, flow=flow))
    reading.leaves.append((path, "str" if is_string else "", text))
