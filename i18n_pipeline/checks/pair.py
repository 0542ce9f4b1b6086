"""What a quality check is given, and what it says: a message with its translation, and faults in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

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

    ``language`` and ``source`` are BCP 47 tags. ``definitions`` are the addresses that the document's links
    may refer to, by their ``labels`` as the parser compares them. ``lengths`` are limits in characters by
    front-matter key, ``terms`` what the glossary has for the language, ``allow`` what translations may bring
    in.
    """

    language: str
    source: str
    dialect: Dialect
    definitions: Mapping[str, str] = field(default_factory=dict)
    lengths: Mapping[str, int] | None = None
    terms: Terms | None = None
    allow: tuple[str, ...] = ()
    labels: frozenset[str] = field(init=False)
    primary: str = field(init=False)
    source_primary: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "labels", frozenset(self.definitions))
        object.__setattr__(self, "primary", _primary_subtag(self.language))
        object.__setattr__(self, "source_primary", _primary_subtag(self.source))


def _primary_subtag(tag: str) -> str:
    return tag.replace("_", "-").partition("-")[0].lower()


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
        return self.setting.primary

    @property
    def source_language(self) -> str:
        """The primary language of the message, in lower case."""
        return self.setting.source_primary


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


Part: TypeAlias = Literal["pieces", "tags", "templates"]
_ALL_PARTS: frozenset[Part] = frozenset(("pieces", "tags", "templates"))
Find: TypeAlias = "Callable[[Pair], Iterator[Fault]]"


@dataclass(frozen=True, slots=True)
class Check:
    """A row of the table of checks: the code of its findings, how bad they are, and how they are found.

    Where it compares a part of two anatomies, and that alone, ``part`` names it: nothing is wrong with one
    that is the same. ``applies`` tells whether it can find anything in a setting at all.
    """

    code: str
    severity: Severity
    find: Find
    part: Part | None = None
    applies: Callable[[Setting], bool] | None = None


def same_parts(pair: Pair) -> frozenset[Part]:
    """Return which parts both texts have alike, and in the same order."""
    source, target = pair.source, pair.target
    if source.is_text and target.is_text:
        return _ALL_PARTS
    same: list[Part] = []
    if [(one.kind, one.value) for one in source.pieces] == [(one.kind, one.value) for one in target.pieces]:
        same.append("pieces")
    if source.tags == target.tags:
        same.append("tags")
    if source.templates == target.templates:
        same.append("templates")
    return frozenset(same)


def make_pair(segment: Segment, entry: Entry, setting: Setting) -> Pair:
    """Take a message and its translation apart; what they share is parsed once."""
    notation = notation_of(segment.form)
    source, target = (
        dissect(text, setting.dialect, notation, setting.labels) for text in (segment.text, entry.msgstr)
    )
    return Pair(segment, entry, source, target, setting)
