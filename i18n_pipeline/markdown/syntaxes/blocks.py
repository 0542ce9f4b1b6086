"""Blocks of ``pymdownx.blocks``: ``/// note | Title``, Markdown, ``///``.

https://facelessuser.github.io/pymdown-extensions/extensions/blocks/: a block ends at a line of as many
slashes as it began with, so one that holds others has more of them. Options (YAML, indented by four columns)
come right behind the first line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.markdown.syntax import Syntax, push_verbatim
from i18n_pipeline.markdown.syntaxes.containers import (
    INDENT,
    add_block,
    find_fenced_end,
    match_line,
    push_around,
    push_title,
    tokenize_body,
    without_title,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

    from i18n_pipeline.markdown.dialect import Dialect

_MARKER = re.compile(r"(?P<mark>/{3,})[ ]*(?P<name>[\w-]+)[ \t]*(?:\|(?P<title>.*))?$")

# What stands behind the bar here is a tag's name with attributes, or where a caption goes, and no title.
_WITHOUT_TITLE = frozenset({"html", "caption", "figure-caption", "table-caption", "define"})


def _add_rules(md: MarkdownIt, _: Dialect) -> None:
    add_block(md, "block", match_line(_MARKER), _push)


def _push(state: StateBlock, line: int, end: int, match: re.Match[str]) -> None:
    titled = match["name"] not in _WITHOUT_TITLE
    after, behind = find_fenced_end(state, line + 1, end, lambda text: text.rstrip() == match["mark"])
    closer = match["mark"] if behind > after else ""
    with push_around(state, "block", line, without_title(match) if titled else match[0], closer):
        if titled:
            push_title(state, "tab title" if match["name"] == "tab" else "block title", line, match)
        first = _skip_options(state, line + 1, after)
        tokenize_body(state, first, after, indent=state.blkIndent)
    state.line = behind


def _skip_options(state: StateBlock, first: int, after: int) -> int:
    line = first
    while line < after and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent + INDENT:
        line += 1
    if line > first:
        push_verbatim(state, first, line)
    return line


BLOCKS = Syntax("blocks", add_rules=_add_rules, openers=re.compile("///"), signs={"block": "/"})
