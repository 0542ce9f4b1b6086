"""Definition lists: lines of terms, then ``: definition``, once or more.

As in PHP Markdown Extra (https://michelf.ca/projects/php-markdown/extra/#def-list), which goldmark, kramdown
and Python-Markdown follow: each line of the paragraph before the first colon is a term; a blank line may come
between. A definition holds blocks; a line that follows its paragraph continues it, however it is indented.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.markdown.syntax import Syntax, line_text
from i18n_pipeline.markdown.syntaxes.containers import INDENT, push_around, tokenize_behind_mark

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

    from i18n_pipeline.markdown.dialect import Dialect
    from i18n_pipeline.markdown.syntax import Silent

# How a rule is asked whether it takes a line.
_SILENT: Silent = True

_MARK = re.compile(r":[ \t]+(?=\S)")


def _add_rules(md: MarkdownIt, _: Dialect) -> None:
    # Behind all that a line may open by itself: what is left could be a paragraph, or terms.
    interrupted = ["paragraph", "reference", "blockquote"]
    md.block.ruler.before("lheading", "definition_list", _definition_list, {"alt": interrupted})


def _definition_list(state: StateBlock, line: int, end: int, silent: Silent) -> bool:
    if silent:
        # Within a definition, the next one ends a paragraph; elsewhere a colon opens nothing by itself.
        outside = state.ddIndent <= state.sCount[line] < state.blkIndent
        return state.ddIndent >= 0 and outside and _find_mark(state, line, state.ddIndent) is not None
    marked = _find_first_definition(state, line, end)
    if marked is None:
        return False
    with push_around(state, "dl", line, ""):
        while marked is not None:
            _push_terms(state, line, marked)
            line = _push_definitions(state, marked, end)
            marked = _find_first_definition(state, line, end)
    return True


def _find_mark(state: StateBlock, line: int, indent: int) -> re.Match[str] | None:
    """Return the mark that a definition in a list at column ``indent`` starts with."""
    if state.isEmpty(line) or not 0 <= state.sCount[line] - indent < INDENT:
        return None
    return _MARK.match(line_text(state, line))


def _find_first_definition(state: StateBlock, first: int, end: int) -> int | None:
    """Return the line of the definition that makes terms of the lines from ``first`` on."""
    line = first
    while line < end and not state.isEmpty(line) and _find_mark(state, line, state.blkIndent) is None:
        # The next item of a long list, say: whatever comes behind it is too far.
        if state.sCount[line] < state.blkIndent and _is_taken(state, line, end):
            return None
        line += 1
    behind = line
    while line < end and state.isEmpty(line):
        line += 1
    marked = line < end and _find_mark(state, line, state.blkIndent) is not None
    return line if marked and behind > first and _are_terms(state, first, behind, end) else None


def _are_terms(state: StateBlock, first: int, after: int, end: int) -> bool:
    """Tell whether the lines are of one paragraph: no rule for a block takes any of them."""
    if state.sCount[first] < state.blkIndent or state.is_code_block(first):
        return False
    return not any(_is_taken(state, line, end) for line in range(first, after))


def _is_taken(state: StateBlock, line: int, end: int) -> bool:
    return any(rule(state, line, end, _SILENT) for rule in state.md.block.ruler.getRules("paragraph"))


def _push_terms(state: StateBlock, first: int, marked: int) -> None:
    for line in range(first, marked):
        if not state.isEmpty(line):
            with push_around(state, "dt", line, ""):
                token = state.push("inline", "", 0)
                token.content = line_text(state, line).strip()
                token.map = [line, line + 1]
                token.children = []


def _push_definitions(state: StateBlock, line: int, end: int) -> int:
    """Push the definitions of a term; return the line behind them."""
    base = state.blkIndent
    while line < end and (mark := _find_mark(state, line, base)) is not None:
        position = state.bMarks[line] + state.tShift[line] + 1
        # Behind many spaces there is code, and further lines need no more than a tab stop.
        indent = state.sCount[line] + min(mark.end(), INDENT)
        with push_around(state, "dd", line, ":"):
            tokenize_behind_mark(state, line, position, end, indent=indent, definitions=base)
        line = state.line
    return line


DEFINITION_LISTS = Syntax(
    "definition-lists",
    add_rules=_add_rules,
    openers=re.compile(r":[ \t]"),
    # A term may itself begin with a colon in goldmark; Python-Markdown needs none, and takes a heading for
    # one; kramdown has a pipe behind the colon, too.
    loose=re.compile(r":[ \t|]"),
)
