"""What earlier runs found out and still holds, and what this run finds out: work that need not be done.

The outcome of work is a function of the files that it reads, of what it asks about others, of the
configuration and of this tool. All of that is kept beside the outcome (`tracing` gathers it), and held
against the site at the start of each run. What was written is kept as an outcome without changes: a second
sync writes nothing.
"""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import msgspec
from msgspec.structs import replace

from i18n_pipeline.pipeline.looking import Look
from i18n_pipeline.pipeline.packing import pack_outcome, unpack_outcome
from i18n_pipeline.pipeline.pieces import Digests
from i18n_pipeline.store import (
    Answered,
    Journal,
    Known,
    Numbered,
    SiteRecord,
    Store,
    load_store,
    pack,
    pack_sightings,
    save_store,
    unpack_entry,
    unpack_known,
    unpack_sightings,
)
from i18n_pipeline.tracing import Found, traced

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from i18n_pipeline.pipeline.orders import Outcome
    from i18n_pipeline.pipeline.pieces import Piece
    from i18n_pipeline.pipeline.results import Lesson
    from i18n_pipeline.project.listing import Listing
    from i18n_pipeline.store import Loaded, Sightings
    from i18n_pipeline.tracing import Answer, Kind, Question, Sighting

# Files as they were seen, packed, and questions with what came of them.
Evidence: TypeAlias = "tuple[bytes, tuple[tuple[Question, Found], ...]]"
# How questions are answered that the listing of the site has no answer to: from the path that they are about.
Answers: TypeAlias = "Mapping[Kind, Callable[[str], Answer]]"


