"""What the work on a site is cut into: documents, and the catalogs and templates that several share.

A document that shares no file is one piece with them: they are brought up to date where its pages are built.
Where files are shared each is a piece of its own, and so is each of its documents: an edit of one then
redoes the files, and of the others those that use an entry that has changed.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from i18n_pipeline.project.patterns import pattern_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from i18n_pipeline.project import Project

Group: TypeAlias = "tuple[str, ...]"


class Piece(NamedTuple):
    """A document, or a file that documents share: in one of the ``languages``, or in none if a template.

    ``name`` is its path. ``documents`` are those that the file is made of; a document that shares no file is
    itself one of them, of one that does these are none.
    """

    name: str
    documents: Group
    languages: Group

    @property
    def is_document(self) -> bool:
        """Whether this is a document, with the pages in its languages."""
        return self.documents in ((), (self.name,))

    @property
    def is_sharing(self) -> bool:
        """Whether this is a document whose files are pieces of their own."""
        return not self.documents

    @property
    def is_catalog(self) -> bool:
        """Whether this is a catalog that documents share."""
        return not self.is_document and bool(self.languages)


class Digests(NamedTuple):
    """What identifies the entries of a shared catalog that the pages of a document were built from.

    ``lines`` do so for where they stand, and are empty where nothing names any.
    """

    digest: str
    lines: str


def cut_into_pieces(project: Project, groups: Iterable[Group], languages: Group) -> list[Piece]:
    """Return the pieces of groups of documents that share files, in the order in which they are told of."""
    return [piece for group in groups for piece in _cut(project, group, languages)]


def _cut(project: Project, group: Group, languages: Group) -> list[Piece]:
    if len(group) == 1:
        return [Piece(group[0], group, languages)]
    templates = _share(group, _files(group, project.config.template, project.template_path), ())
    catalogs = [
        piece
        for language in languages
        for piece in _share(
            group,
            _files(group, project.config.catalog, partial(project.catalog_path, language=language)),
            (language,),
        )
    ]
    return [*templates, *catalogs, *(Piece(path, (), languages) for path in group)]


def _files(group: Group, pattern: str, path_of: Callable[[str], str]) -> list[str]:
    """Return the file of each document; where it is the same for all, it is found once."""
    if pattern_fields(pattern) <= {"lang"}:
        return [path_of(group[0])] * len(group)
    return [path_of(path) for path in group]


def _share(group: Group, files: Sequence[str], languages: Group) -> list[Piece]:
    """Return the pieces for the files of documents: those of one file have it in common."""
    shared: dict[str, list[str]] = {}
    for path, file in zip(group, files, strict=True):
        shared.setdefault(file, []).append(path)
    return [Piece(file, tuple(documents), languages) for file, documents in shared.items()]
