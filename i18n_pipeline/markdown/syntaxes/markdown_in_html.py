"""Markdown in raw HTML: an element with the attribute ``markdown`` holds Markdown, blank line or not.

https://kramdown.gettalong.org/syntax.html, "HTML Blocks", and
https://python-markdown.github.io/extensions/md_in_html/. The line of the start tag is a block of HTML by
itself, and so is that of the end tag; what is between them is read like all else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.markdown.html import push_html
from i18n_pipeline.markdown.syntax import INTERRUPTS, Syntax, line_text

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

    from i18n_pipeline.markdown.dialect import Dialect
    from i18n_pipeline.markdown.syntax import Silent

_VALUES = r"""(?:"[^"]*"|'[^']*'|[^\s"'<>=]+)"""
_START = re.compile(
    r"<(?P<name>[A-Za-z][\w-]*)(?=[\s>])"
    rf"(?:\s+(?!markdown\b)[\w:@.-]+(?:={_VALUES})?)*"
    r"""\s+markdown(?:=(?:"(?:1|block)?"|'(?:1|block)?'|1|block))?"""
    rf"(?:\s+[\w:@.-]+(?:={_VALUES})?)*\s*>\s*$"
)
_END = re.compile(r"</(?P<name>[A-Za-z][\w-]*)\s*>\s*$")
_OPEN = "markdown in html"


def _lines_of_tags(state: StateBlock, first: int, _end: int, silent: Silent) -> bool:
    text = line_text(state, first)
    if not text.startswith("<") or state.is_code_block(first):
        return False
    names: list[str] = state.env.setdefault(_OPEN, [])
    start = _START.match(text)
    end = None if start else _END.match(text)
    if start is None and (end is None or end["name"] not in names[-1:]):
        return False
    if not silent:
        if start:
            names.append(start["name"])
        else:
            names.pop()
        push_html(state, first, first + 1)
    return True


def _add_rules(md: MarkdownIt, _dialect: Dialect) -> None:
    md.block.ruler.before("html_block", "markdown_in_html", _lines_of_tags, INTERRUPTS)


MARKDOWN_IN_HTML = Syntax(
    name="markdown-in-html",
    add_rules=_add_rules,
    openers=re.compile(r"</?[A-Za-z]"),
    signs={"markdown_in_html": "<"},
)
