"""From block tokens to segments: one for each text that a translator translates."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from i18n_pipeline.document import InlineForm, Segment, Span
from i18n_pipeline.markdown.dialect import COMMONMARK, Dialect
from i18n_pipeline.markdown.directives import Directives, apply_directive, find_directives
from i18n_pipeline.markdown.lines import Lines, split_lines
from i18n_pipeline.markdown.locating import (
    Piece,
    locate_cells,
    locate_heading,
    locate_paragraph,
    unescape_cell,
)
from i18n_pipeline.markdown.messages import fold_lines
from i18n_pipeline.markdown.parser import TASK_MARK, parse_once
from i18n_pipeline.markdown.syntax import DIRECTIVE, PHRASE, VERBATIM
from i18n_pipeline.markdown.worth import is_worth_translating

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from i18n_pipeline.document import Form

_BREADCRUMB_LENGTH = 60

_PARAGRAPH_KINDS = {
    "list_item_open": "list item",
    "blockquote_open": "quote",
    "footnote_open": "footnote",
    "dd_open": "definition",
}
_CELL_KINDS = {"th_open": "table header", "td_open": "table cell"}

# They may stand behind closing marks, which then are no text either.
_HEADING_ATTRIBUTES = re.compile(
    r"(?:[ \t]+#+)?[ \t]*"
    r"(?:\{:?[ \t]*(?:[#.][^\s{}]+|[\w-]+=\S[^{}]*)(?:[ \t]+[^{}]*)?\}|\{/\*[ \t]*#\S+[ \t]*\*/\})$"
)
# In these a heading is over nothing outside.
_ASIDES = frozenset(
    {
        "blockquote_open",
        "list_item_open",
        "admonition_open",
        "tab_open",
        "block_open",
        "footnote_open",
        "dd_open",
    }
)


@dataclass(slots=True)
class _Walk:
    """Where in the tokens the walk is: open blocks, headings above, cells of the row, directives."""

    lines: Lines
    dialect: Dialect
    open: list[Token] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    row: list[Piece | None] = field(default_factory=list)
    directives: Directives = field(default_factory=Directives)
    block_level: int | None = None  # of the block that the pending directives are for, once it is open


def split_markdown(text: str, start: int = 0, dialect: Dialect = COMMONMARK) -> tuple[Segment, ...]:
    """Return the segments of the Markdown in ``text[start:]``, in order; offsets are into ``text``."""
    lines = split_lines(text, start)
    tokens, _ = parse_once(text[start:], dialect)
    return tuple(_walk(tokens, _Walk(lines, dialect)))


def _walk(tokens: Sequence[Token], walk: _Walk) -> Iterator[Segment]:
    for index, token in enumerate(tokens):
        _enter_block(walk, token)
        if token.nesting == 1:
            walk.open.append(token)
        elif token.nesting == -1:
            walk.open.pop()
        if token.type == "tr_open":
            walk.row = locate_cells(tokens, index, walk.lines)[::-1]
        elif _may_direct(token):
            _read_directives(walk, token)
        elif token.type == "inline":
            yield from _inline_segments(walk, token, tokens[index - 2].type if index >= 2 else "")
        elif token.type == PHRASE:
            yield from _phrase_segments(walk, token)
        _leave_block(walk, token)


def _enter_block(walk: _Walk, token: Token) -> None:
    """Remember at which level the block starts that pending directives are for."""
    pending = walk.directives.are_pending
    if pending and walk.block_level is None and not _may_direct(token) and token.nesting >= 0:
        walk.block_level = token.level


def _leave_block(walk: _Walk, token: Token) -> None:
    """Drop the directives when their block, or the one around it, is over."""
    if walk.block_level is None:
        # A container that ends before any block came takes the pending directives with it.
        if token.nesting == -1 and not _may_direct(token):
            walk.directives = walk.directives.for_next_block()
    elif token.level <= walk.block_level and token.nesting <= 0:
        walk.directives = walk.directives.for_next_block()
        walk.block_level = None


def _may_direct(token: Token) -> bool:
    return token.type == "html_block" or (token.type == VERBATIM and token.markup == DIRECTIVE)


def _read_directives(walk: _Walk, token: Token) -> None:
    for directive in find_directives(token.content):
        walk.directives = apply_directive(walk.directives, directive)


def _inline_segments(walk: _Walk, token: Token, before: str) -> Iterator[Segment]:
    """Give the segment of an inline token; ``before`` is the type of the token before its block."""
    parent = walk.open[-1]
    pieces = _pieces(walk, token, parent)
    if before == "list_item_open" and parent.type == "paragraph_open":
        pieces = _without_task(pieces)
    elif parent.type == "heading_open":
        pieces = _without_attributes(pieces)
    if not pieces:
        return
    segment = _segment(walk, parent, pieces)
    if _is_wanted(walk, segment.text):
        yield segment
    if parent.type == "heading_open" and not _in_aside(walk):
        _push_heading(walk, parent, segment.text)


def _is_wanted(walk: _Walk, message: str, form: Form | None = None) -> bool:
    off = walk.directives.skip or walk.directives.off
    return not off and is_worth_translating(message, walk.dialect, form)


def _phrase_segments(walk: _Walk, token: Token) -> Iterator[Segment]:
    if not _is_wanted(walk, token.content, token.meta["form"]):
        return
    spans = tuple(walk.lines.span(start, end) for start, end in token.meta["spans"])
    yield Segment(
        kind=token.info,
        text=token.content,
        spans=spans,
        line=walk.lines.first + (token.map or (0, 0))[0],
        form=token.meta["form"],
        context=walk.directives.context,
        headings=tuple(text for _, text in walk.headings),
        notes=walk.directives.notes,
    )


def _pieces(walk: _Walk, token: Token, parent: Token) -> list[Piece]:
    if parent.type in _CELL_KINDS:
        piece = walk.row.pop()
        return [] if piece is None else [piece]
    if parent.type == "heading_open" and parent.markup.startswith("#"):
        return locate_heading(token, parent, walk.lines)
    return locate_paragraph(token, walk.lines)


def _without_task(pieces: list[Piece]) -> list[Piece]:
    """Leave out a task's ``[x] ``."""
    match = TASK_MARK.match(pieces[0].text) if pieces else None
    if match is None:
        return pieces
    first = pieces[0]
    rest = Piece(first.line, first.start + match.end(), first.end, first.raw[match.end() :])
    return [rest, *pieces[1:]]


