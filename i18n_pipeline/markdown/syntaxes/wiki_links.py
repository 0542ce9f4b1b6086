"""Wiki links: ``[[Page|label]]`` and ``![[embedded]]``, whose label is text and whose target is none.

As in Obsidian (https://help.obsidian.md/links) and GitHub's wikis. Two brackets mean nothing to CommonMark,
so a site has to switch these on.
"""

from __future__ import annotations

import re

from i18n_pipeline.markdown.syntax import Syntax

_LINK = re.compile(r"!?\[\[[^\[\]|\n]+(?:\\?\|(?P<label>[^\[\]\n]*))?\]\]")


def _hide(message: str) -> str:
    return _LINK.sub(lambda match: "" if match[0].startswith("!") else match["label"] or "", message)


WIKI_LINKS = Syntax("wiki-links", hide=_hide)
