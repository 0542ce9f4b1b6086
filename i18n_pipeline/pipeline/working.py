"""The work on one bundle: read its documents, bring templates and catalogs up to date, build pages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from i18n_pipeline.catalog import Catalog
from i18n_pipeline.checks import find_incomplete
from i18n_pipeline.document import Document, Finding
from i18n_pipeline.files import read_if_there, write_atomic
from i18n_pipeline.markdown import Dialect, count_words
from i18n_pipeline.pipeline.catalogs import (
    catalog_bytes,
    read_catalog,
    refresh_catalog,
    refresh_template,
    unreadable,
)
from i18n_pipeline.pipeline.messages import messages_of
from i18n_pipeline.pipeline.orders import Bundle, Change, Outcome, Standing
from i18n_pipeline.pipeline.pages import hands_off, ownership
from i18n_pipeline.publish.choosing import Counts, state_of
from i18n_pipeline.publish.page import PageOrder, build_page, count_segments
from i18n_pipeline.publish.splicing import Splicer
from i18n_pipeline.segmentation import Segmentation
from i18n_pipeline.store import page_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from i18n_pipeline.catalog import Entry, Key
    from i18n_pipeline.project import Project


@dataclass(slots=True)
class _Log:
    """What has been done so far on a bundle, to become an `Outcome`."""

    changes: list[Change] = field(default_factory=list)
    standings: list[Standing] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    digests: dict[str, str | None] = field(default_factory=dict)

    def outcome(self) -> Outcome:
        return Outcome(
            tuple(self.changes), tuple(self.standings), tuple(self.findings), tuple(self.digests.items())
        )


def work_on(bundle: Bundle) -> Outcome:
    """Do what the bundle's request asks for; trouble in a file is a finding and stops only that file."""
    log = _Log()
    documents = _read_documents(bundle, log)
    complete = len(documents) == len(bundle.documents)
    if complete and "extract" in bundle.request.steps:
        _extract(bundle, documents, log)
    segmentation = segmentation_of(bundle.project)
    splicers = [Splicer(document, segmentation) for document in documents if document.path in bundle.wanted]
    for language in bundle.languages:
        catalogs = _catalogs(bundle, documents, language, log, complete=complete)
        for splicer in splicers:
            _finish(bundle, splicer, catalogs, language, log)
    return log.outcome()


def segmentation_of(project: Project) -> Segmentation:
    """Return how the documents of a site are split."""
    extract = project.config.extract
    syntaxes = project.site.syntaxes if extract.syntaxes is None else extract.syntaxes
    dialect = Dialect(syntaxes, tuple(extract.shortcodes.items()), extract.code)
    return Segmentation(extract.front_matter, dialect)


def _read_documents(bundle: Bundle, log: _Log) -> list[Document]:
    project, segmentation = bundle.project, segmentation_of(bundle.project)
    documents = []
    for path in bundle.documents:
        found: Document | Finding
        try:
            found = segmentation.read(path, (project.root / path).read_bytes())
        except OSError as error:
            found = unreadable(path, error, "document")
        if isinstance(found, Document):
            documents.append(found)
        else:
            log.findings.append(found)
    return documents


def _group(documents: Sequence[Document], path_of: Callable[[str], str]) -> dict[str, list[Document]]:
    """Group documents by the file that ``path_of`` gives for their paths."""
    groups: dict[str, list[Document]] = {}
    for document in documents:
        groups.setdefault(path_of(document.path), []).append(document)
    return groups


def _extract(bundle: Bundle, documents: Sequence[Document], log: _Log) -> None:
    project = bundle.project
    for path, group in _group(documents, project.template_path).items():
        # A template holds nothing of a person's: one that can't be read is made anew.
        old = read_catalog(project.root, path)
        old = old if isinstance(old, Catalog) else None
        messages = messages_of(group, project.config.extract.references)
        if messages or old is not None:
            new = refresh_template(old, messages, bundle.request.date)
            _write(bundle, Change(path, "template", "update"), catalog_bytes(new), log)


