"""GFM tables, as markdown-it reads them but for one thing: starts of other blocks come first.

markdown-it looks for a table before all else, and so takes a bullet or a heading's mark before a first cell
for a part of it. In GFM (0.29, section 4.10 and appendix) a table's header row is a paragraph's line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.rules_block import blockquote, fence, heading, hr, html_block, list_block, table

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

    from i18n_pipeline.markdown.syntax import Silent

_SILENT = True
_OTHERS = (fence, blockquote, hr, list_block, html_block, heading)


def add_rules(parser: MarkdownIt) -> None:
    """Switch tables on."""
    parser.enable("table")
    parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})


def _table(state: StateBlock, first: int, last: int, silent: Silent) -> bool:
    if not table(state, first, last, silent=True):
        return False
    if _starts_other_block(state, first, last):
        return False
    return silent or table(state, first, last, silent=False)


def _starts_other_block(state: StateBlock, first: int, last: int) -> bool:
    """Tell whether the line starts a block of another kind, seen from a paragraph if it follows one."""
    before = state.parentType
    if _ends_paragraph(state, first):
        state.parentType = "paragraph"
    try:
        return any(rule(state, first, last, _SILENT) for rule in _OTHERS)
    finally:
        state.parentType = before


def _ends_paragraph(state: StateBlock, line: int) -> bool:
    """Tell whether a paragraph ended right above ``line``, as it does where a table comes."""
    opening = state.tokens[-3] if len(state.tokens) > 2 else None
    return opening is not None and opening.type == "paragraph_open" and (opening.map or [0, 0])[1] == line
