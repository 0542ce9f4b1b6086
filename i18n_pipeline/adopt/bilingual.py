"""Posts that hold a translation of themselves: which parts are in another language, and of what.

A part begins at a heading that names its language (or the summary of a ``<details>``, or an element with that
``lang``) and ends with the section, or the element or comment that it is in. It is the translation of the
text before it: back to the heading above both, or to the start of that element or comment. Where there is
none it is that of the text after it.

Comments that hold such a part are looked into as if they were text: their marks are blanked, line by line,
so that every place in what is then split is the same place in the document.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec.structs import replace

from i18n_pipeline.adopt.elements import find_elements, open_comments
from i18n_pipeline.adopt.units import CODE, FRONT_MATTER, read_units
from i18n_pipeline.document import Document, Span
from i18n_pipeline.files import count_line_ends

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from i18n_pipeline.adopt.elements import Element
    from i18n_pipeline.adopt.language_names import LanguageNames
    from i18n_pipeline.adopt.units import Unit
    from i18n_pipeline.segmentation import Segmentation

_LANG = re.compile(r"""\blang\s*=\s*["']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)""", re.IGNORECASE)
_HEADING = re.compile(r"heading ([1-6])")
_SUMMARY = re.compile(r"<summary[^<>]*>(.*?)</summary>", re.IGNORECASE | re.DOTALL)
_INNER_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"[^\W\d_]+")
# Words up to this length say most of what language a text is in.
_LONGEST_TELLTALE = 5


class Part(msgspec.Struct, frozen=True):
    """A part of a document that is in another language.

    ``span`` is all of it, with its title; ``units`` are its texts without that. ``source`` are the texts that
    it may be the translation of. ``line`` (from 1) is that of its title.
    """

    language: str
    line: int
    span: Span
    body: Span
    units: tuple[Unit, ...]
    source: tuple[Unit, ...]


class Bilingual(msgspec.Struct, frozen=True):
    """A document whose comments are laid open, its parts, and all texts that are in none of them.

    ``starts`` are the places where its blocks begin.
    """

    document: Document
    parts: tuple[Part, ...]
    rest: tuple[Unit, ...]
    starts: tuple[int, ...]
    comments: tuple[Element, ...]


class _Title(NamedTuple):
    """What names a language: where it and its text begin, and its level (0: it is that of an element)."""

    language: str
    start: int
    body: int
    level: int
    element: Element | None


def read_bilingual(
    document: Document, names: LanguageNames, source: str, segmentation: Segmentation
) -> Bilingual:
    """Find the parts of a document that are in a language other than ``source``."""
    opened, comments = open_comments(document.text, names)
    found = segmentation.split(document.path, opened)
    shown = found if isinstance(found, Document) else document
    finder = _Finder(document.text, shown, names, source, segmentation, comments)
    parts = tuple(finder.parts())
    rest = tuple(
        unit for unit in finder.units if not any(_holds(part.span, finder.start(unit)) for part in parts)
    )
    return Bilingual(shown, parts, rest, finder.block_starts, tuple(comments))


