"""Terms that the glossary wants in a translation, and words that it doesn't.

Words are inflected, so a term is found in other forms of its words too: those that begin alike and differ in
a short ending (``catalogo``, ``cataloghi``). What a language writes without spaces is found anywhere, and so
is what stands in a compound (``Katalog`` in ``Nachrichtenkatalog``). Code and tags hold no terms.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from i18n_pipeline.checks.pair import Fault
from i18n_pipeline.markdown.messages import is_spaceless

if TYPE_CHECKING:
    from collections.abc import Iterator

    from i18n_pipeline.checks.pair import Pair, Setting

# Scripts in which words have spaces between them, and their endings behind them.
_WITH_ENDINGS = re.compile(
    r"[\u0000-\u058f\u10a0-\u10ff\u1c80-\u1cbf\u1e00-\u1fff\u2c00-\u2dff\ua640-\ua7ff]*"
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ADVICE = "keep to the glossary"


def has_terms(setting: Setting) -> bool:
    """Tell whether the glossary has the language."""
    return setting.terms is not None


def find_terminology_faults(pair: Pair) -> Iterator[Fault]:
    """Hold a translation against the terms of its language."""
    terms = pair.setting.terms
    if terms is None:
        return
    text = pair.old
    # Of terms that hold others ("language tag", "tag") the longest counts.
    for term, renderings in sorted(terms.uses, key=lambda use: -len(use[0])):
        places = find_term(term, text)
        for start, end in places:
            text = text[:start] + "\0" * (end - start) + text[end:]
        if places and not _is_met(term, renderings, pair.new):
            yield Fault(_describe(term, renderings), advice=_ADVICE)
    for word, better in terms.avoids:
        for start, end in _without(find_term(word, pair.new), better, pair.new):
            found = pair.new[start:end]
            what = f'"{found}" is a word that the glossary avoids'
            advice = f'write "{better}"' if better else _ADVICE
            yield Fault(what, pair.place(start), pair.place(end - 1) + 1, advice=advice)


def _without(places: list[tuple[int, int]], better: str, text: str) -> list[tuple[int, int]]:
    """Leave out what stands within the better word: ``サーバ`` in ``サーバー``."""
    good = [match.span() for match in re.finditer(re.escape(better), text)] if better else []
    return [place for place in places if not any(a <= place[0] and place[1] <= b for a, b in good)]


def _is_met(term: str, renderings: tuple[str, ...], text: str) -> bool:
    if renderings == (term,):
        return term in text or bool(find_term(term, text))
    return any(has_term(rendering, text) for rendering in renderings)


def _describe(term: str, renderings: tuple[str, ...]) -> str:
    if renderings == (term,):
        return f'"{term}" is to be kept as it is'
    wanted = " or ".join(f'"{rendering}"' for rendering in renderings)
    return f'"{term}" is to be translated as {wanted}'


def find_term(term: str, text: str) -> list[tuple[int, int]]:
    """Return the places of a term in a text, in any form of its words."""
    if not _has_endings(term):
        return [match.span() for match in re.finditer(re.escape(term), text)]
    pattern = _compile(term)
    return [] if pattern is None else [match.span() for match in pattern.finditer(text)]


def has_term(term: str, text: str) -> bool:
    """Tell whether a text has a term, be it in a compound or with other accents (``Band``, ``Bände``)."""
    if find_term(term, text):
        return True
    if not _has_endings(term) or _is_name(term):
        return False
    plain, words = _plain(text), _plain(term).split()
    return all(_stem(word) in plain for word in words)


def _has_endings(term: str) -> bool:
    return _WITH_ENDINGS.fullmatch(term) is not None and not any(map(is_spaceless, term))


def _is_name(term: str) -> bool:
    """Tell whether a term is always written as it is: with capitals within, or signs (``API``, ``C++``)."""
    return any(char.isupper() for char in term[1:]) or re.search(r"[^\w\s'’-]", term) is not None


@lru_cache(maxsize=4096)
def _compile(term: str) -> re.Pattern[str] | None:
    """Compile what finds a term; None for one without any word."""
    words = _WORD.findall(term)
    if not words:
        return None
    if _is_name(term):
        return re.compile(rf"(?<!\w){re.escape(term)}(?!\w)")
    # A capital at the start (``Go``) tells a name from a word; a small letter may begin a sentence.
    flags = re.IGNORECASE if term.islower() else re.RegexFlag(0)
    return re.compile(r"[\W_]+".join(rf"(?<!\w){_forms(word)}(?!\w)" for word in words), flags)


def _forms(word: str) -> str:
    """Return a pattern for the forms of a word: what it begins with, and an ending of a few letters."""
    loss = 0 if len(word) < 5 else 1 if len(word) < 7 else 2
    ending = 1 if len(word) < 5 else 2
    return (
        rf"{re.escape(word[: len(word) - loss])}\w{{0,{loss + ending}}}" if len(word) > 2 else re.escape(word)
    )


def _stem(word: str) -> str:
    return word[: max(3, len(word) - (1 if len(word) < 7 else 2))]


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
