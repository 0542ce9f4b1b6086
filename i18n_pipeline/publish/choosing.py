"""What a segment shows in a language, and how the page as a whole stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from i18n_pipeline.matching import measure_likeness

if TYPE_CHECKING:
    from collections.abc import Mapping

    from i18n_pipeline.catalog import Entry, Key
    from i18n_pipeline.document import Document
    from i18n_pipeline.project import Publish


State = Literal["translated", "stale", "missing"]


def state_of(entry: Entry | None) -> State:
    """Return how a message stands whose entry is ``entry``; without one it is missing."""
    if entry is None:
        return "missing"
    if entry.translated:
        return "translated"
    return "stale" if entry.stale else "missing"


def choose_translations(document: Document, entries: Mapping[Key, Entry], publish: Publish) -> dict[Key, str]:
    """Return the text that each message of the document shows; those that show the source are left out.

    Where a text was split, all parts have the translation of the whole: it is shown once, for the first.
    """
    chosen = {}
    shown: Entry | None = None
    for segment in document.segments:
        entry = entries.get(segment.key)
        if entry is not None and shown is not None and _is_rest_of(shown, entry):
            continue
        shown = entry if entry is not None and _is_shown(entry, publish) else None
        if shown is not None:
            chosen[segment.key] = shown.msgstr
    return chosen


def _is_rest_of(first: Entry, entry: Entry) -> bool:
    """Tell whether two stale entries in a row have the translation of one earlier text."""
    if first.key == entry.key or not (first.stale and entry.stale) or entry.previous_msgid is None:
        return False
    earlier = (entry.previous_msgctxt, entry.previous_msgid, entry.msgstr)
    return earlier == (first.previous_msgctxt, first.previous_msgid, first.msgstr)


def _is_shown(entry: Entry, publish: Publish) -> bool:
    state = state_of(entry)
    if state != "stale":
        return state == "translated"
    if publish.stale == "source":
        return False
    # Without the earlier wording (an editor's "needs work") there is nothing to compare.
    earlier = entry.previous_msgid
    return earlier is None or measure_likeness(earlier, entry.msgid) >= publish.stale_similarity
