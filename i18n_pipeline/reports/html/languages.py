"""What a reader and a browser are told of a language: its name, and which way it is written."""

from __future__ import annotations

from dataclasses import dataclass

from babel import Locale, UnknownLocaleError


@dataclass(frozen=True, slots=True)
class Language:
    """A BCP 47 tag, its name in English, and the value of ``dir`` for texts in it."""

    tag: str
    name: str
    direction: str


def describe_language(tag: str) -> Language:
    """Return what is known of a language; of an unknown one each text shows itself how it is written."""
    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return Language(tag, tag, "auto")
    return Language(tag, locale.english_name or tag, locale.text_direction)
