"""What a site knows of a pair of languages: from its catalogs, and from the pages that are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from i18n_pipeline.adopt.lexicon import Lexicon, learn
from i18n_pipeline.adopt.taking import take_translations
from i18n_pipeline.adopt.units import Unit, words_of
from i18n_pipeline.catalog import Catalog
from i18n_pipeline.pipeline.catalogs import read_catalog
from i18n_pipeline.project.trees import list_tree, read_catalog_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TypeAlias

    from i18n_pipeline.project import Project

    Pairs: TypeAlias = list[tuple[Unit, Unit]]

# More than this teaches nothing new, and takes its time.
_MOST_CATALOGS = 300
_MOST_PAGES = 400
_PASSES = 2


def learn_lexicon(
    project: Project, language: str, pages: Sequence[tuple[Sequence[Unit], Sequence[Unit]]]
) -> Lexicon:
    """Learn from the catalogs of a language, then from pages (units of both sides) with what is known."""
    known = [pair for path in _catalogs(project, language) for pair in _pairs_of(project, path)]
    lexicon = learn(known)
    step = 1 + len(pages) // _MOST_PAGES
    for _ in range(_PASSES):
        lexicon = learn([*known, *_sure_pairs(pages[::step], lexicon)])
    return lexicon


def _catalogs(project: Project, language: str) -> list[str]:
    names = ((path, read_catalog_name(project, path)) for path in list_tree(project).catalogs)
    return [path for path, name in names if name is not None and name.language == language][:_MOST_CATALOGS]


def _pairs_of(project: Project, path: str) -> Iterator[tuple[Unit, Unit]]:
    catalog = read_catalog(project.root, path)
    for entry in catalog.entries if isinstance(catalog, Catalog) else ():
        if entry.translated and entry.msgstr != entry.msgid:
            yield _unit(entry.msgid), _unit(entry.msgstr)


def _unit(text: str) -> Unit:
    return Unit("", text, 0, words=words_of(text), length=max(1, len(text)))


def _sure_pairs(pages: Iterable[tuple[Sequence[Unit], Sequence[Unit]]], lexicon: Lexicon) -> Pairs:
    return [
        (item.source, item.targets[0])
        for source, target in pages
        for item in take_translations(source, target, lexicon).taken
        if not item.doubts and len(item.targets) == 1 and not item.copied
    ]
