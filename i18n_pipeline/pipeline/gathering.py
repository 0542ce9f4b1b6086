"""The work on the pieces of a site: what is known of them is recalled, the rest is done and gathered.

First come the files that several documents share, and the documents that share none. Then come the documents
that do, those whose slices of a catalog have changed among them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from i18n_pipeline.execution import map_items
from i18n_pipeline.pipeline.harvest import Harvest
from i18n_pipeline.pipeline.hiding import find_hidden, has_hidden
from i18n_pipeline.pipeline.memory import search_memory
from i18n_pipeline.pipeline.ordering import Circumstances, Orders, weigh_order
from i18n_pipeline.pipeline.orders import with_memory
from i18n_pipeline.pipeline.packing import Gathered, join_packed
from i18n_pipeline.pipeline.planning import find_catalogs
from i18n_pipeline.pipeline.publishing import find_unpublished
from i18n_pipeline.pipeline.regrouping import shares_of
from i18n_pipeline.pipeline.results import work_packed
from i18n_pipeline.pipeline.tidying import origins_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from i18n_pipeline.catalog import Key
    from i18n_pipeline.pipeline.copies import Copies
    from i18n_pipeline.pipeline.harvest import Progress
    from i18n_pipeline.pipeline.hiding import Hidden
    from i18n_pipeline.pipeline.memory import Hit
    from i18n_pipeline.pipeline.offers import Offers
    from i18n_pipeline.pipeline.orders import Order, Outcome
    from i18n_pipeline.pipeline.pieces import Group, Piece
    from i18n_pipeline.pipeline.planning import Plan, Survey
    from i18n_pipeline.pipeline.results import Questions, Result
    from i18n_pipeline.pipeline.starting import Start
    from i18n_pipeline.tracing import Trace


class Stage(msgspec.Struct, frozen=True):
    """What the work on pieces begins with, and what was found out about the site as a whole until then.

    ``after`` is what tidying came to in an earlier run, if it would come to the same.
    """

    survey: Survey
    plan: Plan
    groups: Sequence[Group]
    before: Outcome
    after: Outcome | None
    trace: Trace
    offers: Offers
    copies: Copies


class _Todo(msgspec.Struct, frozen=True):
    """What has to be done: ``files`` that are shared, and documents that share none (``alone``)."""

    files: list[Piece]
    alone: list[Piece]

    @property
    def documents(self) -> list[str]:
        """The documents that the files are made of."""
        return list(dict.fromkeys(path for piece in self.files for path in piece.documents))


def work_on_bundles(
    start: Start, stage: Stage, progress: Progress
) -> tuple[Gathered, list[tuple[str, str | None]]]:
    """Return what comes of the pieces that are asked for, packed, and digests of pages.

    They are in the order of the pieces, with room for what comes of the site before them and after them.
    """
    around = _look_around(start, stage, _hide(start, stage))
    pieces = start.pieces(stage.groups, stage.survey.wanted)
    places = {piece.name: place for place, piece in enumerate(pieces, 1)}
    gathered = Harvest(start, progress, 0, Gathered(1 + len(pieces) + 1), places)
    for piece in pieces:
        gathered.recall(piece)
    todo = _find_todo(pieces, gathered.known)
    gathered.total = len(todo.alone)
    slices = start.ledger.digests_of_slices(gathered.known) if todo.files else {}
    _do(start, stage, todo, replace(around, known=slices), gathered)
    rest = [piece for piece in pieces if piece.is_sharing and not _still_holds(gathered, piece)]
    gathered.total += len(rest)
    # What of other catalogs these need is handed back now.
    more = [piece for piece in pieces if piece.is_catalog and gathered.lacks(piece, rest)]
    for piece in rest:
        for mine in slices.values():
            mine.pop(piece.name, None)
    _do(start, stage, _Todo(more, []), replace(around, known=slices), gathered)
    _do(start, stage, _Todo([], rest), replace(around, slices=gathered.slices), gathered)
    return gathered.found, gathered.digests


def _do(start: Start, stage: Stage, todo: _Todo, around: Circumstances, gathered: Harvest) -> None:
    """Do what is to be done; what was found out from other slices of catalogs is forgotten then."""
    copies = stage.copies.take(todo.documents, start.request.jobs)
    for piece, result in _work(start, stage, [*todo.files, *todo.alone], replace(around, copies=copies)):
        gathered.add(piece, result)
    start.settle(gathered.answers)


def _find_todo(pieces: Sequence[Piece], found: Container[str]) -> _Todo:
    """Find what has to be done, given the names of pieces of which it is known what comes of them.

    A document whose pages have to be built needs its slices of catalogs, so that these are worked on.
    """
    unknown = [piece for piece in pieces if piece.name not in found]
    building = {piece.name for piece in unknown if piece.is_sharing}
    files = [
        piece
        for piece in pieces
        if not piece.is_document
        and (piece.name not in found or (piece.is_catalog and not building.isdisjoint(piece.documents)))
    ]
    return _Todo(files, [piece for piece in unknown if piece.is_document and not piece.is_sharing])


def _still_holds(gathered: Harvest, piece: Piece) -> bool:
    """Tell whether a document's pages are as they would be built, now that its slices are known."""
    if piece.name not in gathered.known:
        return False
    # What is not worked on stays, whatever others have found out meanwhile.
    return piece.name not in gathered.sliced or gathered.start.ledger.knows(piece)


