"""Admonitions of MkDocs: ``!!! note "Title"`` with an indented body, and ``???`` for those that fold.

The first line is as in Python-Markdown's ``admonition``
(https://python-markdown.github.io/extensions/admonition/) and in ``pymdownx.details``
(https://facelessuser.github.io/pymdown-extensions/extensions/details/): words that become classes, and a
title in straight quotation marks, which may hold such marks itself. The body is indented by four columns.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.markdown.syntax import Syntax
from i18n_pipeline.markdown.syntaxes.containers import add_indented

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

    from i18n_pipeline.markdown.dialect import Dialect

_MARKER = re.compile(
    r"""(?: (?: !!! | \?\?\?\+? ) [ ]? [\w-]+ (?:[ ]+[\w-]+)*   # !!! note inline
          | \?\?\?\+? (?=[ ]+") )                               # ??? "Title"
        (?: [ ]+ "(?P<title> .*)" )? $""",
    re.VERBOSE,
)


def _add_rules(md: MarkdownIt, _: Dialect) -> None:
    add_indented(md, "admonition", _MARKER)


ADMONITIONS = Syntax(
    "admonitions", add_rules=_add_rules, openers=re.compile(r"!!!|\?\?\?"), signs={"admonition": "!?"}
)
