"""The work on the bundles of a site: what is known of them is recalled, the rest is done and gathered."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, overload

import msgspec
from msgspec.structs import replace

from i18n_pipeline.execution import map_items
from i18n_pipeline.pipeline.hiding import find_hidden, has_hidden
from i18n_pipeline.pipeline.memory import search_memory
from i18n_pipeline.pipeline.orders import Bundle
from i18n_pipeline.pipeline.packing import Gathered, join_packed
from i18n_pipeline.pipeline.planning import find_catalogs
from i18n_pipeline.pipeline.publishing import find_unpublished
from i18n_pipeline.pipeline.regrouping import shares_of
from i18n_pipeline.pipeline.results import work_packed
from i18n_pipeline.pipeline.tidying import origins_of
from i18n_pipeline.store import pack_sightings, unpack_sightings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from i18n_pipeline.catalog import Key
    from i18n_pipeline.pipeline.hiding import Hidden
    from i18n_pipeline.pipeline.ledger import Group
    from i18n_pipeline.pipeline.memory import Hit
    from i18n_pipeline.pipeline.offers import Offers
    from i18n_pipeline.pipeline.orders import Outcome
    from i18n_pipeline.pipeline.planning import Plan, Survey
    from i18n_pipeline.pipeline.results import Lesson, Questions, Result
    from i18n_pipeline.pipeline.starting import Start
    from i18n_pipeline.tracing import Trace

Progress: TypeAlias = "Callable[[int, int], None] | None"


class Stage(msgspec.Struct, frozen=True):
    """What the work on bundles begins with, and what was found out about the site as a whole until then.

    ``after`` is what tidying came to in an earlier run, if it would come to the same.
    """

    survey: Survey
    plan: Plan
    groups: Sequence[Group]
    before: Outcome
    after: Outcome | None
    trace: Trace
    offers: Offers


def work_on_bundles(
    start: Start, stage: Stage, progress: Progress
) -> tuple[Gathered, list[tuple[str, str | None]]]:
    """Return what comes of the bundles that are asked for, packed, and digests of pages.

    They are in the order of the bundles, with room for what comes of the site before them and after them.
    """
    hidden = _hide(start, stage)
    groups = [group for group in stage.groups if not stage.survey.wanted.isdisjoint(group)]
    found = Gathered(1 + len(groups) + 1)
    places = []
    for place, group in enumerate(groups, 1):
        known = start.recall(group, stage.survey.wanted)
        if known is None:
            places.append(place)
        else:
            found.put(place, known)
    orders = _make_orders(start, stage, [groups[place - 1] for place in places], hidden)
    digests: list[tuple[str, str | None]] = []
    done, total = 0, sum(map(len, orders.groups))
    for number, result in _work(start, stage, orders):
        group = orders.groups[number]
        found.put(places[number], result.outcome)
        _keep(start, group, result)
        digests += result.digests
        done += len(group)
        if progress is not None:
            progress(done, total)
    return found, digests


def _keep(start: Start, group: Group, result: Result) -> None:
    """Keep what came of a bundle, if it can be kept."""
    if not start.keeps:
        return
    if result.lesson is None:
        start.ledger.forget(group)
        return
    # Digests of pages are written down at the end: until then, a page is not known to be ours.
    lesson = _with_evidence(start, group, result.lesson) if result.settled else result.lesson
    start.ledger.keep(group, start.languages, lesson, in_journal=not result.digests)


def _with_evidence(start: Start, group: Group, lesson: Lesson) -> Lesson:
    """Return a lesson that follows from what a sync knew as well."""
    if start.synced is None:
        return lesson
    files, answers = start.synced.evidence_of(group)
    seen = unpack_sightings(files) | unpack_sightings(lesson.files)
    return replace(lesson, files=pack_sightings(seen), answers=(*answers, *lesson.answers))


def _hide(start: Start, stage: Stage) -> Hidden:
    """Find the pages that are not written, if that makes a difference to links."""
    if not has_hidden(start.project, start.request):
        return frozenset()
    known = {group: start.recall_standing(group) for group in stage.groups}
    recalled = join_packed([packed for packed in known.values() if packed is not None])
    everything = replace(stage, survey=replace(stage.survey, wanted=frozenset(stage.survey.documents)))
    others = [group for group, packed in known.items() if packed is None]
    orders = _make_orders(start, everything, others, frozenset())
    found = find_unpublished(orders, start.request.jobs)
    hidden = find_hidden(start.project, recalled.standings) | found
    start.hide(hidden)
    return hidden


@dataclass(frozen=True, slots=True)
class _Orders(Sequence[Bundle]):
    """The orders for bundles, each made when it is asked for: never all of them at once.

    ``origins`` and ``shares`` are for all of them, by path; the rest is as in a `Bundle`.
    """

    groups: Sequence[Group]
    start: Start
    survey: Survey
    origins: Mapping[str, str]
    shares: Mapping[str, tuple[tuple[str, bool], ...]]
    memory: Mapping[str, Mapping[Key, Hit]] | None
    unpublished: Hidden

    def __len__(self) -> int:
        return len(self.groups)

    @overload
    def __getitem__(self, place: int) -> Bundle: ...
    @overload
    def __getitem__(self, place: slice) -> list[Bundle]: ...
    def __getitem__(self, place: int | slice) -> Bundle | list[Bundle]:
        if isinstance(place, slice):
            return [self._order(group) for group in self.groups[place]]
        return self._order(self.groups[place])

    def _order(self, group: Group) -> Bundle:
        survey, project = self.survey, self.survey.project
        mine = survey.wanted & frozenset(group)
        pages = (project.page_path(path, language) for path in mine for language in survey.languages)
        digests = self.start.digests
        known = tuple((page, digests[page]) for page in pages if page in digests)
        files = _files_of(survey, group) if self.origins or self.shares else ()
        return Bundle(
            project,
            group,
            mine,
            survey.languages,
            survey.request,
            known,
            {path: self.origins[path] for path in files if path in self.origins},
            {path: self.shares[path] for path in files if path in self.shares},
            self.memory,
            self.unpublished,
            None if files else self.start.recall_settled(group, mine),
        )


def _make_orders(start: Start, stage: Stage, groups: Sequence[Group], hidden: Hidden) -> _Orders:
    memory: dict[str, dict[Key, Hit]] | None = None if _has_memory(stage.survey) else {}
    origins, shares = origins_of(stage.survey, stage.plan), shares_of(stage.plan.regroupings)
    return _Orders(groups, start, stage.survey, origins, shares, memory, hidden)


def _has_memory(survey: Survey) -> bool:
    """Tell whether there is any translation to look for: on a first run there is none."""
    memory = survey.project.config.memory
    wanted = (memory.exact or memory.fuzzy > 0) and survey.request.pseudo is None
    return wanted and bool(survey.tree.catalogs)


def _files_of(survey: Survey, group: Group) -> list[str]:
    """Return the templates, catalogs and pages of a group of documents."""
    project = survey.project
    files = [project.template_path(path) for path in group]
    for path_of in (project.catalog_path, project.page_path):
        files += [path_of(path, language) for path in group for language in survey.languages]
    return list(dict.fromkeys(files))


def _work(start: Start, stage: Stage, orders: _Orders) -> Iterator[tuple[int, Result]]:
    """Work on bundles, by number; on those that have questions a second time, when all others are done."""
    asked: dict[int, Questions] = {}
    for number, result in enumerate(_map(start, stage, orders)):
        if result.questions:
            asked[number] = result.questions
        else:
            yield number, result
    if asked:
        asking = [(orders[number], questions) for number, questions in asked.items()]
        answered = _answer(start, stage, orders.groups, asking)
        yield from zip(asked, _map(start, stage, answered), strict=True)


def _map(start: Start, stage: Stage, orders: Sequence[Bundle]) -> Iterator[Result]:
    for result in map_items(work_packed, orders, jobs=start.request.jobs, weigh=_weigh):
        stage.offers.note(result.offers)
        yield result


def _weigh(order: Bundle) -> int:
    """Return the size of a bundle's documents, which is about what the work on it goes by."""
    size = 0
    for path in order.documents:
        with suppress(OSError):
            # Not through Path, which keeps the parts of all names.
            size += os.stat(f"{order.project.root}/{path}").st_size  # noqa: PTH116
    return size


def _answer(
    start: Start, stage: Stage, groups: Iterable[Group], asked: Sequence[tuple[Bundle, Questions]]
) -> list[Bundle]:
    """Give each bundle that has questions what is translated elsewhere of them.

    ``groups`` are all bundles that are worked on in this run.
    """
    keys: dict[str, set[Key]] = {}
    for _, questions in asked:
        for language, found in questions:
            keys.setdefault(language, set()).update(found)
    seen = start.ledger.sightings(set(stage.groups).difference(groups))
    catalogs = _catalogs_with(stage, frozenset().union(*keys.values()), seen)
    hits = {
        language: search_memory(stage.survey, language, catalogs[language], frozenset(found), stage.offers)
        for language, found in keys.items()
    }
    return [replace(order, memory=_part_of(hits, questions)) for order, questions in asked]


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
