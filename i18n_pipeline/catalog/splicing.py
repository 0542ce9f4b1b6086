"""Changes to an entry's text that touch the lines they must and no others.

Each function takes an entry's lines and returns the new ones. Lines are without line ends; in a file with
mixed line ends a changed entry gets those of the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from i18n_pipeline.catalog.lines import LineKind, read_line
from i18n_pipeline.catalog.writing import (
    split_comments,
    write_comments,
    write_source_comments,
    write_source_strings,
    write_string,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from i18n_pipeline.catalog.entry import Message

_KEYWORDS: frozenset[LineKind] = frozenset({"msgctxt", "msgid", "msgid_plural", "msgstr"})
_BEFORE_EXTRACTED: frozenset[LineKind] = frozenset({"translator", "blank"})
_BEFORE_REFERENCES: frozenset[LineKind] = _BEFORE_EXTRACTED | {"extracted"}
_BEFORE_FLAGS: frozenset[LineKind] = _BEFORE_REFERENCES | {"reference"}


class Style(msgspec.Struct, frozen=True):
    """How a file writes what is new in it: columns of a line, and the line end."""

    width: int
    line_end: str


class Part(NamedTuple):
    """A line and what it belongs to: a string belongs to the keyword above it."""

    kind: LineKind
    text: str


Parts = list[Part]


def split_parts(raw: str) -> Parts:
    """Split an entry into lines, each with what it belongs to."""
    parts: Parts = []
    keyword: LineKind = "msgid"
    for source in raw.split("\n"):
        text = source.removesuffix("\r")
        kind = read_line(text, 0).kind
        if kind in _KEYWORDS:
            keyword = kind
        parts.append(Part(keyword if kind == "string" else kind, text))
    return parts


def join_parts(parts: Iterable[Part], style: Style) -> str:
    """Join an entry's lines to its text."""
    return style.line_end.join(part.text for part in parts)


def replace_source_comments(parts: Parts, message: Message, style: Style, notes: Sequence[str] = ()) -> Parts:
    """Put a message's ``#.`` and ``#:`` lines where such lines stand, or where GNU gettext has them.

    ``notes`` are ``#.`` lines about the translation, behind those of the message.
    """
    new = _parts("extracted", write_source_comments(message, width=style.width, notes=notes))
    extracted = [part for part in new if part.text.startswith("#.")]
    references = [Part("reference", part.text) for part in new[len(extracted) :]]
    parts = _replace(parts, "extracted", extracted, _BEFORE_EXTRACTED)
    return _replace(parts, "reference", references, _BEFORE_REFERENCES)


def replace_source_strings(parts: Parts, message: Message, style: Style) -> Parts:
    """Put a message's msgctxt and msgid where the old ones stand."""
    kept = [part for part in parts if part.kind != "msgctxt"]
    return _replace(
        kept, "msgid", _parts("msgid", write_source_strings(message, width=style.width)), frozenset()
    )


def replace_translation(parts: Parts, msgstr: str, style: Style) -> Parts:
    """Put another msgstr in place of the old one; not for entries with plural forms."""
    return _replace(
        parts, "msgstr", _parts("msgstr", write_string("msgstr", msgstr, width=style.width)), frozenset()
    )


def remember_wording(parts: Parts, msgctxt: str | None, msgid: str, style: Style) -> Parts:
    """Write a wording as the earlier one (``#|``), just before the strings."""
    kept = [part for part in parts if part.kind != "previous"]
    lines = [] if msgctxt is None else _write_previous("msgctxt", msgctxt, style)
    lines += _write_previous("msgid", msgid, style)
    place = next(index for index, part in enumerate(kept) if part.kind in _KEYWORDS)
    return kept[:place] + _parts("previous", lines) + kept[place:]


def _write_previous(keyword: str, text: str, style: Style) -> list[str]:
    return write_string(keyword, text, width=style.width, prefix="#| ")


def forget_wording(parts: Parts) -> Parts:
    """Leave out the earlier wording."""
    return [part for part in parts if part.kind != "previous"]


def add_fuzzy(parts: Parts) -> Parts:
    """Flag as fuzzy, before other flags of the first ``#,`` line or on one of its own."""
    for index, part in enumerate(parts):
        if part.kind == "flag" and part.text.startswith("#,"):
            others = part.text[2:].strip()
            flags = Part("flag", f"#, fuzzy, {others}" if others else "#, fuzzy")
            return [*parts[:index], flags, *parts[index + 1 :]]
    return _insert(parts, [Part("flag", "#, fuzzy")], _BEFORE_FLAGS)


def remove_fuzzy(parts: Parts) -> Parts:
    """Take the fuzzy flag away, and its line if it has no other; other flags stay as they are written."""
    return [new for part in parts for new in _without_fuzzy(part)]


def _without_fuzzy(part: Part) -> Parts:
    mark = part.text.lstrip()[:2]
    flags = [flag.strip() for flag in part.text.strip()[2:].split(",")]
    if part.kind != "flag" or "fuzzy" not in flags:
        return [part]
    others = ", ".join(flag for flag in flags if flag and flag != "fuzzy")
    return [Part("flag", f"{mark} {others}")] if others else []


def add_comments(parts: Parts, texts: Sequence[str]) -> Parts:
    """Add translator comments after those there are; one that is there already stays the only one."""
    for text in texts:
        lines = write_comments("#", split_comments([text]))
        if not _has_comment(parts, lines):
            parts = _insert(parts, _parts("translator", lines), _BEFORE_EXTRACTED)
    return parts


def _has_comment(parts: Parts, lines: Sequence[str]) -> bool:
    there = [part.text.rstrip() for part in parts if part.kind == "translator"]
    return any(there[start : start + len(lines)] == list(lines) for start in range(len(there)))


def add_notes(parts: Parts, texts: Sequence[str]) -> Parts:
    """Add ``#.`` lines after those there are."""
    return _insert(
        parts, _parts("extracted", write_comments("#.", split_comments(texts))), _BEFORE_REFERENCES
    )


def retire(parts: Parts) -> Parts:
    """Make a live entry obsolete: ``#~`` before its strings, and no word on where it is in the source."""
    return [_retire_part(part) for part in parts if part.kind not in {"extracted", "reference"}]


def _retire_part(part: Part) -> Part:
    if part.kind == "previous":
        return Part(part.kind, "#~" + part.text.lstrip()[1:])
    return Part(part.kind, "#~ " + part.text.lstrip()) if part.kind in _KEYWORDS else part


def revive(parts: Parts) -> Parts:
    """Make an obsolete entry live again."""
    return [Part(part.kind, _revive_text(part.text)) for part in parts]


def _revive_text(text: str) -> str:
    stripped = text.lstrip()
    if stripped.startswith("#~|"):
        return "#" + stripped[2:]
    return stripped[2:].removeprefix(" ") if stripped.startswith("#~") else text


def _parts(kind: LineKind, lines: Iterable[str]) -> Parts:
    return [Part(kind, line) for line in lines]


def _replace(parts: Parts, kind: LineKind, new: Parts, before: frozenset[LineKind]) -> Parts:
    """Replace the lines of a kind, or insert after the lines of the kinds ``before``."""
    place = next((index for index, part in enumerate(parts) if part.kind == kind), None)
    if place is None:
        return _insert(parts, new, before)
    rest = [part for part in parts[place:] if part.kind != kind]
    return parts[:place] + new + rest


def _insert(parts: Parts, new: Parts, before: frozenset[LineKind]) -> Parts:
    place = next(index for index, part in enumerate(parts) if part.kind not in before)
    return parts[:place] + new + parts[place:]
