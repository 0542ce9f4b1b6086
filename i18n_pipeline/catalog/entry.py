"""The values of a catalog: messages that the source wants, entries that the catalog has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping

Key: TypeAlias = "tuple[str | None, str]"
HEADER_KEY: Key = (None, "")


class CatalogError(Exception):
    """A catalog can't be read: ``line`` counts from 1, ``message`` says what is wrong and what to do."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(line, message)
        self.line = line
        self.message = message

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}"


class Message(msgspec.Struct, frozen=True, gc=False):
    """What the source side wants of an entry.

    ``extracted`` are the ``#.`` lines: the kind (``heading 2``), then notes for the translator.
    ``breadcrumb`` (the headings above, joined) is written between the two, and is apart so that a catalog
    need not change when it alone does. ``references`` are the items of ``#:``: ``content/a.md`` or
    ``content/a.md:12``.
    """

    msgid: str
    msgctxt: str | None = None
    extracted: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    breadcrumb: str = ""

    @property
    def key(self) -> Key:
        """What tells entries of one catalog apart: ``(msgctxt, msgid)``."""
        return (self.msgctxt, self.msgid)


class Carried(msgspec.Struct, frozen=True):
    """A translation that has been brought from one wording to another by rule; ``note`` says what changed."""

    msgstr: str
    note: str


class Carrier(Protocol):
    """Brings translations over where a wording has changed in nothing that is translated.

    Catalogs do not know what the language of their messages copies verbatim; who calls an update does.
    """

    def outline(self, msgid: str) -> str:
        """Return what is left of a wording without what a translation may copy."""

    def carry_over(self, old: str, new: str, msgstr: str, language: str) -> Carried | None:
        """Bring a translation of ``old`` over to ``new``; None if that takes a translator."""


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One entry: what its lines mean, and the lines themselves.

    ``raw`` is the exact text from the first comment to the last string, without the line end after it;
    ``gap`` is that line end and the blank lines up to the next entry. ``line`` (from 1) is where the msgid
    stands. In an entry with plural forms ``msgstr`` is the first form and ``plural_msgstrs`` are the
    others.
    """

    msgid: str
    msgstr: str
    raw: str
    gap: str = "\n\n"
    msgctxt: str | None = None
    msgid_plural: str | None = None
    plural_msgstrs: tuple[str, ...] = ()
    previous_msgid: str | None = None
    previous_msgctxt: str | None = None
    comments: tuple[str, ...] = ()
    extracted: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    obsolete: bool = False
    line: int = 0

    @property
    def key(self) -> Key:
        """What tells entries of one catalog apart: ``(msgctxt, msgid)``."""
        return (self.msgctxt, self.msgid)

    @property
    def fuzzy(self) -> bool:
        """Whether a person or a tool has marked the translation as in doubt."""
        return "fuzzy" in self.flags

    @property
    def has_translation(self) -> bool:
        """Whether there is any msgstr that must not be lost."""
        return bool(self.msgstr) or any(self.plural_msgstrs)

    @property
    def translated(self) -> bool:
        """Whether the msgstr (every form of it) is there and not in doubt."""
        return bool(self.msgstr) and all(self.plural_msgstrs) and not self.fuzzy

    @property
    def stale(self) -> bool:
        """Whether the msgstr belongs to an earlier wording."""
        return bool(self.msgstr) and self.fuzzy

    @property
    def missing(self) -> bool:
        """Whether there is nothing to show: neither translated nor stale."""
        return not self.translated and not self.stale

    @property
    def is_header(self) -> bool:
        """Whether this is the entry that holds the catalog's header fields."""
        return self.msgid == "" and self.msgctxt is None and not self.obsolete


class Catalog(msgspec.Struct, frozen=True):
    """A text with entries: ``lead``, then each entry's ``raw`` and ``gap``, with ``tail`` for the last gap.

    ``blocks`` are all entries as they stand in the file: header, live and obsolete ones. ``lead`` holds a
    byte order mark and blank lines, ``tail`` the last line end (or none), blank lines and comments that
    belong to no entry. A catalog always equals what is read from its own text. The properties look through
    all blocks: take them once, not in a loop.
    """

    lead: str
    blocks: tuple[Entry, ...]
    tail: str

    @property
    def header(self) -> Entry | None:
        """The entry with the header fields, if there is one."""
        return next((block for block in self.blocks if block.is_header), None)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The live entries in order, without the header."""
        return tuple(block for block in self.blocks if not block.obsolete and not block.is_header)

    @property
    def obsolete(self) -> tuple[Entry, ...]:
        """The ``#~`` entries in order."""
        return tuple(block for block in self.blocks if block.obsolete)

    @property
    def by_key(self) -> Mapping[Key, Entry]:
        """The live entries by ``(msgctxt, msgid)``; of two with one key the first."""
        return {entry.key: entry for entry in reversed(self.entries)}

    @property
    def line_end(self) -> str:
        """What new lines end with: what the first line of the file ends with."""
        first = next((text for text in _texts(self) if "\n" in text), "\n")
        return "\r\n" if first[: first.index("\n") + 1].endswith("\r\n") else "\n"


def _texts(catalog: Catalog) -> tuple[str, ...]:
    if not catalog.blocks:
        return (catalog.lead, catalog.tail)
    first = catalog.blocks[0]
    return (catalog.lead, first.raw, first.gap, catalog.tail)
