"""Which old entry serves which message, surest first.

An entry of the message's own key; one whose translation was made for this wording before; one whose wording
differs in nothing that is translated; one that held this text in another segmentation; then those that are
alike, and paragraphs that were split or joined. Each old entry serves one message, but for the last two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

from i18n_pipeline.catalog.entry import HEADER_KEY, Entry, Key
from i18n_pipeline.catalog.resegmenting import find_joined, find_parts, join_texts
from i18n_pipeline.matching import SHORT_TEXT, Place, Wording, find_run, pair_wordings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from i18n_pipeline.catalog.entry import Carrier, Message

# The neighbours of what stands before the first message that both sides have, and after the last.
_START, _END = -1, -2
# A stretch with more texts than this was rewritten rather than split.
_LONGEST_STRETCH = 32


class Origin(msgspec.Struct, frozen=True, gc=False):
    """The old entry that a message's entry is made of, and how.

    ``carried`` has a translation of its own: ``msgstr``, made for ``wording`` (None: for this very message),
    and ``note`` says what rule made it. ``composed`` has so too, but leaves the entry to others, or to be
    retired: it is a part of it, or more than it.
    """

    entry: Entry
    way: Literal["same", "restored", "reworded", "carried", "composed"]
    msgstr: str = ""
    wording: str | None = None
    note: str = ""


Origins: TypeAlias = "dict[Key, Origin]"


class Setting(msgspec.Struct, frozen=True):
    """What an update goes by, beside entries and messages.

    ``segmented_otherwise`` tells that the catalog was made by another segmentation than today's.
    """

    similarity: float
    language: str = ""
    carrier: Carrier | None = None
    segmented_otherwise: bool = False


def used_keys(origins: Origins) -> set[Key]:
    """Return the keys of the old entries that live on in the entries of messages."""
    return {origin.entry.key for origin in origins.values() if origin.way != "composed"}


def find_origins(blocks: Sequence[Entry], wanted: Mapping[Key, Message], setting: Setting) -> Origins:
    """Find the origin of each message that has one."""
    entries = [block for block in blocks if block.key != HEADER_KEY]
    by_key = {entry.key: entry for entry in entries}
    origins = {key: Origin(by_key[key], "same") for key in wanted if key in by_key}
    if len(origins) == len(wanted):
        return origins
    # Entries that are in use come before those that were removed earlier.
    free = sorted((entry for entry in entries if entry.key not in wanted), key=lambda entry: entry.obsolete)
    free = [entry for entry in free if entry.msgstr and entry.msgid_plural is None]
    missing = [key for key in wanted if key not in origins]
    for find in (_find_restored, _find_carried, _find_segmented):
        found = find(free, missing, setting)
        used = used_keys(found)
        free = [entry for entry in free if entry.key not in used]
        missing = [key for key in missing if key not in found]
        origins |= found
    return origins | _find_reworded(entries, free, wanted, origins, setting)


def _find_restored(free: Sequence[Entry], missing: Sequence[Key], _setting: Setting) -> Origins:
    """Messages whose wording is back to what a stale translation was made for."""
    by_previous: dict[Key, Entry] = {}
    for entry in free:
        if entry.fuzzy and entry.previous_msgid is not None:
            by_previous.setdefault((entry.previous_msgctxt, entry.previous_msgid), entry)
    return {key: Origin(by_previous[key], "restored") for key in missing if key in by_previous}


# Mechanical edits


def _find_carried(free: Sequence[Entry], missing: Sequence[Key], setting: Setting) -> Origins:
    """Messages that differ from an old wording in nothing that is translated."""
    carrier = setting.carrier
    if carrier is None or not free or not missing:
        return {}
    old: dict[Key, list[Entry]] = {}
    for entry in free:
        old.setdefault((entry.msgctxt, carrier.outline(entry.msgid)), []).append(entry)
    new: dict[Key, list[Key]] = {}
    for key in missing:
        new.setdefault((key[0], carrier.outline(key[1])), []).append(key)
    return {
        key: _carry(entry, key, carrier, setting.language)
        for outline, keys in new.items()
        for entry, key in _pair_equals(old.get(outline, []), keys)
    }


def _pair_equals(entries: Sequence[Entry], keys: Sequence[Key]) -> Iterator[tuple[Entry, Key]]:
    """Pair those that say the same: the likest ones first, the others in order."""
    if len(entries) == 1 or len(keys) == 1 == len(entries):
        yield from zip(entries, keys, strict=False)
        return
    old = [Wording((entry.msgid,)) for entry in entries]
    new = [Wording((msgid,)) for _, msgid in keys]
    for i, j in pair_wordings(old, new, similarity=0):
        yield entries[i], keys[j]


def _carry(entry: Entry, key: Key, carrier: Carrier, language: str) -> Origin:
    carried = None if entry.fuzzy else carrier.carry_over(entry.msgid, key[1], entry.msgstr, language)
    if carried is None:
        return Origin(entry, "reworded")
    return Origin(entry, "carried", carried.msgstr, note=carried.note)


# Another segmentation


def _find_segmented(free: Sequence[Entry], missing: Sequence[Key], setting: Setting) -> Origins:
    """Messages whose text stood in a catalog in larger pieces, in smaller ones, or with marks around."""
    wanted = set(missing)
    origins: Origins = {}
    for entry in free:
        for part in find_parts(entry):
            key = (entry.msgctxt, part.msgid)
            if key in wanted:
                way: Literal["carried", "composed"] = "carried" if part.whole else "composed"
                origins.setdefault(key, Origin(entry, way, part.msgstr, part.wording))
    if setting.segmented_otherwise:
        for key, joined in find_joined(free, [key for key in missing if key not in origins]):
            origins[key] = Origin(joined.first, "composed", joined.msgstr, joined.wording)
    return origins


# Other wordings


def _find_reworded(
    entries: Sequence[Entry],
    free: Sequence[Entry],
    wanted: Mapping[Key, Message],
    origins: Origins,
    setting: Setting,
) -> Origins:
    similarity = setting.similarity
    missing = [key for key in wanted if key not in origins]
    if not missing or not free:
        return {}
    served = {
        origin.entry.key: key
        for key, origin in origins.items()
        if origin.way != "composed" and not origin.entry.obsolete
    }
    numbers = {key: number for number, key in enumerate(wanted)}
    anchors = {key: numbers[served[key]] for key in served}
    old_places = _find_places([entry.key for entry in entries if not entry.obsolete], anchors)
    new_places = _find_places(list(wanted), {served[key]: number for key, number in anchors.items()})
    old = [
        Wording(
            _forms(_wordings(entry), setting),
            None if entry.obsolete else old_places[entry.key],
            "".join(entry.extracted[:1]),
        )
        for entry in free
    ]
    new = [
        Wording(_forms((key[1],), setting), new_places[key], "".join(wanted[key].extracted[:1]))
        for key in missing
    ]
    pairs = pair_wordings(old, new, similarity=similarity)
    found = {missing[j]: Origin(free[i], "reworded") for i, j in pairs}
    if len(pairs) < len(missing):
        found |= _find_split(_Stretches(free, missing, old, new), dict(pairs), similarity)
    if len(pairs) < len(free):
        found |= _find_merged(_Stretches(free, missing, old, new), {j: i for i, j in pairs}, similarity)
    return found


def _wordings(entry: Entry) -> tuple[str, ...]:
    """Return the wordings that an entry stands for: a stale one also for that of its translation."""
    previous = entry.previous_msgid if entry.fuzzy else None
    return (entry.msgid, previous) if previous else (entry.msgid,)


# A text whose tokens (addresses, code) are this much of it is likened without them as well.
_TOKENS_SHARE = 0.3


def _forms(texts: tuple[str, ...], setting: Setting) -> tuple[str, ...]:
    """Return the forms that a text is likened in: as written and, if much of it is tokens, without them."""
    if setting.carrier is None:
        return texts
    bare = [setting.carrier.outline(text) for text in texts]
    long = [
        form for form, text in zip(bare, texts, strict=True) if len(form) < len(text) * (1 - _TOKENS_SHARE)
    ]
    return (*texts, *(form for form in long if len(form) >= SHORT_TEXT))


def wording_of(entry: Entry) -> str:
    """Return the wording that an entry's translation was made for, as far as that is known."""
    return entry.previous_msgid or entry.msgid if entry.fuzzy else entry.msgid


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


