"""Kramdown, Jekyll's Markdown: attribute lists ``{: .class #id}``, ``{:toc}``, extensions ``{::comment}``.

https://kramdown.gettalong.org/syntax.html, "Block Inline Attribute Lists" and "Extensions": a line of its own
before or behind a block. Behind a piece of text a list is a part of the line, and stays in the message.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.markdown.syntax import INTERRUPTS, Syntax, line_text, push_verbatim

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

    from i18n_pipeline.markdown.dialect import Dialect
    from i18n_pipeline.markdown.syntax import Silent

_LINE = re.compile(r"(?:\{:(?:\\\}|[^}])+\}\s*)+$")
_OPENING = re.compile(r"\{::(comment|nomarkdown)(?:\s[^}]*)?(?<!/)\}")
_ITEM = re.compile(r"(?:[*+-]|\d+\.)[ \t]")
_TOC = re.compile(r"\{:\s*toc\b[^}]*\}\s*$")
_SPAN = re.compile(r"\{:(?:\\\}|[^}])*\}")


def _attribute_lines(state: StateBlock, first: int, _end: int, silent: Silent) -> bool:
    text = line_text(state, first)
    if not text.startswith("{:") or state.is_code_block(first):
        return False
    after = _end_of_extension(state, first, text) or (first + 1 if _LINE.match(text) else 0)
    if after and not silent:
        push_verbatim(state, first, after)
        state.line = after
    return after > 0


def _table_of_contents(state: StateBlock, first: int, _end: int, silent: Silent) -> bool:
    """Match a list of one item that kramdown replaces ("Automatic Table of Contents Generation")."""
    if first + 1 >= state.lineMax or not _TOC.match(line_text(state, first + 1)):
        return False
    if not _ITEM.match(line_text(state, first)) or state.is_code_block(first):
        return False
    if not silent:
        push_verbatim(state, first, first + 2)
        state.line = first + 2
    return True


def _end_of_extension(state: StateBlock, first: int, text: str) -> int:
    """Return the line behind an extension whose body isn't text, or 0."""
    opening = _OPENING.match(text)
    closing = re.compile(rf"\{{:/(?:{opening[1]})?\}}[ \t]*$", re.MULTILINE) if opening else None
    if closing is not None and closing.search(state.src, state.bMarks[first]):
        for line in range(first, state.lineMax):
            if closing.search(line_text(state, line)):
                return line + 1
    return 0


def _add_rules(md: MarkdownIt, _dialect: Dialect) -> None:
    md.block.ruler.before("table", "attribute_lines", _attribute_lines, INTERRUPTS)
    md.block.ruler.before("table", "table_of_contents", _table_of_contents)


def _hide(message: str) -> str:
    return _SPAN.sub("", message)


def _escape(line: str) -> str:
    return line.replace("{:", "&#123;:") if line.startswith("{:") else line


KRAMDOWN = Syntax(
    name="kramdown",
    add_rules=_add_rules,
    openers=re.compile(r"\{:"),
    # A row of such cells alone ends the head of a table, or its body; a line with a pipe that is in no code
    # begins one.
    loose=re.compile(r"[-=:+][-=:+ \t]*\Z|(?=[^|]*\|)(?:[^`|\\]|\\.|`[^`]*`|`(?![^`]*`))*\|"),
    hide=_hide,
    escape=_escape,
    signs={"attribute_lines": "{", "table_of_contents": "*+-0123456789"},
)
