"""Inline Markdown as the parser reads it, with the place of every token.

markdown-it-py gives block tokens lines and inline tokens nothing. Its inline rules are wrapped here, to note
where they matched; text between two matches is copied as it is written, so its place is known as well.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.rules_inline import (
    autolink,
    backtick,
    emphasis,
    entity,
    escape,
    html_inline,
    image,
    link,
    newline,
    strikethrough,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

# Whether a rule only tells if it matches; the parser passes it by position.
_Silent = bool
_Rule: TypeAlias = "Callable[[StateInline, _Silent], bool]"

# Each rule with the characters that it starts at.
_RULES: tuple[tuple[str, str, _Rule], ...] = (
    ("newline", "\n", newline),
    ("escape", "\\", escape),
    ("backticks", "`", backtick),
    ("strikethrough", "~", strikethrough.tokenize),
    ("emphasis", "*_", emphasis.tokenize),
    ("link", "[", link),
    ("image", "!", image),
    ("autolink", "<", autolink),
    ("html_inline", "<", html_inline),
    ("entity", "&", entity),
)
_DELIMITERS = frozenset(("strikethrough", "emphasis"))
# A link by label leads here.
REFERENCE = "\ue000"


def parse_placed(text: str, labels: frozenset[str] = frozenset()) -> list[Token]:
    """Parse inline Markdown; each token's ``meta`` has its ``start`` and ``end`` in ``text``.

    Both tokens of a link have the place of the whole; the tokens of an image's description have their places
    in ``text`` too. ``labels`` are those that links may refer to, as the parser compares them: such a link
    leads to `REFERENCE` and the label. No address is refused, and none is written otherwise.
    """
    env = {"references": _references(labels)}
    tokens = _PARSER.parseInline(text, env)[0].children or []
    _settle(tokens, 0)
    return tokens


@lru_cache(maxsize=16)
def _references(labels: frozenset[str]) -> Mapping[str, Mapping[str, str]]:
    return {label: {"href": REFERENCE + label, "title": ""} for label in labels}


def _settle(tokens: Sequence[Token], offset: int) -> None:
    """Place the text before the end of a link or of all, and move everything by ``offset``."""
    cursor = offset
    for token in tokens:
        if "start" in token.meta:
            token.meta["start"] += offset
            token.meta["end"] += offset
        else:
            token.meta.update(start=cursor, end=cursor + len(token.content))
        # Text follows the bracket that opens a link.
        cursor = token.meta["start"] + 1 if token.type == "link_open" else token.meta["end"]
        if token.type == "image":
            _settle(token.children or [], token.meta["start"] + 2)


def _noting(name: str, starts: str, rule: _Rule) -> _Rule:
    def noted(state: StateInline, silent: _Silent) -> bool:
        if state.src[state.pos] not in starts:
            return False
        if silent:
            return rule(state, silent)
        start, known, pending = state.pos, len(state.tokens), len(state.pending)
        if not rule(state, silent):
            return False
        new = state.tokens[known:]
        if new and pending and new[0].type == "text":
            # Text that was waiting for a rule to match.
            new[0].meta.update(start=start - pending, end=start - pending + len(new[0].content))
            new = new[1:]
        _place(new, start, state.pos, one_by_one=name in _DELIMITERS)
        return True

    return noted


def _place(tokens: Sequence[Token], start: int, end: int, *, one_by_one: bool) -> None:
    for token in tokens:
        if one_by_one:
            token.meta.update(start=start, end=start + len(token.content))
            start += len(token.content)
        elif "start" not in token.meta and (token.type != "text" or tokens[0].markup == "autolink"):
            token.meta.update(start=start, end=end)


def _any_address(_url: str) -> bool:
    return True


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("strikethrough")
    for name, starts, rule in _RULES:
        parser.inline.ruler.at(name, _noting(name, starts, rule))
    # Tokens stay what the rules have made, each with its own place.
    parser.inline.ruler2.disable("fragments_join")
    parser.core.ruler.disable("text_join")
    # The parser looks these up in itself: no address is refused, and none written otherwise.
    vars(parser).update(validateLink=_any_address, normalizeLink=str, normalizeLinkText=str)
    return parser


_PARSER = _make_parser()
