"""One run over a site: which bundles, in how many processes, and what came of them."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from i18n_pipeline.errors import ConfigError
from i18n_pipeline.execution import map_items
from i18n_pipeline.pipeline.orders import Bundle, Outcome, Request
from i18n_pipeline.pipeline.working import work_on
from i18n_pipeline.project import bundles, collisions, find_documents
from i18n_pipeline.store import read_pages, write_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from i18n_pipeline.project import Project


def run(project: Project, request: Request, progress: Callable[[int, int], None] | None = None) -> Outcome:
    """Do what ``request`` asks for on the whole site or the part it names.

    ``progress`` is called with the number of documents done and their total. Raises `ConfigError` if the
    request can't be met at all: an unknown path or language, or pages that would overwrite each other.
    """
    documents = _documents(project)
    languages = _languages(project, request)
    wanted = _wanted(documents, request.paths)
    digests = read_pages(project.root)
    orders = _bundles(project, documents, wanted, languages, request, digests)
    outcomes, done = [], 0
    for order, outcome in zip(orders, map_items(work_on, orders, jobs=request.jobs), strict=True):
        outcomes.append(outcome)
        done += len(order.documents)
        if progress is not None:
            progress(done, len(documents))
    whole = _join(outcomes)
    if whole.digests and not request.dry_run:
        new = {path: digest for path, digest in (digests | dict(whole.digests)).items() if digest is not None}
        if new != digests:
            write_pages(project.root, new)
    return whole


def _documents(project: Project) -> list[str]:
    if not (project.root / project.content).is_dir():
        what = f"no such folder: {project.content}; set content to the folder of the source files"
        raise ConfigError([f"{project.config_name}:1: content: {what}"])
    documents = find_documents(project)
    clashes = collisions(project, documents, project.config.languages)
    if clashes:
        advice = "rename one, or change page"
        raise ConfigError([f"{page}:1: would be written by {who}; {advice}" for page, who in clashes])
    return documents


def _languages(project: Project, request: Request) -> tuple[str, ...]:
    known = project.config.languages
    for language in request.languages:
        if language not in known:
            what = f"not one of the site's languages; use one of: {', '.join(known)}"
            raise ConfigError([f"{project.config_name}:1: --language {language}: {what}"])
    return tuple(language for language in known if not request.languages or language in request.languages)


def _wanted(documents: Sequence[str], paths: Sequence[str]) -> frozenset[str]:
    """Return the documents that ``paths`` (files or folders, seen from the root) name; all without paths."""
    if not paths:
        return frozenset(documents)
    found: set[str] = set()
    for path in paths:
        normal = posixpath.normpath(path)
        here = {name for name in documents if normal in (name, ".") or name.startswith(normal + "/")}
        if not here:
            raise ConfigError([f"{path}:1: no document there; give a source file or a folder of the content"])
        found |= here
    return frozenset(found)


def _bundles(
    project: Project,
    documents: list[str],
    wanted: frozenset[str],
    languages: tuple[str, ...],
    request: Request,
    digests: dict[str, str],
) -> list[Bundle]:
    orders = []
    for group in bundles(project, documents):
        mine = wanted & frozenset(group)
        if mine:
            pages = (project.page_path(path, language) for path in mine for language in languages)
            known = tuple((page, digests[page]) for page in pages if page in digests)
            orders.append(Bundle(project, group, mine, languages, request, known))
    return orders


def _join(outcomes: Sequence[Outcome]) -> Outcome:
    return Outcome(
        tuple(change for outcome in outcomes for change in outcome.changes),
        tuple(standing for outcome in outcomes for standing in outcome.standings),
        tuple(finding for outcome in outcomes for finding in outcome.findings),
        tuple(digest for outcome in outcomes for digest in outcome.digests),
    )
