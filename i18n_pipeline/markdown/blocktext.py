"""The text of a block as one string, and where each of its characters lies in the text that is parsed."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock


class BlockText(msgspec.Struct, frozen=True):
    """A block's lines without container marks, joined by line ends.

    ``starts`` are the offsets of the lines in ``text``, ``shifts`` what has to be added to an offset in a
    line for its position in the text that is parsed.
    """

    text: str
    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    def position(self, index: int) -> int:
        """Return the position of ``text[index]`` in the text that is parsed."""
        return index + self.shifts[bisect_right(self.starts, index) - 1]

    def spans(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """Return the positions of ``text[start:end]``, line by line, without white space around."""
        spans, at = [], start
        for line in self.text[start:end].split("\n"):
            text = line.strip()
            first = at + len(line) - len(line.lstrip())
            if text:
                position = self.position(first)
                spans.append((position, position + len(text)))
            at += len(line) + 1
        return tuple(spans)


def read_block(state: StateBlock, first: int, after: int, indent: int) -> BlockText:
    """Read lines ``first`` up to, not including, ``after``; ``indent`` columns are the container's.

    A line of a block is always the end of its source line, whatever marks are before it.
    """
    lines = [state.getLines(line, line + 1, indent, keepLastLF=False) for line in range(first, after)]
    starts = list(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))
    shifts = [state.eMarks[first + number] - len(line) - starts[number] for number, line in enumerate(lines)]
    return BlockText("\n".join(lines), tuple(starts), tuple(shifts))
