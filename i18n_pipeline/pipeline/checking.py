"""The gate: what is missing, stale or broken, held against the limits of the configuration."""

from __future__ import annotations

import posixpath
import tempfile
from collections.abc import Collection
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from i18n_pipeline.document import Finding
from i18n_pipeline.errors import ConfigError
from i18n_pipeline.pipeline.consistency import find_inconsistent
from i18n_pipeline.pipeline.git import files_touched_since, resolve_revision, restore_files
from i18n_pipeline.pipeline.orders import FILE_TROUBLE, SYNC, Outcome
from i18n_pipeline.pipeline.packing import batches_of, pack_findings
from i18n_pipeline.pipeline.running import run
from i18n_pipeline.pipeline.starting import find_content, find_languages, find_wanted
from i18n_pipeline.pipeline.unsynced import find_unsynced
from i18n_pipeline.project import read_glossary
from i18n_pipeline.project.patterns import matches_any
from i18n_pipeline.publish.counts import Counts
from i18n_pipeline.reports.result import Batch, CheckResult, Tally, Verdict, count_all, make_batch
from i18n_pipeline.store import lock_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from i18n_pipeline.pipeline.fixing import Fixes
    from i18n_pipeline.pipeline.orders import Request
    from i18n_pipeline.project import Project
    from i18n_pipeline.project.config import Weight
    from i18n_pipeline.publish.counts import Standing

    Progress: TypeAlias = Callable[[int, int], None]

# The formats of ``check`` have a code for catalogs that can't be read; other trouble goes to standard error.
_TROUBLE = FILE_TROUBLE - {"catalog"}
# Said when pages are written; nothing that is wrong with a translation or a source.
_NOTICES = frozenset({"status"})


class Since(msgspec.Struct, frozen=True):
    """Git revisions to compare with.

    No more may be missing or stale than at ``ratchet``; ``changed``: only documents that were touched since.
    """

    ratchet: str | None = None
    changed: str | None = None


def check(
    project: Project, request: Request, progress: Progress | None = None, since: Since | None = None
) -> CheckResult:
    """Check the site, or the part of it that ``request`` names. Writes nothing.

    Raises `ConfigError` for what can't be compared with: no repository, or no such revision.
    """
    since = since or Since()
    request = replace(request, steps=SYNC | {"check"}, dry_run=True, terms=read_glossary(project))
    if since.changed is not None:
        request = replace(request, paths=_find_changed(project, request, since.changed))
    # Without paths a run is over all documents; here it would be over none.
    nothing = since.changed is not None and not request.paths
    outcome = Outcome() if nothing else run(project, request, progress)
    tallies = _tallies(project, outcome.standings)
    if since.ratchet is not None:
        tallies = _ratchet(project, request, since.ratchet, outcome, tallies)
    return _judge(project, request, outcome, tallies)


