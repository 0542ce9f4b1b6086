"""Content tabs of MkDocs: ``=== "Tab"`` with an indented body.

As in ``pymdownx.tabbed`` (https://facelessuser.github.io/pymdown-extensions/extensions/tabbed/): ``===!``
starts a new set of tabs, ``===+`` a tab that is selected.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.markdown.syntax import Syntax
from i18n_pipeline.markdown.syntaxes.containers import (
    add_block,
    match_line,
    push_around,
    push_indented,
    push_title,
    without_title,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

    from i18n_pipeline.markdown.dialect import Dialect

_MARKER = re.compile(r'===(?:\+!|!\+|[+!])?[ ]+"(?P<title>.*)"$')


def _add_rules(md: MarkdownIt, _: Dialect) -> None:
    add_block(md, "tab", match_line(_MARKER), _push)


def _push(state: StateBlock, line: int, end: int, match: re.Match[str]) -> None:
    with push_around(state, "tab", line, without_title(match)):
        push_title(state, "tab title", line, match)
        push_indented(state, line, end)


TABS = Syntax("tabs", add_rules=_add_rules, openers=re.compile("==="), signs={"tab": "="})
