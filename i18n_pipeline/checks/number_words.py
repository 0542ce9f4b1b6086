"""Where a number of one text is in the other one in another way: as a word, a month, an hour, in a unit."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from i18n_pipeline.checks.pair import Pair


class _Number(Protocol):
    @property
    def text(self) -> str: ...

    @property
    def whole(self) -> int | None: ...

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


# English words, as most sources are English; in other languages a small number is believed to be one.
_WORDS: Mapping[int, str] = MappingProxyType(
    {
        0: "zero none no nothing null",
        2: "two second both twice pair couple double doubled doubling either half two-thirds",
        3: "three third thrice triple",
        4: "four fourth quarter quarters",
        5: "five fifth",
        6: "six sixth",
        7: "seven seventh week",
        8: "eight eighth",
        9: "nine ninth",
        10: "ten tenth tens",
        11: "eleven eleventh",
        12: "twelve twelfth dozen noon midnight",
        20: "twenty twentieth",
        24: "day",
        50: "fifty half",
        100: "hundred hundreds percent",
        1000: "thousand thousands",
    }
)
_CARDINAL = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve)\b", re.IGNORECASE)
_UNITS = (
    (re.compile(r"\s*-?(?:thousand|k\b)", re.IGNORECASE), 10**3),
    (re.compile(r"\s*-?(?:million|m\b|mio\b)", re.IGNORECASE), 10**6),
    (re.compile(r"\s*-?(?:billion|bn\b)", re.IGNORECASE), 10**9),
    (re.compile(r"\s*-?trillion", re.IGNORECASE), 10**12),
    (re.compile(r"\s*[百백]"), 10**2),
    (re.compile(r"\s*(?:[千천]|हज़ार|हजार|হাজার)"), 10**3),
    (re.compile(r"\s*[万萬만]"), 10**4),
    (re.compile(r"\s*(?:लाख|লাখ)"), 10**5),
    (re.compile(r"\s*(?:करोड़|কোটি)"), 10**7),
    (re.compile(r"\s*[億亿억]"), 10**8),
    (re.compile(r"\s*[兆조]"), 10**12),
)
_HALF_OF_DAY = re.compile(r"(?:[:.]\d\d)?\s*([ap])\.?\s?m\b", re.IGNORECASE)
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def is_said_otherwise(number: _Number, source: str, target: str, pair: Pair, *, added: bool = False) -> bool:
    """Tell whether a number that one text has alone is in the other one otherwise.

    ``source`` and ``target`` are the texts for readers; the number is one of ``target`` if it is ``added``.
    """
    own, other = (target, source) if added else (source, target)
    tags = (pair.setting.source, pair.setting.language)
    value = number.whole
    return (
        _is_scaled(number, own, other)
        or (value is not None and _is_whole_said(value, number, own, other, tags[::-1] if added else tags))
        or (added and value is not None and _is_word(value, source, pair.source_language))
    )


def says_number(pair: Pair) -> bool:
    """Tell whether a message in English says a small number in words, so that another one is no idiom."""
    return pair.source_language == "en" and _CARDINAL.search(pair.old) is not None


def _is_whole_said(value: int, number: _Number, own: str, other: str, tags: tuple[str, ...]) -> bool:
    if 1 <= value <= 12 and _has_month(other, value, tags[1]) and not _has_month(own, value, tags[0]):
        return True
    if value <= 24 and _is_hour(value, number, own, other):
        return True
    if 1 < value <= 40 and re.search(rf"(?<![A-Za-z]){_roman(value)}(?![A-Za-z])", other):
        return True
    return _is_decade(value, number, own, other)


def _is_word(value: int, source: str, language: str) -> bool:
    if value == 1:
        return True
    if language != "en":
        return value <= 12
    words = set(re.findall(r"[a-z-]+", source.lower()))
    return not words.isdisjoint(_WORDS.get(value, "").split())


def _is_scaled(number: _Number, own: str, other: str) -> bool:
    """Tell whether ``1 million`` here is ``100万`` or ``1,000,000`` there; one of them has to have a unit."""
    here, scaled = next(_amounts(own, number.start))
    return any(not here.isdisjoint(there) for there, also in _amounts(other, 0) if scaled or also)


_AMOUNT = re.compile(r"\d+(?:[.,٫ \u00a0\u202f]\d+)*")


def _amounts(text: str, pos: int) -> Iterator[tuple[set[float], bool]]:
    """Yield what each number from ``pos`` on may amount to, and whether it has a unit."""
    for match in _AMOUNT.finditer(text, pos):
        end, scale = match.end(), 1
        while unit := next(((hit, size) for sign, size in _UNITS if (hit := sign.match(text, end))), None):
            end, scale = unit[0].end(), scale * unit[1]
        values = (_value(match[0], decimal) for decimal in ".,")
        yield {round(value * scale, 6) for value in values if value is not None}, scale > 1


def _value(text: str, decimal: str) -> float | None:
    whole, _, fraction = text.rpartition(decimal) if text.count(decimal) == 1 else (text, "", "")
    digits = re.sub(r"\D", "", whole)
    return float(f"{digits or 0}.{fraction or 0}") if fraction.isdigit() or not fraction else None


def _is_hour(value: int, number: _Number, own: str, other: str) -> bool:
    """Tell whether ``3 pm`` here is ``15`` there, or the other way round."""
    half = _HALF_OF_DAY.match(own, number.end)
    if half is not None:
        hour = value % 12 + (12 if half[1].lower() == "p" else 0)
        return re.search(rf"(?<!\d)0?{hour}(?!\d)", other) is not None
    hours = re.finditer(r"(?<!\d)0?(\d{1,2})(?!\d)", other)
    return any(
        int(match[1]) % 12 + (12 if found[1].lower() == "p" else 0) == value % 24
        for match in hours
        if (found := _HALF_OF_DAY.match(other, match.end()))
    )


def _is_decade(value: int, number: _Number, own: str, other: str) -> bool:
    """Tell whether ``1990s`` is ``90``, or the other way round."""
    if value % 10:
        return False
    if value >= 1000 and re.match(r"['’]?s\b", own[number.end :]):
        return re.search(rf"(?<!\d){value % 100:02d}(?!\d)", other) is not None
    return value < 100 and re.search(rf"(?<!\d)\d\d{value:02d}['’]?s\b", other) is not None


def _roman(value: int) -> str:
    text = ""
    for size, sign in _ROMAN:
        count, value = divmod(value, size)
        text += sign * count
    return text


@lru_cache(maxsize=64)
def _months(tag: str) -> Mapping[int, re.Pattern[str]]:
    from babel import Locale, UnknownLocaleError  # slow to import, and rarely needed

    try:
        months = Locale.parse(tag.partition("-")[0]).months
    except (UnknownLocaleError, ValueError):
        return {}
    found = {}
    for month in range(1, 13):
        names = {
            str(months[form][width][month]).rstrip(".")
            for form in ("format", "stand-alone")
            for width in ("wide", "abbreviated")
        }
        plain = [re.escape(name) for name in names if not re.search(r"\d", name) and len(name) > 2]
        if plain:
            found[month] = re.compile(rf"(?<!\w)(?:{'|'.join(plain)})(?!\w)", re.IGNORECASE)
    return found


def _has_month(text: str, month: int, tag: str) -> bool:
    pattern = _months(tag).get(month)
    return pattern is not None and pattern.search(text) is not None
