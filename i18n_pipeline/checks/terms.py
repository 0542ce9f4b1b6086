"""Terms found in texts: in any form of their words, and only those looked for that may be there.

Words are inflected, so a term is found in other forms of its words too: those that begin alike and differ in
a short ending (``catalogo``, ``cataloghi``). What a language writes without spaces is found anywhere, and so
is what stands in a compound (``Katalog`` in ``Nachrichtenkatalog``).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

from i18n_pipeline.markdown.messages import is_spaceless

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from i18n_pipeline.project import Terms

# Scripts in which words have spaces between them, and their endings behind them.
_WITH_ENDINGS = re.compile(
    r"[\u0000-\u058f\u10a0-\u10ff\u1c80-\u1cbf\u1e00-\u1fff\u2c00-\u2dff\ua640-\ua7ff]*"
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# What a word begins with tells most terms apart, and no form of a word differs in it.
_START = re.compile(r"(\w{1,3})\w*")


_T = TypeVar("_T")


class TermIndex(Generic[_T]):
    """Terms, each with something, by what they begin with: of a hundred, a text has the starts of a few."""

    def __init__(self, rows: Sequence[tuple[str, _T]]) -> None:
        self._rows = rows
        self._by_start: dict[str, list[int]] = {}
        self._anywhere: list[str] = []
        for number, (term, _) in enumerate(rows):
            start = _start_of(term)
            if start is not None:
                self._by_start.setdefault(start, []).append(number)
            else:
                self._anywhere.append(term)

    def may_be_in(self, text: str) -> Iterable[tuple[str, _T]]:
        """Return the terms that a text may have, in order."""
        if any(term in text for term in self._anywhere):
            # Before what is found anywhere a word may end, and another one begin behind it.
            return self._rows
        numbers = (
            number for start in self._by_start.keys() & _starts_in(text) for number in self._by_start[start]
        )
        return [self._rows[number] for number in sorted(numbers)]


class Glossary:
    """What the glossary has for a language, to be looked up in many texts."""

    def __init__(self, terms: Terms) -> None:
        # Of terms that hold others ("language tag", "tag") the longest counts.
        self.uses = TermIndex(sorted(terms.uses, key=lambda use: -len(use[0])))
        self.avoids = TermIndex(terms.avoids)


@lru_cache(maxsize=256)
def glossary_of(terms: Terms) -> Glossary:
    """Return the terms of a language, made ready once for all documents."""
    return Glossary(terms)


def _start_of(term: str) -> str | None:
    """Return what a word begins with wherever it begins a term; None if a term is found anywhere."""
    if not _has_endings(term):
        return None
    words = [term] if _is_name(term) else _WORD.findall(term)
    start = _START.match(_fold(words[0])) if words else None
    return start and start[1]


# A message is asked for in each language.
@lru_cache(maxsize=4096)
def _starts_in(text: str) -> frozenset[str]:
    return frozenset(_START.findall(_fold(text)))


def _fold(text: str) -> str:
    """Fold a text so that all are alike that a pattern takes for one letter in whatever case."""
    return text.replace("\u0130", "i").replace("\u0131", "i").casefold()


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


@lru_cache(maxsize=4096)
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
