"""The strings of a PO file: C string literals, read and written as GNU gettext does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.catalog.entry import CatalogError

if TYPE_CHECKING:
    from re import Match

_UNESCAPED = {
    "n": "\n",
    "t": "\t",
    "b": "\b",
    "r": "\r",
    "f": "\f",
    "v": "\v",
    "a": "\a",
    "\\": "\\",
    '"': '"',
}
_ESCAPED = str.maketrans({value: "\\" + letter for letter, value in _UNESCAPED.items()})
_LITERALS = re.compile(r'(?:"(?:[^"\\]|\\.)*"[ \t]*)+')
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
_LETTER = re.compile(r"\\(.)")
# Number escapes stand for bytes, so that a run of them is one UTF-8 text.
_ESCAPE = re.compile(r"((?:\\(?:[0-7]{1,3}|x[0-9A-Fa-f]{1,2}))+)|\\(.)")
_NUMBER = re.compile(r"\\(?:x([0-9A-Fa-f]{1,2})|([0-7]{1,3}))")


def escape_string(text: str) -> str:
    """Write the inside of a string literal; control characters without a letter stay, as in msgcat."""
    return text.translate(_ESCAPED)


def read_strings(source: str, line: int) -> str:
    """Read the text of one or more string literals on a line; nothing at all is the empty text."""
    if "\\" not in source and source.count('"') == 2 and source[0] == '"' == source[-1]:
        return source[1:-1]
    if not source:
        return ""
    if not _LITERALS.fullmatch(source):
        raise CatalogError(
            line, 'a string is not closed as it should be; put it in "…" and write \\" for a quote inside'
        )
    return "".join(_unescape(literal, line) for literal in _LITERAL.findall(source))


def unescape_letters(source: str) -> str:
    """Read the inside of string literals that have no escapes but those of one letter."""
    return _LETTER.sub(lambda match: _UNESCAPED[match[1]], source) if "\\" in source else source


def _unescape(source: str, line: int) -> str:
    def replace(match: Match[str]) -> str:
        numbers, letter = match.groups()
        if numbers:
            return _read_numbers(numbers)
        if letter not in _UNESCAPED:
            raise CatalogError(
                line, f"\\{letter} is no escape of a PO file; write \\\\{letter} for a backslash"
            )
        return _UNESCAPED[letter]

    return _ESCAPE.sub(replace, source) if "\\" in source else source


def _read_numbers(source: str) -> str:
    codes = (int(hexa, 16) if hexa else int(octal, 8) & 0xFF for hexa, octal in _NUMBER.findall(source))
    return bytes(codes).decode("utf-8", errors="replace")
