"""Bring catalogs and templates up to date with the messages that the source has now.

Every old entry has one of four fates: it serves a message of its own key, it serves a message that its
translation was made for before, it serves a reworded message (fuzzy), or it is retired. Everything here
works on the entries' texts; the result is read back, so that a catalog is always what its text says.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from i18n_pipeline.catalog.duplicates import merge_duplicates
from i18n_pipeline.catalog.entry import HEADER_KEY, Catalog, Entry, Key, Message
from i18n_pipeline.catalog.header import new_catalog, new_template, replace_creation_date
from i18n_pipeline.catalog.reading import parse_catalog
from i18n_pipeline.catalog.splicing import (
    Style,
    add_fuzzy,
    forget_wording,
    join_parts,
    remember_wording,
    remove_fuzzy,
    replace_source_comments,
    replace_source_strings,
    retire,
    revive,
    split_parts,
)
from i18n_pipeline.catalog.writing import (
    detect_width,
    extracted_lines,
    format_catalog,
    split_comments,
    write_message,
)
from i18n_pipeline.matching import Place, Wording, pair_wordings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

DEFAULT_SIMILARITY = 0.6
# The neighbours of what stands before the first message that both sides have, and after the last.
_START, _END = -1, -2


@dataclass(frozen=True, slots=True)
class _Origin:
    """The old entry that a message's entry is made of, and how."""

    entry: Entry
    way: Literal["same", "restored", "reworded"]


_Origins: TypeAlias = "dict[Key, _Origin]"


class _Texts:
    """A catalog in the making: each entry's text with the gap after it (None: a usual one)."""

    def __init__(self, line_end: str) -> None:
        self.pieces: list[tuple[str, str]] = []
        self._gap = line_end * 2

    def add(self, raw: str, gap: str | None = None) -> None:
        self.pieces.append((raw, self._gap if gap is None else gap))


def update_catalog(  # the header's makings are only for a catalog that has none
    old: Catalog,
    messages: Sequence[Message],
    *,
    date: str,
    similarity: float = DEFAULT_SIMILARITY,
    language: str = "",
    project: str = "",
) -> Catalog:
    """Return the catalog for ``messages``, in their order, with every translation of ``old`` kept.

    ``date`` (``2026-11-23 10:00+0000``) becomes the creation date if the msgids are not those of ``old``.
    ``similarity`` (0 to 1) is how alike an old wording must be for its translation to be offered.
    ``language`` and ``project`` are for a catalog without header.
    """
    wanted = _unique(messages)
    style = _style_of(old)
    blocks = merge_duplicates(old.blocks, style)
    origins = _find_origins(blocks, wanted, similarity)
    texts = _Texts(style.line_end)
    header = next((block for block in blocks if block.is_header), None)
    if header:
        texts.add(_dated(header, date, changed=_keys(old) != list(wanted)), header.gap)
    else:
        texts.add(new_catalog(language, project=project, date=date, line_end=style.line_end).blocks[0].raw)
    followers = _find_followers(blocks, origins)
    _add_obsolete(texts, followers.get(HEADER_KEY, ()))
    for message in wanted.values():
        _add_message(texts, message, origins.get(message.key), style)
        _add_obsolete(texts, followers.get(message.key, ()))
    _add_obsolete(texts, followers.get(None, ()))
    for entry in _leftovers(blocks, origins):
        texts.add(join_parts(retire(split_parts(entry.raw)), style), entry.gap)
    return _assemble(old, texts.pieces, style)


def update_template(
    old: Catalog | None,
    messages: Sequence[Message],
    *,
    date: str,
    project: str = "",
    report_to: str = "",
) -> Catalog:
    """Return the template for ``messages``, in their order; ``project`` is for a new header.

    What the source no longer has is left out: a template holds no translations.
    """
    wanted = _unique(messages)
    base = old or new_template(project=project, date=date, report_to=report_to)
    style = _style_of(base)
    present = base.by_key
    texts = _Texts(style.line_end)
    header = base.header or new_template(project=project, date=date, line_end=style.line_end).blocks[0]
    texts.add(_dated(header, date, changed=_keys(base) != list(wanted)), header.gap)
    for message in wanted.values():
        entry = present.get(message.key)
        if entry is None:
            texts.add(style.line_end.join(write_message(message, width=style.width)))
        elif _has_comments(entry, message):
            texts.add(entry.raw, entry.gap)
        else:
            parts = replace_source_comments(split_parts(entry.raw), message, style)
            texts.add(join_parts(parts, style), entry.gap)
    return _assemble(base, texts.pieces, style)


