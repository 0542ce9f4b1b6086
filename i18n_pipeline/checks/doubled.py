"""A word that a translation has twice in a row by mistake."""

from __future__ import annotations

import re
from operator import eq
from types import MappingProxyType
from typing import TYPE_CHECKING

from i18n_pipeline.checks.pair import Fault
from i18n_pipeline.markdown.anatomy import GAP

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from i18n_pipeline.checks.pair import Pair, Setting

_DOUBLED = re.compile(r"(?<![\w'’-])([^\W\d_]{2,})([ \u00a0\t]+)\1(?![\w'’-])", re.IGNORECASE)
# The pattern looks at each letter. Most languages with spaces fit in one byte, whose words are told at once.
_CHARSET = "cp1252"
_LETTERS = bytes(
    code if (char := bytes([code]).decode(_CHARSET, "ignore")).isalnum() and not char.isdecimal() else 32
    for code in range(256)
)
# Languages that make plurals, adverbs or distributives by saying a word twice, or write without spaces.
_DOUBLING = frozenset(
    (
        "af", "as", "bn", "ceb", "fil", "gu", "haw", "hi", "hmn", "ht", "id", "ilo", "ja", "jv", "km",
        "kn", "ko", "lo", "mad", "mg", "mi", "ml", "mr", "ms", "my", "ne", "or", "pa", "pap", "si",
        "sm", "su", "sw", "ta", "te", "th", "tl", "to", "tpi", "tr", "ur", "vi", "yue", "zh", "zu",
    )
)  # fmt: skip
# Words that grammar may put twice in a row.
_RIGHTLY: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "da": frozenset(("det", "der", "den", "at")),
        "de": frozenset(
            ("die", "der", "das", "den", "dem", "sie", "ihr", "was", "wer", "ihnen", "euch", "uns")
        ),
        "en": frozenset(("that", "had", "is", "very")),
        "es": frozenset(("no", "muy", "sin")),
        "fi": frozenset(("sen", "se")),
        "fr": frozenset(("nous", "vous", "petit", "très")),
        "hu": frozenset(("az", "meg", "már", "egy")),
        "it": frozenset(("via", "piano", "man", "mano", "passo", "poco", "pian", "sotto", "quasi", "così")),
        "nb": frozenset(("det", "den", "de", "at")),
        "nl": frozenset(("die", "dat", "is", "de", "het", "had")),
        "pl": frozenset(("tak", "już")),
        "pt": frozenset(("que", "pouco", "logo")),
        "ru": frozenset(("что", "вот", "чуть", "еле", "совсем")),
        "sv": frozenset(("det", "den", "som", "att", "de")),
        "uk": frozenset(("що", "ось")),
    }
)


def says_words_once(setting: Setting) -> bool:
    """Tell whether a word that is there twice in a row is a mistake in the language."""
    return setting.primary not in _DOUBLING


def find_doubled_words(pair: Pair) -> Iterator[Fault]:
    """Report a word that is there twice in a row, if neither language nor message would have it so."""
    if pair.msgid == pair.msgstr or not _may_have_doubled(pair.new):
        return
    for match in _DOUBLED.finditer(pair.new):
        if match[1].lower() in _RIGHTLY.get(pair.language, ()) or _DOUBLED.search(pair.old):
            continue
        start = pair.place(match.end(1))
        end = pair.place(match.end() - 1) + 1
        # Markup may stand between: then it is for a person to say which one goes.
        plain = pair.msgstr[start:end] == match[0][match.end(1) - match.start() :]
        yield Fault(
            f"“{match[1]}” is there twice in a row", start, end, "" if plain else None, advice="take one out"
        )
        return


def _may_have_doubled(text: str) -> bool:
    """Tell whether any two words in a row are the same, whatever is between them."""
    try:
        words = text.lower().replace(GAP, " ").encode(_CHARSET).translate(_LETTERS).split()
    except UnicodeEncodeError:
        return True
    return any(map(eq, words, words[1:]))
