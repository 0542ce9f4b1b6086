"""What earlier runs found out and still holds, and what this run finds out: work that need not be done.

The outcome of work is a function of the files that it reads, of what it asks about others, of the
configuration and of this tool. All of that is kept beside the outcome (`tracing` gathers it), and held
against the site at the start of each run. What was written is kept as an outcome without changes: a second
sync writes nothing.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from i18n_pipeline.pipeline.looking import Look
from i18n_pipeline.pipeline.packing import pack_outcome, unpack_outcome
from i18n_pipeline.store import (
    Answered,
    Known,
    SiteRecord,
    Store,
    load_store,
    pack_known,
    pack_sightings,
    save_store,
    unpack_known,
    unpack_sightings,
)
from i18n_pipeline.tracing import traced

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
    from pathlib import Path

    from i18n_pipeline.pipeline.orders import Outcome
    from i18n_pipeline.pipeline.results import PackedTrace
    from i18n_pipeline.project.listing import Listing
    from i18n_pipeline.store import Loaded
    from i18n_pipeline.tracing import Answer, Found, Kind, Question, Sighting

Group: TypeAlias = "tuple[str, ...]"
# How questions are answered that the listing of the site has no answer to: from the path that they are about.
Answers: TypeAlias = "Mapping[Kind, Callable[[str], Answer]]"


@dataclass(slots=True)
class Ledger:
    """Records that hold, packed, by the first document of their bundle, and the questions that they asked.

    ``name`` is the store's file; empty where nothing is kept. ``site`` is what was found out about the site
    as a whole. ``stale`` tells that the file is no longer what should be in it.
    """

    root: Path
    name: str = ""
    listing: bytes = b""
    digests: Mapping[str, str] = field(default_factory=dict)
    site: SiteRecord | None = None
    records: dict[str, bytes] = field(default_factory=dict)
    questions: list[Answered] = field(default_factory=list)
    numbers: dict[Question, int] = field(default_factory=dict)
    stale: bool = False

    def knows(self, group: Group, languages: Collection[str]) -> bool:
        """Tell whether it is known what came of the work on a bundle in these languages."""
        packed = self.records.get(group[0])
        if packed is None:
            return False
        known = unpack_known(packed)
        return known.documents == group and set(languages) <= set(known.languages)

    def recall(self, group: Group, languages: Collection[str]) -> bytes | None:
        """Return what came of the work on a bundle in these languages, packed; None if it has to be done."""
        if not self.knows(group, languages):
            return None
        known = unpack_known(self.records[group[0]])
        if len(languages) == len(known.languages):
            return known.outcome
        return pack_outcome(_only(unpack_outcome(known.outcome), languages))

    def keep(self, group: Group, languages: Group, outcome: bytes, trace: PackedTrace) -> None:
        """Keep what came of the work on a bundle, with what it saw."""
        self.forget(group)
        if self.name:
            asked = tuple(self._number(question, found) for question, found in trace.answers)
            files, said = msgspec.Raw(trace.files), msgspec.Raw(outcome)
            self.records[group[0]] = pack_known(Known(group, languages, asked, files, said))
            self.stale = True

    def forget(self, group: Group) -> None:
        """Forget what is known of a bundle."""
        if self.records.pop(group[0], None) is not None:
            self.stale = True

    def sightings(self, groups: Container[Group]) -> Iterator[tuple[str, Sighting | None]]:
        """Yield the files that the work on these bundles saw, as they were found to be in this run."""
        for known in map(unpack_known, self.records.values()):
            if known.documents in groups:
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

    def forget_askers(self, questions: Collection[int]) -> None:
        """Forget what was found out by asking these questions, by their index."""
        if questions:
            numbers = frozenset(questions)
            self._forget_if(lambda known: not numbers.isdisjoint(known.asked))

    def _forget_if(self, concerns: Callable[[Known], bool]) -> None:
        for known in [known for known in map(unpack_known, self.records.values()) if concerns(known)]:
            self.forget(known.documents)

    def _number(self, question: Question, found: Found) -> int:
        """Return the index of a question, which from now on has this answer."""
        if not self.numbers:
            self.numbers.update(((old.kind, old.path), i) for i, old in enumerate(self.questions))
        answered = Answered(*question, found.answer, found.sighting)
        number = self.numbers.setdefault(question, len(self.questions))
        if number == len(self.questions):
            self.questions.append(answered)
        elif self.questions[number].answer != found.answer:
            # Who had another answer, earlier or in this run before a file came or went, has to ask again.
            self.forget_askers([number])
            self.questions[number] = answered
        elif found.sighting is not None:
            self.questions[number] = answered
        return number

    def save(self, context: str, listing: Listing, digests: Mapping[str, str]) -> None:
        """Write the store, for a site that looks like this now. Raises `OSError` if that fails."""
        names = pack_names(listing.files)
        if self.name and (self.stale or names != self.listing or digests != self.digests):
            self._drop_unasked()
            questions = tuple(_place(question, listing) for question in self.questions)
            store = Store(context, names, dict(digests), self.site, questions)
            records = [self.records[name] for name in sorted(self.records)]
            save_store(self.root, self.name, store, records)

    def _drop_unasked(self) -> None:
        """Drop questions that no record asked, once they are many."""
        used = sorted({number for packed in self.records.values() for number in unpack_known(packed).asked})
        if 2 * len(used) < len(self.questions):
            numbers = {old: new for new, old in enumerate(used)}
            self.questions = [self.questions[number] for number in used]
            for name, packed in self.records.items():
                known = unpack_known(packed)
                asked = tuple(numbers[number] for number in known.asked)
                self.records[name] = pack_known(msgspec.structs.replace(known, asked=asked))


def open_ledger(root: Path, name: str, context: str, listing: Listing, answers: Answers) -> Ledger:
    """Open the store's file called ``name``, and forget what no longer holds."""
    loaded = load_store(root, name, context)
    if loaded is None:
        return Ledger(root, name, stale=True)
    ledger = _verify_records(root, name, loaded)
    _verify_questions(ledger, loaded, listing, answers)
    return ledger


def _verify_records(root: Path, name: str, loaded: Loaded) -> Ledger:
    store, look = loaded.store, Look(str(root), loaded.written)
    ledger = Ledger(root, name, store.listing, store.digests, questions=list(store.questions))
    for packed in store.records:
        known = unpack_known(packed)
        seen = unpack_sightings(known.files)
        files = look.confirm_all(seen)
        if files is seen:
            ledger.records[known.documents[0]] = packed
            continue
        ledger.stale = True
        if files is not None:
            new = msgspec.structs.replace(known, files=msgspec.Raw(pack_sightings(files)))
            ledger.records[known.documents[0]] = pack_known(new)
    if store.site is not None:
        files = look.confirm_all(store.site.files)
        ledger.stale |= files is not store.site.files
        ledger.site = None if files is None else msgspec.structs.replace(store.site, files=files)
    return ledger


def _verify_questions(ledger: Ledger, loaded: Loaded, listing: Listing, answers: Answers) -> None:
    came_or_went = frozenset[str]()
    if pack_names(listing.files) != loaded.store.listing:
        ledger.site = None
        came_or_went = frozenset(listing.files) ^ frozenset(_unpack_names(loaded.store.listing))
    asker = _Asker(ledger.root, loaded.written, listing, came_or_went, answers)
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
        if question.kind == "hidden":
            return question  # `Ledger.hide` has the answer
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
