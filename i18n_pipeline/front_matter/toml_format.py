"""TOML front matter, between two ``+++`` (https://toml.io/en/v1.0.0).

tomli says what the data are and whether they are well-formed; a scanner, which may therefore be lenient, says
where the strings stand. A string is used only if both agree on its value.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import msgspec
import tomli

from i18n_pipeline.document import ScalarForm, Span
from i18n_pipeline.front_matter.fences import compile_closing, compile_opening, match_fences
from i18n_pipeline.front_matter.toml_errors import describe_error
from i18n_pipeline.front_matter.values import Data, Format, FrontMatter, FrontMatterError, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from i18n_pipeline.front_matter.values import Leaf, Path, Table

OPENING: Final = compile_opening("+++")
CLOSING: Final = compile_closing("+++")

SPACE: Final = re.compile(r"[ \t]*")
# White space, line ends and comments, as they may stand between statements and inside of brackets.
TRIVIA: Final = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*)*")
BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")
# Whatever is neither string, array nor inline table: numbers, dates, booleans.
OTHER: Final = re.compile(r"[^,\]}#\r\n]*")
# One row per string form; the longer delimiters have to come first. Up to two quotes may stand before the
# three that end a multi-line string.
STRINGS: Final = (
    ("multiline-basic", re.compile(r'"""(?:[^"\\]|\\[\s\S]|"{1,2}(?!"))*"{3,5}')),
    ("multiline-literal", re.compile(r"'''(?:[^']|'{1,2}(?!'))*'{3,5}")),
    ("basic", re.compile(r'"(?:[^"\\\r\n]|\\[^\r\n])*"')),
    ("literal", re.compile(r"'[^'\r\n]*'")),
)

BLANK_LAST_LINE: Final = re.compile(r"(?:\n|\r(?!\n))[ \t]*(?:\r\n|\n|\r)\Z")
CONTROL: Final = re.compile("[\0-\x08\x0a-\x1f\x7f]")
CONTROL_IN_LINES: Final = re.compile("[\0-\x08\x0b-\x1f\x7f]")
ESCAPES: Final = {"\b": r"\b", "\n": r"\n", "\f": r"\f", "\r": r"\r", '"': r"\"", "\\": r"\\"}


class _Found(msgspec.Struct, frozen=True):
    """A string that the scanner found."""

    path: Path
    start: int
    end: int
    style: str


@dataclass(slots=True)
class _Scan:
    """What the scanner has seen: strings, the current table, how many items each array of tables has."""

    found: list[_Found] = field(default_factory=list)
    table: Path = ()
    counts: dict[Path, int] = field(default_factory=dict)


class _ScanError(Exception):
    """The scanner is lost; strings from here on have no positions."""


def match_block(text: str, pos: int) -> FrontMatter | None:
    """Find a block between two ``+++``. Raises `FrontMatterError` if the second one is missing."""
    opening, closing = match_fences(text, pos, OPENING, CLOSING)
    if opening is None:
        return None
    if closing is None:
        raise FrontMatterError(1, "front matter opened with +++ is never closed; add a +++ line")
    return FrontMatter("toml", Span(opening.start, closing.end), Span(opening.end, closing.start))


def is_data(_inner: str) -> bool:
    """Tell that nothing but TOML stands between two ``+++``."""
    return True


def load(inner: str) -> dict[str, object]:
    """Give tomli's reading. Raises `DataError`."""
    source = restore_line_ends(inner)
    try:
        return tomli.loads(source)
    except ValueError as error:
        raise describe_error(source, error) from error


def parse(inner: str) -> Data:
    """Give leaves and strings with their places. Raises `DataError`."""
    leaves = tuple(flatten(load(inner)))
    source = restore_line_ends(inner)
    index = {path: number for number, (path, _, _) in enumerate(leaves)}
    scalars = []
    for found in scan_strings(source):
        token = source[found.start : found.end]
        leaf, value = index.get(found.path, 0), decode_string(token, found.style)
        if leaves[leaf][1:] == ("str", value):
            header = _match_header(token, found.style)
            scalars.append(Scalar(found.path, value, found.start, found.end, leaf, found.style, header))
    return Data(leaves, tuple(scalars))


def restore_line_ends(inner: str) -> str:
    """Make lone CRs, which TOML has no use for, line ends in a text without any other; offsets stay."""
    return inner if "\n" in inner else inner.replace("\r", "\n")


def flatten(data: dict[str, Any]) -> Iterator[Leaf]:
    """Give the leaves of data, in their order."""
    queue: deque[tuple[Path, Any]] = deque([((), data)])
    while queue:
        path, value = queue.popleft()
        if isinstance(value, dict):
            yield path, "map", ""
            queue.extendleft(reversed([((*path, key), item) for key, item in value.items()]))
        elif isinstance(value, list):
            yield path, "list", ""
            queue.extendleft(reversed([((*path, number), item) for number, item in enumerate(value)]))
        else:
            yield path, type(value).__name__, value if isinstance(value, str) else repr(value)


def scan_strings(src: str) -> list[_Found]:
    """Find all strings that are values, in order. ``src`` is known to be well-formed."""
    scan = _Scan()
    pos = skip_trivia(src, 0)
    try:
        while pos < len(src):
            pos = parse_header(src, pos, scan) if src[pos] == "[" else parse_pair(src, pos, scan, scan.table)
            pos = skip_trivia(src, pos)
    except (IndexError, _ScanError):
        # A form of TOML that tomli knows and this scanner doesn't: what was found so far is still right.
        pass
    return scan.found


def skip_trivia(src: str, pos: int) -> int:
    """Skip white space, line ends and comments."""
    match = TRIVIA.match(src, pos)
    return match.end() if match else pos


def skip_space(src: str, pos: int) -> int:
    """Skip blanks of one line."""
    match = SPACE.match(src, pos)
    return match.end() if match else pos


def expect(src: str, pos: int, mark: str) -> int:
    """Step over ``mark``. Raises `_ScanError` if it is not there."""
    if not src.startswith(mark, pos):
        raise _ScanError(pos)
    return pos + len(mark)


def match_string(src: str, pos: int) -> tuple[int, str] | None:
    """Give the end and the style of the string at ``pos``."""
    for style, pattern in STRINGS:
        match = pattern.match(src, pos)
        if match:
            return match.end(), style
    return None


def decode_string(token: str, style: str) -> str:
    """Give the value of a string literal, quotes included."""
    if style == "literal" or (style == "basic" and "\\" not in token):
        return token[1:-1]
    return str(tomli.loads(f"value = {token}")["value"])


def parse_key(src: str, pos: int) -> tuple[int, tuple[str, ...]]:
    """Read a key, dotted or not, and the blanks after it."""
    parts: list[str] = []
    while True:
        pos = skip_space(src, pos)
        bare, quoted = BARE_KEY.match(src, pos), match_string(src, pos)
        if bare:
            parts.append(bare[0])
            pos = bare.end()
        elif quoted:
            parts.append(decode_string(src[pos : quoted[0]], quoted[1]))
            pos = quoted[0]
        else:
            raise _ScanError(pos)
        pos = skip_space(src, pos)
        if not src.startswith(".", pos):
            return pos, tuple(parts)
        pos += 1


def parse_header(src: str, pos: int, scan: _Scan) -> int:
    """Read ``[table]`` or ``[[array of tables]]`` and make it the current table."""
    mark = "[[" if src.startswith("[[", pos) else "["
    pos, key = parse_key(src, pos + len(mark))
    path: Path = ()
    for part in key[:-1]:
        path = _enter_last_item((*path, part), scan)
    path = (*path, key[-1])
    if mark == "[[":
        scan.counts[path] = scan.counts.get(path, -1) + 1
    scan.table = _enter_last_item(path, scan)
    return expect(src, pos, "]" * len(mark))


def _enter_last_item(path: Path, scan: _Scan) -> Path:
    """Give the path of an array of tables' latest item, or of the table itself."""
    return (*path, scan.counts[path]) if path in scan.counts else path


def parse_pair(src: str, pos: int, scan: _Scan, parent: Path) -> int:
    """Read ``key = value``."""
    pos, key = parse_key(src, pos)
    pos = skip_space(src, expect(src, pos, "="))
    return parse_value(src, pos, scan, (*parent, *key))


def parse_value(src: str, pos: int, scan: _Scan, path: Path) -> int:
    """Read a value and note the strings in it."""
    string = match_string(src, pos)
    if string:
        scan.found.append(_Found(path, pos, *string))
        return string[0]
    if src[pos] == "[":
        return parse_array(src, pos, scan, path)
    if src[pos] == "{":
        return parse_inline_table(src, pos, scan, path)
    match = OTHER.match(src, pos)
    return match.end() if match else pos


def parse_array(src: str, pos: int, scan: _Scan, path: Path) -> int:
    """Read an array, over as many lines as it takes."""
    pos = skip_trivia(src, pos + 1)
    number = 0
    while src[pos] != "]":
        pos = skip_trivia(src, parse_value(src, pos, scan, (*path, number)))
        pos = skip_trivia(src, pos + 1) if src[pos] == "," else pos
        number += 1
    return pos + 1


def parse_inline_table(src: str, pos: int, scan: _Scan, path: Path) -> int:
    """Read an inline table; line ends and comments in it are TOML 1.1."""
    pos = skip_trivia(src, pos + 1)
    while src[pos] != "}":
        pos = skip_trivia(src, parse_pair(src, pos, scan, path))
        pos = skip_trivia(src, pos + 1) if src[pos] == "," else pos
    return pos + 1


def _match_header(token: str, style: str) -> str:
    """Give the line end after the opening quotes of a multi-line string."""
    match = re.match(r"\r\n|\n|\r", token[3:]) if style.startswith("multiline") else None
    return match[0] if match else ""


def write_candidates(form: ScalarForm, message: str, newline: str) -> Iterator[str]:
    """Give the ways to write a string, nearest to the source's form first."""
    value = form.lead + message + form.tail
    if form.style == "literal" and not CONTROL.search(value) and "'" not in value:
        yield f"'{value}'"
    if form.style.startswith("multiline"):
        yield from _write_lines(form, value, newline)
    yield write_basic(value)


def _write_lines(form: ScalarForm, value: str, newline: str) -> Iterator[str]:
    """Give the multi-line forms; a first line end would be trimmed, unless another one stands before it."""
    header = newline if form.header or value.startswith("\n") else ""
    odd = CONTROL_IN_LINES.search(value) or "'''" in value or value.endswith("'")
    if form.style == "multiline-literal" and not odd:
        yield f"'''{header}" + value.replace("\n", newline) + "'''"
    escaped = re.sub('[\\\\\0-\x08\x0b-\x1f\x7f]|"(?="")|"$', _escape, value)
    yield f'"""{header}' + escaped.replace("\n", newline) + '"""'


def write_basic(value: str) -> str:
    """Write a string between ``"``; all but control characters, quotes and backslashes stays readable."""
    return '"' + re.sub('["\\\\\0-\x08\x0a-\x1f\x7f]', _escape, value) + '"'


def _escape(match: re.Match[str]) -> str:
    """Escape a character; the short escapes of TOML 1.0 where there is one."""
    return ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}"


def write_table(inner: str, _column: int, name: str, table: Table, newline: str) -> str:
    """Add ``[name]`` at the end, the only place where a table can't swallow keys, after a blank line."""
    gap = newline if inner.strip() and not BLANK_LAST_LINE.search(inner) else ""
    entries = [f"[{write_key(name)}]"]
    entries += [
        f"{write_key(key)} = {write_basic(value) if isinstance(value, str) else value}"
        for key, value in table.items()
    ]
    return inner + gap + "".join(entry + newline for entry in entries)


def write_key(key: str) -> str:
    """Write a key bare where it can be."""
    return key if BARE_KEY.fullmatch(key) else write_basic(key)


FORMAT: Final = Format(
    match_block,
    is_data,
    parse,
    load,
    write_candidates,
    write_table,
    opening="+++",
    closing=CLOSING,
    comment="#",
)
