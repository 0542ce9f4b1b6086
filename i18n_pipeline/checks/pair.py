"""What a quality check is given, and what it says: a message with its translation, and faults in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

from i18n_pipeline.checks.terms import Glossary, glossary_of
from i18n_pipeline.markdown.anatomy import Anatomy, dissect, notation_of
from i18n_pipeline.markdown.sketches import Sketch, find_shown, sketch_of

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
    glossary: Glossary | None = field(init=False)
    primary: str = field(init=False)
    source_primary: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "glossary", self.terms and glossary_of(self.terms))
        object.__setattr__(self, "labels", frozenset(self.definitions))
        object.__setattr__(self, "primary", _primary_subtag(self.language))
        object.__setattr__(self, "source_primary", _primary_subtag(self.source))


def _primary_subtag(tag: str) -> str:
    return tag.replace("_", "-").partition("-")[0].lower()


class Pair(msgspec.Struct, frozen=True, dict=True):
    """A message and its translation, with what readers read of each: ``old`` and ``new``.

    ``alike`` tells that both have the same marks and tags, in whatever order, each copied as it is written,
    and none of templates. Most pairs are, and then nothing is taken apart but for the place of a fault.
    """

    segment: Segment
    entry: Entry
    setting: Setting
    old: str
    new: str
    alike: bool = False

    @cached_property
    def source(self) -> Anatomy:
        """The message taken apart."""
        return _dissect(self.msgid, self.segment, self.setting)

    @cached_property
    def target(self) -> Anatomy:
        """The translation taken apart."""
        return _dissect(self.msgstr, self.segment, self.setting)

    def place(self, offset: int) -> int:
        """Return where in the translation the character at ``offset`` of ``new`` stands."""
        return find_shown(self.msgstr, offset) if self.alike else self.target.place(offset)

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


Part: TypeAlias = Literal["pieces", "tags", "templates", "signs", "wording"]
_MARKUP: frozenset[Part] = frozenset(("pieces", "tags", "templates"))
_MARKUP_AND_SIGNS: frozenset[Part] = _MARKUP | {"signs"}
_ALL_PARTS: frozenset[Part] = _MARKUP_AND_SIGNS | {"wording"}
# What a number, a name with a digit, a placeholder, an address and a mark that shows as text have, or may
# have: beyond the letters of Europe all blocks that have digits are taken whole.
_SIGN = re.compile(r"[0-9%{$@*_~`\]\u0660-\u1c59\ua620-\uabff\uff10-\uff19\U000104a0-\U0001fbff]")
Find: TypeAlias = "Callable[[Pair], Iterator[Fault]]"


@dataclass(frozen=True, slots=True)
class Check:
    """A row of the table of checks: the code of its findings, how bad they are, and how they are found.

    Where it compares a part of two texts, and that alone, ``part`` names it: nothing is wrong with one that
    is the same. ``signs`` are those of numbers, addresses, marks and the like, the same where there are none;
    ``wording`` is all that is written. ``applies`` tells whether it can find anything in a setting at all.
    """

    code: str
    severity: Severity
    find: Find
    part: Part | None = None
    applies: Callable[[Setting], bool] | None = None


# A message is asked for in each language.
@lru_cache(maxsize=4096)
def _has_signs(text: str) -> bool:
    return _SIGN.search(text) is not None or "://" in text or "www." in text


def same_parts(pair: Pair) -> frozenset[Part]:
    """Return which parts both texts provably have alike."""
    if pair.msgid == pair.msgstr:
        return _ALL_PARTS
    if pair.alike:
        return _MARKUP if _has_signs(pair.old) or _has_signs(pair.new) else _MARKUP_AND_SIGNS
    source, target = pair.source, pair.target
    same: list[Part] = []
    if [(one.kind, one.value) for one in source.pieces] == [(one.kind, one.value) for one in target.pieces]:
        same.append("pieces")
    if source.tags == target.tags:
        same.append("tags")
    if source.templates == target.templates:
        same.append("templates")
    return frozenset(same)


def make_pair(segment: Segment, entry: Entry, setting: Setting) -> Pair:
    """Put a message and its translation side by side; they are taken apart only where they have to be."""
    before, after = _sketch(segment.text, segment), _sketch(entry.msgstr, segment)
    if before and after and before.has_signs_of(after) and before.holds(setting.labels):
        return Pair(segment, entry, setting, before.text, after.text, alike=True)
    source, target = (_dissect(text, segment, setting) for text in (segment.text, entry.msgstr))
    return Pair(segment, entry, setting, source.text, target.text)


def _sketch(text: str, segment: Segment) -> Sketch | None:
    return sketch_of(text) if notation_of(segment.form) == "markdown" else None


def _dissect(text: str, segment: Segment, setting: Setting) -> Anatomy:
    return dissect(text, setting.dialect, notation_of(segment.form), setting.labels)
