"""A text's lines as the Markdown parser counts them, with their offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a body of Markdown.

    ``texts`` are without line ends, NUL replaced as the parser does (one code point by one, so that columns
    hold); ``starts`` are offsets in the whole document; ``first`` is the number (from 1) of the first line.
    """

    texts: tuple[str, ...]
    starts: tuple[int, ...]
    first: int

    def offset(self, line: int, column: int) -> int:
        """Return the offset in the document of ``column`` in line ``line`` (both from 0)."""
        return self.starts[line] + column


def split_lines(text: str, start: int = 0) -> Lines:
    """Split ``text[start:]`` at LF, CRLF and CR, and at nothing else (CommonMark 0.31, section 2.1)."""
    texts, starts, pos = [], [], start
    for match in _LINE_END.finditer(text, start):
        texts.append(text[pos : match.start()].replace("\0", "\ufffd"))
        starts.append(pos)
        pos = match.end()
    texts.append(text[pos:].replace("\0", "\ufffd"))
    starts.append(pos)
    first = len(_LINE_END.findall(text[:start])) + 1
    return Lines(tuple(texts), tuple(starts), first)
