"""JSON front matter: an object at the start of the document (RFC 8259, as Python's ``json`` reads it)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from i18n_pipeline.document import ScalarForm, Span
from i18n_pipeline.front_matter.values import (
    Data,
    DataError,
    Format,
    FrontMatter,
    FrontMatterError,
    Leaf,
    Scalar,
    line_at,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from i18n_pipeline.front_matter.values import Path, Table

# Shortcodes (``{{< … >}}``), template tags (``{% … %}``) and heading ids (``{#id}``) start with a brace too.
OBJECT_START: Final = re.compile(r'\{[ \t\r\n]*["}]')
LINE_REST: Final = re.compile(r"[ \t]*(?:\r\n|\n|\r|\Z)")
BLANK: Final = re.compile(r"[ \t\r\n]*")
BLANK_LINE: Final = re.compile(r"(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)[ \t\r\n]*\Z")
CLOSING_LINE: Final = re.compile(r"^[ \t]*[}\]],?[ \t\r]*$", re.MULTILINE)
INDENT: Final = re.compile(r"[\r\n]([ \t]*)\Z")

DECODER: Final = json.JSONDecoder()


@dataclass(slots=True)
class _Scan:
    """What the scanner has seen."""

    leaves: list[Leaf] = field(default_factory=list)
    scalars: list[Scalar] = field(default_factory=list)


def match_block(text: str, pos: int) -> FrontMatter | None:
    """Find an object at ``pos``. Raises `FrontMatterError` if it is broken or doesn't end its line."""
    if not OBJECT_START.match(text, pos):
        return None
    try:
        value, end = DECODER.raw_decode(text, pos)
    except json.JSONDecodeError as error:
        if _is_behind(text, error.pos):
            message = "front matter opened with { is never closed; add a line with }"
            raise FrontMatterError(line_at(text, pos), message) from error
        message = f"front matter is not valid JSON: {error.msg}; correct this line"
        raise FrontMatterError(line_at(text, error.pos), message) from error
    except (ValueError, RecursionError) as error:
        message = (
            "front matter is not valid JSON: it is nested too deeply or holds too long a number; correct it"
        )
        raise FrontMatterError(1, message) from error
    rest = LINE_REST.match(text, end)
    if rest:
        return FrontMatter("json", Span(pos, rest.end()), Span(pos, end))
    if not value:
        return None
    message = "text follows the } that ends the front matter; move it to a line of its own"
    raise FrontMatterError(line_at(text, end), message)


def _is_behind(text: str, pos: int) -> bool:
    """Tell that the text of a document begins before ``pos``: at a blank line, and no brace follows alone."""
    return BLANK_LINE.search(text[:pos]) is not None and CLOSING_LINE.search(text, pos) is None


def is_data(_inner: str) -> bool:
    """Tell that what has been found is JSON: it has been decoded already."""
    return True


def load(inner: str) -> dict[str, object]:
    """Give ``json``'s reading. Raises `DataError`."""
    try:
        data: dict[str, object] = json.loads(inner)
    except json.JSONDecodeError as error:
        raise DataError(line_at(inner, error.pos), error.msg) from error
    except ValueError as error:
        raise DataError(1, str(error)) from error
    return data


def parse(inner: str) -> Data:
    """Give leaves and strings with their places. Raises `DataError`."""
    load(inner)
    scan = _Scan()
    parse_value(inner, 0, scan, ())
    return Data(tuple(scan.leaves), tuple(scan.scalars))


def skip_blank(src: str, pos: int) -> int:
    """Skip white space."""
    match = BLANK.match(src, pos)
    return match.end() if match else pos


def parse_value(src: str, pos: int, scan: _Scan, path: Path) -> int:
    """Read a value of well-formed JSON and note the strings in it."""
    if src[pos] == "{":
        return parse_object(src, pos, scan, path)
    if src[pos] == "[":
        return parse_array(src, pos, scan, path)
    value, end = _decode(src, pos)
    if isinstance(value, str):
        scan.scalars.append(Scalar(path, value, pos, end, len(scan.leaves), "string"))
    text = value if isinstance(value, str) else src[pos:end]
    scan.leaves.append((path, type(value).__name__, text))
    return end


def parse_object(src: str, pos: int, scan: _Scan, path: Path) -> int:
    """Read an object; of a key that occurs twice, both values are kept."""
    scan.leaves.append((path, "map", ""))
    pos = skip_blank(src, pos + 1)
    while src[pos] != "}":
        key, end = _decode(src, pos)
        pos = skip_blank(src, skip_blank(src, end) + 1)
        pos = skip_blank(src, parse_value(src, pos, scan, (*path, str(key))))
        pos = skip_blank(src, pos + 1) if src[pos] == "," else pos
    return pos + 1


def parse_array(src: str, pos: int, scan: _Scan, path: Path) -> int:
    """Read an array."""
    scan.leaves.append((path, "list", ""))
    pos = skip_blank(src, pos + 1)
    number = 0
    while src[pos] != "]":
        pos = skip_blank(src, parse_value(src, pos, scan, (*path, number)))
        pos = skip_blank(src, pos + 1) if src[pos] == "," else pos
        number += 1
    return pos + 1


def _decode(src: str, pos: int) -> tuple[Any, int]:
    """Decode the one value at ``pos`` and give its end."""
    return DECODER.raw_decode(src, pos)


def write_candidates(form: ScalarForm, message: str, _newline: str) -> Iterator[str]:
    """Give the one way to write a string; other scripts stay readable."""
    yield write_string(form.lead + message + form.tail)


def write_string(value: str | int) -> str:
    """Write a string or a number."""
    return json.dumps(value, ensure_ascii=False)


def write_table(inner: str, _column: int, name: str, table: Table, newline: str) -> str:
    """Add a member before the last brace: on its own lines if that brace has one, else on the same line."""
    body = inner[:-1].rstrip()
    before_brace = inner[len(body) : -1]
    comma = "" if body == "{" else ","
    outer = INDENT.search(before_brace)
    if outer is None:
        members = ", ".join(f"{write_string(key)}: {write_string(value)}" for key, value in table.items())
        gap = " " if comma else ""
        return f"{body}{comma}{gap}{write_string(name)}: {{{members}}}{before_brace}}}"
    indent = _find_indent(inner) or outer[1] + "  "
    deeper = indent + (indent.removeprefix(outer[1]) or "  ")
    lines = [f"{newline}{deeper}{write_string(key)}: {write_string(value)}" for key, value in table.items()]
    member = f"{write_string(name)}: {{{','.join(lines)}{newline}{indent}}}"
    return f"{body}{comma}{newline}{indent}{member}{newline}{outer[1]}}}"


def _find_indent(inner: str) -> str | None:
    """Give the white space that the first member's line starts with, None if it has no line of its own."""
    match = INDENT.search(inner[1 : skip_blank(inner, 1)])
    return match[1] if match and inner[skip_blank(inner, 1)] == '"' else None


FORMAT: Final = Format(
    match_block, is_data, parse, load, write_candidates, write_table, opening="", closing=None, comment=""
)
