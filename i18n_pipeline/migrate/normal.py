r"""The normal form of inline Markdown: what two texts have in common that are the same, written otherwise.

``**x**`` and ``__x__``, ``\[`` and ``[`` where it opens nothing, ``&amp;`` and ``&``, ``[x][]`` and ``[x]``
are the same; code, targets, titles and tags have to be the very ones. It is a key to compare by, never shown.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from i18n_pipeline.markdown.anatomy import mask_templates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from i18n_pipeline.markdown import Dialect

MARKUP = re.compile(r"[*_`~\[\]<>{}\\&!]")
_SPACE = re.compile(r"[^\S\n]+")
_AROUND_BREAK = re.compile(r" ?\n+ ?")
# What no text has in it: so that marks are told from signs.
MARK = "\x01"
_SIMPLE = {
    "em_open": MARK + "*",
    "em_close": "*" + MARK,
    "strong_open": MARK + "**",
    "strong_close": "**" + MARK,
    "s_open": MARK + "~~",
    "s_close": "~~" + MARK,
    "softbreak": "\n",
    "hardbreak": "\n",
}


@lru_cache(maxsize=65536)
def normal_form(message: str, dialect: Dialect) -> str:
    """Return the normal form of a message; its line ends are hard breaks."""
    if not MARKUP.search(message):
        return fold_space(message)
    masked, masks, _ = mask_templates(message, dialect)
    pieces: list[str] = []
    _write(_PARSER.parseInline(masked)[0].children or [], pieces)
    text = fold_space("".join(pieces).replace("][]", "]"))
    return "".join(masks.get(char, char) for char in text) if masks else text


def fold_space(text: str) -> str:
    """Make one space of each run of white space, and nothing of that at line ends."""
    return _AROUND_BREAK.sub("\n", _SPACE.sub(" ", text)).strip()


def _write(tokens: Sequence[Token], pieces: list[str]) -> None:
    targets: list[str] = []
    for token in tokens:
        if token.type in _SIMPLE:
            pieces.append(_SIMPLE[token.type])
        elif token.type == "link_open":
            targets.append(_target(token, "href"))
            pieces.append(MARK + "[")
        elif token.type == "link_close":
            pieces.append(targets.pop())
        elif token.type == "image":
            pieces.append(MARK + "![")
            _write(token.children or [], pieces)
            pieces.append(_target(token, "src"))
        elif token.type == "code_inline":
            pieces.append(f"{MARK}`{token.content}`{MARK}")
        elif token.type == "html_inline":
            pieces.append(MARK + token.content)
        else:
            pieces.append(token.content)


def _target(token: Token, attribute: str) -> str:
    title = token.attrs.get("title", "")
    return f"]({token.attrs.get(attribute, '')}{MARK}{title})"


def _any_link(_url: str) -> bool:
    return True


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("strikethrough")
    vars(parser).update(validateLink=_any_link, normalizeLink=str, normalizeLinkText=str)
    return parser


_PARSER = _make_parser()
