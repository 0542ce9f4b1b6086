"""Attributes of blocks, ``{: .class #id key="value" }`` or ``{.class}``, on a line of their own.

kramdown (https://kramdown.gettalong.org/syntax.html#block-ials, with its options and extensions ``{::…}``),
Python-Markdown (https://python-markdown.github.io/extensions/attr_list/) and goldmark
(https://gohugo.io/content-management/markdown-attributes/), which knows no colon. Those of a heading stand
behind its text; those of a piece of text stay in its message, and are no text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.markdown.syntax import Syntax, push_verbatim
from i18n_pipeline.markdown.syntaxes.containers import add_block, match_line

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

    from i18n_pipeline.markdown.dialect import Dialect

_VALUE = r"""(?:"[^"\n]*"|'[^'\n]*'|[^\s{}"']+)"""
_ITEM = rf"(?:[#.][\w:.-]+|[\w:.@-]+={_VALUE})"
# With a colon, words may stand for themselves: {:toc}, {: checked }.
_LIST = rf"\{{(?::[^{{}}\n]*|[ \t]*{_ITEM}(?:[ \t]+(?:{_ITEM}|[\w-]+))*[ \t]*)\}}"
_LINE = re.compile(rf"{_LIST}(?:[ \t]*{_LIST})*$")
_INLINE = re.compile(_LIST)


def _add_rules(md: MarkdownIt, _: Dialect) -> None:
    add_block(md, "attributes", match_line(_LINE), _push)


def _push(state: StateBlock, line: int, _: int, __: re.Match[str]) -> None:
    push_verbatim(state, line, line + 1)
    state.line = line + 1


def _hide(message: str) -> str:
    return _INLINE.sub("", message)


ATTRIBUTES = Syntax(
    "attributes", add_rules=_add_rules, openers=re.compile(r"\{"), hide=_hide, signs={"attributes": "{"}
)
