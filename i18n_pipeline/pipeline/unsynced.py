"""What a sync would write, as findings: files are to be what the tool makes of the posts."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import msgspec

from i18n_pipeline.document import Finding
from i18n_pipeline.pipeline.packing import batches_of
from i18n_pipeline.project.patterns import page_regex

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from i18n_pipeline.pipeline.orders import Change, Outcome
    from i18n_pipeline.project import Project
    from i18n_pipeline.publish.counts import Standing

_ADVICE = "run: i18n-pipeline sync"


class _Novelty(msgspec.Struct):
    """What there is of a language: how many documents, what of them a sync would create, and any catalog."""

    documents: int = 0
    files: int = 0
    there: bool = False


class _Batch(msgspec.Struct, frozen=True):
    """What a dry run would change for some documents, and how these stand: of a large site, one at a time."""

    changes: Sequence[Change]
    standings: Sequence[Standing]

    @property
    def created(self) -> frozenset[str]:
        """The files that a sync would create."""
        return frozenset(change.path for change in self.changes if change.action == "create")


def find_unsynced(project: Project, outcome: Outcome) -> Iterator[Finding]:
    """Yield a finding for each change of a dry run.

    Where documents have no catalog at all in a language, as before the first sync, one finding says so.
    """
    # What is moved is told before the documents are looked at that it belongs to.
    nobodys = (batch.changes for batch in _batches(project, outcome) if not batch.standings)
    loose = list(chain.from_iterable(nobodys))
    owners = _owners(outcome.standings, {change.path for change in loose}) if loose else {}
    found = _find_novelties(project, outcome, {change.path for change in loose if change.origin is not None})
    novelties = {name: one for name, one in found.items() if not one.there and one.files > 1}
    for language, novelty in novelties.items():
        yield _describe_novelty(project, language, novelty)
    everywhere = bool(found) and found.keys() == novelties.keys()
    for batch in _batches(project, outcome):
        said = _files_of(batch.standings, novelties) & batch.created
        known = owners | _owners(batch.standings) if batch.changes else {}
        for change in batch.changes:
            of_template = (change.kind, change.action) == ("template", "create")
            if change.path not in said and not (everywhere and of_template):
                yield _describe(project, change, known)


def _batches(project: Project, outcome: Outcome) -> Iterator[_Batch]:
    kinds = {kind.removesuffix("s") for kind in project.config.check.synced}
    both = zip(batches_of(outcome.changes), batches_of(outcome.standings), strict=True)
    for changes, standings in both:
        yield _Batch([change for change in changes if change.kind in kinds], list(standings))


def _find_novelties(project: Project, outcome: Outcome, moved: Container[str]) -> dict[str, _Novelty]:
    """Look at each language; ``moved`` are files that would be there after a sync."""
    novelties: dict[str, _Novelty] = {}
    for batch in _batches(project, outcome):
        created = batch.created
        for standing in batch.standings:
            novelty = novelties.setdefault(standing.language, _Novelty())
            novelty.documents += 1
            catalog = standing.catalog
            novelty.there = novelty.there or (
                catalog not in created and (catalog in moved or (project.root / catalog).exists())
            )
        for language, novelty in novelties.items():
            novelty.files += len(_files_of(batch.standings, (language,)) & created)
    return novelties


def _files_of(standings: Iterable[Standing], languages: Container[str]) -> frozenset[str]:
    """Return the catalogs and pages in some languages."""
    mine = [standing for standing in standings if standing.language in languages]
    return frozenset(path for standing in mine for path in (standing.catalog, standing.page))


def _describe_novelty(project: Project, language: str, novelty: _Novelty) -> Finding:
    documents = "1 document has" if novelty.documents == 1 else f"{novelty.documents} documents have"
    what = f"{documents} no catalog in this language yet; {_ADVICE} ({novelty.files} files)"
    return Finding(project.config_name, 1, "not-synced", what, language=language)


def _owners(
    standings: Iterable[Standing], paths: Container[str] | None = None
) -> dict[str, tuple[str, str | None]]:
    """Return the language of each catalog and page (of ``paths``), and its document if it is of one alone."""
    owners: dict[str, tuple[str, str | None]] = {}
    for standing in standings:
        if paths is None or standing.catalog in paths:
            shared = standing.catalog in owners
            owners[standing.catalog] = (standing.language, None if shared else standing.path)
        if paths is None or standing.page in paths:
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