def _unique(messages: Iterable[Message]) -> dict[Key, Message]:
    """Messages by key; those with one key become one, with the references of all."""
    unique: dict[Key, Message] = {}
    for message in messages:
        if not message.msgid:
            raise ValueError("a message with an empty msgid can't be in a catalog")
        first = unique.setdefault(message.key, message)
        if first is not message:
            references = tuple(dict.fromkeys(first.references + message.references))
            unique[message.key] = replace(first, references=references)
    return unique


def _style_of(catalog: Catalog) -> Style:
    return Style(detect_width(format_catalog(catalog)), catalog.line_end)


def _keys(catalog: Catalog) -> list[Key]:
    return [entry.key for entry in catalog.entries]


# Which old entry serves which message


def _find_origins(blocks: Sequence[Entry], wanted: Mapping[Key, Message], similarity: float) -> _Origins:
    entries = [block for block in blocks if block.key != HEADER_KEY]
    by_key = {entry.key: entry for entry in entries}
    origins = {key: _Origin(by_key[key], "same") for key in wanted if key in by_key}
    # Entries that are in use come before those that were removed earlier.
    free = sorted((entry for entry in entries if entry.key not in wanted), key=lambda entry: entry.obsolete)
    free = [entry for entry in free if entry.msgstr and entry.msgid_plural is None]
    restored = _find_restored(free, [key for key in wanted if key not in origins])
    origins |= restored
    used = {origin.entry.key for origin in restored.values()}
    rest = [entry for entry in free if entry.key not in used]
    return origins | _find_reworded(entries, rest, wanted, origins, similarity)


def _find_restored(free: Iterable[Entry], missing: Iterable[Key]) -> _Origins:
    """Messages whose wording is back to what a stale translation was made for."""
    by_previous: dict[Key, Entry] = {}
    for entry in free:
        if entry.fuzzy and entry.previous_msgid is not None:
            by_previous.setdefault((entry.previous_msgctxt, entry.previous_msgid), entry)
    return {key: _Origin(by_previous[key], "restored") for key in missing if key in by_previous}


def _find_reworded(
    entries: Sequence[Entry],
    free: Sequence[Entry],
    wanted: Mapping[Key, Message],
    origins: _Origins,
    similarity: float,
) -> _Origins:
    missing = [key for key in wanted if key not in origins]
    if not missing or not free:
        return {}
    served = {origin.entry.key: key for key, origin in origins.items() if not origin.entry.obsolete}
    numbers = {key: number for number, key in enumerate(wanted)}
    anchors = {key: numbers[served[key]] for key in served}
    old_places = _find_places([entry.key for entry in entries if not entry.obsolete], anchors)
    new_places = _find_places(list(wanted), {served[key]: number for key, number in anchors.items()})
    old = [Wording(_wordings(entry), None if entry.obsolete else old_places[entry.key]) for entry in free]
    new = [Wording((key[1],), new_places[key]) for key in missing]
    pairs = pair_wordings(old, new, similarity=similarity)
    return {missing[j]: _Origin(free[i], "reworded") for i, j in pairs}


def _wordings(entry: Entry) -> tuple[str, ...]:
    """Return the wordings that an entry stands for: a stale one also for that of its translation."""
    previous = entry.previous_msgid if entry.fuzzy else None
    return (entry.msgid, previous) if previous else (entry.msgid,)


def _find_places(keys: Sequence[Key], anchors: Mapping[Key, int]) -> dict[Key, Place]:
    """Find the place of each key that is no anchor, among those that are."""
    places: dict[Key, Place] = {}
    before, slot = _START, list[Key]()
    for key in keys:
        if key not in anchors:
            slot.append(key)
            continue
        after = anchors[key]
        places |= {member: Place(before, after, rank) for rank, member in enumerate(slot)}
        before, slot = after, []
    return places | {member: Place(before, _END, rank) for rank, member in enumerate(slot)}


