"""The lines of a PO file: what each one is, told from how it starts.

After the "PO Files" chapter of the GNU gettext manual and the lexer behind it (``#=`` since gettext 1.0).
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, TypeAlias

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
    """A line without its line end; ``content`` is the comment's text or the keyword's string literals."""

    kind: LineKind
    text: str
    content: str
    obsolete: bool
    number: int


def read_line(text: str, number: int) -> Line:
    """Say what a line is; ``#~`` before it makes it obsolete and is no part of its content."""
    stripped = text.strip(WHITE_SPACE)
    obsolete = stripped[:2] == "#~"
    if obsolete:
        stripped = "#" + stripped[2:] if stripped[2:3] == "|" else stripped[2:].lstrip(WHITE_SPACE)
    kind, content = _read_kind(stripped)
    if obsolete and kind == "blank":
        kind = "translator"
    return Line(kind, text, content, obsolete, number)


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


def check_line(line: Line) -> None:
    """Raise a CatalogError for a line that no PO file has."""
    if line.kind != "unknown":
        return
    if line.text.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||")):
        raise CatalogError(
            line.number, "a merge conflict is left; keep one side and delete the lines of <, = and >"
        )
    if line.text.startswith("domain"):
        raise CatalogError(line.number, "the catalog has several domains; split it, one file per domain")
    raise CatalogError(
        line.number, 'neither a keyword, a string nor a comment; put text in "…" and comments after #'
    )