@dataclass(slots=True)
class Ledger:
    """Records that hold, by the names of their pieces, and the questions that they asked.

    ``name`` is the store's file; empty where nothing is kept. ``site`` is what was found out about the site
    as a whole. ``records`` are packed, or the places of what this run has found out in its ``journal``.
    ``stale`` tells that the file is no longer what should be in it.
    """

    root: Path
    name: str = ""
    listing: bytes = b""
    digests: Mapping[str, str] = field(default_factory=dict)
    site: SiteRecord | None = None
    records: dict[str, bytes | int] = field(default_factory=dict)
    questions: list[Answered] = field(default_factory=list)
    numbers: dict[Kind, dict[str, int]] = field(default_factory=dict)
    stale: bool = False
    journal: Journal | None = None

    def knows(self, piece: Piece) -> bool:
        """Tell whether it is known what came of the work on a piece."""
        return self._recall(piece) is not None

    def recall(self, piece: Piece) -> bytes | None:
        """Return what came of the work on a piece, packed; None if it has to be done."""
        known = self._recall(piece)
        if known is None:
            return None
        if len(piece.languages) == len(known.languages):
            return known.outcome
        return pack_outcome(_only(unpack_outcome(known.outcome), piece.languages))

    def _recall(self, piece: Piece) -> Known | None:
        known = self._find(piece.name)
        if known is None or known.documents != piece.documents:
            return None
        return known if set(piece.languages) <= set(known.languages) else None

    def evidence_of(self, name: str) -> Evidence:
        """Return what the outcome of the work on a piece follows from; nothing if that isn't known."""
        known = self._find(name)
        if known is None:
            return b"", ()
        asked = map(self.questions.__getitem__, known.asked)
        answers = (((one.kind, one.path), Found(one.answer, one.sighting)) for one in asked)
        return bytes(known.files), tuple(answers)

    def _find(self, name: str) -> Known | None:
        packed = self.records.get(name)
        if isinstance(packed, int):
            packed = None if self.journal is None else self.journal.read(packed)
        return None if packed is None else unpack_known(packed)

    def _all(self) -> Iterator[Known]:
        found = map(self._find, self.records)
        return (known for known in found if known is not None)

    def keep(self, piece: Piece, lesson: Lesson, *, in_journal: bool) -> None:
        """Keep what came of the work on a piece.

        What is written ``in_journal`` is known to the next run even if this one is cut short.
        """
        self.forget(piece.name)
        if not self.name:
            return
        asked = tuple(self._number(question, found) for question, found in lesson.answers)
        files, outcome = msgspec.Raw(lesson.files), msgspec.Raw(lesson.outcome)
        packed = pack(Known(piece.name, piece.documents, piece.languages, asked, files, outcome))
        journal = self.journal if in_journal else None
        self.records[piece.name] = packed if journal is None else journal.append(packed)
        self.stale = True

    def forget(self, name: str) -> None:
        """Forget what is known of a piece."""
        if self.records.pop(name, None) is not None:
            self.stale = True

    def sightings(self, *, without: Container[str]) -> Iterator[tuple[str, Sighting | None]]:
        """Yield the files that the work on pieces saw, as they are in this run, ``without`` some pieces."""
        for known in self._all():
            if known.name not in without:
                yield from unpack_sightings(known.files).items()

    def keep_site(self, site: SiteRecord | None) -> None:
        """Keep what was found out about the site as a whole."""
        if site != self.site:
            self.site, self.stale = site, True

    def forget_pages(self, digests: Mapping[str, str]) -> None:
        """Forget what was found out from pages whose digest, as they were last written, is another by now."""
        pages = {path for path, _ in self.digests.items() ^ digests.items()}
        if pages:
            self._forget_if(lambda known: not pages.isdisjoint(unpack_sightings(known.files)))
            if self.site is not None and not pages.isdisjoint(self.site.files):
                self.site = None

    def hide(self, hidden: Collection[tuple[str, str]], languages: Collection[str]) -> None:
        """Forget what was found out when other pages in these languages were ``hidden``."""
        changed = []
        for number, question in enumerate(self.questions):
            language, _, path = question.path.partition(":")
            asked = question.kind == "hidden" and language in languages
            if asked and ((path, language) in hidden) != question.answer:
                changed.append(number)
        self.forget_askers(changed)

    def digests_of_slices(self, documents: Container[str]) -> dict[str, dict[str, Digests]]:
        """Return the digests of what documents use of shared catalogs, by language and document."""
        found: dict[str, dict[str, Digests]] = {}
        lines = {old.path: str(old.answer) for old in self.questions if old.kind == "lines"}
        for old in self.questions:
            language, _, path = old.path.partition(":")
            if old.kind == "entries" and path in documents:
                found.setdefault(language, {})[path] = Digests(str(old.answer), lines.get(old.path, ""))
        return found

    def settle(self, answers: Mapping[Question, str]) -> None:
        """Note what is now answered to questions; forget what was found out when they had other answers."""
        changed = [
            number
            for number, old in enumerate(self.questions)
            if answers.get((old.kind, old.path), old.answer) != old.answer
        ]
        self.forget_askers(changed)
        for number in changed:
            old = self.questions[number]
            self.questions[number] = Answered(old.kind, old.path, answers[old.kind, old.path])
            if self.journal is not None:
                self.journal.append(pack(Numbered(number, self.questions[number])))

    def forget_askers(self, questions: Collection[int]) -> None:
        """Forget what was found out by asking these questions, by their index."""
        if questions:
            numbers = frozenset(questions)
            self._forget_if(lambda known: not numbers.isdisjoint(known.asked))

    def _forget_if(self, concerns: Callable[[Known], bool]) -> None:
        for name in [known.name for known in self._all() if concerns(known)]:
            self.forget(name)

    def _number(self, question: Question, found: Found) -> int:
        """Return the index of a question, which from now on has this answer."""
        if not self.numbers:
            for number, old in enumerate(self.questions):
                self.numbers.setdefault(old.kind, {})[old.path] = number
        answered = Answered(*question, found.answer, found.sighting)
        number = self.numbers.setdefault(answered.kind, {}).setdefault(answered.path, len(self.questions))
        known = self.questions[number] if number < len(self.questions) else None
        if known is None or known.answer != answered.answer or answered.sighting is not None:
            self.answer(number, answered)
            if self.journal is not None:
                self.journal.append(pack(Numbered(number, answered)))
        return number

    def answer(self, number: int, answered: Answered) -> None:
        """Note the answer of the question with this index, or of a new one."""
        if number == len(self.questions):
            self.questions.append(answered)
            return
        if self.questions[number].answer != answered.answer:
            # Who had another answer, earlier or in this run before a file came or went, has to ask again.
            self.forget_askers([number])
        self.questions[number] = answered

    def save(self, context: str, listing: Listing, digests: Mapping[str, str]) -> None:
        """Write the store, for a site that looks like this now; the ledger is not to be used after that.

        Raises `OSError` if that fails.
        """
        names = pack_names(listing.files)
        if self.name and (self.stale or names != self.listing or digests != self.digests):
            used = self._used_questions()
            # Where no file has come or gone, what followed from the listing still does.
            same = names == self.listing
            questions = tuple(
                question if same and question.listed else _place(question, listing)
                for question in map(self.questions.__getitem__, used)
            )
            store = Store(context, dict(digests), self.site, questions, names)
            records = self._renumbered({old: new for new, old in enumerate(used)})
            save_store(self.root, self.name, store, len(self.records), records)
            if self.journal is not None:
                self.journal.remove()

    def _used_questions(self) -> Sequence[int]:
        """Return which questions to write down: all of them, or those that were asked, once these are few."""
        used = sorted({number for known in self._all() for number in known.asked})
        return used if 2 * len(used) < len(self.questions) else range(len(self.questions))

    def _renumbered(self, numbers: Mapping[int, int]) -> Iterator[bytes]:
        """Yield the records as they are written down, in order."""
        same = all(old == new for old, new in numbers.items())
        for name in sorted(self.records):
            packed = self.records[name]
            if same and not isinstance(packed, int):
                yield packed
                continue
            known = self._find(name)
            if known is None:
                raise OSError(errno.EIO, os.strerror(errno.EIO), self.name)
            asked = tuple(numbers[number] for number in known.asked)
            yield pack(msgspec.structs.replace(known, asked=asked))


