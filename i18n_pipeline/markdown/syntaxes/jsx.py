"""JSX: tags, with attributes, and expressions in braces, as they stand in a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# An expression that is deeper than this is none: a page full of `{` must not take for ever.
_MAX_DEPTH = 50

_SPACE = re.compile(r"\s*")
_BLANKS = re.compile(r"[ \t]*")
_TAG_START = re.compile(r"<\s*(?P<close>/)?\s*(?P<name>[A-Za-z_$][\w$.:-]*)?")
_TAG_END = re.compile(r"\s*(?P<self>/)?\s*>")
_ATTRIBUTE = re.compile(
    r"""(?P<name>[A-Za-z_$@][\w$.:-]*)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<braces>\{)))?"""
)
# What counts in JavaScript: braces, the starts of template literals and comments; strings (on one line) are
# skipped. In a template literal its end counts, and where code starts.
_IN_CODE = re.compile(r"""(?P<mark>[{}`]|/\*)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|(?<![:\w])//[^\n]*""")
_IN_TEMPLATE = re.compile(r"(?s:\\.)|(?P<mark>`|\$\{)")
# In text: code spans and escaped characters, in which nothing is JSX.
_INLINE = re.compile(r"(?s:\\.)|(?P<code>`+)|(?P<jsx>[{<])")


class Attribute(msgspec.Struct, frozen=True):
    """An attribute whose value, at ``start:end``, is a string; ``style`` says how that is quoted."""

    name: str
    start: int
    end: int
    style: Literal["attribute", "attribute-single"]


class Piece(msgspec.Struct, frozen=True):
    """A piece of JSX at ``start:end``: a tag, an expression, or what starts as one and never ends."""

    kind: Literal["open", "close", "void", "expression", "broken"]
    start: int
    end: int
    name: str = ""
    attributes: tuple[Attribute, ...] = ()


def skip_braces(text: str, pos: int) -> int:
    """Return where the expression ends that starts with the ``{`` at ``pos``, or -1.

    One that nests deeper than anybody writes has no end.
    """
    open_marks: list[str] = []
    while len(open_marks) < _MAX_DEPTH:
        in_template = open_marks[-1:] == ["`"]
        match = (_IN_TEMPLATE if in_template else _IN_CODE).search(text, pos)
        if match is None:
            return -1
        pos, mark = match.end(), match["mark"]
        if mark == "/*":
            pos = text.find("*/", pos) + 2
            if pos < 2:
                return -1
        elif mark in ("{", "${") or (mark == "`" and not in_template):
            open_marks.append(mark)
        elif mark:
            open_marks.pop()
            if not open_marks:
                return pos
    return -1


def find_open_brace(text: str) -> int:
    """Return the place of the first brace in code that isn't closed, or -1."""
    pos = 0
    while (match := _IN_CODE.search(text, pos)) is not None:
        pos = match.end()
        if match["mark"] == "{":
            pos = skip_braces(text, match.start())
            if pos < 0:
                return match.start()
    return -1


def _read_tag(text: str, start: int) -> Piece:
    broken = Piece("broken", start, start + 1)
    opening = _TAG_START.match(text, start)
    if opening is None or text[start + 1 : start + 2].isspace():
        return broken
    attributes, pos = _read_attributes(text, opening.end())
    end = _TAG_END.match(text, pos)
    if end is None or (opening["close"] and (pos != opening.end() or end["self"])):
        return broken
    kind: Literal["open", "close", "void"] = (
        "close" if opening["close"] else "void" if end["self"] else "open"
    )
    return Piece(kind, start, end.end(), opening["name"] or "", tuple(attributes))


def _read_attributes(text: str, pos: int) -> tuple[list[Attribute], int]:
    attributes: list[Attribute] = []
    while True:
        space = _SPACE.match(text, pos)
        at = space.end() if space else pos
        match = _ATTRIBUTE.match(text, at)
        if text.startswith("{", at):
            end = skip_braces(text, at)
        elif match is None:
            return attributes, pos
        elif match["braces"]:
            end = skip_braces(text, match.end() - 1)
        else:
            end = match.end()
            attributes += _string_attribute(match)
        if end < 0:
            return attributes, pos
        pos = end


def _string_attribute(match: re.Match[str]) -> Iterator[Attribute]:
    if match["double"] is not None:
        yield Attribute(match["name"], *match.span("double"), "attribute")
    elif match["single"] is not None:
        yield Attribute(match["name"], *match.span("single"), "attribute-single")


def _read_piece(text: str, start: int) -> Piece:
    if text[start] == "<":
        return _read_tag(text, start)
    end = skip_braces(text, start)
    return Piece("expression", start, end) if end >= 0 else Piece("broken", start, start + 1)


def pieces_alone(view: str) -> list[Piece]:
    """Return the pieces that a line starts with, if nothing stands beside them; else none."""
    pieces: list[Piece] = []
    pos = 0
    while view[pos : pos + 1] in ("<", "{") and pos < len(view):
        pieces.append(_read_piece(view, pos))
        if pieces[-1].kind == "broken":
            return []
        blanks = _BLANKS.match(view, pieces[-1].end)
        pos = blanks.end() if blanks else pieces[-1].end
    return pieces if pos >= len(view) or view[pos] == "\n" else []


def find_pieces(text: str) -> Iterator[Piece]:
    """Find tags and expressions in the text of a message, in order."""
    pos = 0
    while (match := _INLINE.search(text, pos)) is not None:
        pos = match.end()
        if match["code"]:
            closing = re.compile(rf"(?<!`){match['code']}(?!`)").search(text, pos)
            pos = closing.end() if closing else pos
        elif match["jsx"] and not _is_plain(text, match.start()):
            piece = _read_piece(text, match.start())
            yield piece
            pos = piece.end


def find_expressions(text: str) -> Iterator[Piece]:
    """Find the expressions in the text of a message, in order."""
    return (piece for piece in find_pieces(text) if piece.kind == "expression")


def _is_plain(text: str, pos: int) -> bool:
    """Tell whether a ``<`` is text: one before white space is, one at the end of a block is not."""
    return text[pos] == "<" and text[pos + 1 : pos + 2].isspace()


def unpaired(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the tags without a partner: in JSX they have to nest."""
    opened: list[Piece] = []
    strays: list[Piece] = []
    for piece in pieces:
        if piece.kind == "open":
            opened.append(piece)
        elif piece.kind == "close":
            if opened and opened[-1].name == piece.name:
                opened.pop()
            else:
                strays.append(piece)
    return sorted([*opened, *strays], key=lambda piece: piece.start)
