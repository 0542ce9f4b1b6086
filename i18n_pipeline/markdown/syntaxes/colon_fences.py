"""Fences of colons: ``:::note[Title]`` … ``:::``, in the four ways they are written.

- remark-directive, which Docusaurus and Starlight use: ``:::note[Title]{.class}``, nested by longer fences,
  and leaves without content, ``::video[Title]{#id}`` (https://github.com/remarkjs/remark-directive#use);
- Docusaurus 2, VuePress and VitePress: ``:::note Title`` (https://vitepress.dev/guide/markdown#custom-containers);
- Pandoc: ``::: {.class}`` and ``::: class``, nested without longer fences, since a closing one has no name
  (https://pandoc.org/MANUAL.html#divs-and-spans);
- MyST: ``:::{note} Title`` with ``:option: value`` lines
  (https://myst-parser.readthedocs.io/en/latest/syntax/optional.html#code-fences-using-colons).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.document import PhraseForm
from i18n_pipeline.markdown.syntax import Syntax, line_text, push_verbatim
from i18n_pipeline.markdown.syntaxes.containers import (
    add_block,
    find_fenced_end,
    match_line,
    push_around,
    push_title,
    tokenize_body,
    without_title,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

    from i18n_pipeline.markdown.dialect import Dialect

_ATTRIBUTES = r"\{[^{}]*\}"
_LABEL = r"\[(?P<title>(?:\\.|[^\\\[\]]|\[[^\[\]]*\])*)\]"
_NAME = r"[A-Za-z][\w-]*"
_LABELLED = re.compile(rf":{{3,}}[ \t]*{_NAME}{_LABEL}(?:[ \t]*{_ATTRIBUTES})?$")
_TITLED = re.compile(
    rf""":{{3,}}[ \t]*
    (?: {_ATTRIBUTES} | {_NAME} (?:[ \t]*{_ATTRIBUTES})? )
    (?: [ \t]+ (?: :+ | (?P<title> [^:\s].* ) ) )? $""",
    re.VERBOSE,
)
_LEAF = re.compile(rf"::{_NAME}(?:{_LABEL})?(?:{_ATTRIBUTES})?$")
_CLOSER = re.compile(r":{3,}[ \t]*$")
_COLONS = re.compile(r":{3,}")
_OPTION = re.compile(r":[A-Za-z][\w-]*:(?:[ \t]|$)")


def _add_rules(md: MarkdownIt, _: Dialect) -> None:
    add_block(md, "colon_fence", _find, _push)
    add_block(md, "colon_leaf", match_line(_LEAF), _push_leaf)


def _find(state: StateBlock, line: int, _: int) -> re.Match[str] | None:
    return _match_opener(line_text(state, line))


def _match_opener(text: str) -> re.Match[str] | None:
    text = text.rstrip()
    return (_LABELLED.match(text) or _TITLED.match(text)) if text.startswith(":::") else None


def _push(state: StateBlock, line: int, end: int, match: re.Match[str]) -> None:
    after, behind = find_fenced_end(state, line + 1, end, _Nesting(match[0]).closes)
    closer = line_text(state, after).rstrip() if behind > after else ""
    with push_around(state, "colon_fence", line, without_title(match), closer):
        push_title(state, "directive title", line, match, _form_of(match))
        first = _skip_options(state, line + 1, after)
        tokenize_body(state, first, after, indent=state.blkIndent)
    state.line = behind


def _form_of(match: re.Match[str]) -> PhraseForm:
    return PhraseForm("label" if match.re is not _TITLED else "line")


def _push_leaf(state: StateBlock, line: int, _: int, match: re.Match[str]) -> None:
    with push_around(state, "colon_leaf", line, without_title(match)):
        push_title(state, "directive title", line, match, _form_of(match))
    state.line = line + 1


def _skip_options(state: StateBlock, first: int, after: int) -> int:
    line = first
    while line < after and _OPTION.match(line_text(state, line)):
        line += 1
    if line > first:
        push_verbatim(state, first, line)
    return line


class _Nesting:
    """Which fences are open, by their lengths; the first is the one whose end is looked for.

    A closing fence ends the innermost one of its own length, with all in it. Where none has that length, it
    ends the innermost one that is shorter: Pandoc minds no lengths, remark takes longer closing fences.
    """

    def __init__(self, opener: str) -> None:
        self._lengths = [_length(opener)]

    def closes(self, text: str) -> bool:
        if _CLOSER.match(text):
            length = _length(text)
            exact = [i for i, other in enumerate(self._lengths) if other == length]
            shorter = [i for i, other in enumerate(self._lengths) if other < length]
            for index in (exact or shorter)[-1:]:
                del self._lengths[index:]
        elif _match_opener(text):
            self._lengths.append(_length(text))
        return not self._lengths


def _length(text: str) -> int:
    colons = _COLONS.match(text)
    return colons.end() if colons else 0


COLON_FENCES = Syntax(
    "colon-fences",
    add_rules=_add_rules,
    openers=re.compile("::"),
    signs={"colon_fence": ":", "colon_leaf": ":"},
)
