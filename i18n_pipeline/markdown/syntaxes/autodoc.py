"""Places for documentation out of code: ``::: package.module``, with options (YAML) indented behind it.

As ``mkdocstrings`` reads them (https://mkdocstrings.github.io/usage/#autodoc-syntax). Nothing of it is text;
no line closes it, which is why a site that has this has no fences of colons.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.markdown.syntax import Syntax, push_verbatim
from i18n_pipeline.markdown.syntaxes.containers import INDENT, add_block, find_indented_end, match_line

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

    from i18n_pipeline.markdown.dialect import Dialect

_MARKER = re.compile(r":::[ \t]*\S+$")


def _add_rules(md: MarkdownIt, _: Dialect) -> None:
    add_block(md, "autodoc", match_line(_MARKER), _push)


def _push(state: StateBlock, line: int, end: int, _: re.Match[str]) -> None:
    after = find_indented_end(state, line + 1, end, state.sCount[line] + INDENT)
    push_verbatim(state, line, after)
    state.line = after


AUTODOC = Syntax("autodoc", add_rules=_add_rules, openers=re.compile(":::"), signs={"autodoc": ":"})
