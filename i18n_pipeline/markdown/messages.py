"""From the lines of a block to a message: soft line breaks folded, hard ones kept as a line end."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SPACES_AT_END = re.compile(r"[ \t]{2,}$|  $")
# U+2E80 is the first of the characters that `is_spaceless` looks at closer. The others are named: a class
# of a million characters takes milliseconds to compile.
_MAY_BE_SPACELESS = re.compile("[^\0-\u2e7f]")
_BACKSLASHES_AT_END = re.compile(r"\\+$")


def find_hard_break(line: str) -> str | None:
    r"""Return what makes the line end a hard break (``  `` or ``\``, as written), or None.

    CommonMark 0.31, section 6.7: two or more spaces, or an unescaped backslash, before the line end.
    """
    stripped = line.rstrip(" ")
    if len(line) - len(stripped) >= 2:
        return line[len(stripped) :]
    slashes = _BACKSLASHES_AT_END.search(line)
    return "\\" if slashes and len(slashes[0]) % 2 else None


def fold_lines(lines: Sequence[str]) -> tuple[str, str | None]:
    """Join the lines of a paragraph to a message; also return the first hard break's mark, if any.

    ``lines`` are as written, without container marks; white space at their starts counts for nothing. A soft
    break becomes a space, or nothing between two characters of a script that is written without spaces.
    """
    message = ""
    first_mark = None
    for number, line in enumerate(lines):
        mark = find_hard_break(line) if number < len(lines) - 1 else None
        text = line.strip()
        if mark is not None:
            first_mark = first_mark or mark
            text = text[: -len(mark)] if mark == "\\" else text
            message += text.rstrip() + "\n"
        elif number < len(lines) - 1:
            message += text + _joint(text, lines[number + 1].strip())
        else:
            message += text
    return message, first_mark


def _joint(left: str, right: str) -> str:
    return "" if left and right and is_spaceless(left[-1]) and is_spaceless(right[0]) else " "


def is_spaceless(char: str) -> bool:
    """Tell whether ``char`` is of a script written without spaces between words: Chinese or Japanese.

    Wide characters, but for Korean (which has spaces) and pictographs.
    """
    if char < "\u2e80" or unicodedata.east_asian_width(char) not in "WF":
        return False
    return not (
        "\uac00" <= char <= "\ud7a3"
        or "\u1100" <= char <= "\u11ff"
        or (char >= "\U0001f000" and char < "\U00020000")
    )


# The same texts are counted for each language.
@lru_cache(maxsize=4096)
def count_words(text: str) -> int:
    """Count words: runs between white space, and each character of Chinese and Japanese by itself."""
    if not _MAY_BE_SPACELESS.search(text):
        return len(text.split())
    spaced = "".join(f" {char} " if is_spaceless(char) and char.isalnum() else char for char in text)
    return len(spaced.split())
