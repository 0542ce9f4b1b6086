"""What comes of the pieces of a site in a run, by and by: told in their order, and kept for the next run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from i18n_pipeline.store import pack_sightings, unpack_sightings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from i18n_pipeline.pipeline.packing import Gathered
    from i18n_pipeline.pipeline.pieces import Piece
    from i18n_pipeline.pipeline.results import Lesson, Result
    from i18n_pipeline.pipeline.slices import Slice
    from i18n_pipeline.pipeline.starting import Start
    from i18n_pipeline.tracing import Question

Progress: TypeAlias = "Callable[[int, int], None] | None"


@dataclass(slots=True)
class Harvest:
    """What has come of pieces so far, and digests of pages; slices of catalogs, and whose they are.

    ``known`` are the names of pieces of which it is known what comes of them, ``places`` those in the whole.
    """

    start: Start
    progress: Progress
    total: int
    found: Gathered
    places: Mapping[str, int]
    known: set[str] = field(default_factory=set)
    done: int = 0
    worked: set[str] = field(default_factory=set)
    sliced: set[str] = field(default_factory=set)
    digests: list[tuple[str, str | None]] = field(default_factory=list)
    slices: dict[str, dict[str, Slice]] = field(default_factory=dict)
    answers: dict[Question, str] = field(default_factory=dict)

    def recall(self, piece: Piece) -> None:
        """Take over what came of a piece in an earlier run, if that is what this one would find."""
        outcome = self.start.recall(piece)
        if outcome is not None:
            self.found.put(self.places[piece.name], outcome)
            self.known.add(piece.name)

    def add(self, piece: Piece, result: Result) -> None:
        """Add what came of a piece, and keep it, if it can be kept.

        A catalog may have been worked on before in this run: then all has been changed that was to be.
        """
        if piece.name not in self.worked:
            self.found.put(self.places[piece.name], result.outcome)
            self.worked.add(piece.name)
        self.digests += result.digests
        if piece.is_catalog:
            self._add_slices(piece, dict(result.slices))
        if self.start.keeps:
            self._keep(piece, result)
        if piece.is_document:
            self.done += 1
            if self.progress is not None:
                self.progress(self.done, self.total)

    def _keep(self, piece: Piece, result: Result) -> None:
        if result.lesson is None:
            self.start.ledger.forget(piece.name)
            return
        # Digests of pages are written down at the end: until then, a page is not known to be ours.
        lesson = _with_evidence(self.start, piece, result.lesson) if result.settled else result.lesson
        self.start.ledger.keep(piece, lesson, in_journal=not result.digests)

    def _add_slices(self, piece: Piece, slices: Mapping[str, Slice]) -> None:
        (language,) = piece.languages
        self.sliced.update(piece.documents)
        for path in piece.documents:
            part = slices.get(path)
            self.answers["entries", f"{language}:{path}"] = part.digest if part else ""
            self.answers["lines", f"{language}:{path}"] = part.lines if part else ""
            if part:
                self.slices.setdefault(path, {})[language] = part

    def lacks(self, catalog: Piece, documents: Iterable[Piece]) -> bool:
        """Tell whether entries of a catalog are needed that were not handed back, or not looked at yet."""
        (language,) = catalog.languages
        mine = frozenset(catalog.documents)
        for name in (piece.name for piece in documents if piece.name in mine):
            if ("entries", f"{language}:{name}") not in self.answers:
                return True
            part = self.slices.get(name, {}).get(language)
            if part is not None and part.entries is None:
                return True
        return False


def _with_evidence(start: Start, piece: Piece, lesson: Lesson) -> Lesson:
    """Return a lesson that follows from what a sync knew as well."""
    if start.synced is None:
        return lesson
    files, answers = start.synced.evidence_of(piece.name)
    seen = unpack_sightings(files) | unpack_sightings(lesson.files)
    return replace(lesson, files=pack_sightings(seen), answers=(*answers, *lesson.answers))
