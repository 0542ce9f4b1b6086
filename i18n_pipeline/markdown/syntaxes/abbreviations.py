"""Abbreviations: ``*[HTML]: HyperText Markup Language``, a line that explains a word wherever it stands.

As in PHP Markdown Extra (https://michelf.ca/projects/php-markdown/extra/#abbr), kramdown and Python-Markdown
(https://python-markdown.github.io/extensions/abbreviations/). The label is what the text is searched for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.markdown.syntax import Syntax
from i18n_pipeline.markdown.syntaxes.containers import (
    add_block,
    match_line,
    push_around,
    push_title,
    without_title,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

    from i18n_pipeline.markdown.dialect import Dialect

_LINE = re.compile(r"\*\[(?:[^\\\[\]]|\[[^\[\]]*\])+\][ ]?:(?P<title>.*)$")


def _add_rules(md: MarkdownIt, _: Dialect) -> None:
    add_block(md, "abbreviation", match_line(_LINE), _push)


def _push(state: StateBlock, line: int, _: int, match: re.Match[str]) -> None:
    with push_around(state, "abbreviation", line, without_title(match)):
        push_title(state, "abbreviation", line, match)
    state.line = line + 1


ABBREVIATIONS = Syntax(
    "abbreviations", add_rules=_add_rules, openers=re.compile(r"\*\["), signs={"abbreviation": "*"}
)
