"""Headings that name a language: "Italiano", "Italian", "🇮🇹 Italiano", "Versione italiana", "日本語版".

A language's names are those that Unicode's CLDR has for it, in itself, in English, and in the other languages
of the site. Beside a name there may be words like "version" or "in", and a flag.
"""

from __future__ import annotations

import importlib
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_WORD = re.compile(r"[^\W\d_]+")
_CODE = re.compile(r"[\[(]\s*([A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?)\s*[\])]")
# A heading with more words than this says more than a language's name.
_MOST_WORDS = 5
# A name of at least this length may have another ending: italiano, italiana; Deutsch, deutsche.
_SHORTEST_STEM = 5

_VERSION = (
    "version", "versions", "versione", "versioni", "versión", "versio", "versão", "versie", "versionen",
    "verze", "verzija", "wersja", "versiune", "версия", "версії", "версія", "έκδοση", "sürüm", "sürümü",
    "változat", "fassung", "ausgabe", "edition", "edizione", "edición", "édition", "النسخة", "גרסה", "버전",
)  # fmt: skip
_TRANSLATION = (
    "translation", "translated", "traduzione", "traduction", "traducción", "tradução", "traducció",
    "traducere", "vertaling", "übersetzung", "översättning", "oversættelse", "oversettelse", "käännös",
    "tłumaczenie", "překlad", "preklad", "prijevod", "prevod", "fordítás", "çeviri", "çevirisi", "перевод",
    "переклад", "μετάφραση", "ترجمة", "الترجمة", "תרגום", "번역",
)  # fmt: skip
_TEXT = ("text", "texte", "texto", "testo", "language", "langue", "lingua", "idioma", "sprache", "lengua")
_SMALL_WORDS = (
    "in", "en", "em", "auf", "på", "po", "no", "nella", "dans", "w", "v", "на", "по", "στα",
    "the", "la", "le", "el", "il", "lo", "die", "der", "das", "den", "de", "di",
)  # fmt: skip
_BEHIND = frozenset(("", "版", "訳", "翻訳", "翻译", "译文", "版本", "語版", "판", "번역", "버전"))


class LanguageNames:
    """The names of the languages of a site; ``tags`` are BCP 47."""

    def __init__(self, tags: Iterable[str]) -> None:
        self._tags = tuple(dict.fromkeys(tags))
        self._names = sorted(_all_names(self._tags), key=lambda pair: -len(pair[0]))

    def find(self, heading: str) -> str | None:
        """Return the language that a heading names, or None if it says anything else."""
        code = _CODE.search(heading)
        if code is not None:
            rest = heading[: code.start()] + heading[code.end() :]
            tag = self.of_tag(code[1])
            return tag if tag and (not _fold(rest) or self.find(rest) == tag) else None
        words = _fold(heading)
        if not words:
            return self._of_flag(heading)
        if len(words) > _MOST_WORDS:
            return None
        return next((tag for name, tag in self._names if _is_named(words, name)), None)

    def of_tag(self, tag: str) -> str | None:
        """Return the language of the site that a tag (``it``, ``it-IT``) means, or None."""
        wanted = tag.lower().replace("_", "-")
        known = {name.lower(): name for name in self._tags}
        return known.get(wanted) or known.get(wanted.partition("-")[0])

    def _of_flag(self, heading: str) -> str | None:
        flag = _FLAG.search(heading)
        if flag is None:
            return None
        country = "".join(chr(ord(sign) - 0x1F1E6 + ord("A")) for sign in flag[0])
        likely = str(_babel("core").get_global("likely_subtags").get(f"und_{country}", ""))
        return self.of_tag(likely.partition("_")[0]) if likely else None


def _babel(module: str) -> Any:
    # Babel takes long to import, and only this needs it.
    return importlib.import_module(f"babel.{module}")


def _all_names(tags: Sequence[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each name, as folded words, with the language that it is of."""
    speakers = dict.fromkeys((*tags, "en"))
    for tag in tags:
        first = tag.partition("-")[0]
        alone = sum(other.partition("-")[0] == first for other in tags) == 1
        for key in dict.fromkeys((tag.replace("-", "_"), *((first,) if alone else ()))):
            for speaker in speakers:
                name = _languages_in(speaker).get(key) or _display_name(key, speaker)
                if name:
                    yield _fold(name), tag


@lru_cache(maxsize=256)
def _languages_in(tag: str) -> dict[str, str]:
    """Return the names of languages in a language; none for a language that CLDR doesn't have."""
    core = _babel("core")
    try:
        return dict(core.Locale.parse(tag.replace("-", "_")).languages)
    except (core.UnknownLocaleError, ValueError):
        return {}


def _display_name(key: str, speaker: str) -> str | None:
    """Return the name of a language with a script or a country, as in "português (Brasil)"."""
    core = _babel("core")
    try:
        name = core.Locale.parse(key).get_display_name(speaker.replace("-", "_"))
    except (core.UnknownLocaleError, ValueError):
        return None
    return None if name is None else str(name)


def _fold(text: str) -> tuple[str, ...]:
    """Return the words of a text in small letters, without accents."""
    plain = unicodedata.normalize("NFD", text.casefold())
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return tuple(_WORD.findall(unicodedata.normalize("NFC", letters)))


_BESIDE = frozenset(
    word for text in (*_VERSION, *_TRANSLATION, *_TEXT, *_SMALL_WORDS) for word in _fold(text)
)


def _is_named(words: Sequence[str], name: Sequence[str]) -> bool:
    """Tell whether ``words`` are a name and nothing else but what may stand beside it."""
    if not name:
        return False
    for start in range(len(words) - len(name) + 1):
        found = words[start : start + len(name)]
        rest = (*words[:start], *words[start + len(name) :])
        if all(map(_same_word, found, name)) and all(word in _BESIDE for word in rest):
            return True
    return (
        len(words) == 1 == len(name) and words[0].startswith(name[0]) and words[0][len(name[0]) :] in _BEHIND
    )


def _same_word(found: str, name: str) -> bool:
    if found == name:
        return True
    stem = name[:-1]
    return len(stem) >= _SHORTEST_STEM and found.startswith(stem) and abs(len(found) - len(name)) <= 2
