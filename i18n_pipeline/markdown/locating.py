"""Where in the source an inline token's text lies.

The parser strips container marks from the left of each line and white space from both ends, so a line of an
inline token's content is always the end of its source line; headings and cells have rules of their own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from i18n_pipeline.markdown.lines import Lines


class Piece(msgspec.Struct, frozen=True):
    """A part of one source line: line index (from 0), and columns of its start and end.

    ``raw`` is the text from the start to the line's end, with the white space there that may be a hard break.
    """

    line: int
    start: int
    end: int
    raw: str

    @property
    def text(self) -> str:
        """The text between the columns."""
        return self.raw[: self.end - self.start]


def locate_paragraph(token: Token, lines: Lines) -> list[Piece]:
    """Find the lines of a paragraph (or of a setext heading). Lines of white space alone are left out."""
    first, last = token.map or (0, 0)
    wanted = [line.strip() for line in token.content.split("\n")]
    for skipped in range(last - first - len(wanted) + 1):
        pieces = [_end_of_line(lines, first + skipped + i, text) for i, text in enumerate(wanted)]
        found = [piece for piece in pieces if piece is not None]
        if len(found) == len(wanted):
            return [piece for piece in found if piece.start < piece.end]
    return []


def _end_of_line(lines: Lines, line: int, text: str) -> Piece | None:
    source = lines.texts[line]
    end = len(source.rstrip())
    if not source.endswith(text, 0, end):
        return None
    start = end - len(text)
    return Piece(line, start, end, source[start:])


def locate_heading(token: Token, opening: Token, lines: Lines) -> list[Piece]:
    """Find the text of an ATX heading, between its marks."""
    line = (token.map or (0, 0))[0]
    source = lines.texts[line]
    start = source.find(opening.markup) + len(opening.markup)
    start += len(source[start:]) - len(source[start:].lstrip())
    if not token.content or not source.startswith(token.content, start):
        return []
    return [Piece(line, start, start + len(token.content), token.content)]


_CELL_END = re.compile(r"(?<!\\)\|")


def unescape_cell(text: str) -> str:
    r"""Turn ``\|`` into ``|``: in a cell it can't be written otherwise (GFM 0.29, section 4.10)."""
    return text.replace(r"\|", "|")


def escape_cell(text: str) -> str:
    """Do the reverse of `unescape_cell`, exactly."""
    return text.replace("|", r"\|")


def locate_cells(tokens: Sequence[Token], index: int, lines: Lines) -> list[Piece | None]:
    """Find all cells of the row that opens at ``tokens[index]``, in order."""
    contents = []
    for token in tokens[index:]:
        if token.type == "inline":
            contents.append(token.content)
        elif token.type == "tr_close":
            break
    return locate_row(contents, (tokens[index].map or (0, 0))[0], lines)


def locate_row(contents: list[str], line: int, lines: Lines) -> list[Piece | None]:
    """Find the cells of a table row from their contents, in order; None for a cell that isn't written.

    The row starts behind container marks, which hold no pipe; whether the part before the first pipe is a
    cell or only marks is told by what fits.
    """
    source = lines.texts[line]
    parts = _split_row(source)
    for shift in (1, 0):
        cells = [parts[i + shift] if i + shift < len(parts) else None for i in range(len(contents))]
        pieces = [_trim_cell(source, line, cell, text) for cell, text in zip(cells, contents, strict=True)]
        if all(piece is not None or not text for piece, text in zip(pieces, contents, strict=True)):
            return pieces
    return _locate_in_order(contents, source, line)


def _locate_in_order(contents: list[str], source: str, line: int) -> list[Piece | None]:
    """Find cells one behind the other, where a tag of a template language holds a pipe that ends no cell.

    A cell with such a tag is left alone: a pipe in it is written otherwise than one in text.
    """
    pieces: list[Piece | None] = []
    end = 0
    for text in contents:
        start = source.find(text, end)
        end = start + len(text) if start >= 0 else end
        whole = text and start >= 0 and "|" not in text
        pieces.append(Piece(line, start, end, text) if whole else None)
    return pieces


def _split_row(source: str) -> list[tuple[int, int]]:
    ends = [match.start() for match in _CELL_END.finditer(source)]
    return list(zip([0, *(end + 1 for end in ends)], [*ends, len(source)], strict=True))


def _trim_cell(source: str, line: int, cell: tuple[int, int] | None, text: str) -> Piece | None:
    if cell is None or not text:
        return None
    written = escape_cell(text)
    end = cell[0] + len(source[cell[0] : cell[1]].rstrip())
    start = end - len(written)
    if start < cell[0] or source[start:end] != written:
        return None
    # Before the first pipe there may be container marks; elsewhere only white space.
    if cell[0] > 0 and source[cell[0] : start].strip():
        return None
    return Piece(line, start, end, source[start:end])
