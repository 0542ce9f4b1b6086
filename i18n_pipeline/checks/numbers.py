"""Numbers that a translation has changed, read as each language writes them.

Decimal and group separators are CLDR's (through Babel), digits those of any script. A number may be written
as a word, a date in another order, a time on another clock, a big number in another unit.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from i18n_pipeline.checks.comparing import describe_change
from i18n_pipeline.checks.number_words import is_said_otherwise, says_number
from i18n_pipeline.checks.pair import Fault
from i18n_pipeline.checks.prose import blank_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from i18n_pipeline.checks.pair import Pair
    from i18n_pipeline.markdown.anatomy import Anatomy

_SPACES = " \u00a0\u2007\u2009\u202f"
_NUMBER = re.compile(
    rf"""\d(?<![A-Za-z_\d][.]\d)(?:(?<![A-Za-z_\d]\d)|(?<=[^A-Za-z_\d][vV]\d)|(?<=\A[vV]\d))
    (?: \d{{0,2}}(?:[{_SPACES}]\d{{3}})+(?!\d)(?:[.,٫]\d+)?
      | \d*(?:[.,'’٫٬．，]\d+)* )""",
    re.VERBOSE,
)
_DIGIT = re.compile(r"\d")
_LONGEST_NAME = 40
_NAME_BEFORE = re.compile(r"([A-Za-z]+)[ -]\Z")
_FULL_WIDTH = str.maketrans("．，", ".,")
_ALWAYS_GROUPS = f"{_SPACES}'’٬"
_GROUPED = re.compile(r"\d{1,3}(?:,\d{2})*(?:,\d{3})+")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written, what it may mean, and its place in the text."""

    text: str
    readings: frozenset[str]
    start: int
    end: int

    @property
    def parts(self) -> list[int]:
        """The whole numbers that it is written with: those of a date, a time or a version."""
        return [int(part) for part in re.findall(r"\d+", self.text)]

    @property
    def whole(self) -> int | None:
        """Its value, if it is a whole number."""
        return next((int(reading) for reading in sorted(self.readings) if reading.isdigit()), None)


def find_number_faults(pair: Pair) -> Iterator[Fault]:
    """Report numbers that are in one of the two texts alone, and that nothing there explains."""
    if not (_DIGIT.search(pair.old) or _DIGIT.search(pair.new)) or pair.msgid == pair.msgstr:
        return
    if _tokens_in(pair.old) == _tokens_in(pair.new):
        # What is written alike has a meaning in common in all languages.
        return
    texts = blank_all(pair.old), blank_all(pair.new)
    old, new = _read(texts[0], pair.setting.source), _read(texts[1], pair.setting.language)
    lost, added = _missing_from(old, new), _missing_from(new, old)
    if not (lost or added) or _are_one_date(lost, added):
        return
    lost, added = _not_in_code(lost, pair.target), _not_in_code(added, pair.source)
    lost, added = _not_in_a_name(lost, *texts), _not_in_a_name(added, *reversed(texts))
    told = [number for number in lost if not is_said_otherwise(number, texts[0], texts[1], pair)]
    new_told = [
        number for number in added if not is_said_otherwise(number, texts[0], texts[1], pair, added=True)
    ]
    if not new_told:
        told = [number for number in told if not _may_be_a_word(number)]
    fault = _fault(pair, told, new_told)
    if fault is not None:
        yield fault


# A message is asked for in each language.
@lru_cache(maxsize=4096)
def _tokens_in(text: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(blank_all(text)))


def _fault(pair: Pair, lost: Sequence[Number], added: Sequence[Number]) -> Fault | None:
    what = describe_change((number.text for number in lost), (number.text for number in added))
    if not added:
        return Fault(what) if lost else None
    if not lost:
        # A note of the translator's, or a pronoun that it has to name; one to three come and go with idioms.
        idiom = all(number.whole in (1, 2, 3) for number in added) and not says_number(pair)
        return None if idiom else Fault(what, *_place(pair, added[0]), severity="warning")
    return Fault(what, *_place(pair, added[0]))


def _place(pair: Pair, number: Number) -> tuple[int, int]:
    return pair.place(number.start), pair.place(number.end - 1) + 1


def _read(text: str, tag: str) -> list[Number]:
    return [
        Number(match[0], _readings(match[0], tag), match.start(), match.end())
        for match in _NUMBER.finditer(text)
    ]


def _readings(token: str, tag: str) -> frozenset[str]:
    """Return what a number may mean in a language: the number, or itself (a version, a date)."""
    plain = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in token)
    plain = plain.translate(_FULL_WIDTH)
    if plain.isdigit():
        return frozenset((str(int(plain)),))
    decimals, groups = _separators(tag)
    found = {plain}
    for decimal in (*decimals, "٫"):
        whole, mark, fraction = plain.partition(decimal)
        digits = "".join("," if char in groups or char in _ALWAYS_GROUPS else char for char in whole)
        if (digits.isdigit() or _GROUPED.fullmatch(digits)) and (fraction.isdigit() or not mark):
            value = str(int(digits.replace(",", "")))
            found.add(f"{value}.{fraction}" if mark else value)
    return frozenset(found)


@lru_cache(maxsize=64)
def _separators(tag: str) -> tuple[str, str]:
    """Return the decimal and the group separators of a language; both of both where it isn't known."""
    from babel import Locale, UnknownLocaleError  # slow to import, and rarely needed

    for name in (tag, tag.partition("-")[0]):
        try:
            symbols = Locale.parse(name, sep="-").number_symbols["latn"]
        except (UnknownLocaleError, ValueError, KeyError):
            continue
        decimal = str(symbols["decimal"])
        return (decimal, ("," if decimal == "." else ".") + str(symbols["group"]))
    return (".,", ",.")


def _missing_from(these: Sequence[Number], others: Sequence[Number]) -> list[Number]:
    known = frozenset().union(*(number.readings for number in others))
    return [number for number in these if known.isdisjoint(number.readings)]


def _not_in_code(numbers: Sequence[Number], other: Anatomy) -> list[Number]:
    """Leave out numbers that the other text has in code, as it is or in words about it."""
    code = {digits for piece in other.of("code span") for digits in re.findall(r"\d+", piece.value)}
    return [number for number in numbers if number.text not in code]


def _not_in_a_name(numbers: Sequence[Number], text: str, other: str) -> list[Number]:
    """Leave out numbers that the other text joins to the name before them: "Rust 2021", "Rust2021"."""
    return [number for number in numbers if not _is_joined(number, text, other)]


def _is_joined(number: Number, text: str, other: str) -> bool:
    name = _NAME_BEFORE.search(text[max(number.start - _LONGEST_NAME, 0) : number.start])
    if name is None:
        return False
    return re.search(rf"(?<![A-Za-z_\d]){name[1]}{re.escape(number.text)}(?!\d)", other) is not None


def _are_one_date(lost: Sequence[Number], added: Sequence[Number]) -> bool:
    """Tell whether the same whole numbers are written with other signs between, as dates and times are."""
    old = [part for number in lost for part in number.parts]
    new = [part for number in added for part in number.parts]
    if len(old) == 2:
        return old == new and len(lost) != len(added)
    if len(lost) == len(added) and max(old, default=0) < 1000:
        return len(old) > 2 and old == new
    return len(old) > 2 and sorted(old) == sorted(new)


def _may_be_a_word(number: Number) -> bool:
    """Tell whether a number is small or round, so that a text may say it in words."""
    whole = number.whole
    return whole is not None and (whole <= 12 or (whole % 10 == 0 and str(whole).strip("0") in "123456789"))
