"""Messages whose only markup is code and plain links, read without the inline parser: most of a manual."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# CommonMark 0.31, section 6.1: as many backticks at the end as at the start.
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
# Section 6.3, without titles, and with nothing in a destination that is not what it is.
_LINK = re.compile(r"(?<!!)\[([^\[\]]*)\]\(([^\s()<>\\\"'`&\x00-\x20\x7f]+)\)")
# What may make anything else of a text, wherever it stands; and what does where it is in no code.
_ANYWHERE = re.compile(r"[{\n\r\0\x1a]")
_OUTSIDE = re.compile(r"[*_`~\[\]<\\]|&[#A-Za-z]")
# What stands in the place of code while links are looked for.
_MASK = "\x1a"


class Stretch(NamedTuple):
    """A stretch of text, a code span and what is in it, or a link and where it leads; and its place.

    A link lies around the stretches that follow it up to its end.
    """

    content: str
    start: int
    end: int
    kind: Literal["text", "code", "link"] = "text"


def read_code_and_links(message: str) -> list[Stretch] | None:
    """Return the texts, code spans and links of a message in order; None if it may hold any other markup."""
    if ("`" not in message and "](" not in message) or _ANYWHERE.search(message):
        return None
    codes = [
        Stretch(_content(match[2]), *match.span(), kind="code")
        for match in (_CODE.finditer(message) if "`" in message else ())
    ]
    masked = _mask(message, codes)
    links = list(_LINK.finditer(masked)) if "](" in masked else []
    if any(_MASK in match[2] for match in links):
        return None
    found = [
        *codes,
        *(Stretch(match[2], *match.span(), kind="link") for match in links),
        *_texts(masked, links),
    ]
    if any(one.kind == "text" and _OUTSIDE.search(one.content) for one in found):
        return None
    # A link begins before what it is around.
    return sorted(found, key=lambda one: (one.start, one.kind != "link"))


def blank_code(message: str) -> str:
    """Return a message with spaces in the place of its code spans."""
    return _CODE.sub(lambda code: " " * len(code[0]), message) if "`" in message else message


def _mask(message: str, codes: list[Stretch]) -> str:
    pieces, pos = [], 0
    for one in codes:
        pieces += [message[pos : one.start], _MASK * (one.end - one.start)]
        pos = one.end
    return "".join([*pieces, message[pos:]])


def _texts(masked: str, links: list[re.Match[str]]) -> Iterator[Stretch]:
    """Yield what is neither code nor part of a link but its text."""
    pos = 0
    for match in links:
        yield from _outside_code(masked, pos, match.start())
        yield from _outside_code(masked, *match.span(1))
        pos = match.end()
    yield from _outside_code(masked, pos, len(masked))


def _outside_code(masked: str, start: int, end: int) -> Iterator[Stretch]:
    for piece in masked[start:end].split(_MASK):
        if piece:
            yield Stretch(piece, start, start + len(piece))
        start += len(piece) + 1


def _content(code: str) -> str:
    """Take one space off both ends, unless there is nothing else."""
    stripped = code[0] == code[-1] == " " and code.strip(" ")
    return code[1:-1] if stripped else code
