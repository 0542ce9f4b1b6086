"""Signs within a translation that its language writes otherwise: spaces of French, ¿ and ¡, wide commas."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from i18n_pipeline.checks.pair import Fault
from i18n_pipeline.checks.prose import blank_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from i18n_pipeline.checks.pair import Pair, Setting

_NOBREAK = "\u00a0"
_ARABIC_LETTER = "\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff"
_CJK = "\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff"


@dataclass(frozen=True, slots=True)
class _Rule:
    """A place where a sign is written wrongly, what to write there, and why.

    ``languages`` are primary tags or whole ones in lower case, ``others`` those of them that are left out. A
    character of the match is looked up in ``forms``; another one stays as it is.
    """

    languages: tuple[str, ...]
    pattern: re.Pattern[str]
    forms: dict[str, str]
    what: str
    others: tuple[str, ...] = ()


# Each pattern looks for the sign first, and then around it.
_RULES = (
    _Rule(
        ("fr",),
        re.compile(r"[!?;:](?<=[^\W\d_].)(?=\s|$)"),
        {sign: _NOBREAK + sign for sign in "!?;:"},
        "French has a space before {sign}",
        ("fr-ca", "fr-ch"),
    ),
    _Rule(
        ("fr-ca",),
        re.compile(r":(?<=[^\W\d_].)(?=\s|$)"),
        {":": _NOBREAK + ":"},
        "French has a space before :",
    ),
    _Rule(("fr",), re.compile(r"«(?=\w)"), {"«": "«" + _NOBREAK}, "French has a space after «", ("fr-ch",)),
    _Rule(
        ("fr",), re.compile(r"»(?<=\w.)"), {"»": _NOBREAK + "»"}, "French has a space before »", ("fr-ch",)
    ),
    _Rule(
        ("el",), re.compile(r"\?(?<=[\u0370-\u03ff\u1f00-\u1fff].)(?=\s|$)"), {"?": ";"}, "Greek asks with ;"
    ),
    _Rule(
        ("ar", "fa", "ur", "ps", "ckb", "ug", "sd"),
        re.compile(rf"[?,;](?<=[{_ARABIC_LETTER}].)(?=\s|$)"),
        {"?": "؟", ",": "،", ";": "؛"},
        "in this language {sign} is written {form}",
    ),
    _Rule(
        ("zh", "yue"),
        re.compile(rf"[,?!;.](?<=[{_CJK}].)(?=[\s{_CJK}]|$)"),
        {",": "，", "?": "？", "!": "！", ";": "；", ".": "。"},
        "Chinese writes {sign} in full width: {form}",
    ),
    _Rule(
        ("ja",),
        re.compile(rf"[,.](?<=[{_CJK}].)(?=[\s{_CJK}]|$)"),
        {",": "、", ".": "。"},
        "Japanese writes {form} for {sign}",
    ),
)
_SPANISH = ("es", "ast")
_SENTENCE_END = re.compile(r"[?!]+(?=[\s)»”\"]|$)")
_CLAUSE = re.compile(r"[.…\n]\s|[.…]$")


def has_rules(setting: Setting) -> bool:
    """Tell whether the language writes any sign otherwise."""
    return setting.primary in _SPANISH or bool(_rules_for(setting.language.lower(), setting.primary))


def find_typography_faults(pair: Pair) -> Iterator[Fault]:
    """Report the first sign of each kind that is not written as the language of the translation does."""
    if pair.msgid == pair.msgstr:
        return
    # What is blanked out makes no place wrong that wasn't, and takes longer than to look for one.
    for rule in _rules_for(pair.setting.language.lower(), pair.language):
        match = rule.pattern.search(pair.new) and rule.pattern.search(blank_all(pair.new))
        if match is not None:
            yield _fault(pair, rule, match)
    if pair.language in _SPANISH and _SENTENCE_END.search(pair.new):
        yield from _find_unopened(pair, blank_all(pair.new))


@lru_cache(maxsize=64)
def _rules_for(tag: str, language: str) -> tuple[_Rule, ...]:
    return tuple(
        rule
        for rule in _RULES
        if (language in rule.languages or tag in rule.languages) and tag not in rule.others
    )


def _fault(pair: Pair, rule: _Rule, match: re.Match[str]) -> Fault:
    start = pair.place(match.start())
    sign, form = match[0], rule.forms[match[0]]
    certain = pair.msgstr.startswith(sign, start)
    what = rule.what.format(sign=sign, form=form)
    advice = "write it so" if _NOBREAK not in form else "put a no-break space there"
    return Fault(what, start, start + len(sign), form if certain else None, advice=advice)


def _find_unopened(pair: Pair, text: str) -> Iterator[Fault]:
    """Report a question or an exclamation of Spanish that nothing opens."""
    for match in _SENTENCE_END.finditer(text):
        sign = match[0][0]
        opening = {"?": "¿", "!": "¡"}[sign]
        before = text[: match.start()]
        if opening in before or (sign == "!" and "¿" in before) or (sign == "?" and "¡" in before):
            continue
        if not re.search(r"[^\W\d_]", _CLAUSE.split(before)[-1]):
            continue
        start = pair.place(match.start())
        what = f"Spanish opens with {opening} what ends with {sign}"
        yield Fault(what, start, start + len(match[0]), advice=f"put {opening} before it")
        return
