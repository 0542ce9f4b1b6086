"""Before a run: where catalogs and templates have to go because documents were moved, deleted or regrouped.

A site where each document has its catalogs, and each catalog its document, costs a listing of their folders.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal, TypeVar

import msgspec

from i18n_pipeline.document import Document, Finding
from i18n_pipeline.execution import map_items
from i18n_pipeline.markdown import count_words
from i18n_pipeline.pipeline.pairing import Texts, pair_texts
from i18n_pipeline.pipeline.reading import read_documents
from i18n_pipeline.pipeline.regrouping import Regrouping, find_regroupings
from i18n_pipeline.pipeline.strays import Stray, StrayOrder, is_worth_reading, read_stray
from i18n_pipeline.project.trees import (
    Tree,
    aside_folder,
    aside_path,
    path_before_aside,
    template_of_fields,
)
from i18n_pipeline.tracing import note_trace, traced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from i18n_pipeline.catalog import Key
    from i18n_pipeline.pipeline.orders import Request
    from i18n_pipeline.pipeline.resettling import Leftover
    from i18n_pipeline.pipeline.strays import Group
    from i18n_pipeline.project import Project
    from i18n_pipeline.tracing import Trace

T = TypeVar("T")
R = TypeVar("R")


class Move(msgspec.Struct, frozen=True):
    """A file to move from ``origin`` to ``path``."""

    origin: str
    path: str
    kind: Literal["catalog", "template", "page"]
    action: Literal["move", "set aside"]


class Plan(msgspec.Struct, frozen=True):
    """What to do about files in a wrong place: before the work on bundles (moves), or after it (the rest).

    ``leftovers`` are pages of earlier configurations that can't be moved.
    """

    moves: tuple[Move, ...] = ()
    regroupings: tuple[Regrouping, ...] = ()
    templates: tuple[str, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    findings: tuple[Finding, ...] = ()


class Home(msgspec.Struct, frozen=True):
    """Documents that share catalogs, by language where they belong, and their messages with their words."""

    documents: tuple[str, ...]
    catalogs: Mapping[str, str]
    words: Mapping[Key, int]


class Survey(msgspec.Struct, frozen=True):
    """What a plan is made from: the site, what of it is asked for, and what lies where."""

    project: Project
    documents: tuple[str, ...]
    wanted: frozenset[str]
    languages: tuple[str, ...]
    request: Request
    tree: Tree
    earlier: tuple[Project, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether the run is over all documents: only then what belongs to none is put aside."""
        return not self.request.paths


def make_plan(survey: Survey) -> Plan:
    """Decide what to do about catalogs that no document wants, and templates likewise."""
    places = _places(survey)
    present = frozenset(survey.tree.catalogs)
    unwanted = [path for path in survey.tree.catalogs if path not in places]
    folder = aside_folder(survey.project) + "/"
    homes = _find_homes(survey, present) if unwanted else []
    # What is aside matters only to a document that has no catalog yet.
    read = [path for path in unwanted if homes or not path.startswith(folder)]
    strays, findings = _read_strays(survey, read)
    regroupings = find_regroupings(survey.project, survey.documents, homes, strays)
    regrouped = {regrouping.path for regrouping in regroupings}
    loose = [stray for stray in strays if stray.path not in regrouped]
    taken = {path for regrouping in regroupings for path in regrouping.targets}
    free = [home for home in homes if taken.isdisjoint(home.catalogs.values())]
    moves = _plan_moves(survey, free, loose, present)
    templates = _stray_templates(survey)
    return Plan(
        moves=tuple(moves),
        regroupings=tuple(regroupings),
        templates=tuple(path for path in templates if path not in {move.origin for move in moves}),
        findings=tuple(findings),
    )


def _places(survey: Survey) -> dict[str, str]:
    """Return the language of each path where a document wants a catalog."""
    project = survey.project
    return {
        project.catalog_path(path, language): language
        for language in project.config.languages
        for path in survey.documents
    }


