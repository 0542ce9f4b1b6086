"""What runs of an earlier configuration have left where it had its pages: known again, and led to its place.

A page says by its marker, or the store by its digest, that a run has made it. So it is no document, wherever
it lies, and it is moved to where the page of its document belongs now: with values that a person has given
it, and with edits, which are named there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from i18n_pipeline.files import read_if_there
from i18n_pipeline.pipeline.pages import page_source
from i18n_pipeline.pipeline.planning import Move
from i18n_pipeline.project.trees import list_pages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from i18n_pipeline.pipeline.planning import Plan, Survey
    from i18n_pipeline.project import Content, Project
    from i18n_pipeline.project.listing import Listing


class Leftover(msgspec.Struct, frozen=True):
    """A page where no page of this configuration lies.

    ``document`` is what it was made from, if that is there, and ``place`` where its page belongs now.
    """

    path: str
    language: str
    document: str | None = None
    place: str | None = None


def with_pages(
    plan: Plan, survey: Survey, content: Content, listing: Listing, digests: Mapping[str, str]
) -> Plan:
    """Add to a plan what is to do about pages that lie where an earlier configuration had them."""
    found = find_leftovers(survey, content, listing, digests)
    if not found:
        return plan
    moves: dict[str, Move] = {}
    for leftover in found:
        place = leftover.place
        if place is not None and place not in moves and not (survey.project.root / place).exists():
            moves[place] = Move(leftover.path, place, "page", "move")
    moved = {move.origin for move in moves.values()}
    rest = tuple(leftover for leftover in found if leftover.path not in moved)
    return replace(plan, moves=(*plan.moves, *moves.values()), leftovers=rest)


def find_leftovers(
    survey: Survey, content: Content, listing: Listing, digests: Mapping[str, str]
) -> list[Leftover]:
    """Return the pages that a run has made, and that lie where no page belongs now."""
    project = survey.project
    found = _candidates(survey, content, listing)
    documents = frozenset(content.documents)
    here = {project.page_path(path, tag) for path in documents for tag in survey.languages if found}
    leftovers = []
    for path, candidate in found.items():
        source = None if path in here or path in documents else read_source(project, path, digests)
        if source is not None and candidate.language in survey.languages:
            document = next((name for name in (source, candidate.document) if name in documents), None)
            place = None if document is None else project.page_path(document, candidate.language)
            leftovers.append(Leftover(path, candidate.language, document, place))
    return [leftover for leftover in leftovers if survey.whole or leftover.document in survey.wanted]


def _candidates(survey: Survey, content: Content, listing: Listing) -> dict[str, Leftover]:
    """Return what may be a page of ours, by path."""
    languages = survey.project.config.languages
    found: dict[str, Leftover] = {}
    for path in content.pages:
        language = _language_of(path, languages)
        if language is not None:
            found[path] = Leftover(path, language)
    for old in survey.earlier:
        places = {old.page_path(path, tag): path for path in content.documents for tag in languages}
        for path in list_pages(old, listing):
            match = old.page_match(path)
            if match is not None and match["lang"] in languages:
                found[path] = Leftover(path, match["lang"], places.get(path))
    return found


def _language_of(path: str, languages: Sequence[str]) -> str | None:
    """Return the language that a path names, if it names one alone."""
    found = [tag for tag in languages if re.search(_in_path(tag), path, re.IGNORECASE)]
    return found[0] if len(found) == 1 else None


def _in_path(tag: str) -> str:
    return rf"(?:^|[/._-]){re.escape(tag)}(?:[/._-]|$)"


def read_source(project: Project, path: str, digests: Mapping[str, str]) -> str | None:
    """Return the document that a page was generated from; None if it is no such page.

    Empty if the page has no marker to say it.
    """
    try:
        data = read_if_there(project.root / path)
    except OSError:
        return None
    return None if data is None else page_source(data, path, digests)
