"""What earlier runs found out and still holds, and what this run finds out: work that need not be done.

The outcome of work is a function of the files that it reads, of what it asks about others, of the
configuration and of this tool. All of that is kept beside the outcome (`tracing` gathers it), and held
against the site at the start of each run. What was written is kept as an outcome without changes: a second
sync writes nothing.
"""

from __future__ import annotations

import errno
import os
import time
from typing import TYPE_CHECKING, TypeAlias

import msgspec
from msgspec.structs import replace

from i18n_pipeline.pipeline.packing import pack_outcome, unpack_outcome
from i18n_pipeline.pipeline.pieces import Digests
from i18n_pipeline.store import (
    Answered,
    Closed,
    Journal,
    Known,
    Numbered,
    SiteRecord,
    Store,
    pack,
    save_store,
    unpack_files,
    unpack_known,
    unpack_sightings,
)
from i18n_pipeline.tracing import Found

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from i18n_pipeline.pipeline.orders import Outcome
    from i18n_pipeline.pipeline.pieces import Piece
    from i18n_pipeline.pipeline.results import Lesson
    from i18n_pipeline.project.listing import Listing
    from i18n_pipeline.tracing import Kind, Question

# Files as they were seen, packed, and questions with what came of them.
Evidence: TypeAlias = "tuple[bytes, tuple[tuple[Question, Found], ...]]"
# Bytes of a journal whose records stay in memory; what lies behind them is read again where it is needed.
IN_MEMORY = 4 * 1024 * 1024
# Names that are looked for one by one.
_FEW = 16