def find_catalogs(survey: Survey, paths: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return those of ``paths`` that may hold translations into each language; one in no place may hold any.

    They are as they lie before any is moved.
    """
    places = _places(survey) if paths else {}
    others = [path for path in paths if path not in places]
    return {
        language: (
            *(path for path in paths if places.get(path) == language),
            *(path for path in others if is_worth_reading(survey.project, path, (language,))),
        )
        for language in survey.languages
    }


def _find_homes(survey: Survey, present: frozenset[str]) -> list[Home]:
    """Return the documents that lack a catalog and have messages, grouped as they share catalogs."""
    groups: dict[str, list[str]] = {}
    project = survey.project
    for path in survey.documents:
        groups.setdefault(project.catalog_path(path, "\0"), []).append(path)
    homes = []
    for group in groups.values():
        places = {language: project.catalog_path(group[0], language) for language in survey.languages}
        if not survey.wanted.isdisjoint(group) and not present.issuperset(places.values()):
            homes.append((tuple(group), places))
    texts = _map_traced(_read_words, [(project, group) for group, _ in homes], survey)
    found = (Home(group, places, dict(words)) for (group, places), words in zip(homes, texts, strict=True))
    return [home for home in found if home.words]


def _map_traced(function: Callable[[T], R], items: Sequence[T], survey: Survey) -> Iterator[R]:
    """Apply a function to each item, in order; what other processes see is noted here."""
    work = partial(_trace, str(survey.project.root), function)
    for result, trace in map_items(work, items, jobs=survey.request.jobs):
        note_trace(trace)
        yield result


def _trace(root: str, function: Callable[[T], R], item: T) -> tuple[R, Trace]:
    with traced(root) as trace:
        return function(item), trace


def _read_words(order: tuple[Project, tuple[str, ...]]) -> list[tuple[Key, int]]:
    """Return the messages of documents and their words; of those that can't be read, none."""
    found = read_documents(*order)
    documents = [document for document in found if isinstance(document, Document)]
    keys = dict.fromkeys(segment.key for document in documents for segment in document.segments)
    return [(key, count_words(key[1])) for key in keys]


def _read_strays(survey: Survey, paths: Sequence[str]) -> tuple[list[Stray], list[Finding]]:
    project = survey.project
    orders = [
        StrayOrder(project, path) for path in paths if is_worth_reading(project, path, survey.languages)
    ]
    found = list(_map_traced(read_stray, orders, survey))
    strays = [stray for stray in found if isinstance(stray, Stray) and stray.language in survey.languages]
    return strays, [finding for finding in found if isinstance(finding, Finding)]


def _plan_moves(
    survey: Survey, homes: Sequence[Home], strays: Sequence[Stray], present: frozenset[str]
) -> list[Move]:
    groups: dict[tuple[Group, bool], list[Stray]] = {}
    for stray in strays:
        groups.setdefault((stray.group, stray.aside), []).append(stray)
    lost = [groups[name] for name in sorted(groups)]
    new = [Texts(_last(home.catalogs.values()), home.words) for home in homes]
    old = [_texts_of(survey.project, group) for group in lost]
    moves: list[Move] = []
    for i, j in sorted(pair_texts(new, old, lambda: _hints(survey, strays))):
        moves += _move_home(survey, homes[i], lost[j], present)
    gone = {move.origin for move in moves}
    if survey.whole:
        moves += _put_aside(survey, [stray for stray in strays if stray.path not in gone])
    return moves


def _last(paths: Iterable[str]) -> str:
    return max(paths)


def _texts_of(project: Project, group: Sequence[Stray]) -> Texts:
    words = {text.key: text.words for stray in group for text in stray.texts}
    path = _last(_place_of(project, stray) for stray in group)
    return Texts(path, words, group[0].aside)


def _place_of(project: Project, stray: Stray) -> str:
    return path_before_aside(project, stray.path) or stray.path


def _hints(survey: Survey, strays: Sequence[Stray]) -> dict[str, str]:
    """Return the old catalog for each new one, as git has it for their documents."""
    project = survey.project
    lying = [stray.path for stray in strays if not stray.aside]
    if not lying:
        return {}
    from i18n_pipeline.pipeline.renames import find_renames  # git is rarely asked

    hints = {}
    renames = find_renames(project.root, project.content, lying)
    for new, old in sorted(renames.items()):
        for language in survey.languages:
            hints[project.catalog_path(new, language)] = project.catalog_path(old, language)
    return hints


def _move_home(survey: Survey, home: Home, group: Sequence[Stray], present: frozenset[str]) -> list[Move]:
    """Move the catalogs of a document, and its template, to where they belong now."""
    moves = []
    for stray in group:
        path = home.catalogs[stray.language]
        if path not in present:
            moves.append(Move(stray.path, path, "catalog", "move"))
    old = template_of_fields(survey.project, group[0].group) if group[0].named else None
    new = survey.project.template_path(home.documents[0])
    if moves and old in _stray_templates(survey) and new not in survey.tree.templates:
        moves.append(Move(old, new, "template", "move"))
    return moves


def _put_aside(survey: Survey, strays: Sequence[Stray]) -> list[Move]:
    moves: list[Move] = []
    used = set(survey.tree.catalogs)
    for stray in strays:
        if not stray.aside:
            path = free_path(aside_path(survey.project, stray.path, survey.earlier), used)
            used.add(path)
            moves.append(Move(stray.path, path, "catalog", "set aside"))
    return moves


def free_path(path: str, used: Iterable[str]) -> str:
    """Return ``path``, or with a number before its extension where there is such a file already."""
    taken = frozenset(used)
    stem, dot, ext = path.rpartition(".")
    number = 1
    while path in taken:
        number += 1
        path = f"{stem}.{number}{dot}{ext}"
    return path


def _stray_templates(survey: Survey) -> list[str]:
    wanted = {survey.project.template_path(path) for path in survey.documents}
    return [path for path in survey.tree.templates if path not in wanted]
