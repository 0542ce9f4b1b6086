"""``{1}`` in the messages of translate-toolkit, and what it stands for in ours.

While texts are split and compared, a placeholder is one private character: nothing of a template language,
and the same in their text and in ours.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_PLACEHOLDER = re.compile(r"\{([0-9]{1,4})\}")
_FIRST = 0x100000
_MASKED = re.compile("[\U00100000-\U0010ffff]")
_GAP = chr(_FIRST)
_WHOLE_LINK = re.compile(rf"\[([^\[\]]+)\]{_GAP}")

_DESTINATION = r"<[^<>\n]*>|(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*"
_TITLE = r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)"""
# What translate-toolkit has a placeholder for; code and escapes are matched so that nothing is found in them.
_TARGET = re.compile(
    rf"""
      \\. | (?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)
    | (?P<found> (?: (?<=\]) (?: \(\s*(?:{_DESTINATION})(?:\s+(?:{_TITLE}))?\s*\) | \[[^\[\]]+\] )
        | <!--.*?--> | </?[A-Za-z][\w:.-]*(?:\s(?:[^"'<>]|"[^"]*"|'[^']*')*)?/?>
        | <[A-Za-z][\w+.-]{{1,31}}:[^\s<>]*> | <[^\s<>@]+@[^\s<>]+> )+ )
    """,
    re.VERBOSE | re.DOTALL,
)
_AT_START = re.compile(rf"{_GAP}([ ]*)")
_AT_END = re.compile(rf"(?<!\])([ ]*){_GAP}\Z")
_TITLE_IN_TARGET = re.compile(r"""\s(?P<quote>["'])(?P<title>(?:[^"'\\]|\\.)*)(?P=quote)\s*\)\Z""")


class Masked(NamedTuple):
    """A text with placeholders in it, and what they stand for, in order.

    ``head`` and ``tail`` are what stands around the text: placeholders there are left out altogether.
    """

    text: str
    targets: tuple[str, ...]
    head: str = ""
    tail: str = ""


def mask_placeholders(text: str) -> str:
    """Put a private character of its own in the place of each ``{1}``."""
    return _PLACEHOLDER.sub(lambda match: chr(_FIRST + int(match[1])), text)


def blank_placeholders(text: str) -> str:
    """Make all masked placeholders alike, to compare texts by."""
    return _MASKED.sub(_GAP, text)


def unmask_placeholders(text: str) -> str:
    """Put ``{1}`` back, where nobody knows what it stands for."""
    return _MASKED.sub(lambda match: f"{{{ord(match[0]) - _FIRST}}}", text)


def mask_targets(text: str) -> Masked:
    """Put a placeholder in the place of each target, tag and address in a message of ours.

    Those that stand side by side are one.
    """
    targets: list[str] = []

    def replace(match: re.Match[str]) -> str:
        if match["found"] is None:
            return match[0]
        targets.append(match["found"])
        return _GAP

    return Masked(_TARGET.sub(replace, text), tuple(targets))


def trim_targets(masked: Masked) -> Masked:
    """Leave out the placeholders at both ends of a text."""
    text, targets, head, tail = masked
    while match := _AT_START.match(text):
        text, head, targets = text[match.end() :], head + targets[0] + match[1], targets[1:]
    while match := _AT_END.search(text):
        text, tail, targets = text[: match.start()], match[1] + targets[-1] + tail, targets[:-1]
    return Masked(text, targets, head, tail)


def has_all_placeholders(source: str, translation: str) -> bool:
    """Tell whether a translation has the masked placeholders of ``source``, each as often."""
    return sorted(_MASKED.findall(source)) == sorted(_MASKED.findall(translation))


def fill_placeholders(source: str, translation: str, targets: tuple[str, ...]) -> str:
    """Put ``targets`` in the place of the masked placeholders of a translation of ``source``.

    One that the source does not have is written as it was.
    """
    known = dict(zip(_MASKED.findall(source), targets, strict=False))
    return unmask_placeholders(_MASKED.sub(lambda match: known.get(match[0], match[0]), translation))


def title_of(target: str) -> tuple[str, int, int] | None:
    """Return the title in a link's target with its place; None if it has none."""
    match = _TITLE_IN_TARGET.search(target)
    return (match["title"], *match.span("title")) if match else None


def link_label(text: str) -> tuple[str, str]:
    """Return the label and target of a text that is one link; two empty texts if it is anything else."""
    masked = mask_targets(text)
    match = _WHOLE_LINK.fullmatch(masked.text)
    return (match[1], masked.targets[0]) if match else ("", "")
