"""A document's text with segments replaced: the heart of a page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from i18n_pipeline.document import Document, InlineForm, PhraseForm, ScalarForm, Segment
from i18n_pipeline.files import newline_of
from i18n_pipeline.front_matter import find_front_matter, write_values
from i18n_pipeline.markdown import (
    breaks_inline,
    is_harmless,
    is_harmless_phrase,
    write_message,
    write_phrase,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from i18n_pipeline.catalog import Key
    from i18n_pipeline.markdown import Outline
    from i18n_pipeline.segmentation import Segmentation


@dataclass(frozen=True, slots=True)
class Spliced:
    """A document's text with translations in it, and the segments that had to show the source."""

    text: str
    refused: tuple[Segment, ...]


class Splicer:
    """Builds the pages of one document; what the languages share is computed once, and only when needed."""

    def __init__(self, document: Document, segmentation: Segmentation) -> None:
        self.document = document
        self.segmentation = segmentation
        self.newline = newline_of(document.text)

    @cached_property
    def _outline(self) -> Outline:
        return self.segmentation.outline(self.document.text)

    def splice(self, translations: Mapping[Key, str]) -> Spliced:
        """Put each segment's translation in its place.

        A segment without one, or with one equal to its text, keeps its bytes. A translation that would change
        the block structure is escaped, or left out and named in ``refused``.
        """
        wanted = [
            (segment, message)
            for segment in self.document.segments
            if (message := translations.get(segment.key, "")) not in ("", segment.text)
        ]
        values = self._values([pair for pair in wanted if isinstance(pair[0].form, ScalarForm)])
        texts = self._texts([pair for pair in wanted if not isinstance(pair[0].form, ScalarForm)])
        written = values | texts
        refused = tuple(segment for segment, _ in wanted if written[segment] is None)
        return Spliced(self._apply(written), refused)

    def _apply(self, written: Mapping[Segment, str | None]) -> str:
        text = self.document.text
        pieces, pos = [], 0
        for segment, new in sorted(written.items(), key=lambda item: item[0].span.start):
            if new is not None:
                pieces += [text[pos : segment.span.start], new]
                pos = segment.span.end
        return "".join([*pieces, text[pos:]])

    def _values(self, wanted: Sequence[tuple[Segment, str]]) -> dict[Segment, str | None]:
        front_matter = find_front_matter(self.document.text) if wanted else None
        if front_matter is None:
            return {}
        new = write_values(self.document.text, front_matter, wanted)
        return {segment: text for (segment, _), text in zip(wanted, new, strict=True)}

    def _texts(self, wanted: Sequence[tuple[Segment, str]]) -> dict[Segment, str | None]:
        written: dict[Segment, str | None] = {}
        doubtful = []
        for segment, message in wanted:
            written[segment] = self._write(segment, message)
            if written[segment] is not None and not self._is_harmless(segment, message):
                doubtful.append((segment, message))
        if doubtful and not self._keeps_structure(written, doubtful):
            return self._mend(written, doubtful)
        return written

    def _mend(
        self, written: dict[Segment, str | None], doubtful: Sequence[tuple[Segment, str]]
    ) -> dict[Segment, str | None]:
        """Let in the doubtful ones one by one: as they are, escaped, or not at all."""
        good = written | {segment: None for segment, _ in doubtful}
        for segment, message in doubtful:
            for escaped in (False, True):
                new = self._write(segment, message, escaped=escaped)
                tried = [(segment, new)] if new is not None else []
                if tried and self._keeps_structure(good | {segment: new}, tried):
                    good[segment] = new
                    break
        return good

    def _keeps_structure(
        self, written: Mapping[Segment, str | None], doubtful: Sequence[tuple[Segment, str]]
    ) -> bool:
        dialect = self.segmentation.dialect
        if any(breaks_inline(segment.text, message, dialect) for segment, message in doubtful):
            return False
        return self.segmentation.outline(self._apply(written)) == self._outline

    def _is_harmless(self, segment: Segment, message: str) -> bool:
        if isinstance(segment.form, InlineForm):
            return is_harmless(segment.form, message, self.segmentation.dialect)
        return is_harmless_phrase(message)

    def _write(self, segment: Segment, message: str, *, escaped: bool = False) -> str | None:
        if isinstance(segment.form, InlineForm):
            dialect = self.segmentation.dialect
            return write_message(segment.form, message, self.newline, dialect, escaped=escaped) or None
        if isinstance(segment.form, PhraseForm):
            return write_phrase(segment.form, message)
        raise TypeError(f"{segment.kind} is not written as Markdown")
