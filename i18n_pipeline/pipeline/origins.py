"""Which state of its source a page was translated from, by git's history.

A translation can't know of what was changed in its source after it was written: the state at the page's last
commit goes before today's. An earlier one is taken if it fits clearly better.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from rapidfuzz.distance import Indel

from i18n_pipeline.adopt.units import read_units
from i18n_pipeline.document import Document, Finding
from i18n_pipeline.pipeline.git import files_at, has_history, revisions_of
from i18n_pipeline.pipeline.reading import segmentation_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from i18n_pipeline.adopt.units import Unit
    from i18n_pipeline.pipeline.visits import Visit
    from i18n_pipeline.project import Project

# Revisions to look at, and how much better an earlier one has to fit (of 1).
_MOST_REVISIONS = 20
_CLEARLY = 0.05
_GOOD_FIT = 0.97


class Origin(msgspec.Struct, frozen=True):
    """An earlier state of a document: the commit that holds it, its text, its units."""

    commit: str
    document: Document
    units: tuple[Unit, ...]


def find_origin(
    project: Project,
    visit: Visit,
    document: Document,
    target: Sequence[Unit],
    commit: str | None,
) -> Origin | Finding | None:
    """Return the state of ``document`` that a page was made from; None if that is today's.

    ``target`` are the page's units. With a ``commit`` the answer is the state at that; a
    `Finding` if there was none.
    """
    if commit is not None:
        found = next(_read_states(project, document, [commit]), None)
        if found is None:
            what = f"{document.path} was not there at {commit[:10]}; give another --from"
            return Finding(visit.page, 1, "page", what, language=visit.language, source_path=document.path)
        return found if found.document.text != document.text else None
    if not has_history(project.root):
        return None
    return _find_best(project, visit, document, target)


def _find_best(project: Project, visit: Visit, document: Document, target: Sequence[Unit]) -> Origin | None:
    written = revisions_of(project.root, visit.page, most=1)
    start = written[0] if written else "HEAD"
    commits = revisions_of(project.root, document.path, most=_MOST_REVISIONS, start=start)
    states = _read_states(project, document, commits)
    now = _fit(read_units(document, segmentation_of(project, document.path)), target)
    first = next(states, None)
    if first is None:
        return None
    # Of a page that was never committed nobody knows how old it is.
    best = first if written and first.document.text != document.text else None
    fit = now if best is None else _fit(best.units, target)
    if best is not None and now >= fit + _CLEARLY:
        best, fit = None, now
    if fit >= _GOOD_FIT:
        return best
    for state in (first, *states):
        found = _fit(state.units, target)
        if found >= fit + _CLEARLY and state.document.text != document.text:
            best, fit = state, found
    return best


def _read_states(project: Project, document: Document, commits: Sequence[str]) -> Iterator[Origin]:
    """Yield the states of a document at commits, in their order; what can't be read is left out."""
    segmentation = segmentation_of(project, document.path)
    for commit, data in zip(commits, files_at(project.root, document.path, commits), strict=True):
        found = None if data is None else segmentation.read(document.path, data)
        if isinstance(found, Document):
            yield Origin(commit, found, read_units(found, segmentation))


def _fit(source: Sequence[Unit], target: Sequence[Unit]) -> float:
    """Return how well the structure and the tokens of two versions agree, from 0 to 1."""
    return Indel.normalized_similarity(list(_telltales(source)), list(_telltales(target)))


def _telltales(units: Iterable[Unit]) -> Iterator[tuple[str, str]]:
    for unit in units:
        yield ("kind", unit.kind)
        yield from sorted(unit.tokens)
