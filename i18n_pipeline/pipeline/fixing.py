"""Catalogs with what has one right answer mended; pages follow with the next sync."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from i18n_pipeline.catalog import replace_translations
from i18n_pipeline.checks import CHECKS
from i18n_pipeline.checks.mending import mend_translation
from i18n_pipeline.document import Document, Finding
from i18n_pipeline.execution import map_items
from i18n_pipeline.pipeline.catalogs import catalog_bytes, take_snapshot
from i18n_pipeline.pipeline.orders import Change
from i18n_pipeline.pipeline.quality import setting_of
from i18n_pipeline.pipeline.reading import read_documents, segmentation_of
from i18n_pipeline.pipeline.saving import TRIES, Log, restless, save
from i18n_pipeline.project import bundles, read_glossary
from i18n_pipeline.publish.survey import Survey

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from i18n_pipeline.catalog import Catalog, Key
    from i18n_pipeline.checks import Setting
    from i18n_pipeline.execution import Jobs
    from i18n_pipeline.project import Project, Terms


class Order(msgspec.Struct, frozen=True):
    """Documents whose catalogs are to be mended: all that a worker needs."""

    project: Project
    documents: tuple[str, ...]
    languages: tuple[str, ...]
    terms: Mapping[str, Terms]
    dry_run: bool


class Fix(msgspec.Struct, frozen=True):
    """A catalog that was (or, in a dry run, would be) mended: its texts, and how many translations differ."""

    path: str
    before: str
    after: str
    number: int


class Fixes(msgspec.Struct, frozen=True):
    """What was mended, and what could not be written."""

    fixes: tuple[Fix, ...]
    findings: tuple[Finding, ...]


def fix_documents(
    project: Project, paths: Sequence[str], languages: tuple[str, ...], *, jobs: Jobs, dry_run: bool
) -> Fixes:
    """Mend the translations of documents. Catalogs that can't be read are left to the check."""
    terms = read_glossary(project)
    orders = [Order(project, group, languages, terms, dry_run) for group in bundles(project, sorted(paths))]
    found = list(map_items(fix_bundle, orders, jobs=jobs))
    return Fixes(
        tuple(fix for one in found for fix in one.fixes),
        tuple(finding for one in found for finding in one.findings),
    )


def fix_bundle(order: Order) -> Fixes:
    """Mend the catalogs of documents that share them."""
    read = read_documents(order.project, order.documents)
    documents = [document for document in read if isinstance(document, Document)]
    fixes: list[Fix] = []
    log = Log()
    for language in order.languages:
        groups: dict[str, list[Document]] = {}
        for document in documents:
            groups.setdefault(order.project.catalog_path(document.path, language), []).append(document)
        for path, group in groups.items():
            fix = _fix_catalog(order, path, group, language, log)
            fixes += [] if fix is None else [fix]
    return Fixes(tuple(fixes), tuple(log.findings))


def _fix_catalog(
    order: Order, path: str, documents: Sequence[Document], language: str, log: Log
) -> Fix | None:
    """Mend one catalog; where an editor saves it meanwhile, what is there then."""
    for _ in range(TRIES):
        snapshot = take_snapshot(order.project.root, path, language)
        if isinstance(snapshot, Finding) or snapshot.catalog is None or snapshot.data is None:
            return None
        mended = _mend(order, snapshot.catalog, documents, language)
        if not mended:
            return None
        data = catalog_bytes(replace_translations(snapshot.catalog, mended))
        change = Change(path, "catalog", "update")
        saved = save(order.project.root, change, data, snapshot.data, log, dry_run=order.dry_run)
        if saved != "changed":
            return (
                None if saved == "failed" else Fix(path, snapshot.data.decode(), data.decode(), len(mended))
            )
    log.findings.append(restless(path))
    return None


def _mend(order: Order, catalog: Catalog, documents: Sequence[Document], language: str) -> dict[Key, str]:
    """Return the translations that are to be others."""
    project, entries = order.project, catalog.by_key
    mended: dict[Key, str] = {}
    for document in documents:
        setting = _setting(order, document, language)
        off = _codes_off(project, document.path, language)
        for segment in document.segments:
            entry = entries.get(segment.key)
            if entry is not None and segment.key not in mended:
                msgstr = mend_translation(segment, entry, setting, off)
                if msgstr != entry.msgstr:
                    mended[segment.key] = msgstr
    return mended


def _codes_off(project: Project, path: str, language: str) -> frozenset[str]:
    glob = project.limits_glob(path)
    return frozenset(
        check.code for check in CHECKS if project.config.check.weight(check.code, language, glob) == "off"
    )


def _setting(order: Order, document: Document, language: str) -> Setting:
    segmentation = segmentation_of(order.project, document.path)
    survey = Survey(document.text, segmentation.dialect, order.project.site)
    return setting_of(order.project, survey, language, order.terms)
