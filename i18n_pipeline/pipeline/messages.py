"""From the segments of documents to the messages of a catalog: one per distinct text."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from i18n_pipeline.catalog import Message

if TYPE_CHECKING:
    from i18n_pipeline.document import Document, Segment


# The catalogs of all languages, and the template, are made of the same ones, one after the other.
@lru_cache(maxsize=4)
def messages_of(documents: tuple[Document, ...], references: str) -> tuple[Message, ...]:
    """Return the messages of ``documents``, in order of first appearance; ``references`` as configured."""
    first: dict[tuple[str | None, str], Segment] = {}
    places: dict[tuple[str | None, str], dict[str, None]] = {}
    notes: dict[tuple[str | None, str], dict[str, None]] = {}
    for document in documents:
        for segment in document.segments:
            key = segment.key
            first.setdefault(key, segment)
            # dict as an ordered set: one reference per place, in order.
            places.setdefault(key, {}).update(_reference(document, segment, references))
            notes.setdefault(key, {}).update(dict.fromkeys(segment.notes))
    return tuple(
        Message(
            msgid=segment.text,
            msgctxt=segment.context,
            extracted=(segment.kind, *notes[key]),
            references=tuple(places[key]),
            breadcrumb=segment.breadcrumb,
        )
        for key, segment in first.items()
    )


def _reference(document: Document, segment: Segment, references: str) -> dict[str, None]:
    if references == "none":
        return {}
    return {f"{document.path}:{segment.line}" if references == "line" else document.path: None}
