"""The lines of a PO file: what each one is, told from how it starts.

After the "PO Files" chapter of the GNU gettext manual and the lexer behind it (``#=`` since gettext 1.0).
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, NoReturn, TypeAlias

from i18n_pipeline.catalog.entry import CatalogError

# "string" is a further line of the keyword above it; "unknown" is no line of a PO file.
LineKind: TypeAlias = Literal[
    "blank",
    "translator",
    "extracted",
    "reference",
    "flag",
    "previous",
    "msgctxt",
    "msgid",
    "msgid_plural",
    "msgstr",
    "string",
    "unknown",
]

WHITE_SPACE = " \t\r\f\v"
COMMENTS: frozenset[LineKind] = frozenset({"translator", "extracted", "reference", "flag", "previous"})
_COMMENT_KINDS: dict[str, LineKind] = {
    ".": "extracted",
    ":": "reference",
    ",": "flag",
    "=": "flag",
    "|": "previous",
}
_KEYWORD_KINDS: dict[str, LineKind] = {
    "msgid": "msgid",
    "msgstr": "msgstr",
    "msgctxt": "msgctxt",
    "msgid_plural": "msgid_plural",
}
_KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr)(?=[ \t"\[]|$)[ \t]*(?:\[[0-9]+\][ \t]*)?')


class Line(NamedTuple):
    """What a line is; after ``mark``, ``content`` is a comment's text or a keyword's string literals."""

    kind: LineKind
    content: str
    mark: Literal["", "#~"]
    number: int


def read_line(text: str, number: int) -> Line:
    """Say what a line is; ``#~`` before it makes it obsolete and is no part of its content."""
    stripped = text.strip(WHITE_SPACE)
    if stripped[:2] == "#~":
        return _read_obsolete(stripped, number)
    kind, content = _read_kind(stripped)
    return Line(kind, content, "", number)


def _read_obsolete(text: str, number: int) -> Line:
    rest = "#" + text[2:] if text[2:3] == "|" else text[2:].lstrip(WHITE_SPACE)
    kind, content = _read_kind(rest)
    return Line("translator" if kind == "blank" else kind, content, "#~", number)


def _read_kind(text: str) -> tuple[LineKind, str]:
    first = text[:1]
    if first == '"':
        return "string", text
    if first == "#":
        kind = _COMMENT_KINDS.get(text[1:2], "translator")
        return kind, text[1:] if kind == "translator" else text[2:]
    if not first:
        return "blank", ""
    keyword = read_keyword(text)
    return keyword or ("unknown", text)


def read_keyword(text: str) -> tuple[LineKind, str] | None:
    """Read the keyword that a text starts with, and the string literals after it."""
    match = _KEYWORD.match(text)
    return match and (_KEYWORD_KINDS[match[1]], text[match.end() :])


def reject_line(line: Line) -> NoReturn:
    """Raise a CatalogError for a line of unknown kind."""
    if line.content.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||")):
        raise CatalogError(
            line.number, "a merge conflict is left; keep one side and delete the lines of <, = and >"
        )
    if line.content.startswith("domain"):
        raise CatalogError(line.number, "the catalog has several domains; split it, one file per domain")
    raise CatalogError(
        line.number, 'neither a keyword, a string nor a comment; put text in "…" and comments after #'
    )