# What becomes of the texts


def _dated(header: Entry, date: str, *, changed: bool) -> str:
    return replace_creation_date(header.raw, date) if changed else header.raw


def _add_message(texts: _Texts, message: Message, origin: _Origin | None, style: Style) -> None:
    if origin is None:
        texts.add(style.line_end.join(write_message(message, width=style.width)))
    elif origin.way == "same" and _is_up_to_date(origin.entry, message):
        texts.add(origin.entry.raw, origin.entry.gap)
    else:
        texts.add(_rework(origin, message, style), origin.entry.gap)


def _rework(origin: _Origin, message: Message, style: Style) -> str:
    entry = origin.entry
    parts = split_parts(entry.raw)
    if entry.obsolete:
        parts = revive(parts)
    parts = replace_source_comments(parts, message, style)
    if origin.way == "restored":
        parts = remove_fuzzy(forget_wording(parts))
    elif origin.way == "reworded" and not entry.fuzzy:
        # A translation that was in doubt already keeps the wording it was made for, if that is known.
        parts = add_fuzzy(remember_wording(parts, entry, style))
    if origin.way != "same":
        parts = replace_source_strings(parts, message, style)
    return join_parts(parts, style)


def _is_up_to_date(entry: Entry, message: Message) -> bool:
    """Whether an entry may stay as it is: a breadcrumb that alone is another is no reason to rewrite it."""
    if entry.obsolete or entry.references != _normal_references(message):
        return False
    extracted = tuple(map(str.strip, entry.extracted))
    wanted = tuple(split_comments(message.extracted))
    if message.breadcrumb:
        return len(extracted) == len(wanted) + 1 and extracted[:1] + extracted[2:] == wanted
    return extracted == wanted


def _has_comments(entry: Entry, message: Message) -> bool:
    extracted = [text.strip() for text in entry.extracted]
    return extracted == extracted_lines(message) and entry.references == _normal_references(message)


def _normal_references(message: Message) -> tuple[str, ...]:
    return tuple(" ".join(reference.split()) for reference in message.references)


def _find_followers(blocks: Iterable[Entry], origins: _Origins) -> dict[Key | None, list[Entry]]:
    """Obsolete entries that stay, by the key of the live entry that they stand after; None: at the end."""
    used = {origin.entry.key for origin in origins.values()}
    kept = {key for key, origin in origins.items() if origin.way == "same" and not origin.entry.obsolete}
    followers: dict[Key | None, list[Entry]] = {}
    waiting: list[Entry] = []
    anchor: Key | None = None
    for block in blocks:
        if not block.obsolete:
            followers.setdefault(anchor, []).extend(waiting)
            waiting = []
            anchor = block.key if block.key in kept or block.is_header else None
        elif block.key not in used or block.key == HEADER_KEY:
            waiting.append(block)
    followers.setdefault(None, []).extend(waiting)
    return followers


def _add_obsolete(texts: _Texts, entries: Iterable[Entry]) -> None:
    for entry in entries:
        texts.add(entry.raw, entry.gap)


def _leftovers(blocks: Iterable[Entry], origins: _Origins) -> Iterator[Entry]:
    """Live entries that no message wants and that a person has put something into."""
    used = {origin.entry.key for origin in origins.values()}
    for block in blocks:
        unwanted = not block.obsolete and not block.is_header and block.key not in used
        if unwanted and (block.has_translation or any(text.strip() for text in block.comments)):
            yield block


def _assemble(old: Catalog, pieces: Sequence[tuple[str, str]], style: Style) -> Catalog:
    """Read the new text, which begins and ends as the old one."""
    lead, tail = (old.lead, old.tail) if old.blocks else (old.lead, style.line_end)
    if lead.strip("\ufeff \t\r\n") and not lead.endswith("\n"):
        lead += style.line_end
    texts = [text for piece in pieces for text in piece]
    text = "".join([lead, *texts[:-1], tail])
    return old if text == format_catalog(old) else parse_catalog(text)
