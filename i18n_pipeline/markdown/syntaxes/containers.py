"""Blocks that hold blocks: what the rules of admonitions, tabs, fences, footnotes and definitions share."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from i18n_pipeline.document import PhraseForm
from i18n_pipeline.markdown.syntax import INTERRUPTS, line_text, push_phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

    from i18n_pipeline.markdown.syntax import Silent

T = TypeVar("T")

# A tab stop, which is how far bodies of blocks are indented in Python-Markdown and its kin.
INDENT = 4

_FENCE = re.compile(r"(?:(?:[-*+>]|\d+[.)])[ \t]+)*(`{3,}(?=[^`]*$)|~{3,})")
_FENCE_END = re.compile(r"(`{3,}|~{3,})[ \t]*$")


def add_block(
    md: MarkdownIt,
    name: str,
    find: Callable[[StateBlock, int, int], T | None],
    push: Callable[[StateBlock, int, int, T], None],
    *,
    before: str = "fence",
) -> None:
    """Register a rule for a block that starts with a line of its own, even right behind a paragraph.

    ``find`` is asked about a line and the end of its container, and says what it found; ``push`` gets that,
    pushes tokens and sets the state's line.
    """

    def rule(state: StateBlock, line: int, end: int, silent: Silent) -> bool:
        found = None if state.is_code_block(line) else find(state, line, end)
        if found is not None and not silent:
            push(state, line, end, found)
        return found is not None

    md.block.ruler.before(before, name, rule, INTERRUPTS)


def match_line(pattern: re.Pattern[str]) -> Callable[[StateBlock, int, int], re.Match[str] | None]:
    """Return what finds a line that ``pattern`` matches, without container marks and white space around."""

    def find(state: StateBlock, line: int, _: int) -> re.Match[str] | None:
        return pattern.match(line_text(state, line).rstrip())

    return find


def push_title(
    state: StateBlock, kind: str, line: int, match: re.Match[str], form: PhraseForm | None = None
) -> None:
    """Push the group ``title`` of a line's match as a phrase, if it holds anything."""
    title = match["title"] or ""
    if text := title.strip():
        start = state.bMarks[line] + state.tShift[line] + match.start("title")
        start += len(title) - len(title.lstrip())
        push_phrase(state, kind, text, start, start + len(text), form or PhraseForm("line"))


def without_title(match: re.Match[str]) -> str:
    """Return the line that was matched, but for its title: what no translation may change."""
    start, end = match.span("title")
    return match[0] if start < 0 else f"{match[0][:start]}…{match[0][end:]}"


@contextmanager
def push_around(state: StateBlock, name: str, line: int, markup: str, closer: str = "") -> Iterator[None]:
    """Push the start and the end of a container around what is pushed meanwhile.

    ``markup`` and ``closer`` are what a translation may not change of its first and last line.
    """
    token = state.push(f"{name}_open", "", 1)
    token.map = [line, line + 1]
    token.markup = markup
    yield
    state.push(f"{name}_close", "", -1).markup = closer


def tokenize_body(state: StateBlock, first: int, after: int, *, indent: int) -> None:
    """Parse lines ``first`` up to, not including, ``after`` as the blocks of a container.

    ``indent`` is the column that their content starts at. The state's line is ``after`` then.
    """
    with _inside(state, after, indent):
        state.md.block.tokenize(state, first, after)
    state.line = after


def tokenize_behind_mark(
    state: StateBlock, line: int, position: int, end: int, *, indent: int, definitions: int = -1
) -> None:
    """Parse a container whose first line has a mark, and content from ``position`` (in the source) on.

    The container goes on as long as its lines are indented to the column ``indent``, or continue a paragraph
    lazily; the state's line is the one behind it. ``definitions`` is the column where the next definition of
    a list may start.
    """
    content = min(state.skipSpaces(position), state.eMarks[line])
    kept = state.bMarks[line], state.tShift[line], state.sCount[line]
    spaces = _column_of(state, line, content) - _column_of(state, line, position)
    # As if the mark were the indent of further lines: with three spaces behind a colon, it is.
    state.sCount[line] = indent + max(0, spaces - INDENT + 1)
    state.bMarks[line], state.tShift[line] = content, 0
    with _inside(state, state.lineMax, indent, definitions):
        state.md.block.tokenize(state, line, end)
    state.bMarks[line], state.tShift[line], state.sCount[line] = kept


@contextmanager
def _inside(state: StateBlock, line_max: int, indent: int, definitions: int = -1) -> Iterator[None]:
    """Set the state for the blocks of a container, and back."""
    kept = state.parentType, state.lineMax, state.blkIndent, state.ddIndent
    state.parentType, state.lineMax, state.blkIndent = "container", line_max, indent
    state.ddIndent = definitions
    yield
    state.parentType, state.lineMax, state.blkIndent, state.ddIndent = kept


def _column_of(state: StateBlock, line: int, position: int) -> int:
    column = state.sCount[line]
    for char in state.src[state.bMarks[line] + state.tShift[line] : position]:
        column += INDENT - (column + state.bsCount[line]) % INDENT if char == "\t" else 1
    return column


def add_indented(md: MarkdownIt, name: str, marker: re.Pattern[str]) -> None:
    """Register a block of a line that ``marker`` matches, which may hold a title, and what is behind it.

    That is indented by four columns more than the line.
    """

    def push(state: StateBlock, line: int, end: int, match: re.Match[str]) -> None:
        with push_around(state, name, line, without_title(match)):
            push_title(state, f"{name} title", line, match)
            indent = state.sCount[line] + INDENT
            after = find_indented_end(state, line + 1, end, indent)
            tokenize_body(state, line + 1, after, indent=indent)

    add_block(md, name, match_line(marker), push)


def find_indented_end(state: StateBlock, first: int, end: int, indent: int) -> int:
    """Return the line behind the last one from ``first`` on that is indented to ``indent``.

    Blank lines between belong to it, those at its end don't.
    """
    after = first
    for line in range(first, end):
        if not state.isEmpty(line):
            if state.sCount[line] < indent:
                break
            after = line + 1
    return after


def find_fenced_end(
    state: StateBlock, first: int, end: int, closes: Callable[[str], bool]
) -> tuple[int, int]:
    """Return the line behind a fence's body from ``first`` on, and the one behind the fence.

    A fence that no line closes runs to the end of the container that it is in.
    """
    for line, text in _lines_of_text(state, first, end):
        if closes(text):
            return line, line + 1
    after = _find_container_end(state, first, end)
    return after, after


def _lines_of_text(state: StateBlock, first: int, end: int) -> Iterator[tuple[int, str]]:
    """Give the lines that may close a fence: those of the container around, but for fenced code."""
    fence = ""
    for line in range(first, _find_container_end(state, first, end)):
        text = line_text(state, line)
        if fence:
            closing = _FENCE_END.match(text)
            fence = "" if closing and closing[1].startswith(fence) else fence
        elif opening := _FENCE.match(text):
            fence = opening[1]
        else:
            yield line, text


def _find_container_end(state: StateBlock, first: int, end: int) -> int:
    """Return the line where the container around ends: the first one indented less than its content."""
    for line in range(first, end):
        if not state.isEmpty(line) and state.sCount[line] < state.blkIndent:
            return line
    return end
