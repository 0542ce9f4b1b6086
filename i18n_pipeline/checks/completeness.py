"""What is missing and what is stale, message by message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from i18n_pipeline.document import Finding
from i18n_pipeline.publish.choosing import state_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from i18n_pipeline.catalog import Entry, Key
    from i18n_pipeline.document import Document, Segment

_EXCERPT = 60


def find_incomplete(
    document: Document, entries: Mapping[Key, Entry], catalog_path: str, language: str
) -> Iterator[Finding]:
    """Yield a finding (``missing`` or ``stale``) for each message of the document that isn't translated."""
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
            language=language,
            source_path=document.path,
            source_line=segment.line,
            msgid=segment.text,
        )


def _describe(segment: Segment, state: str) -> str:
    text = " ".join(segment.text.split())
    excerpt = text if len(text) <= _EXCERPT else text[: _EXCERPT - 1].rstrip() + "…"
    if state == "missing":
        return f'{segment.kind} not translated: "{excerpt}"; translate it'
    advice = "bring the translation up to date and remove fuzzy"
    return f'{segment.kind} changed since it was translated: "{excerpt}"; {advice}'
