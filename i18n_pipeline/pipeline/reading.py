"""Reading the documents of a site, all in one way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from i18n_pipeline.files import read_file
from i18n_pipeline.markdown import COMMONMARK, SYNTAXES, Dialect
from i18n_pipeline.pipeline.catalogs import unreadable
from i18n_pipeline.project import config_error
from i18n_pipeline.publish.blocks import is_mark
from i18n_pipeline.segmentation import Segmentation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from i18n_pipeline.document import Document, Finding
    from i18n_pipeline.project import Project


def segmentation_of(project: Project, path: str | None = None) -> Segmentation:
    """Return how the document or the page at ``path`` is split; without one, with all that the site has.

    Raises `ConfigError` for a syntax that nobody knows and, before there is a document, for marks of blocks
    that would change a page.
    """
    extract = project.config.extract
    syntaxes = project.site.syntaxes if extract.syntaxes is None else extract.syntaxes
    for name in syntaxes:
        if name not in SYNTAXES:
            what = f'"{name}" is no syntax; the syntaxes are {", ".join(sorted(SYNTAXES))}'
            raise config_error(project, "extract.syntaxes", what)
    attributes = COMMONMARK.attributes if extract.attributes is None else extract.attributes
    on = syntaxes if path is None else project.syntaxes_of(path)
    dialect = Dialect(on, tuple(extract.shortcodes.items()), extract.code, attributes)
    segmentation = Segmentation(extract.front_matter, dialect)
    if path is None:
        _check_marks(project, segmentation)
    return segmentation


def _check_marks(project: Project, segmentation: Segmentation) -> None:
    blocks = project.config.publish.blocks
    for key, before, after in (
        ("stale_before", blocks.stale_before, blocks.stale_after),
        ("missing_before", blocks.missing_before, blocks.missing_after),
    ):
        if (before or after) and not is_mark(before, after, segmentation):
            where = key if before else key.replace("before", "after")
            what = "holds text to translate, or changes the blocks around it"
            advice = "write a shortcode, a component or an HTML element without text, on lines of its own"
            raise config_error(project, f"publish.blocks.{where}", f"{what}; {advice}")


def read_documents(project: Project, paths: Iterable[str]) -> list[Document | Finding]:
    """Read documents; a `Finding` (``document``) stands for one that can't be read."""
    return [_read_document(project, path) for path in paths]


def _read_document(project: Project, path: str) -> Document | Finding:
    try:
        data = read_file(project.root / path)
    except OSError as error:
        return unreadable(path, error, "document")
    return segmentation_of(project, path).read(path, data)
