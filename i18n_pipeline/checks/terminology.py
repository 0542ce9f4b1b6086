"""Terms that the glossary wants in a translation, and words that it doesn't.

Terms are found in any form of their words (`find_term`). Code and tags hold no terms.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.checks.pair import Fault
from i18n_pipeline.checks.terms import find_term, has_term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from i18n_pipeline.checks.pair import Pair, Setting

_ADVICE = "keep to the glossary"


def has_terms(setting: Setting) -> bool:
    """Tell whether the glossary has the language."""
    return setting.terms is not None


def find_terminology_faults(pair: Pair) -> Iterator[Fault]:
    """Hold a translation against the terms of its language."""
    glossary = pair.setting.glossary
    if glossary is None:
        return
    text = pair.old
    for term, renderings in glossary.uses.may_be_in(text):
        places = find_term(term, text)
        for start, end in places:
            text = text[:start] + "\0" * (end - start) + text[end:]
        if places and not _is_met(term, renderings, pair.new):
            yield Fault(_describe(term, renderings), advice=_ADVICE)
    for word, better in glossary.avoids.may_be_in(pair.new):
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
