"""Content tabs of MkDocs: ``=== "Tab"`` with an indented body.

As in ``pymdownx.tabbed`` (https://facelessuser.github.io/pymdown-extensions/extensions/tabbed/): ``===!``
starts a new set of tabs, ``===+`` a tab that is selected.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.markdown.syntax import Syntax
from i18n_pipeline.markdown.syntaxes.containers import add_indented

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

    from i18n_pipeline.markdown.dialect import Dialect

_MARKER = re.compile(r'===(?:\+!|!\+|[+!])?[ ]+"(?P<title>.*)"$')


def _add_rules(md: MarkdownIt, _: Dialect) -> None:
    add_indented(md, "tab", _MARKER)


TABS = Syntax("tabs", add_rules=_add_rules, openers=re.compile("==="), signs={"tab": "="})
