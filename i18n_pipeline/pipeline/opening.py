"""Opening the ledger: what earlier runs have written down, as far as it still holds.

A file of the store and its journal are read as one; then all that they know is held against the site.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from i18n_pipeline.pipeline.ledger import IN_MEMORY, Ledger, pack_names, unpack_names
from i18n_pipeline.pipeline.looking import Look
from i18n_pipeline.project.listing import change_names
from i18n_pipeline.store import (
    Answered,
    Closed,
    Journal,
    Known,
    Store,
    load_store,
    pack,
    pack_sightings,
    unpack_entry,
    unpack_known,
    unpack_sightings,
)
from i18n_pipeline.tracing import traced

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from pathlib import Path

    from i18n_pipeline.project.listing import Listing
    from i18n_pipeline.store import Loaded, Sightings
    from i18n_pipeline.tracing import Answer, Kind

# How questions are answered that the listing of the site has no answer to: from the path that they are about.
Answers: TypeAlias = "Mapping[Kind, Callable[[str], Answer]]"


def open_ledger(root: Path, name: str, context: str, listing: Listing, answers: Answers) -> Ledger:
    """Open the store's file called ``name``, and forget what no longer holds.

    What a run that was interrupted has left in its journal is taken over.
    """
    loaded = load_store(root, name, context)
    ledger = Ledger(root, name, stale=True) if loaded is None else _read_ledger(root, name, loaded)
    mark, written = (b"", 0) if loaded is None else (loaded.mark, loaded.written)
    ledger.journal = Journal(root, name, b"%s %s\n" % (context.encode(), mark))
    replay = _replay(ledger, ledger.journal)
    look = Look(str(root), max(written, replay.looked))
    _verify_records(ledger, replay, () if loaded is None else loaded.store.records, look)
    _verify_site(ledger, look)
    _verify_questions(ledger, _Asker(look, listing, _came_or_went(ledger, listing), answers))
    return ledger


def _came_or_went(ledger: Ledger, listing: Listing) -> frozenset[str]:
    if pack_names(listing.files) == ledger.listing:
        return frozenset()
    return frozenset(listing.files) ^ frozenset(unpack_names(ledger.listing))


def look_again(
    ledger: Ledger, before: Listing, listing: Listing, paths: Collection[str], answers: Answers
) -> None:
    """Forget what no longer holds of a ledger that held, now that somebody has touched ``paths``.

    They are read, whatever their dates say. What nobody would tell of is asked for again.
    """
    look = Look(str(ledger.root), 0)
    for known, record in ledger.about(paths):
        _verify_record(ledger, known, record, look)
    if ledger.site is not None and not ledger.site.files.keys().isdisjoint(paths):
        _verify_site(ledger, look)
    touched = {path for path in paths if before.has(path) != listing.has(path)}
    asker = _Asker(look, listing, touched, answers)
    _verify_questions(ledger, asker, lambda question: question.path in paths or _is_unsure(question))


def _is_unsure(question: Answered) -> bool:
    """Tell whether a question's answer may be another without anybody's touching a file of the site."""
    if question.kind == "file":
        return not question.listed
    return question.kind == "documents" or question.sighting is None


def _read_ledger(root: Path, name: str, loaded: Loaded) -> Ledger:
    store: Store = loaded.store
    questions = list(store.questions)
    return Ledger(root, name, store.listing, store.digests, store.site, {}, questions, size=loaded.size)


# The journal


class _Replay(msgspec.Struct):
    """What a journal says of pieces: their records, packed or its places, or None for nothing any more.

    ``asked`` are the questions of each record. Records of the file that asked one of those that are
    ``answered`` in another way are none. ``recent`` are pieces of the last run, that of a run before it was
    ``looked`` at by then (in nanoseconds).
    """

    records: dict[str, bytes | int | None] = msgspec.field(default_factory=dict)
    asked: dict[str, tuple[int, ...]] = msgspec.field(default_factory=dict)
    answered: set[int] = msgspec.field(default_factory=set)
    recent: set[str] = msgspec.field(default_factory=set)
    saved: int = 0
    looked: int = 0


def _replay(ledger: Ledger, journal: Journal) -> _Replay:
    """Read a journal; what it says of questions, names and digests goes into the ledger."""
    replay = _Replay()
    closed: Closed | None = None
    for place, packed in journal.read_all():
        if closed is not None:
            replay.recent.clear()
        entry, closed = unpack_entry(packed), None
        if isinstance(entry, Known):
            _replay_record(replay, entry, packed if place < IN_MEMORY else place)
        elif isinstance(entry, Closed):
            closed = entry
            _replay_end(ledger, replay, entry)
        else:
            _replay_answer(ledger, replay, entry.number, entry.answered)
    replay.saved = journal.saved
    if closed is not None:
        replay.looked = journal.saved - closed.taken
    elif replay.recent or replay.answered:
        ledger.stale = True
    return replay


def _replay_record(replay: _Replay, known: Known, record: bytes | int) -> None:
    name = known.name
    replay.records[name], replay.asked[name] = record, known.asked
    replay.recent.add(name)


def _replay_answer(ledger: Ledger, replay: _Replay, number: int, answered: Answered) -> None:
    if number < len(ledger.questions) and ledger.questions[number].answer != answered.answer:
        replay.answered.add(number)
        for name in [name for name, asked in replay.asked.items() if number in asked]:
            replay.records[name] = None
            del replay.asked[name]
    ledger.answer(number, answered)


def _replay_end(ledger: Ledger, replay: _Replay, closed: Closed) -> None:
    for name in closed.gone:
        replay.records[name] = None
        replay.asked.pop(name, None)
    if closed.came or closed.went:
        names = unpack_names(ledger.listing)
        change_names(names, unpack_names(closed.came), unpack_names(closed.went))
        ledger.listing = pack_names(names)
    if closed.digests:
        digests = dict(ledger.digests) | closed.digests
        ledger.digests = {path: digest for path, digest in digests.items() if digest is not None}
    for site in closed.site:
        ledger.site = site


# What holds


def _verify_records(ledger: Ledger, replay: _Replay, records: Iterable[bytes], look: Look) -> None:
    for packed in records:
        known = unpack_known(packed)
        if known.name in replay.records:
            continue
        if replay.answered.isdisjoint(known.asked):
            _verify_record(ledger, known, packed, look)
        else:
            ledger.stale = True
    late = Look(str(ledger.root), replay.saved)
    for name, record in replay.records.items():
        if record is not None and ledger.journal is not None:
            packed = ledger.journal.read(record) if isinstance(record, int) else record
            known = unpack_known(packed)
            _verify_record(ledger, known, record, late if name in replay.recent else look)


def _verify_record(ledger: Ledger, known: Known, record: bytes | int, look: Look) -> None:
    seen = unpack_sightings(known.files)
    files = look.confirm_all(seen)
    if files is None:
        ledger.forget(known.name)
        ledger.stale = True
    elif files is seen:
        ledger.records[known.name] = record
    else:
        ledger.put(known.name, _with_files(known, files))


def _with_files(known: Known, files: Sightings) -> bytes:
    return pack(msgspec.structs.replace(known, files=msgspec.Raw(pack_sightings(files))))


def _verify_site(ledger: Ledger, look: Look) -> None:
    site = ledger.site
    if site is None:
        return
    files = look.confirm_all(site.files)
    if files is not site.files:
        ledger.keep_site(None if files is None else msgspec.structs.replace(site, files=files))


def _verify_questions(
    ledger: Ledger, asker: _Asker, concerned: Callable[[Answered], bool] = lambda _: True
) -> None:
    if asker.came_or_went:
        ledger.keep_site(None)
    changed = []
    for number, question in enumerate(ledger.questions):
        fresh = asker.ask(question) if concerned(question) else question
        if fresh is None:
            changed.append(number)
        elif fresh is not question:
            ledger.confirm_answer(number, fresh)
    ledger.forget_askers(changed)


class _Asker:
    """Asks questions again. ``came_or_went`` are files that weren't there before, or are no longer."""

    def __init__(self, look: Look, listing: Listing, came_or_went: Collection[str], answers: Answers) -> None:
        self._root = look.root
        self._look = look
        # Through links files come and go unlisted.
        self._sure = not (listing.linked or listing.trouble)
        self.came_or_went = came_or_went
        self._answers = answers

    def ask(self, question: Answered) -> Answered | None:
        """Return the question if its answer is as it was, with what is seen now; else None."""
        if question.kind in ("hidden", "entries", "lines"):
            return question  # `Ledger.hide` has the answer, or `Ledger.settle`
        if question.kind == "documents":
            return None if self.came_or_went else question
        if question.kind == "file":
            return question if self._is_listed(question) or self._is_file(question) else None
        return self._ask_file(question)

    def _is_listed(self, question: Answered) -> bool:
        return self._sure and question.listed and question.path not in self.came_or_went

    def _is_file(self, question: Answered) -> bool:
        return os.path.isfile(f"{self._root}/{question.path}") == question.answer  # noqa: PTH113

    def _ask_file(self, question: Answered) -> Answered | None:
        """Ask what is read off a file: not again if that holds the same."""
        if question.sighting is not None:
            holds, found = self._look.confirm(question.path, question.sighting)
            if holds:
                same = found is question.sighting
                return question if same else msgspec.structs.replace(question, sighting=found)
        with traced(self._root) as trace:
            try:
                answer = self._answers[question.kind](question.path)
            except OSError:
                return None
        found = trace.files.get(question.path)
        return msgspec.structs.replace(question, sighting=found) if answer == question.answer else None
