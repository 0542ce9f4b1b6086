"""Whether a translation has the markup of its message, seen without parsing either.

Translators copy code, tags and destinations as they are. Where two texts have the same signs in the same
order and differ in words alone, an inline parser does the same to both, and what is true of one message is
true of its translations in all languages.
"""

from __future__ import annotations

import re
from functools import lru_cache

# What is read as one: code, an escaped sign, a destination without a title, a tag. Then the signs that inline
# parsing goes by (CommonMark 0.31, section 6), each by itself.
_SIGN = re.compile(
    r"""(?=[`\\\]<{>}!\[])(?: (?<!`)(`+)(?!`).+?(?<!`)\1(?!`) | \\. | \]\([^\s()<>\\"'`]*\) | <[^<>`\\]*>
      | \{\{[^{}]*\}\} | \{%[^{}]*%\} | !?\[ | \]\(? | [`<>\\{}] )""",
    re.VERBOSE | re.DOTALL,
)
# Signs that are left alone: what they do depends on what is around them.
_UNSURE = frozenset(("`", "<", ">", "\\", "]("))


def signs_of(text: str) -> tuple[str, ...] | None:
    """Return the signs in ``text`` and what they enclose, in order; None where words may matter to them."""
    signs, _ = _part(text)
    return signs


def without_signs(text: str) -> str:
    """Return the words of ``text``, with a space for each sign and what it encloses."""
    _, words = _part(text)
    return words


@lru_cache(maxsize=4096)
def _part(text: str) -> tuple[tuple[str, ...] | None, str]:
    signs, words, pos = [], [], 0
    for match in _SIGN.finditer(text):
        signs.append(match[0])
        words.append(text[pos : match.start()])
        pos = match.end()
    words.append(text[pos:])
    return tuple(signs) if _UNSURE.isdisjoint(signs) else None, " ".join(words)


def has_same_markup(message: str, translation: str) -> bool:
    """Tell whether a translation provably has the links, tags and code of its message, in the same order."""
    signs = signs_of(message)
    return signs is not None and signs == signs_of(translation)
