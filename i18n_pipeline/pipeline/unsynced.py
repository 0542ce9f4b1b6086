"""What a sync would write, as findings: files are to be what the tool makes of the posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from i18n_pipeline.document import Finding
from i18n_pipeline.project.patterns import page_regex

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from i18n_pipeline.pipeline.orders import Change, Outcome
    from i18n_pipeline.project import Project
    from i18n_pipeline.publish.counts import Standing

_ADVICE = "run: i18n-pipeline sync"


class _Novelty(msgspec.Struct, frozen=True):
    """A language in which documents have no catalog yet: how many, and the files that a sync would create."""

    language: str
    documents: int
    files: frozenset[str]


def find_unsynced(project: Project, outcome: Outcome) -> Iterator[Finding]:
    """Yield a finding for each change of a dry run.

    Where documents have no catalog at all in a language, as before the first sync, one finding says so.
    """
    kinds = {kind.removesuffix("s") for kind in project.config.check.synced}
    changes = [change for change in outcome.changes if change.kind in kinds]
    novelties = list(_find_novelties(project, changes, outcome.standings))
    said = {path for novelty in novelties for path in novelty.files}
    languages = {standing.language for standing in outcome.standings}
    if languages and languages == {novelty.language for novelty in novelties}:
        said |= {change.path for change in changes if (change.kind, change.action) == ("template", "create")}
    yield from (_describe_novelty(project, novelty) for novelty in novelties)
    owners = _owners(outcome.standings)
    yield from (_describe(project, change, owners) for change in changes if change.path not in said)


def _find_novelties(
    project: Project, changes: Sequence[Change], standings: Collection[Standing]
) -> Iterator[_Novelty]:
    created = {change.path for change in changes if change.action == "create"}
    others = {change.path for change in changes} - created
    for language in dict.fromkeys(standing.language for standing in standings):
        mine = [standing for standing in standings if standing.language == language]
        catalogs = {standing.catalog for standing in mine}
        there = catalogs & others or any((project.root / path).exists() for path in catalogs)
        files = (catalogs | {standing.page for standing in mine}) & created
        if not there and len(files) > 1:
            yield _Novelty(language, len(mine), frozenset(files))


def _describe_novelty(project: Project, novelty: _Novelty) -> Finding:
    documents = "1 document has" if novelty.documents == 1 else f"{novelty.documents} documents have"
    what = f"{documents} no catalog in this language yet; {_ADVICE} ({len(novelty.files)} files)"
    return Finding(project.config_name, 1, "not-synced", what, language=novelty.language)


def _owners(standings: Collection[Standing]) -> dict[str, tuple[str, str | None]]:
    """Return the language of each catalog and page, and its document if it is of one alone."""
    owners: dict[str, tuple[str, str | None]] = {}
    for standing in standings:
        shared = standing.catalog in owners
        owners[standing.catalog] = (standing.language, None if shared else standing.path)
        owners[standing.page] = (standing.language, standing.path)
    return owners


def _describe(project: Project, change: Change, owners: Mapping[str, tuple[str, str | None]]) -> Finding:
    language, source = owners.get(change.path, (_language_of(project, change), None))
    place = change.origin or change.path
    return Finding(
        place, 1, "not-synced", f"{_what(change)}; {_ADVICE}", language=language, source_path=source
    )


def _what(change: Change) -> str:
    if change.origin is not None:
        return f"the {change.kind} would be moved to {change.path}"
    return {
        "create": f"the {change.kind} isn't there",
        "remove": f"the {change.kind} would be removed",
    }.get(change.action, f"the {change.kind} isn't up to date")


def _language_of(project: Project, change: Change) -> str | None:
    """Return the language that a path names; None for a template, or in an earlier layout."""
    if change.kind == "page":
        match = project.page_match(change.path)
    elif change.kind == "catalog":
        path = change.origin or change.path
        match = page_regex(project.config.catalog, project.config.languages).match(path)
    else:
        return None
    return match["lang"] if match else None
