"""Paragraphs in another language, told by a detector that works offline (lingua, an optional extra)."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from i18n_pipeline.adopt.units import CODE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from i18n_pipeline.adopt.units import Unit

# Of fewer words nobody can tell the language; and a doubt is not worth a line.
_FEWEST_WORDS = 5
_SUREST = 0.85


class Detector(Protocol):
    """Tells the language of a text."""

    def detect(self, text: str) -> tuple[str, float] | None:
        """Return a language of the site (a tag) with how sure it is, from 0 to 1; None if it can't tell."""


class Stray(NamedTuple):
    """A text that is in another language than the document."""

    unit: Unit
    language: str


class _Lingua:
    """lingua, told to choose between the languages of a site."""

    def __init__(self, detector: Any, tags: Sequence[str]) -> None:
        self._detector = detector
        self._tags = {tag.partition("-")[0].lower(): tag for tag in reversed(tags)}

    def detect(self, text: str) -> tuple[str, float] | None:
        """See `Detector`."""
        found = self._detector.compute_language_confidence_values(text)
        if not found:
            return None
        return self._tags[found[0].language.iso_code_639_1.name.lower()], float(found[0].value)


def load_detector(tags: Sequence[str]) -> Detector | None:
    """Return a detector for the languages of a site; None if lingua is not installed, or knows too few."""
    try:
        lingua = importlib.import_module("lingua")
    except ImportError:
        return None
    codes = dict.fromkeys(tag.partition("-")[0].upper() for tag in tags)
    known = [getattr(lingua.IsoCode639_1, code) for code in codes if hasattr(lingua.IsoCode639_1, code)]
    if len(known) < 2:
        return None
    return _Lingua(lingua.LanguageDetectorBuilder.from_iso_codes_639_1(*known).build(), tags)


def find_strays(units: Iterable[Unit], detector: Detector, source: str) -> Iterator[Stray]:
    """Yield the texts that are surely in another language than ``source``."""
    for unit in units:
        if unit.kind == CODE or len(unit.text.split()) < _FEWEST_WORDS:
            continue
        found = detector.detect(unit.text)
        if found is not None and found[0] != source and found[1] >= _SUREST:
            yield Stray(unit, found[0])
