"""Where a long string is broken: the Unicode line breaking algorithm as GNU gettext applies it.

The pair table is that of UAX #14, with its classes that occur in text, and two of GNU gettext's ways: a line
may start after the full stop of ``example.com``, and never with an ellipsis. A character that is not in the
tables below gets its class from its general category and width. How columns are counted is after gettext's
``write-po.c``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Texts of characters that all take one column: Latin, Greek, Cyrillic, dashes and quotation marks.
_NARROW = re.compile("[ -~\u00a0-\u02ff\u0391-\u03a1\u03a3-\u03ff\u0400-\u0481\u048a-\u052f\u2010-\u2027]*")

# Columns of a line in a wrapped file, quotes included (PAGE_WIDTH of GNU gettext).
PAGE_WIDTH = 79
NO_WRAP = 1 << 30

# Rows are the class before, columns the class after, in the same order:
# ^ no break, % no break without a space between, _ break
_PAIRS = {
    "OP": "^^^^^^^^^^^^^^^^^^^^^",
    "CL": "_^^%%^^^^%%___%%%__^^",
    "CP": "_^^%%^^^^%%%%_%%%__^^",
    "QU": "^^^%%%^^^%%%%%%%%%%^^",
    "GL": "%^^%%%^^^%%%%%%%%%%^^",
    "NS": "_^^%%%^^^_____%%%__^^",
    "EX": "_^^%%%^^^_____%%%__^^",
    "SY": "_^^%%%^^^__%__%%%__^^",
    "IS": "_^^%%%^^^__%__%%%__^^",
    "PR": "%^^%%%^^^__%%%%%%__^^",
    "PO": "%^^%%%^^^__%%_%%%__^^",
    "NU": "%^^%%%^^^%%%%_%%%__^^",
    "AL": "%^^%%%^^^%%%%_%%%__^^",
    "ID": "_^^%%%^^^_%___%%%__^^",
    "IN": "_^^%%%^^^_____%%%__^^",
    "HY": "_^^%_%^^^__%__%%%__^^",
    "BA": "_^^%_%^^^_____%%%__^^",
    "BB": "%^^%%%^^^%%%%%%%%%%^^",
    "B2": "_^^%%%^^^_____%%%_^^^",
    "ZW": "___________________^_",
    "WJ": "%^^%%%^^^%%%%%%%%%%^^",
}
_PAIR = {
    (before, after): cell for before, row in _PAIRS.items() for after, cell in zip(_PAIRS, row, strict=True)
}

_MEMBERS = {
    "EX": "!?؛؟۔！？",
    "QU": "\"'«»‘’‛“”‟‹›",
    "PR": "$+\\£¤¥±№−＄￡￥￦",
    "PO": "%¢°‰‱′″‴‵‶‷℃℉％￠",
    "OP": "¡¿‚„",
    "CP": ")]",
    "CL": "}、。，．｡､",
    "IS": ",.:;،⁄",
    "HY": "-",
    "SY": "/",
    "BA": "\t|।॥\u00ad\u2010\u2012\u2013\u2027\u3000"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a",
    "BB": "´",
    "B2": "—",
    "GL": "\u00a0\u2007\u2011\u202f",
    "IN": "․‥…",
    "ZW": "\u200b",
    "WJ": "\u2060\ufeff",
    "NS": "‼‽⁇⁈⁉々〜〻〼゛゜ゝゞ゠・ーヽヾ：；･ｰﾞﾟ"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯ",
}
_CLASS = {character: name for name, characters in _MEMBERS.items() for character in characters}
# Pictographs among U+2300 to U+27BF that are broken like ideographs; the others are like letters.
_PICTOGRAPHS = frozenset(
    "⌚⌛⏰⏱⏲⏳☀☁☂☃☔☕☘☚☛☜☝☞☟☹☺☻♨♿⚽⚾⚿⛀⛁⛂⛃⛄⛅⛆⛇⛈⛍⛏⛐⛑⛓⛔⛘⛙⛜⛟⛠⛡⛪⛱⛲⛳⛴⛵⛷⛸⛹⛺⛽⛾⛿✀✁✂✃✄✈✉✊✋✌✍❤"
)
_CLASS_OF_CATEGORY = {"Ps": "OP", "Pe": "CL", "Pi": "QU", "Pf": "QU", "Nd": "NU", "Sc": "PR"}


@lru_cache(maxsize=4096)
def _line_break_class(character: str) -> str:
    known = _CLASS.get(character)
    if known:
        return known
    category = unicodedata.category(character)
    if category in {"Mn", "Mc", "Me"} or character == "\u200d":
        return "CM"
    # Full-width digits are ideographs.
    if category in _CLASS_OF_CATEGORY and not (category == "Nd" and _width(character) == 2):
        return _CLASS_OF_CATEGORY[category]
    return "ID" if _is_ideographic(character) else "AL"


def _is_ideographic(character: str) -> bool:
    if "\u2300" <= character <= "\u27bf":
        return character in _PICTOGRAPHS
    # Half-width forms of kana and hangul are broken like the full ones.
    return _width(character) == 2 or "\uff66" <= character <= "\uffdc"


@lru_cache(maxsize=4096)
def _columns(character: str) -> int:
    # GNU gettext counts vowel signs that take room of their own, whatever they are joined with.
    return 1 if unicodedata.category(character) == "Mc" else max(_width(character), 0)


def _width(character: str) -> int:
    if character < "\u0300":
        # All of them take one column, but for controls.
        return 1 if character.isprintable() or character in "\u00a0\u00ad" else -1
    from wcwidth import wcwidth

    return wcwidth(character)


def text_width(text: str) -> int:
    """Columns that a text takes on a terminal; control characters take none."""
    return len(text) if _NARROW.fullmatch(text) else sum(map(_columns, text))


def break_escaped(text: str, *, width: int, start: int) -> Iterator[str]:
    r"""Break an escaped string into lines of at most ``width`` columns, the first one starting at ``start``.

    No line starts within an escape, nor with the ``\n`` that ends the text. A piece without opportunities may
    be longer than the width, as in GNU gettext.
    """
    narrow = _NARROW.fullmatch(text) is not None
    pos, room = 0, width - start
    while True:
        limit = pos + max(room, 0) if narrow else _find_limit(text, pos, room)
        if limit >= len(text):
            break
        # Opportunities lie close together: from the limit on backwards, the next one is a word away.
        places = chain(range(limit, pos, -1), range(limit + 1, len(text)))
        offset = next((place for place in places if _may_break(text, place)), None)
        if offset is None:
            break
        yield text[pos:offset]
        pos, room = offset, width
    yield text[pos:]


def _find_limit(text: str, pos: int, room: int) -> int:
    """Return the last offset up to which the text from ``pos`` on takes at most ``room`` columns."""
    for offset in range(pos, len(text)):
        room -= _columns(text[offset])
        if room < 0:
            return offset
    return len(text)


def _may_break(text: str, offset: int) -> bool:
    """Tell whether a line may start at ``text[offset]``, which is neither the first nor behind the last."""
    return _is_opportunity(text, offset) and not _is_in_escape(text, offset)


def _is_opportunity(text: str, offset: int) -> bool:
    known = _breaks_between(text[offset - 1], text[offset])
    return _breaks_behind(text, offset) if known is None else known


@lru_cache(maxsize=4096)
def _breaks_between(before: str, after: str) -> bool | None:
    """Tell whether a line may start between two characters; None if that depends on others as well."""
    if after == " ":
        return False
    one, other = _line_break_class(before), _line_break_class(after)
    if before == " " or "CM" in (one, other):
        return None
    return _PAIR[one, _wide_opening(one, other, after)] == "_"


def _breaks_behind(text: str, offset: int) -> bool:
    """Tell whether a line may start at ``text[offset]`` that is behind spaces or marks, or a mark itself."""
    character, spaced = text[offset], text[offset - 1] == " "
    after = _line_break_class(character)
    if after == "CM":
        if not spaced:
            return False
        after = "AL"
    before = _class_before(text, offset)
    cell = _PAIR[before, _wide_opening(before, after, character)]
    return cell == "_" or (cell == "%" and spaced)


def _class_before(text: str, offset: int) -> str:
    """Return the class of what stands before ``offset``, spaces left out: that of a letter with its marks."""
    index = offset - 1
    while index >= 0 and text[index] == " ":
        index -= 1
    marked = index
    while index >= 0 and _line_break_class(text[index]) == "CM":
        index -= 1
    if index < 0:
        return "WJ"
    # A mark that stands alone is like a letter.
    return "AL" if index < marked and text[index] == " " else _line_break_class(text[index])


def _is_in_escape(text: str, offset: int) -> bool:
    index = offset
    while index and text[index - 1] == "\\":
        index -= 1
    return (offset - index) % 2 == 1 or (offset == len(text) - 2 and text.endswith("\\n"))


def _wide_opening(before: str, after: str, character: str) -> str:
    """Return the class after; a wide bracket after a letter or digit is as one after an ideograph."""
    joins = after == "OP" and before in {"AL", "NU"} and _columns(character) == 2
    return "ID" if joins else after
