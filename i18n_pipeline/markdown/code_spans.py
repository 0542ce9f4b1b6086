"""Messages whose only markup is code, read without the inline parser: most of those in a manual."""

from __future__ import annotations

import re
from typing import NamedTuple

# CommonMark 0.31, section 6.1: as many backticks at the end as at the start.
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
# What may make anything else of a text, wherever it stands; and what does where it is in no code.
_ANYWHERE = re.compile(r"[{\n\r\0]")
_OUTSIDE = re.compile(r"[*_`~\[<\\]|&[#A-Za-z]")


class Stretch(NamedTuple):
    """A stretch of text, or a code span and what is in it; and its place in the message."""

    content: str
    start: int
    end: int
    is_code: bool = False


def read_code_spans(message: str) -> list[Stretch] | None:
    """Return the texts and code spans of a message in order; None if it may hold any other markup."""
    if "`" not in message or _ANYWHERE.search(message):
        return None
    found: list[Stretch] = []
    pos = 0
    for match in _CODE.finditer(message):
        if match.start() > pos:
            found.append(Stretch(message[pos : match.start()], pos, match.start()))
        found.append(Stretch(_content(match[2]), *match.span(), is_code=True))
        pos = match.end()
    if pos < len(message):
        found.append(Stretch(message[pos:], pos, len(message)))
    return None if any(_OUTSIDE.search(one.content) for one in found if not one.is_code) else found


def _content(code: str) -> str:
    """Take one space off both ends, unless there is nothing else."""
    stripped = code[0] == code[-1] == " " and code.strip(" ")
    return code[1:-1] if stripped else code