def fix(
    project: Project,
    request: Request,
    since: Since | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Fixes:
    """Mend what has one right answer in the catalogs of the site, or of the part that ``request`` names.

    In a dry run nothing is written. ``tell`` is called with a line for people if another run has to end
    first. Raises `ConfigError` as `check` does, and if another run doesn't end.
    """
    from i18n_pipeline.pipeline.fixing import fix_documents

    if since is not None and since.changed is not None:
        paths = _find_changed(project, request, since.changed)
    else:
        paths = tuple(find_wanted(project, find_content(project).documents, request.paths))
    languages = find_languages(project, request.languages)
    with nullcontext() if request.dry_run else lock_site(project.root, tell, lasting=False):
        return fix_documents(project, paths, languages, jobs=request.jobs, dry_run=request.dry_run)


class _Scales:
    """What limits and configuration make of findings."""

    def __init__(self, project: Project, tallies: Mapping[tuple[str, str], Tally]) -> None:
        self._project, self._tallies = project, tallies
        # By code, language and glob: there are many findings, and few of these.
        self._weights: dict[tuple[str, str | None, str], Weight | None] = {}

    def weigh_all(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Yield findings with the severity that they are given, but for trouble and what is turned off."""
        for finding in findings:
            if finding.code in _TROUBLE or finding.code in _NOTICES:
                continue
            glob = self._project.limits_glob(finding.source_path) if finding.source_path else ""
            key = (finding.code, finding.language, glob)
            if key not in self._weights:
                self._weights[key] = self._weigh(*key)
            weight = self._weights[key]
            if weight is None or weight == finding.severity:
                yield finding
            elif weight != "off":
                yield replace(finding, severity=weight)

    def _weigh(self, code: str, language: str | None, glob: str) -> Weight | None:
        """Make what stays within the limits a warning; None leaves a finding the severity that it has."""
        if code not in ("missing", "stale") or language is None:
            return self._project.config.check.weight(code, language or "", glob)
        return None if self._tallies[language, glob].exceeds(code) else "warning"


class _Weighed(Collection[Finding]):
    """A batch of findings that is weighed whenever it is gone through."""

    __slots__ = ("_batch", "_scales")

    def __init__(self, batch: Collection[Finding], scales: _Scales) -> None:
        self._batch, self._scales = batch, scales

    def __iter__(self) -> Iterator[Finding]:
        return self._scales.weigh_all(self._batch)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, finding: object) -> bool:
        return any(finding == found for found in self)


# Findings. As few as these may as well stay in memory as they are: every report goes through them.
_FEW = 40_000


def _judge(
    project: Project, request: Request, outcome: Outcome, tallies: Mapping[tuple[str, str], Tally]
) -> CheckResult:
    inconsistent = pack_findings(find_inconsistent(project.root, outcome.renditions))
    unsynced = pack_findings(find_unsynced(project, outcome))
    packed = [found for one in (outcome, inconsistent, unsynced) for found in batches_of(one.findings)]
    trouble: list[Finding] = []
    batches = _weigh_batches(packed, _Scales(project, tallies), trouble)
    counts = count_all([*batches, make_batch(trouble)])
    failed = {language for language, severity, _ in counts if severity == "error"}
    verdicts = tuple(
        _verdict(project, name, tallies, ok=failed.isdisjoint((name, None)))
        for name in project.languages(request.languages)
    )
    return CheckResult(batches, verdicts, tuple(trouble), outcome.standings)


def _weigh_batches(
    packed: Iterable[Collection[Finding]], scales: _Scales, trouble: list[Finding]
) -> list[Batch]:
    """Return batches with something in them, unpacked if all of them together are few; add to ``trouble``."""
    batches: list[Batch] = []
    held: list[Collection[Finding]] = []
    number = 0
    for batch in packed:
        found = tuple(batch)
        trouble += (finding for finding in found if finding.code in _TROUBLE)
        found = tuple(scales.weigh_all(found))
        if found:
            number += len(found)
            batches.append(Batch(_Weighed(batch, scales), make_batch(found).counts))
            held.append(found)
        if number > _FEW:
            held.clear()
    if number > _FEW:
        return batches
    return [replace(batch, findings=found) for batch, found in zip(batches, held, strict=True)]


def _tallies(project: Project, standings: Iterable[Standing]) -> dict[tuple[str, str], Tally]:
    """Add up words per language and group of documents that have limits of their own."""
    tallies: dict[tuple[str, str], Tally] = {}
    for standing in standings:
        key = (standing.language, project.limits_glob(standing.path))
        old = tallies.get(key) or _empty_tally(project, *key)
        tallies[key] = replace(old, words=old.words + standing.words, fresh=old.fresh + standing.fresh)
    return tallies


def _empty_tally(project: Project, language: str, glob: str) -> Tally:
    allowance = project.config.check.allowance(language, glob)
    return Tally(Counts(), allowance.missing, allowance.stale, glob)


def _verdict(
    project: Project, language: str, tallies: Mapping[tuple[str, str], Tally], *, ok: bool
) -> Verdict:
    own = {glob: tally for (name, glob), tally in tallies.items() if name == language}
    globs = [glob for glob in project.config.check.paths if glob in own]
    general = own.get("") or _empty_tally(project, language, "")
    return Verdict(language, (general, *(own[glob] for glob in globs)), ok)


def _find_changed(project: Project, request: Request, name: str) -> tuple[str, ...]:
    """Return the wanted documents of which any file was touched since a revision; all if the rules were."""
    wanted = sorted(find_wanted(project, find_content(project).documents, request.paths))
    commit = resolve_revision(project.root, "--changed", name)
    touched = files_touched_since(project.root, "--changed", commit)
    if project.config_name in touched:
        return tuple(wanted)
    languages = project.languages(request.languages)
    return tuple(path for path in wanted if not touched.isdisjoint(_files_of(project, path, languages)))


def _files_of(project: Project, path: str, languages: Sequence[str]) -> list[str]:
    files = [path, project.template_path(path)]
    for language in languages:
        files += [project.catalog_path(path, language), project.page_path(path, language)]
    return files


def _ratchet(
    project: Project,
    request: Request,
    name: str,
    outcome: Outcome,
    tallies: Mapping[tuple[str, str], Tally],
) -> dict[tuple[str, str], Tally]:
    """Put the shares of a revision in the place of the configuration's limits."""
    commit = resolve_revision(project.root, "--ratchet", name)
    standings = _standings_at(project, request, name, commit)
    if request.paths:
        mine = {standing.path for standing in outcome.standings}
        standings = [standing for standing in standings if standing.path in mine]
    before = _tallies(project, standings)
    return {
        key: replace(
            tally,
            missing_limit=before[key].missing if key in before else 0,
            stale_limit=before[key].stale if key in before else 0,
            reference=name,
        )
        for key, tally in tallies.items()
    }


def _standings_at(project: Project, request: Request, name: str, commit: str) -> Collection[Standing]:
    """Return how documents stood at a revision, by the configuration of today."""

    def is_wanted(path: str) -> bool:
        if path.endswith((".po", ".pot")):
            return True
        inside = posixpath.relpath(path, project.content)
        return not inside.startswith("../") and matches_any(inside, project.config.include)

    with tempfile.TemporaryDirectory(prefix="i18n-pipeline-") as folder:
        root = Path(folder).resolve()
        restore_files(project.root, "--ratchet", commit, is_wanted, root)
        if not (root / project.content).is_dir():
            what = f"{project.content} has no documents there; choose a later revision"
            raise ConfigError([f"{project.root}:1: --ratchet {name}: {what}"])
        then = replace(request, steps=frozenset(), paths=())
        return run(replace(project, root=root), then).standings
