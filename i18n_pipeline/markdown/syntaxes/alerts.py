"""Alerts: quotes whose first line says of which kind they are, ``> [!NOTE]``.

GitHub takes five kinds, alone on their line (https://docs.github.com/en/get-started/writing-on-github:
alerts); Obsidian and Hugo take any, a sign for those that fold, and a title (https://help.obsidian.md/callouts,
https://gohugo.io/render-hooks/blockquotes/#alerts). The mark is syntax and the title a text of its own
everywhere: where it isn't known, nothing else is lost.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.markdown.syntax import Syntax
from i18n_pipeline.markdown.syntaxes.containers import match_line, push_around, push_title, without_title

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

    from i18n_pipeline.markdown.dialect import Dialect
    from i18n_pipeline.markdown.syntax import Silent

_MARK = re.compile(r"\[![A-Za-z][^\[\]\n]*\][+-]?(?:[ \t]+(?P<title>.*))?$")
_find_mark = match_line(_MARK)


def _add_rules(md: MarkdownIt, _: Dialect) -> None:
    md.block.ruler.before("fence", "alert", _alert)


def _alert(state: StateBlock, line: int, end: int, silent: Silent) -> bool:
    if not state.tokens or state.tokens[-1].type != "blockquote_open" or state.is_code_block(line):
        return False
    match = _find_mark(state, line, end)
    if match is not None and not silent:
        with push_around(state, "alert", line, without_title(match)):
            push_title(state, "alert title", line, match)
        state.line = line + 1
    return match is not None


ALERTS = Syntax("alerts", add_rules=_add_rules, openers=re.compile(r"\[!"), signs={"alert": "["})
