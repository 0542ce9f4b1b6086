"""What is missing and what is stale, message by message."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from i18n_pipeline.catalog import notes_of, stale_since
from i18n_pipeline.document import Finding
from i18n_pipeline.publish.choosing import state_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from i18n_pipeline.catalog import Entry, Key
    from i18n_pipeline.document import Document, Segment

_EXCERPT = 60


def find_fresh(document: Document, entries: Mapping[Key, Entry], today: str, days: int) -> frozenset[Key]:
    """Return the messages that have been stale for fewer than ``days`` days.

    Of one that doesn't say since when, nobody knows: it is not among them.
    """
    if not days:
        return frozenset()
    found = ((segment.key, entries.get(segment.key)) for segment in document.segments)
    return frozenset(
        key for key, entry in found if entry is not None and _is_fresh(stale_since(entry), today, days)
    )


def _is_fresh(since: str | None, today: str, days: int) -> bool:
    try:
        age = datetime.date.fromisoformat(today[:10]) - datetime.date.fromisoformat(since or "")
    except ValueError:
        return False
    return age.days < days


def find_incomplete(
    document: Document,
    entries: Mapping[Key, Entry],
    catalog_path: str,
    language: str,
    fresh: Container[Key] = (),
) -> Iterator[Finding]:
    """Yield a finding (``missing`` or ``stale``) for each message of the document that isn't translated.

    Those of ``fresh`` are warnings.
    """
    seen = set()
    for segment in document.segments:
        entry = entries.get(segment.key)
        state = state_of(entry)
        if state == "translated" or segment.key in seen:
            continue
        seen.add(segment.key)
        yield Finding(
            path=catalog_path,
            line=max(1, entry.line) if entry else 1,
            code=state,
            message=_describe(segment, state),
            severity="warning" if segment.key in fresh else "error",
            language=language,
            source_path=document.path,
            source_line=segment.line,
            msgid=segment.text,
            msgstr=entry.msgstr if entry else None,
            kind=segment.kind,
            breadcrumb=segment.breadcrumb,
            earlier=entry.previous_msgid if entry and state == "stale" else None,
            notes="\n".join(_notes(segment, entry)),
        )


def _notes(segment: Segment, entry: Entry | None) -> Iterator[str]:
    """Yield what a translator is told of a message: which of two uses it is, by the author, by the sync."""
    if segment.context is not None:
        yield f"context: {segment.context}"
    yield from segment.notes
    yield from notes_of(entry) if entry else ()


def _describe(segment: Segment, state: str) -> str:
    text = " ".join(segment.text.split())
    excerpt = text if len(text) <= _EXCERPT else text[: _EXCERPT - 1].rstrip() + "…"
    if state == "missing":
        return f'{segment.kind} not translated: "{excerpt}"; translate it'
    advice = "bring the translation up to date and remove fuzzy"
    return f'{segment.kind} changed since it was translated: "{excerpt}"; {advice}'