class Ledger(msgspec.Struct):
    """Records that hold, by the names of their pieces, and the questions that they asked.

    ``name`` is the store's file; empty where nothing is kept. ``site`` is what was found out about the site
    as a whole. ``records`` are packed, or places in the ``journal``, which goes on from a file of ``size``
    bytes. ``opened`` is when the files began to be looked at, by a clock that only runs.

    ``stale`` tells that file and journal are no longer what should be in them: they lack the records that are
    ``unwritten`` and the ``answers`` to questions by their index, and have pieces that are ``gone`` and
    maybe ``another_site``. ``spent`` tells that all was written anew: then it can't be gone on with.
    Something new was ``learned`` about pieces.
    """

    root: Path
    name: str = ""
    listing: bytes = b""
    digests: Mapping[str, str] = msgspec.field(default_factory=dict)
    site: SiteRecord | None = None
    records: dict[str, bytes | int] = msgspec.field(default_factory=dict)
    questions: list[Answered] = msgspec.field(default_factory=list)
    numbers: dict[Kind, dict[str, int]] = msgspec.field(default_factory=dict)
    journal: Journal | None = None
    size: int = 0
    opened: int = msgspec.field(default_factory=time.monotonic_ns)
    stale: bool = False
    unwritten: set[str] = msgspec.field(default_factory=set)
    answers: set[int] = msgspec.field(default_factory=set)
    gone: set[str] = msgspec.field(default_factory=set)
    another_site: bool = False
    spent: bool = False
    learned: set[str] = msgspec.field(default_factory=set)

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
        record = self.records.get(name)
        return None if record is None else unpack_known(self._read(record))

    def _read(self, record: bytes | int) -> bytes:
        if not isinstance(record, int):
            return record
        if self.journal is None:
            raise OSError(errno.EIO, os.strerror(errno.EIO), self.name)
        return self.journal.read(record)

    def _all(self) -> Iterator[Known]:
        found = map(self._find, self.records)
        return (known for known in found if known is not None)

    def about(self, paths: Collection[str]) -> Iterator[tuple[Known, bytes | int]]:
        """Yield the records of pieces whose work saw one of these files."""
        # A name is in bytes what it is in text, so most records need not be unpacked.
        names = [path.encode("utf-8", "surrogatepass") for path in paths] if len(paths) <= _FEW else [b""]
        for record in list(self.records.values()):
            packed = bytes(self._read(record))
            if any(name in packed for name in names):
                known = unpack_known(packed)
                if not unpack_sightings(known.files).keys().isdisjoint(paths):
                    yield known, record

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
        self.gone.discard(piece.name)
        self.learned.add(piece.name)
        if not in_journal or self.journal is None:
            self.put(piece.name, packed)
            return
        place = self.journal.append(packed)
        self.records[piece.name] = packed if place < IN_MEMORY else place
        self.stale = True

    def put(self, name: str, packed: bytes) -> None:
        """Put a record in the place of another that was made from the same, or of none."""
        self.records[name] = packed
        self.unwritten.add(name)
        self.stale = True

    def forget(self, name: str) -> None:
        """Forget what is known of a piece."""
        if self.records.pop(name, None) is not None:
            self.unwritten.discard(name)
            self.gone.add(name)
            self.stale = True

    def sightings(self, *, without: Container[str]) -> Iterator[tuple[str, msgspec.Raw]]:
        """Yield the files that the work on pieces saw, packed, as they are in this run, ``without`` some."""
        for known in self._all():
            if known.name not in without:
                yield from unpack_files(known.files).items()

    def files_of(self, names: Iterable[str]) -> Iterator[str]:
        """Yield the files that the work on some pieces saw."""
        for name in names:
            known = self._find(name)
            if known is not None:
                yield from unpack_sightings(known.files)

    def keep_site(self, site: SiteRecord | None) -> None:
        """Keep what was found out about the site as a whole."""
        if site != self.site:
            self.site, self.stale, self.another_site = site, True, True

    def forget_pages(self, digests: Mapping[str, str]) -> None:
        """Forget what was found out from pages whose digest, as they were last written, is another by now."""
        pages = {path for path, _ in self.digests.items() ^ digests.items()}
        if pages:
            self._forget_if(lambda known: not pages.isdisjoint(unpack_sightings(known.files)))
            if self.site is not None and not pages.isdisjoint(self.site.files):
                self.keep_site(None)

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

    def settle(self, answers: Mapping[Question, str], *, in_journal: bool) -> None:
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
            if in_journal and self.journal is not None:
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

    def confirm_answer(self, number: int, answered: Answered) -> None:
        """Note the same answer to a question, read off a file that looks different."""
        self.questions[number] = answered
        self.answers.add(number)
        self.stale = True

    def save(self, context: str, listing: Listing, digests: Mapping[str, str]) -> None:
        """Write down what is new, for a site that looks like this now. Raises `OSError` if that fails."""
        names = pack_names(listing.files)
        if not self.name or not (self.stale or names != self.listing or digests != self.digests):
            return
        if not self._append(names, digests):
            self._write(context, listing, names, digests)
            self.spent = True
        self.listing, self.digests = names, dict(digests)
        for written in (self.unwritten, self.answers, self.gone):
            written.clear()
        self.stale = self.another_site = False

    def _append(self, names: bytes, digests: Mapping[str, str]) -> bool:
        """Write what is new to the journal; False if that is too much, or can't be done."""
        journal = self.journal
        if journal is None or self.size == 0 or not journal.is_short(self.size):
            return False
        for number in sorted(self.answers):
            journal.append(pack(Numbered(number, self.questions[number])))
        for name in sorted(self.unwritten):
            if not isinstance(packed := self.records[name], int):
                journal.append(packed)
        journal.append(pack(self._close(names, digests)))
        if not journal.is_short(self.size):
            return False
        try:
            journal.flush()
        except OSError:
            return False
        return True

    def _close(self, names: bytes, digests: Mapping[str, str]) -> Closed:
        came, went = _differences(self.listing, names)
        gone = dict.fromkeys(self.digests.keys() - digests.keys())
        return Closed(
            tuple(sorted(self.gone)),
            came,
            went,
            gone | dict(digests.items() - self.digests.items()),
            (self.site,) if self.another_site else (),
            time.monotonic_ns() - self.opened,
        )

    def _write(self, context: str, listing: Listing, names: bytes, digests: Mapping[str, str]) -> None:
        """Write all of it anew."""
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
            packed = self._read(self.records[name])
            if same:
                yield packed
                continue
            known = unpack_known(packed)
            asked = tuple(numbers[number] for number in known.asked)
            yield pack(msgspec.structs.replace(known, asked=asked))


def _place(question: Answered, listing: Listing) -> Answered:
    """Note whether a question's answer follows from the listing."""
    path = question.path
    listed = question.kind == "file" and listing.covers(path) and listing.has(path) == question.answer
    return question if listed == question.listed else msgspec.structs.replace(question, listed=listed)


def pack_names(names: Iterable[str]) -> bytes:
    """Return names of files as one value."""
    return "\0".join(names).encode("utf-8", "surrogateescape")


def _differences(before: bytes, now: bytes) -> tuple[bytes, bytes]:
    """Return the names that came, and those that went."""
    if before == now:
        return b"", b""
    there, was = frozenset(unpack_names(now)), frozenset(unpack_names(before))
    return pack_names(sorted(there - was)), pack_names(sorted(was - there))


def unpack_names(data: bytes) -> list[str]:
    """Return the names of files that were packed."""
    return data.decode("utf-8", "surrogateescape").split("\0") if data else []


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
