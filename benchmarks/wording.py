"""Texts as the measurements see them: what a translator leaves as it is, and what makes two texts alike.

None of this is shared with the code that updates catalogs: a checker must not repeat its mistakes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHORTCODE = r"\{\{.*?\}\}|\{%.*?%\}"
_CODE = r"(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
_TAG = r"<!--.*?-->|</?[A-Za-z][^<>]*>"
_TARGET = r"\]\([^()]*(?:\([^()]*\)[^()]*)*\)|\]\[[^\[\]]+\]"
_URL = r"\b(?:https?://|www\.)[^\s<>()\[\]\"'`]+[^\s<>()\[\]\"'`.,;:!?*_]"
_LABEL = r"\[[^\[\]]*\](?:\[\]|(?![(\[]))"
_OTHERS = r"&#?\w+;|\{[^{}]*\}|:\w+:"

_VERBATIM = re.compile("|".join((_CODE, _SHORTCODE, _TAG, _TARGET, _URL, _LABEL, _OTHERS)), re.DOTALL)
_MECHANICAL = re.compile(
    rf"(?P<code>{_CODE})|(?P<shortcode>{_SHORTCODE})|(?P<tag>{_TAG})|(?P<target>{_TARGET})|(?P<url>{_URL})",
    re.DOTALL,
)
_ACCENTED = str.maketrans("aceinosuyzACEINOSUYZ", "áčéíñóšúýžÁČÉÍÑÓŠÚÝŽ")

# Arguments and attributes that a person reads, so that a translation of them is not a copy.
_READ = re.compile(r"""\b(alt|caption|title|aria-label|placeholder)\s*=\s*("[^"]*"|'[^']*'|\S+)""")
_LINK_TITLE = re.compile(r"""\s+("[^"]*"|'[^']*')\)$""")
_NUMBER = re.compile(r"(?<![A-Za-z_])v?\d+(?:[.,:]\d+)*(?![A-Za-z_])")
_QUOTES = str.maketrans("“”„«»‘’‚", '"""""\'\'\'')
_LAST_PUNCTUATION = re.compile(r"[\s.,;:!?…。，；：！？]+$")


def find_verbatim(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges that a translator copies: code, targets of links, tags, shortcodes, labels."""
    for match in _VERBATIM.finditer(text):
        yield match.span()


def pseudo_translate(text: str) -> str:
    """Return ``text`` with accented letters, as a translation that keeps markup, links and code would be."""
    pieces: list[str] = []
    done = 0
    for start, end in find_verbatim(text):
        pieces += [text[done:start].translate(_ACCENTED), text[start:end]]
        done = end
    return "".join([*pieces, text[done:].translate(_ACCENTED)])


def skeleton(text: str) -> str:
    """Return what is left of ``text`` without what is carried over into a translation mechanically.

    Targets of links and images, code spans, arguments of shortcodes, attributes, numbers, the kind of
    quotation marks, white space within a line and punctuation at the end are all made alike. A label that
    is the text of its link (``[text][]``) is none of these: it would have to be translated, or written anew.
    """
    plain = _NUMBER.sub("0", _MECHANICAL.sub(_blank, text)).translate(_QUOTES)
    lines = (" ".join(line.split()) for line in plain.split("\n"))
    return _LAST_PUNCTUATION.sub("", "\n".join(lines))


def _blank(match: re.Match[str]) -> str:
    found, kind = match[0], match.lastgroup if match.lastgroup != "ticks" else "code"
    if kind == "target":
        title = _LINK_TITLE.search(found)
        return f"](* {title[1]})" if title else "](*)"
    if kind in ("shortcode", "tag"):
        name = re.match(r"\W*[\w./-]*", found)
        read = " ".join(f"{key}={value}" for key, value in _READ.findall(found))
        return f"{name[0] if name else ''} {read}".strip() + found[-1]
    return {"code": "`*`", "url": "*"}[kind or ""]


def count_words(text: str) -> int:
    """Count the runs between white space."""
    return len(text.split())
