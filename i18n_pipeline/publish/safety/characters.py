"""Characters that can't be seen, or change the direction of text: Unicode 15 (UAX #9, UTS #39, UTS #51)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from i18n_pipeline.publish.safety.values import Danger, words
from i18n_pipeline.publish.safety.views import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from i18n_pipeline.publish.safety.values import Guard
    from i18n_pipeline.publish.safety.views import View

# All that `is_hidden` may be true of, as the inside of a class of a regular expression: first those of the
# Basic Multilingual Plane, in which a class is a table, then ranges that are gone through one by one.
HIDDEN_IN_BMP = (
    r"\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160"
    r"\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0"
    r"\ufff0-\uffff\ud800-\uf8ff"
)
HIDDEN = HIDDEN_IN_BMP + (
    r"\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    r"\U0001d173-\U0001d17a\U000e0000-\U0010ffff"
)
HIDDEN_CHARACTERS = re.compile(f"[{HIDDEN}]")
_BLANK_LETTERS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u034f")
_DROPPED = frozenset(("Cc", "Cf", "Co", "Cs", "Zl", "Zp"))
_EMOJI_JOINER = re.compile(
    "(?<=[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d(?=[\u2190-\u2bff\U0001f000-\U0001faff])"
)
# One behind a sign that is drawn in two ways, or behind an ideograph; elsewhere they may carry hidden text.
_SELECTOR = re.compile(
    "(?<=[0-9#*©®‼⁉™ℹ〰〽㊗㊙\u2190-\u2bff\U0001f000-\U0001faff])[\ufe0e\ufe0f]"
    "|(?<=[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])[\ufe00-\ufe02\U000e0100-\U000e01ef]"
)
_SCRIPTS_WITH_JOINERS = words(
    "ar fa ur ps sd ug ku ckb he yi dv hi mr ne bn as ta te ml kn gu pa or si sa kok mai bho my km bo dz mn"
)
_RIGHT_TO_LEFT = words("ar fa ur ps sd ug ckb he iw yi dv arc ks")
_WITHOUT_SPACES = words("th lo km my ja zh bo dz")


def find_characters(known: View, new: View, guard: Guard) -> Iterator[Danger]:
    """Yield the hidden characters that a translation brings in, but for those that its language needs."""
    language = re.split("[-_]", guard.language)[0].lower()
    there = {*known.raw, *decode(known.raw)}
    for text in dict.fromkeys((new.raw, decode(new.raw))):
        rest = _SELECTOR.sub("", _EMOJI_JOINER.sub("", text))
        for char in sorted(set(rest) - there - set("\n\t\u00ad")):
            if is_hidden(char) and not _is_usual(char, language):
                name = unicodedata.name(char, f"U+{ord(char):04X}")
                yield Danger("characters", f"U+{ord(char):04X}", name)


def is_hidden(char: str) -> bool:
    """Tell whether nothing is seen of a character, or other characters are shown in another order for it."""
    if char in _BLANK_LETTERS or "\ufe00" <= char <= "\ufe0f":
        return True
    return char > "\U000dffff" or unicodedata.category(char) in _DROPPED


def _is_usual(char: str, language: str) -> bool:
    """Tell whether texts of a language need a character that can't be seen."""
    if char in "\u200e\u200f\u061c":
        return language in _RIGHT_TO_LEFT
    if char in "\u200c\u200d":
        return language in _SCRIPTS_WITH_JOINERS
    return char == "\u200b" and language in _WITHOUT_SPACES