def _without_attributes(pieces: list[Piece]) -> list[Piece]:
    """Leave out ``{#id .class}`` at the end of a heading, or ``{/* #id */}``."""
    if not pieces:
        return pieces
    last = pieces[-1]
    match = _HEADING_ATTRIBUTES.search(last.text)
    if match is None:
        return pieces
    end = last.start + match.start()
    kept = Piece(last.line, last.start, end, last.text[: match.start()])
    return [*pieces[:-1], kept] if kept.text else pieces[:-1]


def _segment(walk: _Walk, parent: Token, pieces: list[Piece]) -> Segment:
    lines = walk.lines
    form: InlineForm
    *inner, last = pieces
    first = pieces[0]
    message, hard_break = fold_lines([*(piece.raw for piece in inner), last.text])
    if parent.type in _CELL_KINDS:
        form = InlineForm("cell")
        message = unescape_cell(message)
    elif parent.type == "heading_open" and parent.markup.startswith("#"):
        form = InlineForm("heading")
    elif parent.type == "dt_open":
        form = InlineForm("line")
    else:
        prefix = continuation_prefix(lines.texts[first.line][: first.start])
        form = InlineForm(
            "setext" if parent.type == "heading_open" else "paragraph", prefix, hard_break or "  "
        )
    return Segment(
        kind=_kind(walk, parent),
        text=message,
        spans=tuple(_span(lines, piece) for piece in pieces),
        line=lines.first + first.line,
        form=form,
        context=walk.directives.context,
        headings=_breadcrumb(walk, parent),
        notes=walk.directives.notes,
    )


def _span(lines: Lines, piece: Piece) -> Span:
    return Span(lines.offset(piece.line, piece.start), lines.offset(piece.line, piece.end))


def continuation_prefix(before: str) -> str:
    """Return what a further line of a block starts with, from what stands before the block's first line.

    Quote marks stay; list marks and whatever else opens a container become spaces, tabs stay tabs.
    """
    return re.sub(r"[^>\s]", " ", before)


def _kind(walk: _Walk, parent: Token) -> str:
    if parent.type == "heading_open":
        return f"heading {parent.tag[1:]}"
    if parent.type == "dt_open":
        return "term"
    if parent.type in _CELL_KINDS:
        return _CELL_KINDS[parent.type]
    around = walk.open[-2].type if len(walk.open) > 1 else ""
    return _PARAGRAPH_KINDS.get(around, "paragraph")


def _in_aside(walk: _Walk) -> bool:
    """Tell whether the walk is in a block whose headings are over nothing outside, like a quote or list."""
    return any(token.type in _ASIDES for token in walk.open)


def _push_heading(walk: _Walk, parent: Token, text: str) -> None:
    level = int(parent.tag[1:])
    while walk.headings and walk.headings[-1][0] >= level:
        walk.headings.pop()
    walk.headings.append((level, _shorten(text)))


def _breadcrumb(walk: _Walk, parent: Token) -> tuple[str, ...]:
    level = int(parent.tag[1:]) if parent.type == "heading_open" else 7
    return tuple(text for above, text in walk.headings if above < level)


def _shorten(text: str) -> str:
    """Cut a heading to what orients a translator."""
    text = text.replace("\n", " ")
    return text if len(text) <= _BREADCRUMB_LENGTH else text[: _BREADCRUMB_LENGTH - 1].rstrip() + "…"