# Split and joined paragraphs


class _Stretches:
    """What stands between the same neighbours on both sides, as far as it has no pair for certain."""

    def __init__(
        self, free: Sequence[Entry], missing: Sequence[Key], old: Sequence[Wording], new: Sequence[Wording]
    ) -> None:
        self.free, self.missing = free, missing
        self._old, self._new = _by_slot(old), _by_slot(new)

    def __iter__(self) -> Iterator[tuple[list[int], list[int]]]:
        for slot, new in self._new.items():
            old = self._old.get(slot, [])
            if old and max(len(old), len(new)) <= _LONGEST_STRETCH:
                yield old, new


def _by_slot(wordings: Sequence[Wording]) -> dict[tuple[int, int], list[int]]:
    slots: dict[tuple[int, int], list[int]] = {}
    for index, wording in enumerate(wordings):
        if wording.place:
            slots.setdefault((wording.place.before, wording.place.after), []).append(index)
    return slots


def _find_split(stretches: _Stretches, pairs: Mapping[int, int], similarity: float) -> Origins:
    """Messages that an old paragraph was split into: each has its translation, and all of its wording."""
    origins: Origins = {}
    taken = set(pairs.values())
    for old, new in stretches:
        texts = [stretches.missing[j][1] for j in new]
        for i in old:
            spare = {position for position, j in enumerate(new) if j not in taken}
            if not spare:
                break
            entry = stretches.free[i]
            first = new.index(pairs[i]) if pairs.get(i) in new else None
            run = find_run(entry.msgid, texts, spare, first, similarity=similarity)
            for position in run:
                if new[position] not in taken:
                    taken.add(new[position])
                    key = stretches.missing[new[position]]
                    origins[key] = Origin(entry, "composed", entry.msgstr, wording_of(entry))
    return origins


def _find_merged(stretches: _Stretches, pairs: Mapping[int, int], similarity: float) -> Origins:
    """Messages that old paragraphs were joined to: all of their translations, and all of their wordings."""
    origins: Origins = {}
    taken = set(pairs.values())
    for old, new in stretches:
        entries = [stretches.free[i] for i in old]
        texts = [entry.msgid for entry in entries]
        for j in new:
            spare = {position for position, i in enumerate(old) if i not in taken}
            if not spare:
                break
            key = stretches.missing[j]
            first = old.index(pairs[j]) if pairs.get(j) in old else None
            run = find_run(key[1], texts, spare, first, similarity=similarity)
            if len(run) > 1:
                taken |= {old[position] for position in run}
                origins[key] = _join([entries[position] for position in run])
    return origins


def _join(entries: Iterable[Entry]) -> Origin:
    first, *others = entries
    msgstr, wording = first.msgstr, wording_of(first)
    for entry in others:
        msgstr, wording = join_texts(msgstr, entry.msgstr), join_texts(wording, wording_of(entry))
    return Origin(first, "composed", msgstr, wording)
