"""Fenced code: comments and string literals, where a site wants them translated.

Pygments says what is a comment and what a string in a language. What is neither is the skeleton of the
block, which a translation has to leave as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

import msgspec
from markdown_it.rules_block import fence

from i18n_pipeline.document import PhraseForm
from i18n_pipeline.markdown.blocktext import read_block
from i18n_pipeline.markdown.syntax import push_behind, push_container, push_phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock


# Words that name the language of a block: ``rust,ignore``, ``{.python hl_lines="1"}``, ``go {linenos=true}``.
_LANGUAGE = re.compile(r"\{?\s*\.?([\w+#-]+)")
# What Pygments knows, but where nothing is a comment for a reader.
_NO_LANGUAGES = frozenset(
    ("text", "output", "diff", "console", "shell-session", "pycon", "mermaid", "md", "markdown")
)
# Comments that tell a program something.
_NO_COMMENTS = frozenset(("Preproc", "PreprocFile", "Hashbang", "Directive"))

_MARK = re.compile(
    r"""[ \t]*(?:\#+[!:|]?|//+!?|/\*+!?|--+(?:\[\[)?|<!--+|\(\*+|\{-+|;+|%+|\"\"\"|'''|\*+(?=\s))?"""
)
_MARK_AT_END = re.compile(r"""[ \t]*(?:\*+/|--+>|\]\]|\*+\)|-+\}|\"\"\"|''')?[ \t]*$""")
_QUOTE = re.compile(r"""[A-Za-z]{0,3}\#*(["'`])""")


class Stretch(msgspec.Struct, frozen=True):
    """A text in code: what it is, where it stands, and in what style it is written."""

    kind: Literal["code comment", "code string"]
    start: int
    end: int
    style: Literal["comment", "string"]


def find_texts(code: str, language: str) -> list[Stretch]:
    """Return the comments and the string literals in ``code``, one per line, in order."""
    lexer = _lexer(language)
    if lexer is None:
        return []
    tokens = [(start, kind, text) for start, kind, text in lexer.get_tokens_unprocessed(code) if text]
    found = [*_comments(tokens), *_strings(tokens)]
    return sorted((text for text in found if text.start < text.end), key=lambda text: text.start)


@lru_cache(maxsize=64)
def _lexer(language: str) -> Any:
    """Return the lexer of a language, or None. Pygments takes long to import: only now."""
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    if not language or language in _NO_LANGUAGES:
        return None
    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


def _is_comment(kind: tuple[str, ...]) -> bool:
    docstring = kind[:4] == ("Literal", "String", "Doc")
    return docstring or (kind[:1] == ("Comment",) and not _NO_COMMENTS & set(kind))


def _comments(tokens: Iterable[tuple[int, tuple[str, ...], str]]) -> Iterator[Stretch]:
    for start, kind, text in tokens:
        if _is_comment(kind):
            yield from _comment_lines(start, text)


def _comment_lines(start: int, text: str) -> Iterator[Stretch]:
    """Yield the lines of a comment without its marks."""
    for line in text.split("\n"):
        opening, closing = _MARK.match(line), _MARK_AT_END.search(line)
        first = opening.end() if opening else 0
        end = max(first, closing.start() if closing else len(line))
        first += len(line[first:end]) - len(line[first:end].lstrip())
        yield Stretch("code comment", start + first, start + end, "comment")
        start += len(line) + 1


def _strings(tokens: Iterable[tuple[int, tuple[str, ...], str]]) -> Iterator[Stretch]:
    """Yield the literals that begin and end on one line; what is interpolated is a part of the text."""
    quote, first = "", 0
    for start, kind, text in tokens:
        if "\n" in text:
            quote = ""
            continue
        if kind[:2] != ("Literal", "String") or kind[2:3] == ("Doc",):
            continue
        opening = _QUOTE.match(text) if not quote else None
        if opening is not None:
            quote, first = opening[1], start + opening.end()
        end = start + len(text) - 1
        if quote and text.endswith(quote) and end >= first and kind[2:3] != ("Escape",):
            yield Stretch("code string", first, end, "string")
            quote = ""


def add_rules(parser: MarkdownIt) -> None:
    """Make the parser push the comments and strings of fenced code behind it."""
    push_behind(parser, "fence", fence, _push_texts, ("paragraph", "reference", "blockquote", "list"))


def _push_texts(state: StateBlock) -> None:
    token = state.tokens[-1]
    language = _LANGUAGE.match(token.info.strip())
    first, after = token.map or (0, 0)
    # Code that never ends has no last line end.
    lines = token.content.count("\n") + (token.content[-1:] not in ("", "\n"))
    block = read_block(state, first + 1, min(after, first + 1 + lines), state.sCount[first])
    texts = find_texts(block.text, language[1].lower()) if language and lines else []
    token.meta["skeleton"] = _skeleton(block.text, texts)
    state.tokens.pop()
    with push_container(state, "code_texts", wanted=texts):
        token.level = state.level
        state.tokens.append(token)
        for text in texts:
            message = block.text[text.start : text.end]
            start, end = block.position(text.start), block.position(text.end - 1) + 1
            push_phrase(state, text.kind, message, start, end, PhraseForm(text.style))


def _skeleton(code: str, texts: Iterable[Stretch]) -> str:
    """Return code with a mark in the place of each text."""
    parts, pos = [], 0
    for text in texts:
        parts += [code[pos : text.start], "\0"]
        pos = text.end
    return "".join([*parts, code[pos:]])
