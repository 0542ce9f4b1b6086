"""What of a page goes into its catalog: translations that are not there yet, and those that a person edited.

What a catalog has already is not replaced, unless the page was generated from it and edited since. What has
no partner becomes a translator's comment, at the message before it, so that it is found where it belongs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec
from msgspec.structs import replace

from i18n_pipeline.adopt.taking import COPIED, is_name
from i18n_pipeline.adopt.units import CODE
from i18n_pipeline.catalog import Filling, doubt_note
from i18n_pipeline.catalog.entry import HEADER_KEY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from i18n_pipeline.adopt.taking import Taken, Taking
    from i18n_pipeline.adopt.undoing import Undo
    from i18n_pipeline.adopt.units import Unit
    from i18n_pipeline.catalog import Entry, Key

# What becomes of a pair. "same": the catalog has it; "kept": it has another translation, which stays;
# "untranslated": the page shows the source.
State: TypeAlias = Literal["translated", "doubtful", "same", "kept", "untranslated"]


_NO_COUNTERPART = "no counterpart"
_ANOTHER = "another translation"
# What is said of a text, and its first line.
_Remark: TypeAlias = tuple[str, str]
_REMARK = re.compile(rf"(?P<what>{_NO_COUNTERPART}|{_ANOTHER}) at (?P<page>.+?):[0-9]+: (?P<text>.*)")


class Circumstances(msgspec.Struct, frozen=True):
    """What is known of a page beside its text.

    ``base`` are the texts of the page as it was generated, None if it wasn't or nobody knows; ``generated``
    tells whether it was. In ``kindred`` languages (``en`` and ``en-GB``) a translation may be as good as its
    source. With ``force`` translations that are there are replaced.
    """

    page: str
    undo: Undo
    generated: bool = False
    kindred: bool = False
    base: frozenset[str] | None = None
    force: bool = False


class Decision(msgspec.Struct, frozen=True):
    """A pair, what becomes of it, and its text as a translation."""

    taken: Taken
    state: State
    text: str


class Settlement(msgspec.Struct, frozen=True):
    """What to put into a catalog, all pairs with what becomes of them, and what has no partner.

    ``stale`` are translations of an earlier wording, ``gone`` those of texts that the source has no more.
    """

    fillings: Mapping[Key, Filling]
    decisions: tuple[Decision, ...]
    left: tuple[Unit, ...]
    stale: int = 0
    gone: int = 0


def settle(taking: Taking, entries: Mapping[Key, Entry], known: Circumstances) -> Settlement:
    """Decide on each pair of a page, given the catalog's entries."""
    noted = {remark for entry in entries.values() for remark in _remarks(entry, known.page)}
    taking = _set_apart(taking, entries, noted)
    chosen = _choose(taking.taken, entries, known)
    decisions = [_decide(item, entries, known, chosen[_key(item)]) for item in taking.taken]
    fillings: dict[Key, Filling] = {}
    for decision in decisions:
        filling = _fill(decision, entries, known)
        if filling is not None:
            fillings[_key(decision.taken)] = filling
    left = tuple(unit for unit in taking.left if unit.kind != CODE and unit.text not in (known.base or ()))
    others = [(decision.taken.targets[0], _ANOTHER) for decision in decisions if decision.state == "kept"]
    remarks = [(unit, _NO_COUNTERPART) for unit in left] + others
    new = [(unit, what) for unit, what in remarks if (what, _first_line(unit)) not in noted]
    for key, comment in _comments(new, taking, known):
        old = fillings.get(key, Filling())
        fillings[key] = msgspec.structs.replace(old, comments=(*old.comments, comment))
    return Settlement(fillings, tuple(decisions), left)


def _set_apart(taking: Taking, entries: Mapping[Key, Entry], noted: AbstractSet[_Remark]) -> Taking:
    """Leave texts without counterpart that are noted to have none, if all that they can be is translated.

    Once the translations beside such a text are gone from the page, it would be taken for one of them.
    """
    apart = [
        item
        for item in taking.taken
        if (entry := entries.get(_key(item))) is not None
        and entry.has_translation
        and entry.msgstr != item.text
        and all((_NO_COUNTERPART, _first_line(unit)) in noted for unit in item.targets)
    ]
    if not apart:
        return taking
    taken = tuple(item for item in taking.taken if item not in apart)
    return replace(
        taking, taken=taken, left=(*taking.left, *(unit for item in apart for unit in item.targets))
    )