def _hide(start: Start, stage: Stage) -> Hidden:
    """Find the pages that are not written, if that makes a difference to links."""
    if not has_hidden(start.project, start.request):
        return frozenset()
    pieces = start.pieces(stage.groups, frozenset(stage.survey.documents))
    recalled = {piece.name: start.recall_standing(piece) for piece in pieces}
    known = {name: packed for name, packed in recalled.items() if packed is not None}
    todo = _find_todo(pieces, known)
    again = {piece.name for piece in todo.files}
    standings = join_packed([known[piece.name] for piece in pieces if piece.name in known]).standings
    holding = (standing for standing in standings if standing.catalog not in again)
    copies = stage.copies.take(todo.documents, start.request.jobs)
    around = replace(_look_around(start, stage, frozenset()), copies=copies)
    found = find_unpublished(Orders([*todo.files, *todo.alone], around), start.request.jobs)
    hidden = find_hidden(start.project, holding) | found
    start.hide(hidden)
    return hidden


def _look_around(start: Start, stage: Stage, hidden: Hidden) -> Circumstances:
    memory: dict[str, dict[Key, Hit]] | None = None if _has_memory(stage.survey) else {}
    origins, shares = origins_of(stage.survey, stage.plan), shares_of(stage.plan.regroupings)
    sole = _find_sole(stage.survey)
    return Circumstances(start, stage.survey, origins, shares, memory, hidden, sole)


def _find_sole(survey: Survey) -> frozenset[str]:
    """Return the catalogs that are the only ones in their languages, if that is so in all languages."""
    paths = survey.tree.catalogs
    if len(paths) > len(survey.project.config.languages):
        return frozenset()
    found = find_catalogs(survey, paths).values()
    return frozenset(paths) if all(len(mine) <= 1 for mine in found) else frozenset()


def _has_memory(survey: Survey) -> bool:
    """Tell whether there is any translation to look for: on a first run there is none."""
    memory = survey.project.config.memory
    wanted = (memory.exact or memory.fuzzy > 0) and survey.request.pseudo is None
    return wanted and bool(survey.tree.catalogs)


def _work(
    start: Start, stage: Stage, pieces: Sequence[Piece], around: Circumstances
) -> Iterator[tuple[Piece, Result]]:
    """Work on pieces; on those that have questions a second time, when all others are done."""
    orders = Orders(pieces, around)
    asked: dict[int, Questions] = {}
    for number, result in enumerate(_map(start, stage, orders)):
        if result.questions:
            asked[number] = result.questions
        else:
            yield pieces[number], result
    if asked:
        asking = [(orders[number], questions) for number, questions in asked.items()]
        names = frozenset(piece.name for piece in pieces)
        answered = _answer(stage, start.ledger.sightings(without=names), asking)
        yield from zip([pieces[number] for number in asked], _map(start, stage, answered), strict=True)


def _map(start: Start, stage: Stage, orders: Sequence[Order]) -> Iterator[Result]:
    for result in map_items(work_packed, orders, jobs=start.request.jobs, weigh=weigh_order):
        stage.offers.note(result.offers)
        yield result


def _answer(
    stage: Stage, seen: Iterable[tuple[str, bytes]], asked: Sequence[tuple[Order, Questions]]
) -> list[Order]:
    """Give each order that has questions what is translated elsewhere of them.

    ``seen`` are files that this run has looked at and does not work on.
    """
    keys: dict[str, set[Key]] = {}
    for _, questions in asked:
        for language, found in questions:
            keys.setdefault(language, set()).update(found)
    catalogs = _catalogs_with(stage, frozenset().union(*keys.values()), seen)
    hits = {
        language: search_memory(stage.survey, language, catalogs[language], frozenset(found), stage.offers)
        for language, found in keys.items()
    }
    return [with_memory(order, _part_of(hits, questions)) for order, questions in asked]


def _catalogs_with(
    stage: Stage, keys: frozenset[Key], seen: Iterable[tuple[str, bytes]]
) -> dict[str, list[str]]:
    """Return, by language, where the catalogs lie that may have a translation for one of ``keys``.

    That is now that strays have been moved. Any translation may be like a text, if that is looked for.
    """
    survey = stage.survey
    moved = {} if survey.request.dry_run else {move.origin: move.path for move in stage.plan.moves}
    places = {path: moved.get(path, path) for path in survey.tree.catalogs}
    if not survey.project.config.memory.fuzzy:
        chosen = frozenset(stage.offers.choose(places.values(), keys, seen))
        places = {path: place for path, place in places.items() if place in chosen}
    found = find_catalogs(survey, tuple(places))
    return {language: sorted({places[path] for path in paths}) for language, paths in found.items()}


def _part_of(hits: Mapping[str, Mapping[Key, Hit]], questions: Questions) -> dict[str, dict[Key, Hit]]:
    return {
        language: {key: hits[language][key] for key in found if key in hits[language]}
        for language, found in questions
    }
