"""From the segments of documents to the messages of a catalog: one per distinct text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from i18n_pipeline.catalog import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from i18n_pipeline.document import Document, Segment


def messages_of(documents: Iterable[Document], references: str) -> list[Message]:
    """Return the messages of ``documents``, in order of first appearance; ``references`` as configured."""
    first: dict[tuple[str | None, str], Segment] = {}
    places: dict[tuple[str | None, str], dict[str, None]] = {}
    notes: dict[tuple[str | None, str], dict[str, None]] = {}
    for document in documents:
        for segment in document.segments:
            first.setdefault(segment.key, segment)
            # dict as an ordered set: one reference per place, in order.
            places.setdefault(segment.key, {}).update(_reference(document, segment, references))
            notes.setdefault(segment.key, {}).update(dict.fromkeys(segment.notes))
    return [
        Message(
            msgid=segment.text,
            msgctxt=segment.context,
            extracted=(segment.kind, *notes[key]),
            references=tuple(places[key]),
            breadcrumb=segment.breadcrumb,
        )
        for key, segment in first.items()
    ]


def _reference(document: Document, segment: Segment, references: str) -> dict[str, None]:
    if references == "none":
        return {}
    return {f"{document.path}:{segment.line}" if references == "line" else document.path: None}
