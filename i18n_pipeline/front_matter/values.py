"""The values that the formats of front matter share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeAlias

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from i18n_pipeline.document import FrontMatterFormat, ScalarForm, Span

LINE_END: Final = re.compile(r"\r\n|\n|\r")

# Keys of mappings and indices of lists, from the root to a value.
Path: TypeAlias = "tuple[str | int, ...]"

# ``(path, kind, value)`` of everything that the data hold: scalars, and where a collection starts. Two texts
# hold the same data if, and only if, their leaves are equal; how a string is quoted is not part of it.
Leaf: TypeAlias = "tuple[Path, str, str]"

Table: TypeAlias = "Mapping[str, str | int]"


class FrontMatterError(Exception):
    """Front matter that can't be read. ``line`` counts from 1, in the file; ``message`` says what to do."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(line, message)
        self.line = line
        self.message = message

    def __str__(self) -> str:
        return self.message


class DataError(Exception):
    """Data that a format's parser refuses. ``line`` counts from 1, in the data; ``reason`` is one line."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(line, reason)
        self.line = line
        self.reason = " ".join(reason.split())


class FrontMatter(msgspec.Struct, frozen=True):
    """Where front matter lies in a document's text.

    ``span`` is the whole block: from after a byte order mark to after the line end of the closing delimiter.
    ``inner`` is the data between the delimiters' lines; in JSON the object itself, braces included.
    """

    format: FrontMatterFormat
    span: Span
    inner: Span


class Scalar(msgspec.Struct, frozen=True):
    """A string value and where it is written.

    ``start`` and ``end`` are offsets into the data; they include quotes and a block scalar's header. ``leaf``
    is the index of its leaf. ``style``, ``header``, ``indent`` and ``flow`` are those of `ScalarForm`.
    """

    path: Path
    value: str
    start: int
    end: int
    leaf: int
    style: str
    header: str = ""
    indent: int = 0
    flow: bool = False


class Data(msgspec.Struct, frozen=True):
    """What the text between the delimiters holds.

    ``scalars`` are the string values in order of appearance. ``column`` is where the top-level keys stand,
    None if keys can't be added on lines of their own.
    """

    leaves: tuple[Leaf, ...]
    scalars: tuple[Scalar, ...]
    column: int | None = 0


class Format(msgspec.Struct, frozen=True):
    """What one format of front matter can do; ``inner`` is the text between the delimiters.

    - ``match_block(text, pos)`` finds the block by its delimiters alone.
    - ``is_data(inner)`` tells broken data from Markdown that happens to stand between two such delimiters.
    - ``parse(inner)`` and ``load(inner)`` raise `DataError`.
    - ``write_candidates(form, message, newline)`` gives ways to write a string, the preferred one first.
    - ``write_table(inner, column, name, table, newline)`` gives the data with a table added at the end.
    - ``opening`` is the delimiter, ``closing`` matches the line that would end the block, ``comment`` starts
      a comment line; "" and None in a format that has none.
    """

    match_block: Callable[[str, int], FrontMatter | None]
    is_data: Callable[[str], bool]
    parse: Callable[[str], Data]
    load: Callable[[str], dict[str, object]]
    write_candidates: Callable[[ScalarForm, str, str], Iterator[str]]
    write_table: Callable[[str, int, str, Table, str], str]
    opening: str
    closing: re.Pattern[str] | None
    comment: str


def line_at(text: str, pos: int) -> int:
    """Give the line of an offset, counted from 1; LF, CRLF and CR end lines."""
    return sum(1 for _ in LINE_END.finditer(text, 0, pos)) + 1
