"""The signs that end sentences in each language, and which of them may stand for one of another language.

Unicode 15, General Punctuation and the blocks of each script; CLDR, Language Information (punctuation).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Each sign of the world by the one of English that it does the work of.
SIGNS: Mapping[str, str] = MappingProxyType(
    {
        form: sign
        for sign, forms in {
            ".": ".。．｡।॥۔։።။។᠃།",
            ",": ",，、،፣၊",
            ":": ":：፡፦៖",
            ";": ";；؛፤",
            "!": "!！՜¡",
            "?": "?？؟՞፧\u037e¿",
            "…": "…",
        }.items()
        for form in forms
    }
)
# Signs that say something else in a language.
_OWN_SIGNS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"el": {";": "?", "\u037e": "?", "·": ";", "\u0387": ";"}, "hy": {":": "."}}
)
_CJK = {".": "。", ",": "，", ":": "：", ";": "；", "!": "！", "?": "？", "…": "……"}
_ARABIC = {"?": "؟", ",": "،", ";": "؛"}
_DANDA = {".": "।"}
# How a language writes the signs that it doesn't write as English does.
FORMS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "zh": _CJK,
        "ja": {**_CJK, ",": "、"},
        "yue": _CJK,
        "ar": _ARABIC,
        "fa": _ARABIC,
        "ckb": _ARABIC,
        "ps": _ARABIC,
        "ur": {**_ARABIC, ".": "۔"},
        "el": {"?": ";", ";": "·"},
        "hy": {".": "։"},
        "am": {".": "።", ",": "፣", ";": "፤", ":": "፦"},
        "hi": _DANDA,
        "bn": _DANDA,
        "as": _DANDA,
        "ne": _DANDA,
        "pa": _DANDA,
        "or": _DANDA,
        "my": {".": "။", ",": "၊"},
        "km": {".": "។"},
    }
)
# Signs before which French has a space, by whether it is that of Canada.
FRENCH_SPACED = ("?!:;", ":")
# Languages whose sentences may end in no sign, or say with a word that they ask.
_WITHOUT_SIGNS = frozenset(("th", "lo", "km", "my", "bo", "dz", "shn", "nod"))
# Languages that end every sentence with a sign, where English leaves it out in lists and headings.
_ALWAYS_WITH_SIGNS = frozenset(("ja", "zh", "yue"))
# Signs that may stand for another one, wherever; a dash of a list may be a comma or a full stop.
_ALIKE: Mapping[str, str] = MappingProxyType({"!": "!.", ";": ";,.", ",": ",;.", "…": "….", ".": ".!;"})
_ALIKE_IN: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "ja": {"?": "?.", ":": ":.…", "!": "!.?"},
        "ko": {"?": "?.", ":": ":."},
        "zh": {":": ":.,"},
        "yue": {":": ":.,"},
    }
)


def sign_of(char: str, language: str) -> str:
    """Return the sign of English that a character does the work of; nothing if it is no sign."""
    return _OWN_SIGNS.get(language, {}).get(char) or SIGNS.get(char, "")


def may_end_without(language: str) -> bool:
    """Tell whether sentences of a language may end in no sign at all."""
    return language in _WITHOUT_SIGNS


def ends_always(language: str) -> bool:
    """Tell whether sentences of a language end in a full stop, in lists too."""
    return language in _ALWAYS_WITH_SIGNS


def alike(sign: str, language: str) -> str:
    """Return the signs, of English, that may stand for one of the source."""
    return _ALIKE_IN.get(language, {}).get(sign) or _ALIKE.get(sign, sign)


def write_sign(sign: str, language: str) -> str:
    """Return how a language writes a sign of English."""
    return FORMS.get(language, {}).get(sign, sign)
