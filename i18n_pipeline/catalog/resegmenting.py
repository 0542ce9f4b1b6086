"""Translations from a catalog that was segmented in another way, by their texts.

Another segmentation may have had whole lists, several paragraphs or sentences in a message, or have kept the
marks around a text: of headings, lists, quotes. What is the same text without all that is the same message.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from i18n_pipeline.catalog.entry import Entry, Key

_BLANK_LINES = re.compile(r"\n[ \t>]*\n")
_LIST_MARK = re.compile(r"(?:[-*+]|[0-9]{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_NEXT_ITEM = re.compile(r"\n(?=[ \t>]*(?:[-*+]|[0-9]{1,9}[.)])[ \t])")
_QUOTE_MARK = re.compile(r"^[ \t]*(?:>[ \t]?)*[ \t]*", re.MULTILINE)
_HEADING_MARK = re.compile(r"#{1,6}[ \t]+")
_HEADING_END = re.compile(r"(?:[ \t]+#+)?(?:[ \t]*\{[#.:][^{}]*\})?[ \t]*$")
_UNDERLINE = re.compile(r"\n[ \t]*(?:=+|-+)[ \t]*$")
_SOFT_BREAK = re.compile(r"(?<![\\ ])[ ]?\n[ \t]*")
_HARD_BREAK = re.compile(r"(?:\\| {2,})\n[ \t]*")
_CJK = "\u2e80-\u312f\u3190-\u9fff\uf900-\ufaff\uff00-\uffef"
_SOFT_BREAK_IN_CJK = rf"(?<=[{_CJK}])[ ]?\n[ \t]*(?=[{_CJK}])"
_ENDS_IN_CJK, _STARTS_IN_CJK = f"[{_CJK}]$", f"[{_CJK}]"
# What a message of today never holds but in its first signs or with an empty line.
_SUSPECT = re.compile(r"\n|^[ \t]*(?:[>#*+-]|[0-9]{1,9}[.)])[ \t]|\}$|#$")


@cache
def _late(pattern: str) -> re.Pattern[str]:
    # Classes of so many characters take milliseconds to compile, and few runs need them.
    return re.compile(pattern)


class Part(msgspec.Struct, frozen=True):
    """A text that an old entry held; ``whole`` if it held no other.

    ``wording`` is what the translation was made for; None if that is this very text.
    """

    msgid: str
    msgstr: str
    wording: str | None
    whole: bool


class Joined(msgspec.Struct, frozen=True):
    """A text that old entries held in pieces, ``first`` being the first of them."""

    first: Entry
    msgstr: str
    wording: str | None


def find_parts(entry: Entry) -> Iterator[Part]:
    """Yield the texts that an entry holds, as messages of today, where they aren't the entry itself.

    A translation with as many parts is split alike; otherwise each part has all of it, in doubt.
    """
    if not _SUSPECT.search(entry.msgid):
        return
    msgids, msgstrs = split_blocks(entry.msgid), split_blocks(entry.msgstr)
    if msgids == [entry.msgid]:
        return
    alike = len(msgids) == len(msgstrs)
    wording = None if alike else " ".join(msgids)
    if entry.fuzzy:
        wording = " ".join(split_blocks(entry.previous_msgid or entry.msgid))
    for number, msgid in enumerate(msgids):
        msgstr = msgstrs[number] if alike else "\n".join(msgstrs)
        yield Part(msgid, msgstr, wording, whole=len(msgids) == 1)


def split_blocks(text: str) -> list[str]:
    """Split a text to blocks and list items, each without marks and with soft breaks folded."""
    blocks = (item for block in _BLANK_LINES.split(text) for item in _NEXT_ITEM.split(block))
    return [clean for block in blocks if (clean := _clean(block))]


def _clean(block: str) -> str:
    """Take the marks of quotes, lists and headings off a block, and fold its lines."""
    text = _QUOTE_MARK.sub("", block).strip()
    text = _LIST_MARK.sub("", text, count=1) if _LIST_MARK.match(text) else text
    if heading := _HEADING_MARK.match(text):
        text = text[heading.end() :]
    text = _UNDERLINE.sub("", text)
    if heading or text.endswith("}"):
        text = _HEADING_END.sub("", text)
    text = _SOFT_BREAK.sub(" ", _late(_SOFT_BREAK_IN_CJK).sub("", text))
    return _HARD_BREAK.sub("\n", text).strip()


def join_texts(one: str, other: str) -> str:
    """Join two texts as the lines of a paragraph are: no space between two CJK characters."""
    tight = _late(_ENDS_IN_CJK).search(one) and _late(_STARTS_IN_CJK).match(other)
    return one + ("" if tight else " ") + other


def find_joined(entries: Sequence[Entry], wanted: Iterable[Key]) -> Iterator[tuple[Key, Joined]]:
    """Yield the messages that entries, taken in a row, make up exactly."""
    starts: dict[tuple[str | None, str], list[int]] = {}
    for number, entry in enumerate(entries):
        starts.setdefault((entry.msgctxt, entry.msgid[:8]), []).append(number)
    for key in wanted:
        # A text of a few letters may be shorter than what its key is looked up by; it is not worth joining.
        for number in starts.get((key[0], key[1][:8]), ()):
            joined = _join_up_to(entries, number, key[1])
            if joined:
                yield key, joined
                break


def _join_up_to(entries: Sequence[Entry], number: int, text: str) -> Joined | None:
    first = entries[number]
    msgid, msgstr, earlier = first.msgid, first.msgstr, _earlier(first)
    fuzzy = first.fuzzy
    for entry in entries[number + 1 :]:
        if len(msgid) >= len(text) or not text.startswith(msgid):
            break
        msgid, msgstr = join_texts(msgid, entry.msgid), join_texts(msgstr, entry.msgstr)
        earlier, fuzzy = join_texts(earlier, _earlier(entry)), fuzzy or entry.fuzzy
    return Joined(first, msgstr, earlier if fuzzy else None) if msgid == text else None


def _earlier(entry: Entry) -> str:
    return entry.previous_msgid or entry.msgid if entry.fuzzy else entry.msgid
