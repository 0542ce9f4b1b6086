"""From a document's text to its front matter, and from there to segments."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from i18n_pipeline.document import ScalarForm, Segment, Span
from i18n_pipeline.front_matter.formats import get_format, match_format
from i18n_pipeline.front_matter.values import DataError, FrontMatterError, line_at

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from i18n_pipeline.document import FrontMatterFormat
    from i18n_pipeline.front_matter.values import Data, FrontMatter, Path, Scalar

BYTE_ORDER_MARK: Final = "\ufeff"
# An address is the same in every language.
ADDRESS: Final = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*://|mailto:|tel:)\S+")
BLANK_LINE: Final = re.compile(r"(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)\s*")
# A key of YAML or TOML, or a table's name.
KEY: Final = re.compile(
    r"""^(?:\[+)?(?:[\w.-]+|"[^"\r\n]*"|'[^'\r\n]*')(?:\]+|:|[ \t]*=)(?=[ \t\r]|$)""", re.MULTILINE
)
# What a catalog, a UTF-8 file of text, can't hold.
UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")


def find_front_matter(text: str) -> FrontMatter | None:
    """Find the front matter at the start of a document (after a byte order mark, if any).

    None if there is none, or if what stands between two ``---`` is Markdown. Raises `FrontMatterError` for a
    block that is never closed or whose data can't be read.
    """
    pos = 1 if text.startswith(BYTE_ORDER_MARK) else 0
    name = match_format(text, pos)
    found = get_format(name).match_block(text, pos) if name else None
    if found is None:
        return None
    try:
        parse_inner(text, found)
    except FrontMatterError as error:
        if not get_format(found.format).is_data(text[found.inner.start : found.inner.end]):
            return None
        raise find_open_end(text, found) or error from error
    return found


def find_open_end(text: str, found: FrontMatter) -> FrontMatterError | None:
    """Tell that a block is never closed: that what ends it is a thematic break, further down in the text.

    Up to a blank line it is data, and what follows has no more keys.
    """
    inner = text[found.inner.start : found.inner.end]
    blank = BLANK_LINE.search(inner)
    if blank is None or KEY.search(inner, blank.end()):
        return None
    try:
        parse_data(found.format, inner[: blank.start()])
    except DataError:
        return None
    mark = get_format(found.format).opening
    line = line_at(text, found.inner.start + blank.end())
    what = f"front matter opened with {mark} is not closed before line {line}, where text begins"
    return FrontMatterError(line_at(text, found.span.start), f"{what}; add a {mark} line before it")


def read_segments(text: str, front_matter: FrontMatter, keys: Sequence[str]) -> tuple[Segment, ...]:
    """Give a segment for each string under ``keys`` that holds a letter, in order of appearance.

    ``keys`` are dotted paths, matched as they are written; lists on the way are transparent, so
    ``resources.title`` is the title of every resource. A lone address is nothing to translate.
    """
    wanted = {tuple(key.split(".")) for key in keys}
    data = parse_inner(text, front_matter)
    return tuple(
        build_segment(text, front_matter, scalar)
        for scalar in data.scalars
        if match_path(scalar.path, wanted) and is_translatable(scalar.value)
    )


def read_values(text: str, front_matter: FrontMatter) -> dict[str, object]:
    """Give the data as Python values, aliases and merge keys of YAML resolved.

    Raises `FrontMatterError` for values that are well-formed and yet mean nothing (a 30th of February).
    """
    try:
        return get_format(front_matter.format).load(text[front_matter.inner.start : front_matter.inner.end])
    except DataError as error:
        raise locate_error(text, front_matter, error) from error


def parse_inner(text: str, front_matter: FrontMatter) -> Data:
    """Give the data with positions. Raises `FrontMatterError` with the line in the file."""
    try:
        return parse_data(front_matter.format, text[front_matter.inner.start : front_matter.inner.end])
    except DataError as error:
        raise locate_error(text, front_matter, error) from error


# Finding, reading, writing and verifying look at the same few texts, one after the other.
@lru_cache(maxsize=16)
def parse_data(name: FrontMatterFormat, inner: str) -> Data:
    """Parse data; the only way in, so that each text is parsed once. Raises `DataError`."""
    try:
        return get_format(name).parse(inner)
    except RecursionError:
        raise DataError(1, "it is nested too deeply") from None


def locate_error(text: str, front_matter: FrontMatter, error: DataError) -> FrontMatterError:
    """Turn a line of the data into a line of the file, and the parser's reason into a message."""
    line = line_at(text, front_matter.inner.start) + error.line - 1
    name = front_matter.format.upper()
    return FrontMatterError(line, f"front matter is not valid {name}: {error.reason}; correct this line")


def match_path(path: Path, wanted: Collection[tuple[str, ...]]) -> bool:
    """Tell if a value at ``path`` is wanted; list indices don't count."""
    return tuple(part for part in path if isinstance(part, str)) in wanted


def is_translatable(value: str) -> bool:
    """Tell if a translator has something to do: letters, and more than an address."""
    return (
        any(char.isalpha() for char in value)
        and not ADDRESS.fullmatch(value.strip())
        and not UNSTORABLE.search(value)
    )


def build_segment(text: str, front_matter: FrontMatter, scalar: Scalar) -> Segment:
    """Build the segment of a string; the white space around the message stays in its form."""
    message = scalar.value.strip()
    lead, _, tail = scalar.value.partition(message)
    start = front_matter.inner.start + scalar.start
    keys = ".".join(part for part in scalar.path if isinstance(part, str))
    return Segment(
        kind=f"front matter: {keys}",
        text=message,
        spans=(Span(start, front_matter.inner.start + scalar.end),),
        line=line_at(text, start),
        form=ScalarForm(
            front_matter.format, scalar.style, scalar.header, scalar.indent, scalar.flow, lead, tail
        ),
    )
