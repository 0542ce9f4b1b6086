"""The block parser: CommonMark with GFM tables and strikethrough, plus the syntaxes a site switches on."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec
from markdown_it import MarkdownIt

from i18n_pipeline.files import count_line_ends
from i18n_pipeline.markdown import code, definitions, html, tables
from i18n_pipeline.markdown.directives import find_directives
from i18n_pipeline.markdown.ruling import BlockRuler
from i18n_pipeline.markdown.syntax import PHRASE, VERBATIM
from i18n_pipeline.markdown.syntaxes import syntaxes_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from markdown_it.token import Token

    from i18n_pipeline.markdown.dialect import Dialect

# Deeper than anybody writes; the preset's 20 would leave out text in nested lists of quotes.
_MAX_NESTING = 100

# What makes a task of a list item (GFM 0.29, section 5.3).
TASK_MARK = re.compile(r"\[[ xX]\][ \t]+")


@lru_cache(maxsize=16)
def _parser(dialect: Dialect) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING})
    tables.add_rules(parser)
    html.add_rules(parser)
    definitions.add_rules(parser)
    if dialect.code:
        code.add_rules(parser)
    for syntax in syntaxes_of(dialect):
        if syntax.add_rules is not None:
            syntax.add_rules(parser, dialect)
    signs = {name: found for syntax in syntaxes_of(dialect) for name, found in syntax.signs.items()}
    parser.block.ruler = BlockRuler(parser.block.ruler, signs)
    # Inline markup is parsed only where someone asks: blocks alone take less than half the time.
    parser.core.ruler.disable(["inline", "text_join"])
    return parser


# A document and the pages that are tried for it.
@lru_cache(maxsize=4)
def parse_once(text: str, dialect: Dialect) -> tuple[tuple[Token, ...], Mapping[str, str]]:
    """Parse ``text`` (a body, without front matter) to block tokens and the addresses that it gives labels.

    Inline tokens have no children. Who splits a document, asks for its outline, its headings and its links
    has it parsed once; nobody may change the tokens.
    """
    env: dict[str, dict[str, dict[str, str]]] = {}
    tokens = _parser(dialect).parse(text, env)
    defined = {label: found["href"] for label, found in env.get("references", {}).items()}
    return tuple(tokens), MappingProxyType(defined)


Outline = tuple[tuple[object, ...], ...]


def outline(text: str, dialect: Dialect, without: Collection[int] = ()) -> Outline:
    """Return the block structure of ``text``: what a translation must leave as it is.

    One row per token: type, nesting level, marks, tightness, attributes, and the content of blocks that are
    no message, or what is left of it without those that are in it. Two texts with equal outlines differ in
    the text of their segments alone. Blocks that start on one of the lines ``without`` (from 0) don't count,
    but what they hold does.
    """
    tokens = parse_once(text, dialect)[0]
    return _outline_of(list(_outside(tokens, without)) if without else tokens)


def _outside(tokens: Sequence[Token], lines: Collection[int]) -> Iterator[Token]:
    """Leave out the blocks that start on ``lines``; what they hold moves out of them."""
    left_out: list[bool] = []
    for token in tokens:
        starts = token.map is not None and token.map[0] in lines
        out = left_out.pop() if token.nesting == -1 else starts
        if not out:
            yield token.copy(level=token.level - sum(left_out))
        if token.nesting == 1:
            left_out.append(out)


class Block(msgspec.Struct, frozen=True):
    """A block that is in no other one: its type, its first line, the line behind it (both from 0)."""

    type: str
    first: int
    after: int
    directs: bool


def top_blocks(text: str, dialect: Dialect) -> tuple[Block, ...]:
    """Return the outermost blocks of ``text``, in order; ``directs`` are those that hold directives."""
    return tuple(
        Block(token.type, token.map[0], token.map[1], directs=bool(find_directives(token.content)))
        for token in parse_once(text, dialect)[0]
        if token.level == 0 and token.nesting >= 0 and token.map
    )


def code_blocks(text: str, start: int, dialect: Dialect) -> Iterator[tuple[str, int]]:
    """Yield the content of each code block in ``text[start:]``, and the line of ``text`` it starts on."""
    before = count_line_ends(text[:start])
    for token in parse_once(text[start:], dialect)[0]:
        if token.type in ("fence", "code_block") and token.map:
            yield token.content, before + token.map[0] + 1


def block_starts(text: str, dialect: Dialect) -> tuple[int, ...]:
    """Return the lines (from 0) that the blocks of ``text`` start on, in order.

    They tell what an outline doesn't: which lines are in which of two blocks of one kind.
    """
    tokens, _ = parse_once(text, dialect)
    return tuple(token.map[0] for token in tokens if token.map and token.type not in _PARTS)


def _outline_of(tokens: Sequence[Token]) -> Outline:
    rows: list[tuple[object, ...]] = []
    for index, token in enumerate(tokens):
        content = token.meta.get("skeleton", token.content) if token.type in _VERBATIM else None
        if token.type == "inline":
            content = _task_of(tokens, index)
        attrs = tuple(token.attrs.items())
        rows.append(
            (token.type, token.tag, token.level, token.hidden, token.markup, token.info, attrs, content)
        )
    return tuple(rows)


def _task_of(tokens: Sequence[Token], index: int) -> str | None:
    """Return the mark of the task that a paragraph is, if a list item starts with it."""
    if [other.type for other in tokens[max(index - 2, 0) : index]] != ["list_item_open", "paragraph_open"]:
        return None
    task = TASK_MARK.match(tokens[index].content)
    return task[0].rstrip() if task else None


# Parts of a block may start on any of its lines.
_PARTS = frozenset({PHRASE, VERBATIM})

_VERBATIM = frozenset({"fence", "code_block", "html_block", VERBATIM})