def _catalogs(
    bundle: Bundle, documents: Sequence[Document], language: str, log: _Log, *, complete: bool
) -> dict[str, Mapping[Key, Entry]]:
    """Return the up-to-date entries for each document that has a readable catalog, by the document's path."""
    project, steps = bundle.project, bundle.request.steps
    catalogs: dict[str, Mapping[Key, Entry]] = {}
    for path, group in _group(documents, lambda path: project.catalog_path(path, language)).items():
        old = read_catalog(project.root, path, language)
        if isinstance(old, Finding):
            log.findings.append(old)
            continue
        messages = messages_of(group, project.config.extract.references)
        new = old
        # Without all of its documents a shared catalog would lose what only the unreadable ones hold.
        if complete and ("update" in steps or "merge" not in steps):
            new = refresh_catalog(old, messages, language, bundle.request.date)
        if new is not None and "update" in steps and (messages or old is not None):
            _write(bundle, Change(path, "catalog", "update"), catalog_bytes(new), log)
        entries = {} if new is None else new.by_key
        catalogs.update({document.path: entries for document in group})
    return catalogs


def _finish(
    bundle: Bundle, splicer: Splicer, catalogs: Mapping[str, Mapping[Key, Entry]], language: str, log: _Log
) -> None:
    """Note how a document stands in a language, and build its page if that is asked for."""
    document, project = splicer.document, bundle.project
    entries = catalogs.get(document.path)
    if entries is None:
        return
    standing = _standing(project, document, entries, language)
    log.standings.append(standing)
    steps = bundle.request.steps
    if "check" in steps:
        log.findings.extend(find_incomplete(document, entries, standing.catalog, language))
    if not steps & {"check", "merge"}:
        return
    if standing.segments.percent < project.config.publish.minimum:
        if "merge" in steps:
            _remove_page(bundle, standing, log)
        return
    order = PageOrder(entries, standing.catalog, language, project.site, project.config.publish)
    page = build_page(splicer, order)
    log.findings.extend(page.findings)
    if "merge" in steps:
        _write_page(bundle, standing, page.text.encode(), log)


def _standing(project: Project, document: Document, entries: Mapping[Key, Entry], language: str) -> Standing:
    words = Counts()
    for key in {segment.key for segment in document.segments}:
        number = count_words(key[1])
        words += Counts(number, **{state_of(entries.get(key)): number})
    return Standing(
        path=document.path,
        language=language,
        catalog=project.catalog_path(document.path, language),
        page=project.page_path(document.path, language),
        segments=count_segments(document, entries),
        words=words,
    )


def _write_page(bundle: Bundle, standing: Standing, data: bytes, log: _Log) -> None:
    old = _old_page(bundle, standing, log)
    if isinstance(old, Finding):
        return
    if old is not None and old != data and not _may_replace(bundle, standing, old, log):
        return
    if _write(bundle, Change(standing.page, "page", "update"), data, log) and not _has_marker(bundle):
        log.digests[standing.page] = page_digest(data)


def _remove_page(bundle: Bundle, standing: Standing, log: _Log) -> None:
    """Remove a page that has too little translated; one that a person wrote stays, and is named."""
    old = _old_page(bundle, standing, log)
    if old is None or isinstance(old, Finding) or not _may_replace(bundle, standing, old, log):
        return
    if not bundle.request.dry_run:
        try:
            (bundle.project.root / standing.page).unlink()
        except OSError as error:
            log.findings.append(_unwritable(standing.page, error))
            return
    log.changes.append(Change(standing.page, "page", "remove"))
    log.digests[standing.page] = None


def _old_page(bundle: Bundle, standing: Standing, log: _Log) -> bytes | Finding | None:
    try:
        return read_if_there(bundle.project.root / standing.page)
    except OSError as error:
        finding = unreadable(standing.page, error, "page")
        log.findings.append(finding)
        return finding


def _may_replace(bundle: Bundle, standing: Standing, old: bytes, log: _Log) -> bool:
    owner = ownership(old, standing.page, dict(bundle.digests))
    if owner == "ours" or bundle.request.force:
        return True
    log.findings.append(hands_off(standing.page, owner, standing.language, standing.path))
    return False


def _has_marker(bundle: Bundle) -> bool:
    return bundle.project.config.publish.marker


def _write(bundle: Bundle, change: Change, data: bytes, log: _Log) -> bool:
    """Write a file unless it holds ``data`` already; False if that failed."""
    path = bundle.project.root / change.path
    try:
        old = read_if_there(path)
        if old == data:
            return True
        if not bundle.request.dry_run:
            write_atomic(path, data)
    except OSError as error:
        log.findings.append(_unwritable(change.path, error))
        return False
    log.changes.append(change if old is not None else replace(change, action="create"))
    return True


def _unwritable(path: str, error: OSError) -> Finding:
    return Finding(
        path, 1, "write", f"can't be written ({error.strerror}); check the folder and its permissions"
    )
