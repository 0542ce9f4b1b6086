"""What a quality check is given, and what it says: a message with its translation, and faults in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from i18n_pipeline.markdown.anatomy import Anatomy, dissect, notation_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from i18n_pipeline.catalog import Entry
    from i18n_pipeline.document import Segment, Severity
    from i18n_pipeline.markdown import Dialect
    from i18n_pipeline.project import Terms


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for all messages of a document in a language.

    ``language`` and ``source`` are BCP 47 tags. ``labels`` are those that the document's links may refer to,
    as the parser compares them. ``lengths`` are limits in characters by front-matter key,
    ``terms`` what the glossary has for the language.
    """

    language: str
    source: str
    dialect: Dialect
    labels: frozenset[str] = frozenset()
    lengths: Mapping[str, int] | None = None
    terms: Terms | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """A message and its translation, both taken apart."""

    segment: Segment
    entry: Entry
    source: Anatomy
    target: Anatomy
    setting: Setting

    @property
    def msgid(self) -> str:
        """The message as it is written."""
        return self.segment.text

    @property
    def msgstr(self) -> str:
        """The translation as it is written."""
        return self.entry.msgstr

    @property
    def language(self) -> str:
        """The primary language of the translation, in lower case: ``pt`` for ``pt-BR``."""
        return self.setting.language.replace("_", "-").partition("-")[0].lower()

    @property
    def source_language(self) -> str:
        """The primary language of the message, in lower case."""
        return self.setting.source.replace("_", "-").partition("-")[0].lower()


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a translation: ``msgstr[start:end]``, if it has a place.

    ``mended`` is what has to stand there instead, where there is one right answer. ``severity`` is set where
    it is not that of the check, ``advice`` where it is not to write what the source has.
    """

    what: str
    start: int | None = None
    end: int | None = None
    mended: str | None = None
    severity: Severity | None = None
    advice: str = "write it as in the source"


Find: TypeAlias = "Callable[[Pair], Iterator[Fault]]"


@dataclass(frozen=True, slots=True)
class Check:
    """A row of the table of checks: the code of its findings, how bad they are, and how they are found."""

    code: str
    severity: Severity
    find: Find


def make_pair(segment: Segment, entry: Entry, setting: Setting) -> Pair:
    """Take a message and its translation apart; what they share is parsed once."""
    notation = notation_of(segment.form)
    source, target = (
        dissect(text, setting.dialect, notation, setting.labels) for text in (segment.text, entry.msgstr)
    )
    return Pair(segment, entry, source, target, setting)
