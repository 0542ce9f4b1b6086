"""Translations that are their source: prose that nobody has translated, but no names, code or terms."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from i18n_pipeline.checks.pair import Fault
from i18n_pipeline.checks.prose import blank_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from i18n_pipeline.checks.pair import Pair, Setting

_WORD = re.compile(r"(?<![\w./#@:-])[^\W\d_]+(?:['’][^\W\d_]+)?(?![\w/#@]|[.:-]\w)")
# Words of English that are in sentences and not in names; of another source language none is known.
_FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        a about after all also an and any are as at be been before but by can could did do does
        each for from had has have here how i if in into is it its may more most must no not of
        off on only or other our out over same should so some such than that the their them then
        there these they this those through to under up use used using was we were what when
        where which while who why will with without would you your
        """,
    )
)


def is_translated(setting: Setting) -> bool:
    """Tell whether the languages differ."""
    return setting.primary != setting.source_primary


def find_unchanged(pair: Pair) -> Iterator[Fault]:
    """Report a translation whose text is that of its message, if that is prose."""
    if getattr(pair.segment.form, "style", "") == "string":
        # What a program says is part of the code that is shown.
        return
    if pair.old != pair.new:
        return
    if _is_prose(pair.old, pair.source_language):
        yield Fault("the translation is the same as the source", advice="translate it")


# A message is asked for in each language.
@lru_cache(maxsize=4096)
def _is_prose(text: str, language: str) -> bool:
    """Tell whether words of a language make up a text, by those in lower case."""
    words = _WORD.findall(blank_all(text))
    lower = [word for word in words if word.islower() and len(word) > 2]
    if language == "en":
        grammar = sum(word.lower() in _FUNCTION_WORDS for word in words)
        # Without words of grammar it may be a command; a sentence begins with a capital letter.
        return len(words) >= 3 and (
            grammar >= 2 or (grammar == 1 and len(lower) >= 2) or (words[0].istitle() and len(lower) >= 3)
        )
    return len(words) >= 4 and len(lower) >= 3