def _remarks(entry: Entry, page: str) -> Iterator[_Remark]:
    """Yield what an entry's comments say of texts of a page, wherever those stood then."""
    for comment in entry.comments:
        match = _REMARK.match(comment)
        if match and match["page"] == page:
            yield match["what"], match["text"].strip()


def _first_line(unit: Unit) -> str:
    return unit.text.replace("\r", "\n").split("\n")[0].strip()


def _key(taken: Taken) -> Key:
    segment = taken.source.segment
    return segment.key if segment else (None, taken.source.text)


def _choose(taken: Sequence[Taken], entries: Mapping[Key, Entry], known: Circumstances) -> dict[Key, Taken]:
    """Choose one translation for each message: one that was edited, then a sure one, then the first."""
    chosen: dict[Key, Taken] = {}
    for item in sorted(taken, key=lambda item: (not _is_edit(item, entries, known), len(item.doubts))):
        chosen.setdefault(_key(item), item)
    return chosen


def _is_edit(item: Taken, entries: Mapping[Key, Entry], known: Circumstances) -> bool:
    """Tell whether a person has changed on the page what the catalog has still as it was shown there."""
    entry = entries.get(_key(item))
    if known.base is None or entry is None or item.text in known.base:
        return False
    return not entry.has_translation or entry.msgstr in known.base


def _decide(item: Taken, entries: Mapping[Key, Entry], known: Circumstances, chosen: Taken) -> Decision:
    entry = entries.get(_key(item))
    segment = item.source.segment
    text = known.undo.restore(item.text, item.source.text, segment.form if segment else None)
    if entry is None or entry.msgid_plural is not None or _is_untranslated(item, text, entry, known):
        return Decision(item, "untranslated", text)
    is_unedited = known.base is not None and item.text in known.base
    if text == entry.msgstr or (is_unedited and entry.has_translation):
        return Decision(item, "same", text)
    if item is not chosen:
        return Decision(item, "same" if item.text == chosen.text else "kept", text)
    if entry.has_translation and not known.force and not _is_edit(item, entries, known):
        return Decision(item, "kept", text)
    doubts = [doubt for doubt in item.doubts if not (known.kindred and doubt == COPIED)]
    return Decision(item, "doubtful" if doubts else "translated", text)


def _is_untranslated(item: Taken, text: str, entry: Entry, known: Circumstances) -> bool:
    """Tell whether a page shows the source; a short text that is the same may be a name."""
    if text == item.source.text:
        return known.generated or entry.has_translation or not is_name(text)
    return not text or (item.copied and not known.kindred)


def _fill(decision: Decision, entries: Mapping[Key, Entry], known: Circumstances) -> Filling | None:
    if decision.state not in ("translated", "doubtful"):
        return None
    entry = entries[_key(decision.taken)]
    if entry.stale and _is_edit(decision.taken, entries, known):
        # An edit of a stale text need not have brought it up to date.
        wording = None if entry.previous_msgid is None else (entry.previous_msgctxt, entry.previous_msgid)
        return Filling(decision.text, fuzzy=True, wording=wording, keep_notes=True)
    where = f" ({known.page}:{decision.taken.targets[0].line})"
    notes = tuple(doubt_note(doubt + where) for doubt in decision.taken.doubts)
    return Filling(decision.text, fuzzy=bool(notes), notes=notes)


def _comments(
    units: Iterable[tuple[Unit, str]], taking: Taking, known: Circumstances
) -> Iterator[tuple[Key, str]]:
    """Yield a comment for each text that is in no msgstr, with the key of the message before it."""
    places = sorted((item.targets[0].line, number) for number, item in enumerate(taking.taken))
    for unit, what in sorted(units, key=lambda found: found[0].line):
        before = [number for line, number in places if line <= unit.line]
        key = _key(taking.taken[before[-1]]) if before else HEADER_KEY
        yield key, f"{what} at {known.page}:{unit.line}: {unit.text}"
