"""A translation that was made from an earlier state of its source: what has changed since is stale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from i18n_pipeline.adopt.settling import settle
from i18n_pipeline.catalog import Filling, fill_catalog, notes_of
from i18n_pipeline.catalog.entry import HEADER_KEY
from i18n_pipeline.catalog.header import read_fields
from i18n_pipeline.pipeline.catalogs import refresh_catalog
from i18n_pipeline.pipeline.messages import messages_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from i18n_pipeline.adopt.settling import Circumstances, Decision, Settlement
    from i18n_pipeline.adopt.taking import Taking
    from i18n_pipeline.catalog import Catalog, Entry, Key
    from i18n_pipeline.document import Document


def settle_earlier(
    taking: Taking,
    catalog: Catalog,
    known: Circumstances,
    states: tuple[Document, Document],
    date: str,
) -> tuple[Settlement, list[Entry]]:
    """Settle a page that was made from the first of two ``states`` of a document; the second is today's.

    A catalog of the first state is filled and brought up to date, as if it had been there all along. Returns
    also the obsolete entries: translations of what the document has no more.
    """
    earlier, today = states
    language = read_fields(catalog.header.msgstr).get("Language", "") if catalog.header else ""
    first = refresh_catalog(None, messages_of((earlier,), "none"), language, date)
    settlement = settle(taking, first.by_key, known)
    filled = fill_catalog(first, settlement.fillings)
    second = refresh_catalog(filled, messages_of((today,), "none"), language, date)
    fillings = dict(_carry(second, catalog, known))
    decisions = tuple(_review(decision, catalog.by_key, known) for decision in settlement.decisions)
    fresh = [filling for filling in fillings.values() if filling.msgstr]
    gone = [entry for entry in second.obsolete if entry.has_translation]
    stale = sum(1 for filling in fresh if filling.wording is not None)
    settlement = replace(settlement, fillings=fillings, decisions=decisions, stale=stale, gone=len(gone))
    return settlement, gone


def _review(decision: Decision, entries: Mapping[Key, Entry], known: Circumstances) -> Decision:
    """Say of a pair what becomes of it where the catalog of today has a translation already."""
    segment = decision.taken.source.segment
    present = entries.get(segment.key) if segment else None
    taken = decision.state in ("translated", "doubtful")
    if not taken or present is None or not present.has_translation:
        return decision
    if present.msgstr == decision.text:
        return replace(decision, state="same")
    return decision if known.force else replace(decision, state="kept")


def _carry(second: Catalog, catalog: Catalog, known: Circumstances) -> Iterator[tuple[Key, Filling]]:
    """Yield what a catalog takes over: translations that it hasn't got, and comments on those it has."""
    entries = catalog.by_key
    if second.header is not None and second.header.comments:
        yield HEADER_KEY, Filling(comments=second.header.comments)
    for entry in second.entries:
        present = entries.get(entry.key)
        if present is None:
            continue
        if entry.has_translation and (known.force or not present.has_translation):
            yield entry.key, _filling(entry)
        elif comments := (*entry.comments, *_other(entry, present, known)):
            yield entry.key, Filling(comments=comments)


def _other(entry: Entry, present: Entry, known: Circumstances) -> Iterator[str]:
    if entry.translated and present.has_translation and entry.msgstr != present.msgstr:
        yield f"another translation at {known.page}: {entry.msgstr}"


def _filling(entry: Entry) -> Filling:
    wording = None if entry.previous_msgid is None else (entry.previous_msgctxt, entry.previous_msgid)
    return Filling(
        entry.msgstr, fuzzy=entry.fuzzy, wording=wording, notes=notes_of(entry), comments=entry.comments
    )
