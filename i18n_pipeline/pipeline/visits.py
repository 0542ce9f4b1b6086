"""Which pages `adopt` reads, and the documents that they are translations of."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from i18n_pipeline.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from i18n_pipeline.project import Project


class Visit(msgspec.Struct, frozen=True):
    """A translated page to read (seen from the root, or absolute), its document and its language."""

    document: str
    page: str
    language: str


def find_visits(
    project: Project, documents: Sequence[str], paths: Sequence[str], languages: Sequence[str]
) -> list[Visit]:
    """Return the pages that ``paths`` name: pages, documents, or folders of either; all without paths.

    A path is seen from the root or, if nothing is there, from the working directory. Raises `ConfigError` for
    one that leads to no page.
    """
    places = {
        project.page_path(document, language): Visit(
            document, project.page_path(document, language), language
        )
        for document in documents
        for language in languages
    }
    there = [visit for visit in places.values() if (project.root / visit.page).is_file()]
    if not paths:
        return there
    found: dict[Visit, None] = {}
    for path in paths:
        here = [visit for name in _names(project, path) for visit in _visits_at(name, there)]
        if not here:
            raise ConfigError([_nothing_there(project, path, languages)])
        found.update(dict.fromkeys(here))
    return list(found)


def visit_file(project: Project, documents: Sequence[str], source: str, path: str, language: str) -> Visit:
    """Return the visit to a file anywhere, as the translation of the document ``source``."""
    document = next((name for name in _names(project, source) if name in documents), None)
    if document is None:
        raise ConfigError([f"{source}:1: --source: no document there; give a source file of the content"])
    for place in (project.root / path, Path.cwd() / path):
        if place.is_file():
            inside = place.resolve().is_relative_to(project.root)
            page = place.resolve().relative_to(project.root).as_posix() if inside else str(place)
            return Visit(document, page, language)
    raise ConfigError([f"{path}:1: no such file; give the page to read"])


def _names(project: Project, path: str) -> Iterator[str]:
    """Yield what a path may mean, seen from the root."""
    yield posixpath.normpath(path)
    whole = Path(posixpath.normpath(Path.cwd().resolve() / path))
    if whole.is_relative_to(project.root):
        yield whole.relative_to(project.root).as_posix()


def _visits_at(path: str, visits: Iterable[Visit]) -> list[Visit]:
    return [
        visit
        for visit in visits
        if path in (visit.page, visit.document, ".")
        or visit.page.startswith(path + "/")
        or visit.document.startswith(path + "/")
    ]


def _nothing_there(project: Project, path: str, languages: Sequence[str]) -> str:
    names = ", ".join(languages)
    if any((project.root / name).is_file() for name in _names(project, path)):
        what = (
            f"no page in a language of {names}, nor the source of one, by the pattern {project.page_pattern}"
        )
        return f"{path}:1: {what}; name its document with --source, or give another --language"
    return f"{path}:1: nothing there; give a translated page, a source file, or a folder"
