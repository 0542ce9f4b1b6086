"""Link reference definitions: ``[label]: address "title"``, whose title is a message.

CommonMark takes them out of the document while it reads it, and leaves no token. Here each leaves one that
holds label and address, so that a translation that is a definition, or breaks one, is seen.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from markdown_it.helpers import parseLinkDestination
from markdown_it.rules_block import reference

from i18n_pipeline.document import PhraseForm
from i18n_pipeline.markdown.blocktext import read_block
from i18n_pipeline.markdown.syntax import VERBATIM, push_container, push_phrase

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

    from i18n_pipeline.markdown.blocktext import BlockText
    from i18n_pipeline.markdown.syntax import Silent

# The parser has found a definition: what is left is to find its parts (CommonMark 0.31, section 4.7).
_LABEL = re.compile(r"\s*\[(?:\\.|[^\\\]])*\]:\s*", re.DOTALL)

TitleStyle = Literal["title-double", "title-single", "title-paren"]
_STYLES: dict[str, TitleStyle] = {'"': "title-double", "'": "title-single", "(": "title-paren"}


def add_rules(parser: MarkdownIt) -> None:
    """Make the parser push a token for each definition, and its title."""
    parser.block.ruler.at("reference", _reference)


def _reference(state: StateBlock, first: int, last: int, silent: Silent) -> bool:
    if not reference(state, first, last, silent):
        return False
    if not silent:
        block = read_block(state, first, state.line, state.blkIndent)
        _push_definition(state, block, first)
    return True


def _push_definition(state: StateBlock, block: BlockText, first: int) -> None:
    end = _end_of_address(block.text)
    title = block.text[end:].strip()
    start = block.text.find(title, end) + 1
    with push_container(state, "definition", wanted=title[1:-1].strip()):
        token = state.push(VERBATIM, "", 0)
        token.map = [first, state.line]
        token.markup = "definition"
        token.content = " ".join(block.text[:end].split()) + title[:1]
        token.hidden = True
        if title[1:-1].strip():
            spans = block.spans(start, start + len(title) - 2)
            style = _STYLES[title[0]]
            message = unescape_title(" ".join(title[1:-1].split()), title[-1])
            push_phrase(state, "link title", message, spans[0][0], spans[-1][1], PhraseForm(style), spans)


def _end_of_address(text: str) -> int:
    label = _LABEL.match(text)
    start = label.end() if label else 0
    return parseLinkDestination(text, start, len(text)).pos


def unescape_title(text: str, quote: str) -> str:
    """Take the backslashes from quotation marks that need one in a title."""
    marks = "()" if quote == ")" else quote
    return re.sub(rf"\\([{re.escape(marks)}])", r"\1", text)
