"""Rules for plural forms, as the header of a catalog writes them: C expressions of a number ``n``.

After the "Plural forms" chapter of the GNU gettext manual. For one language several rules are in use, those
of that manual and those of CLDR (which tells millions apart in Romance languages), and each of them is right.
"""

from __future__ import annotations

import gettext
import importlib
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from i18n_pipeline.catalog import gettext_language

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIELD = re.compile(r"nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;]+);?")
# They tell the rules of all languages apart.
_NUMBERS = (*range(1001), 10_000, 100_000, 1_000_000, 1_000_001, 2_000_000)


@dataclass(frozen=True, slots=True)
class PluralRule:
    """A rule for plural forms: how many there are, and which one each of a range of numbers takes."""

    count: int
    forms: tuple[int, ...]

    def numbers_of(self, form: int) -> tuple[int, ...]:
        """Return the numbers, of that range, that take a form."""
        return tuple(number for number, taken in zip(_NUMBERS, self.forms, strict=True) if taken == form)


@lru_cache(maxsize=64)
def read_plural_rule(value: str) -> PluralRule | None:
    """Read a ``Plural-Forms`` value; None if it is none, or leads to forms beyond ``nplurals``."""
    match = _FIELD.fullmatch(value.strip())
    if match is None:
        return None
    try:
        choose = gettext.c2py(match[2].strip())
        forms = tuple(choose(number) for number in _NUMBERS)
    except (ValueError, ArithmeticError, RecursionError):
        return None
    count = int(match[1])
    return PluralRule(count, forms) if max(forms) < count and min(forms) >= 0 else None


def is_usual_rule(rule: PluralRule, language: str) -> bool:
    """Tell whether a rule is in use for a language; of a language that nobody has described, each is.

    A form more, for fractions, does no harm: no whole number takes it.
    """
    usual = _usual_rules(language)
    return not usual or any(rule.count >= known.count and rule.forms == known.forms for known in usual)


def usual_counts(language: str) -> frozenset[int]:
    """Return how many plural forms a language may have."""
    return frozenset(rule.count for rule in _usual_rules(language))


def usual_rule(language: str, count: int) -> PluralRule | None:
    """Return a rule of a language that has so many forms, that of gettext first; None if there is none."""
    rules = (*_rules_of_gettext(language), *_rules_of_cldr(language))
    return next((rule for rule in rules if rule.count == count), None)


@lru_cache(maxsize=64)
def _usual_rules(language: str) -> frozenset[PluralRule]:
    return frozenset((*_rules_of_gettext(language), *_rules_of_cldr(language)))


def _rules_of_gettext(language: str) -> Iterator[PluralRule]:
    known: dict[str, tuple[int, str]] = importlib.import_module("babel.messages.plurals").PLURALS
    name = gettext_language(language)
    for tag in dict.fromkeys((name, name.split("_")[0])):
        if tag in known:
            count, expression = known[tag]
            rule = read_plural_rule(f"nplurals={count}; plural={expression}")
            yield from () if rule is None else (rule,)


def _rules_of_cldr(language: str) -> Iterator[PluralRule]:
    core = importlib.import_module("babel.core")
    try:
        locale = core.Locale.parse(language, sep="-")
    except (core.UnknownLocaleError, ValueError):
        return
    names = [locale.plural_form(number) for number in _NUMBERS]
    # The order of CLDR, in which hosted editors number the forms.
    order = [name for name in ("zero", "one", "two", "few", "many", "other") if name in names]
    yield PluralRule(len(order), tuple(order.index(name) for name in names))
