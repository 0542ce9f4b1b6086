"""Footnotes: ``[^1]: text``, with further blocks indented by four columns; ``[^1]`` stays in its message.

As GitHub (https://docs.github.com/en/get-started/writing-on-github: footnotes), goldmark, kramdown,
pulldown-cmark and Python-Markdown (https://python-markdown.github.io/extensions/footnotes/) read them, after
Pandoc (https://pandoc.org/MANUAL.html#footnotes).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.markdown.syntax import Syntax
from i18n_pipeline.markdown.syntaxes.containers import (
    INDENT,
    add_block,
    match_line,
    push_around,
    tokenize_behind_mark,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

    from i18n_pipeline.markdown.dialect import Dialect

_MARK = re.compile(r"\[\^[^\s\[\]]+\]:")
_REFERENCE = re.compile(r"\[\^[^\s\[\]]+\]")


def _add_rules(md: MarkdownIt, _: Dialect) -> None:
    add_block(md, "footnote", match_line(_MARK), _push)


def _push(state: StateBlock, line: int, end: int, match: re.Match[str]) -> None:
    position = state.bMarks[line] + state.tShift[line] + match.end()
    with push_around(state, "footnote", line, match[0]):
        tokenize_behind_mark(state, line, position, end, indent=state.blkIndent + INDENT)


def _hide(message: str) -> str:
    return _REFERENCE.sub("", message)


FOOTNOTES = Syntax(
    "footnotes", add_rules=_add_rules, openers=re.compile(r"\[\^"), hide=_hide, signs={"footnote": "["}
)