def open_ledger(root: Path, name: str, context: str, listing: Listing, answers: Answers) -> Ledger:
    """Open the store's file called ``name``, and forget what no longer holds.

    What a run that was interrupted has left in its journal is taken over.
    """
    loaded = load_store(root, name, context)
    ledger = Ledger(root, name, stale=True) if loaded is None else _verify_records(root, name, loaded)
    written = 0 if loaded is None else loaded.written
    _open_journal(ledger, context, written)
    _verify_questions(ledger, written, listing, answers)
    return ledger


def _open_journal(ledger: Ledger, context: str, base: int) -> None:
    """Take over what a journal says that goes on from the store as it was written at ``base``."""
    journal = Journal(ledger.root, ledger.name, f"{context} {base}\n".encode())
    for place, entry in journal.read_all():
        found = unpack_entry(entry)
        if isinstance(found, Known):
            _take_over(ledger, found, place, Look(str(ledger.root), journal.saved))
        else:
            ledger.answer(found.number, found.answered)
        ledger.stale = True
    ledger.journal = journal


def _take_over(ledger: Ledger, known: Known, place: int, look: Look) -> None:
    ledger.forget(known.name)
    seen = unpack_sightings(known.files)
    files = look.confirm_all(seen)
    if files is seen:
        ledger.records[known.name] = place
    elif files is not None:
        ledger.records[known.name] = _with_files(known, files)


def _with_files(known: Known, files: Sightings) -> bytes:
    return pack(msgspec.structs.replace(known, files=msgspec.Raw(pack_sightings(files))))


def _verify_records(root: Path, name: str, loaded: Loaded) -> Ledger:
    store, look = loaded.store, Look(str(root), loaded.written)
    ledger = Ledger(root, name, store.listing, store.digests, questions=list(store.questions))
    for packed in store.records:
        known = unpack_known(packed)
        seen = unpack_sightings(known.files)
        files = look.confirm_all(seen)
        if files is seen:
            ledger.records[known.name] = packed
            continue
        ledger.stale = True
        if files is not None:
            ledger.records[known.name] = _with_files(known, files)
    if store.site is not None:
        files = look.confirm_all(store.site.files)
        ledger.stale |= files is not store.site.files
        ledger.site = None if files is None else msgspec.structs.replace(store.site, files=files)
    return ledger


def _verify_questions(ledger: Ledger, written: int, listing: Listing, answers: Answers) -> None:
    came_or_went = frozenset[str]()
    if pack_names(listing.files) != ledger.listing:
        ledger.site = None
        came_or_went = frozenset(listing.files) ^ frozenset(_unpack_names(ledger.listing))
    asker = _Asker(ledger.root, written, listing, came_or_went, answers)
    changed = []
    for number, question in enumerate(ledger.questions):
        fresh = asker.ask(question)
        if fresh is None:
            changed.append(number)
        elif fresh is not question:
            ledger.questions[number] = fresh
            ledger.stale = True
    ledger.forget_askers(changed)


class _Asker:
    """Asks questions again."""

    def __init__(
        self,
        root: Path,
        written: int,
        listing: Listing,
        came_or_went: frozenset[str],
        answers: Answers,
    ) -> None:
        self._root = str(root)
        self._look = Look(self._root, written)
        # Through links files come and go unlisted.
        self._sure = not (listing.linked or listing.trouble)
        self._came_or_went = came_or_went
        self._answers = answers

    def ask(self, question: Answered) -> Answered | None:
        """Return the question if its answer is as it was, with what is seen now; else None."""
        if question.kind in ("hidden", "entries", "lines"):
            return question  # `Ledger.hide` has the answer, or `Ledger.settle`
        if question.kind == "documents":
            return None if self._came_or_went else question
        if question.kind == "file":
            return question if self._is_listed(question) or self._is_file(question) else None
        return self._ask_file(question)

    def _is_listed(self, question: Answered) -> bool:
        return self._sure and question.listed and question.path not in self._came_or_went

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


def _place(question: Answered, listing: Listing) -> Answered:
    """Note whether a question's answer follows from the listing."""
    path = question.path
    listed = question.kind == "file" and listing.covers(path) and listing.has(path) == question.answer
    return question if listed == question.listed else msgspec.structs.replace(question, listed=listed)


def pack_names(names: Iterable[str]) -> bytes:
    """Return names of files as one value."""
    return "\0".join(names).encode("utf-8", "surrogateescape")


def _unpack_names(data: bytes) -> list[str]:
    return data.decode("utf-8", "surrogateescape").split("\0")


def _only(outcome: Outcome, languages: Collection[str]) -> Outcome:
    """Leave out what an outcome says of other languages."""
    others = [standing for standing in outcome.standings if standing.language not in languages]
    theirs = {path for standing in others for path in (standing.catalog, standing.page)}
    return replace(
        outcome,
        changes=tuple(change for change in outcome.changes if change.path not in theirs),
        standings=tuple(standing for standing in outcome.standings if standing.language in languages),
        findings=tuple(found for found in outcome.findings if found.language in (None, *languages)),
        renditions=tuple(note for note in outcome.renditions if note.language in languages),
    )
