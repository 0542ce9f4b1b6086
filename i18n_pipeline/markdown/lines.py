"""A text's lines as the Markdown parser counts them, with their offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

import msgspec

from i18n_pipeline.document import Span

_LINE_END = re.compile(r"\r\n?|\n")


class Lines(msgspec.Struct, frozen=True):
    """The lines of a body of Markdown.

    ``texts`` are without line ends, NUL replaced as the parser does (one code point by one, so that columns
    hold); ``starts`` are offsets in the whole document, ``normal_starts`` in the text as the parser sees it,
    whose line ends are all one code point long; ``first`` is the number (from 1) of the first line.
    """

    texts: tuple[str, ...]
    starts: tuple[int, ...]
    normal_starts: tuple[int, ...]
    first: int

    def offset(self, line: int, column: int) -> int:
        """Return the offset in the document of ``column`` in line ``line`` (both from 0)."""
        return self.starts[line] + column

    def offset_of(self, position: int) -> int:
        """Return the offset in the document of a position in the text as the parser sees it."""
        line = bisect_right(self.normal_starts, position) - 1
        return self.offset(line, position - self.normal_starts[line])

    def span(self, start: int, end: int) -> Span:
        """Return the span in the document between two positions in the text as the parser sees it."""
        return Span(self.offset_of(start), self.offset_of(end))


# Segments, headings and links are looked for in the same text, one after the other.
@lru_cache(maxsize=4)
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
    normal_starts = accumulate((len(line) + 1 for line in texts[:-1]), initial=0)
    return Lines(tuple(texts), tuple(starts), tuple(normal_starts), first)
