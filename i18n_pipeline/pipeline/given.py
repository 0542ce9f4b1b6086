"""Documents whose shared files have been brought up to date: what their pages are built from is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from i18n_pipeline.document import Document, Finding
from i18n_pipeline.pipeline.copies import unpack_document
from i18n_pipeline.pipeline.slices import unpack_entries
from i18n_pipeline.tracing import note_answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from i18n_pipeline.catalog import Entry, Key
    from i18n_pipeline.pipeline.orders import Bundle, Given
    from i18n_pipeline.pipeline.saving import Log


def read_given(bundle: Bundle, given: Given) -> Document | Finding:
    """Return the document as it was when its shared files were worked on, or what is wrong with it."""
    given.copy.note(bundle.project.root)
    found = given.copy.found
    return found if isinstance(found, Finding) else unpack_document(found)


def unpack_slices(given: Given) -> Iterator[tuple[str, Mapping[Key, Entry]]]:
    """Yield the entries that the document uses of each catalog that can be read, with its language."""
    for language, part in given.slices.items():
        yield language, unpack_entries(part.entries or b"")


def note_slices(bundle: Bundle, given: Given, log: Log) -> None:
    """Note what of shared catalogs the work depended on: lines of entries only where something names them."""
    (path,) = bundle.documents
    named = {finding.path for finding in log.findings} | {note.path for note in log.renditions}
    for language in bundle.languages:
        part = given.slices.get(language)
        question = f"{language}:{path}"
        note_answer("entries", question, part.digest if part else "")
        if part and bundle.project.catalog_path(path, language) in named:
            note_answer("lines", question, part.lines)
