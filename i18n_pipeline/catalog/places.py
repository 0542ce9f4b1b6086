"""Where in a catalog's file a place in a translation is written: through wrapping, escapes and strings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from i18n_pipeline.catalog.lines import read_line
from i18n_pipeline.catalog.strings import read_strings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from i18n_pipeline.catalog.entry import Entry

_FORM = re.compile(r"\s*msgstr(?:[ \t]*\[[ \t]*(\d+)[ \t]*\])?")
# An entry without plural forms, as gettext writes it.
_USUAL = re.compile(r'^(?P<before>msgid (?:".*"\n)+)(?P<strings>msgstr ".*"(?:\n".*")*)\n*\Z', re.MULTILINE)
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
# Number escapes in a row are one text in UTF-8.
_UNIT = re.compile(r"(?:\\(?:[0-7]{1,3}|x[0-9A-Fa-f]{1,2}))+|\\.|[^\\]", re.DOTALL)


class Place(NamedTuple):
    """A place in a file: its line and its column, both from 1; columns count code points."""

    line: int
    column: int


def find_place(entry: Entry, offset: int, form: int = 0) -> Place | None:
    """Return where the character at ``offset`` of a msgstr (of its plural form ``form``) is written.

    At the end of the msgstr that is the quote behind its last character. None for an entry that isn't in a
    file, or has no such character.
    """
    if entry.line < 1 or not entry.raw:
        return None
    end = None
    for line, number in _string_lines(entry, form):
        for literal in _LITERAL.finditer(line):
            within, length = _find_unit(line, literal, offset, number)
            if within is not None:
                return Place(number, within + 1)
            offset -= length
            end = Place(number, literal.end())
    return end if offset == 0 else None


def _find_unit(line: str, literal: re.Match[str], offset: int, number: int) -> tuple[int | None, int]:
    """Return where in a line the character at ``offset`` of a string is written, if it is in there.

    And how many characters the string has, as far as was counted.
    """
    start, end = literal.span(1)
    if "\\" not in literal[1]:
        return (start + offset if offset < end - start else None), end - start
    pos = 0
    for unit in _UNIT.finditer(line, start, end):
        pos += len(read_strings(f'"{unit[0]}"', number)) if unit[0][0] == "\\" else 1
        if offset < pos:
            return unit.start(), pos
    return None, pos


def _string_lines(entry: Entry, form: int) -> Iterator[tuple[str, int]]:
    """Yield the lines that hold strings of a form, with their numbers in the file."""
    usual = _USUAL.search(entry.raw)
    if usual is not None and not form:
        first = entry.line + usual["before"].count("\n")
        for number, line in enumerate(usual["strings"].split("\n"), first):
            yield line, number
        return
    lines = entry.raw.split("\n")
    kinds = [read_line(line, number).kind for number, line in enumerate(lines)]
    first = entry.line - kinds.index("msgid")
    wanted = False
    for number, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if kind == "msgstr":
            match = _FORM.match(line)
            wanted = match is not None and int(match[1] or 0) == form
        if wanted and kind in ("msgstr", "string"):
            yield line, first + number
