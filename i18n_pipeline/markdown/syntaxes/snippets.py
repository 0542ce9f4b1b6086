r"""Lines that are replaced by a file: what they name is nothing to translate.

- ``pymdownx.snippets``: ``--8<-- "file"``, and file names between two lines of ``--8<--``
  (https://facelessuser.github.io/pymdown-extensions/extensions/snippets/);
- mdBook: ``{{#include file}}`` and its kin, anywhere in a line (https://rust-lang.github.io/mdBook/format/mdbook.html);
- ``markdown-include`` and ``mdx-include``: ``{!file!}``, anywhere in a line
  (https://github.com/cmacmackin/markdown-include), and ``{* file options *}``, a line by itself.

``{{#title …}}`` of mdBook is the page's title, and a message.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from i18n_pipeline.markdown.syntax import Syntax, line_text, push_verbatim
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

_NAMES = "include|rustdoc_include|playground|playpen|title|quiz"
_BRACED = rf"(?:(?<!\\)\{{\{{[ \t]*\#(?:{_NAMES})\b[^{{}}\n]*\}}\}}|\{{!(?:(?!!\}})[^\n])+!\}})"
_INLINE = re.compile(_BRACED)
_LINE = re.compile(
    rf"""(?: -+8<-+[ \t]+ (?: "[^"\n]+" | '[^'\n]+' )    # --8<-- "file"
           | \{{\*[ \t][^\n]*\*\}}                         # {{* file *}}
           | {_BRACED} (?:[ \t]* {_BRACED})* )$""",
    re.VERBOSE,
)
_SCISSORS = re.compile(r"-+8<-+[ \t]*$")
_TITLE = re.compile(r"\{\{[ \t]*#title[ \t](?P<title>[^{}]*)\}\}$")


def _add_rules(md: MarkdownIt, _: Dialect) -> None:
    add_block(md, "page_title", match_line(_TITLE), _push_page_title)
    add_block(md, "snippet", _find_end, _push)


def _find_end(state: StateBlock, line: int, end: int) -> int | None:
    """Return the line behind the snippet on ``line``."""
    text = line_text(state, line).rstrip()
    if _SCISSORS.match(text):
        closing = (at for at in range(line + 1, end) if _SCISSORS.match(line_text(state, at)))
        return next(closing, line) + 1
    return line + 1 if _LINE.match(text) else None


def _push(state: StateBlock, line: int, _: int, after: int) -> None:
    push_verbatim(state, line, after)
    state.line = after


def _push_page_title(state: StateBlock, line: int, _: int, match: re.Match[str]) -> None:
    with push_around(state, "page_title", line, without_title(match)):
        push_title(state, "page title", line, match)
    state.line = line + 1


def _hide(message: str) -> str:
    return _INLINE.sub("", message)


def _breaks(message: str, translation: str) -> bool:
    """Tell whether a translation would have a file read that its message does not name."""
    return bool(Counter(_INLINE.findall(translation)) - Counter(_INLINE.findall(message)))


def _escape_beside(message: str, translation: str) -> str:
    known = set(_INLINE.findall(message))
    return _INLINE.sub(
        lambda match: match[0] if match[0] in known else match[0].replace("{", "&#123;", 1), translation
    )


SNIPPETS = Syntax(
    "snippets",
    add_rules=_add_rules,
    openers=re.compile(r"-+8<-|\{\*|\{\{[ \t]*#"),
    suspects=re.compile(r"\{\{[ \t]*#|\{!"),
    hide=_hide,
    breaks=_breaks,
    escape_beside=_escape_beside,
    signs={"page_title": "{", "snippet": "-{"},
)
