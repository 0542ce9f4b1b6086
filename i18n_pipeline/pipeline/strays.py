"""Catalogs that no document wants: found by their names, and only then read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from i18n_pipeline.catalog import Catalog, Key, gettext_language
from i18n_pipeline.document import Finding
from i18n_pipeline.markdown import count_words
from i18n_pipeline.pipeline.catalogs import read_catalog
from i18n_pipeline.project.patterns import matches_any
from i18n_pipeline.project.trees import path_before_aside, read_catalog_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from i18n_pipeline.project import Project

# What tells the catalogs of one document from those of others: the same in all languages.
Group: TypeAlias = "tuple[tuple[str, str], ...]"

_LINE_NUMBER = re.compile(r":[0-9]+$")
_LANGUAGE_FIELD = re.compile(r"^Language:[ \t]*(\S+)", re.MULTILINE)
# The kinds that messages of ours begin their notes with; other tools' catalogs have none of these.
_KIND = re.compile(r"(paragraph|heading [1-6]|front matter|list item|table (cell|header)|.*title|.*text)\b")


class Text(msgspec.Struct, frozen=True):
    """A message in a stray: its words, and the documents that its references name."""

    key: Key
    words: int
    documents: tuple[str, ...]


class Stray(msgspec.Struct, frozen=True):
    """A catalog that no document wants.

    ``named`` says whether its path fits the pattern as configured: one that doesn't is of another layout.
    ``texts`` are its live messages, or the obsolete ones if it has no others. ``aside``: it is among those
    that are kept for documents that are gone.
    """

    path: str
    language: str
    group: Group
    named: bool
    aside: bool
    texts: tuple[Text, ...]

    @property
    def documents(self) -> frozenset[str]:
        """The documents that its messages refer to."""
        return frozenset(path for text in self.texts for path in text.documents)


class StrayOrder(msgspec.Struct, frozen=True):
    """A file to read as a stray, with all that a worker needs."""

    project: Project
    path: str


def is_worth_reading(project: Project, path: str, languages: Sequence[str]) -> bool:
    """Tell by its name whether a catalog may be of one of ``languages``."""
    name = read_catalog_name(project, _former_path(project, path))
    return name is None or name.language in languages


def _former_path(project: Project, path: str) -> str:
    return path_before_aside(project, path) or path


def read_stray(order: StrayOrder) -> Stray | Finding | None:
    """Read a catalog that no document wants.

    Returns None if it isn't this site's or of no configured language, a `Finding` if it can't be read.
    """
    project, path = order.project, order.path
    former = _former_path(project, path)
    name = read_catalog_name(project, former)
    catalog = read_catalog(project.root, path)
    if catalog is None or isinstance(catalog, Finding):
        return catalog
    language = name.language if name else language_of_header(catalog, project.config.languages)
    if language is None or not is_ours(project, catalog, named=name is not None):
        return None
    group = name.fields if name else (("file", _without_language(former, language)),)
    return Stray(path, language, group, name is not None, former != path, _texts_of(catalog))


def language_of_header(catalog: Catalog, languages: Iterable[str]) -> str | None:
    """Return the one of ``languages`` that a catalog's header names, or None."""
    header = catalog.header
    match = _LANGUAGE_FIELD.search(header.msgstr) if header else None
    named = gettext_language(match[1]) if match else ""
    return next((language for language in languages if gettext_language(language) == named), None)


def is_ours(project: Project, catalog: Catalog, *, named: bool) -> bool:
    """Tell whether a catalog is of this site's documents, and not of a theme or a program beside them.

    Its references say so; without any, its place (``named``) or the kinds of its messages.
    """
    entries = catalog.entries
    references = [reference for entry in entries for reference in entry.references]
    if references:
        return any(_is_document(project, reference, named=named) for reference in references)
    return named or any(_KIND.match(entry.extracted[0]) for entry in entries if entry.extracted)


def document_of(reference: str) -> str:
    """Return the path in a reference, without its line number."""
    return _LINE_NUMBER.sub("", reference)


def _is_document(project: Project, reference: str, *, named: bool) -> bool:
    path = document_of(reference)
    if project.content != "." and path.startswith(project.content + "/"):
        return True
    # The content folder itself may have been renamed: in its place, a catalog of any Markdown is ours.
    return (named or project.content == ".") and matches_any(path, project.config.include)


def _without_language(path: str, language: str) -> str:
    # A tag and its form in gettext may both stand in a path; in either it is the same document.
    tags = "|".join(map(re.escape, (language, gettext_language(language))))
    return re.sub(rf"(?<![A-Za-z0-9])(?:{tags})(?![A-Za-z0-9])", "{lang}", path)


def _texts_of(catalog: Catalog) -> tuple[Text, ...]:
    entries = catalog.entries or catalog.obsolete
    texts: Mapping[Key, Text] = {
        entry.key: Text(entry.key, count_words(entry.msgid), tuple(map(document_of, entry.references)))
        for entry in entries
    }
    return tuple(texts.values())