class _Finder:
    """The places of a document by which its parts are found."""

    def __init__(
        self,
        text: str,
        shown: Document,
        names: LanguageNames,
        source: str,
        segmentation: Segmentation,
        comments: Sequence[Element],
    ) -> None:
        self._text, self._shown, self._names, self._source = text, shown, names, source
        self._lines = _line_starts(shown.text)
        found = read_units(shown, segmentation)
        self.units = tuple(replace(unit, line=self._line(self._place(unit))) for unit in found)
        self._starts = {id(unit): self._place(old) for unit, old in zip(self.units, found, strict=True)}
        self.block_starts = tuple(self._lines[line] for line in segmentation.block_starts(shown.text))
        self._elements = [*comments, *find_elements(shown.text, self._code_spans())]
        self._titles = sorted(self._find_titles(), key=lambda title: title.start)
        self._headings = sorted(self._find_headings())

    def start(self, unit: Unit) -> int:
        """Return where a unit begins."""
        return self._starts[id(unit)]

    def _place(self, unit: Unit) -> int:
        return unit.segment.span.start if unit.segment else self._lines[unit.line - 1]

    def _line(self, place: int) -> int:
        return count_line_ends(self._text[:place]) + 1

    def _code_spans(self) -> list[Span]:
        return [
            Span(self.start(unit), self.start(unit) + len(unit.text))
            for unit in self.units
            if unit.kind == CODE
        ]

    # Titles

    def _find_headings(self) -> Iterator[tuple[int, int]]:
        """Yield the place (of the line) and the level of each heading."""
        for unit in self.units:
            match = _HEADING.fullmatch(unit.kind)
            if match:
                yield self._line_start(self.start(unit)), int(match[1])

    def _line_start(self, place: int) -> int:
        return max(self._shown.text.rfind("\n", 0, place), self._shown.text.rfind("\r", 0, place)) + 1

    def _find_titles(self) -> Iterator[_Title]:
        for unit in self.units:
            match = _HEADING.fullmatch(unit.kind)
            language = self._names.find(unit.text) if match and unit.segment else None
            if match and language and unit.segment:
                start = self._line_start(self.start(unit))
                yield _Title(language, start, unit.segment.span.end, int(match[1]), None)
        for element in self._elements:
            language = self._language_of(element)
            if language:
                yield _Title(language, element.outer.start, self._behind_summary(element), 0, element)

    def _language_of(self, element: Element) -> str | None:
        """Return the language of an element, by its ``lang`` or its summary."""
        if element.comment:
            return None
        lang = _LANG.search(self._shown.text, element.outer.start, element.inner.start)
        if lang is not None:
            return self._names.of_tag(lang[1])
        summary = self._summary(element)
        return self._names.find(_INNER_TAG.sub("", summary[1])) if summary else None

    def _summary(self, element: Element) -> re.Match[str] | None:
        found = _SUMMARY.search(self._shown.text, element.inner.start, element.inner.end)
        between = self._shown.text[element.inner.start : found.start()] if found else "x"
        return found if not between.strip() else None

    def _behind_summary(self, element: Element) -> int:
        summary = self._summary(element)
        return summary.end() if summary else element.inner.start

    # Parts

    def parts(self) -> Iterator[Part]:
        """Yield the parts in order."""
        spans = {title: self._span(title) for title in self._titles if title.language != self._source}
        for title, span in spans.items():
            body = Span(title.body, min(span.end, title.element.inner.end if title.element else span.end))
            units = tuple(unit for unit in self._within(body) if not self._is_title(unit))
            source = self._source_of(title, span, tuple(spans.values()))
            yield Part(title.language, self._line(title.start), span, body, units, source)

    def _within(self, span: Span) -> Iterator[Unit]:
        for unit in self.units:
            if _holds(span, self.start(unit)) and not unit.kind.startswith(FRONT_MATTER):
                yield unit

    def _is_title(self, unit: Unit) -> bool:
        place = self.start(unit)
        return any(title.start <= place < title.body for title in self._titles)

    def _around(self, place: int, *, comments: bool = True) -> Span:
        """Return the inside of the innermost element that a place is in; of the document if it is in none."""
        found = [one for one in self._elements if _holds(one.inner, place) and (comments or not one.comment)]
        inner = max(found, key=lambda one: one.inner.start, default=None)
        return inner.inner if inner else Span(0, len(self._text))

    def _span(self, title: _Title) -> Span:
        if title.element is not None:
            return title.element.outer
        around = self._around(title.start)
        end = around.end
        for place, level in self._headings:
            if title.body <= place < end and level <= title.level and self._ends(title, place, level):
                end = place
        for other in self._titles:
            if (
                other.element is not None
                and title.body <= other.start < end
                and self._around(other.start) == around
            ):
                end = other.start
        return Span(title.start, end)

    def _ends(self, title: _Title, place: int, level: int) -> bool:
        """Tell whether a heading at ``place`` ends the section of a title.

        One of the same level may be of the translation itself, which then has no heading of its own above.
        """
        if level < title.level or any(other.start == place for other in self._titles):
            return True
        sample = self._sample(title)
        if place < sample.end:
            return False
        after = next((start for start, one in self._headings if start > place and one <= level), None)
        section = Span(place, min(self._around(place).end, after or len(self._text)))
        ours = Counter(_telltales(self._text_of(Span(0, title.start))))
        theirs = Counter(_telltales(self._text_of(sample)))
        return _likeness(self._text_of(section), ours) > _likeness(self._text_of(section), theirs)

    def _sample(self, title: _Title) -> Span:
        """Return the first text of a part, up to a heading that may end it."""
        ends = [place for place, level in self._headings if place > title.body and level <= title.level]
        whole = Span(title.body, self._around(title.start).end)
        spans = [Span(title.body, end) for end in ends if end < whole.end]
        return next((span for span in spans if self._text_of(span)), whole)

    def _text_of(self, span: Span) -> str:
        return " ".join(unit.text for unit in self._within(span) if unit.kind != CODE)

    def _source_of(self, title: _Title, span: Span, foreign: Sequence[Span]) -> tuple[Unit, ...]:
        """Return the units before a part that it may be the translation of, or those after it."""
        for comments in (True, False):
            around = self._around(title.start, comments=comments)
            if title.element is not None and not title.element.comment:
                around = self._around(title.element.outer.start - 1, comments=comments)
            level = title.level or self._level_at(title.start, around)
            above = [
                place for place, one in self._headings if around.start <= place < title.start and one < level
            ]
            before = Span(max([around.start, *above]), title.start)
            below = [place for place, one in self._headings if span.end <= place < around.end and one < level]
            for place in (before, Span(span.end, min([around.end, *below]))):
                units = [unit for unit in self._within(place) if not self._is_title(unit)]
                units = [unit for unit in units if not any(_holds(one, self.start(unit)) for one in foreign)]
                if any(unit.kind != CODE for unit in units):
                    return tuple(units)
        return ()

    def _level_at(self, place: int, around: Span) -> int:
        """Return a level under that of the last heading before a place: an element belongs to its section."""
        before = [level for start, level in self._headings if around.start <= start < place]
        return before[-1] + 1 if before else 7


def _holds(span: Span, place: int) -> bool:
    return span.start <= place < span.end


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer(r"\r\n?|\n", text))]


def _telltales(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower()) if len(word) <= _LONGEST_TELLTALE]


def _likeness(text: str, known: Counter[str]) -> float:
    """Return which share of a text's short words a language's sample has, by how often it has them."""
    words = _telltales(text)
    total = sum(known.values()) or 1
    return sum(min(known[word] / total, 0.05) for word in words) / max(1, len(words))
