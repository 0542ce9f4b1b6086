"""A document's text with segments replaced: the heart of a page."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

import msgspec

from i18n_pipeline.document import Document, InlineForm, PhraseForm, ScalarForm, Segment
from i18n_pipeline.files import count_line_ends, newline_of
from i18n_pipeline.front_matter import find_front_matter, write_values
from i18n_pipeline.markdown import (
    breaks_html,
    breaks_inline,
    count_words,
    escape_html,
    has_tags,
    is_harmless,
    is_harmless_phrase,
    write_message,
    write_phrase,
)
from i18n_pipeline.publish.survey import Survey

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from i18n_pipeline.catalog import Key
    from i18n_pipeline.markdown import Outline
    from i18n_pipeline.project import Site
    from i18n_pipeline.project.targets import Target
    from i18n_pipeline.segmentation import Segmentation


class Spliced(msgspec.Struct, frozen=True):
    """A document's text with translations in it, what was put where, and what had to show the source."""

    text: str
    refused: tuple[Segment, ...]
    written: Mapping[Segment, str]


class Splicer:
    """Builds the pages of one document; what the languages share is computed once, and only when needed."""

    def __init__(self, document: Document, segmentation: Segmentation) -> None:
        self.document = document
        self.segmentation = segmentation
        self.newline = newline_of(document.text)
        # What addresses in the document lead to, for roadmaps of all languages.
        self.targets: dict[tuple[str, str], Target | None] = {}
        self._survey: Survey | None = None

    @cached_property
    def words(self) -> Mapping[Key, int]:
        """How many words each message of the document has."""
        return {key: count_words(key[1]) for key in {segment.key for segment in self.document.segments}}

    @cached_property
    def outline(self) -> Outline:
        """The block structure of the document, which its pages have too."""
        return self.segmentation.outline(self.document.text)

    @cached_property
    def _block_starts(self) -> tuple[int, ...]:
        return self.segmentation.block_starts(self.document.text)

    @cached_property
    def _with_tags(self) -> frozenset[str]:
        dialect = self.segmentation.dialect
        return frozenset(
            segment.text
            for segment in self.document.segments
            if isinstance(segment.form, InlineForm) and has_tags(segment.text, dialect)
        )

    def survey(self, site: Site) -> Survey:
        """Return the headings and links of the document."""
        if self._survey is None:
            self._survey = Survey(self.document.text, self.segmentation.dialect, site)
        return self._survey

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
        shown = {segment: new for segment, new in written.items() if new is not None}
        return Spliced(self._apply(written), refused, shown)

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
        """Let in the doubtful ones: as they are, escaped, or not at all."""
        good = written | {segment: None for segment, _ in doubtful}
        self._let_in(good, doubtful)
        return good

    def _let_in(self, good: dict[Segment, str | None], doubtful: Sequence[tuple[Segment, str]]) -> None:
        """Add to ``good``, which keeps the structure, what keeps it too: all at once, or by halves."""
        for escaped in (False, True) if len(doubtful) == 1 else (False,):
            new = {segment: self._write(segment, message, escaped=escaped) for segment, message in doubtful}
            tried = [(segment, text) for segment, text in new.items() if text is not None]
            if self._keeps_structure(good | new, tried):
                good.update(new)
                return
        if len(doubtful) > 1:
            middle = len(doubtful) // 2
            self._let_in(good, doubtful[:middle])
            self._let_in(good, doubtful[middle:])

    def _keeps_structure(
        self, written: Mapping[Segment, str | None], doubtful: Sequence[tuple[Segment, str]]
    ) -> bool:
        dialect = self.segmentation.dialect
        if any(breaks_inline(segment.text, message, dialect) for segment, message in doubtful):
            return False
        if any(breaks_html(segment.form, segment.text, message) for segment, message in doubtful):
            return False
        page = self._apply(written)
        return self.segmentation.outline(page) == self.outline and self._keeps_lines(written, page)

    def _keeps_lines(self, written: Mapping[Segment, str | None], page: str) -> bool:
        """Tell whether all blocks start where they have to, given how many lines each translation has.

        A line of a translation that opens a quote joins the quote behind it, say, which no outline shows.
        """
        text = self.document.text
        changes = [
            (_last_line(segment, text), count_line_ends(new) - _breaks(segment, text))
            for segment, new in written.items()
            if new is not None
        ]
        changes.sort()
        lines = [line for line, _ in changes]
        shifts = list(accumulate((change for _, change in changes), initial=0))
        expected = tuple(line + shifts[bisect_left(lines, line)] for line in self._block_starts)
        return self.segmentation.block_starts(page) == expected

    def _is_harmless(self, segment: Segment, message: str) -> bool:
        if breaks_html(segment.form, segment.text, message):
            return False
        if isinstance(segment.form, InlineForm):
            dialect = self.segmentation.dialect
            # What the source has, a translation may have lost.
            return segment.text not in self._with_tags and is_harmless(segment.form, message, dialect)
        # Tags and comments that the source has may be missing from the translation.
        return is_harmless_phrase(message) and "<" not in segment.text

    def _write(self, segment: Segment, message: str, *, escaped: bool = False) -> str | None:
        if escaped:
            message = escape_html(segment.form, segment.text, message)
        if isinstance(segment.form, InlineForm):
            dialect = self.segmentation.dialect
            return (
                write_message(
                    segment.form, message, self.newline, dialect, escaped=escaped, source=segment.text
                )
                or None
            )
        if isinstance(segment.form, PhraseForm):
            return write_phrase(segment.form, message, escaped=escaped)
        raise TypeError(f"{segment.kind} is not written as Markdown")


def _breaks(segment: Segment, text: str) -> int:
    """Count the line ends in the place of a segment."""
    return count_line_ends(text[segment.span.start : segment.span.end])


def _last_line(segment: Segment, text: str) -> int:
    """Return the line (from 0) that a segment ends on."""
    return segment.line - 1 + _breaks(segment, text)
