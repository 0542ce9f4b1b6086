"""New messages whose text is translated elsewhere in the site.

Only what would be new and empty is looked for, in the catalogs as they are before anything is filled in, so
that it doesn't matter who works on what, or in which order. What is found is put into a catalog as an entry
that was in use before: the update then brings it back as it does any other.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from i18n_pipeline.catalog import Catalog, Key, format_catalog, parse_catalog
from i18n_pipeline.catalog.wrapping import NO_WRAP
from i18n_pipeline.catalog.writing import write_string
from i18n_pipeline.execution import map_items
from i18n_pipeline.pipeline.catalogs import read_catalog
from i18n_pipeline.pipeline.offers import Offers, digest_offers, note_offers, offered_entries, previous_key
from i18n_pipeline.pipeline.strays import document_of, language_of_header
from i18n_pipeline.project.trees import path_before_aside
from i18n_pipeline.tracing import traced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from i18n_pipeline.catalog import Entry
    from i18n_pipeline.pipeline.orders import Bundle
    from i18n_pipeline.pipeline.planning import Survey

# As the notes on translations are recognised: see ``catalog.notes``.
_MARK = "from "
# What a hit is worth; a lower one is never taken where there is a higher one.
_LIVE, _RETIRED, _EARLIER, _DOUBTFUL = range(4)


class Hit(NamedTuple):
    """A translation found for a message; sorts best first.

    ``unlike`` is 0 for the very text, ``previous`` the wording that a doubtful one was made for.
    """

    unlike: float
    rank: int
    aside: bool
    path: str
    msgstr: str
    previous: Key | None
    origin: str


class Searched(NamedTuple):
    """What a catalog has for the keys, and what it has for any."""

    hits: list[tuple[Key, Hit]]
    offers: bytes


class SearchOrder(msgspec.Struct, frozen=True):
    """A catalog to search for translations of ``keys``: all that a worker needs.

    ``documents`` are those that the catalog belongs to.
    """

    root: Path
    path: str
    language: str
    aside: bool
    documents: tuple[str, ...]
    keys: frozenset[Key]
    similarity: float


def search_memory(
    survey: Survey, language: str, paths: Sequence[str], keys: frozenset[Key], offers: Offers
) -> dict[Key, Hit]:
    """Return the best translation for each of ``keys`` that the catalogs at ``paths`` have one for.

    What they have besides is noted in ``offers``.
    """
    if not paths:
        return {}
    project = survey.project
    owners: dict[str, list[str]] = {}
    for document in survey.documents:
        owners.setdefault(project.catalog_path(document, language), []).append(document)
    orders = [
        SearchOrder(
            root=project.root,
            path=path,
            language=language,
            aside=path_before_aside(project, path) is not None,
            documents=tuple(owners.get(path, ())),
            keys=keys,
            similarity=project.config.memory.fuzzy,
        )
        for path in paths
    ]
    found: list[tuple[Key, Hit]] = []
    for searched in map_items(search_catalog, orders, jobs=survey.request.jobs):
        offers.note(searched.offers)
        found += searched.hits
    return _choose_all(found, exact=project.config.memory.exact)


def search_sole(
    bundle: Bundle, path: str, language: str, catalog: Catalog, keys: frozenset[Key]
) -> dict[Key, Hit]:
    """Return what `search_memory` does where all translations lie in one catalog, that of a bundle."""
    memory, root = bundle.project.config.memory, bundle.project.root
    order = SearchOrder(
        root=root,
        path=path,
        language=language,
        aside=False,
        documents=bundle.documents,
        keys=keys,
        similarity=memory.fuzzy,
    )
    return _choose_all(_search(order, catalog), exact=memory.exact)


def _choose_all(found: Iterable[tuple[Key, Hit]], *, exact: bool) -> dict[Key, Hit]:
    hits: dict[Key, list[Hit]] = {}
    for key, hit in found:
        hits.setdefault(key, []).append(hit)
    chosen = {key: _choose(each, exact=exact) for key, each in hits.items()}
    return {key: hit for key, hit in chosen.items() if hit is not None}


def search_catalog(order: SearchOrder) -> Searched:
    """Return what one catalog has for the keys; nothing if it can't be read or is of another language."""
    with traced(str(order.root)) as trace:
        catalog = read_catalog(order.root, order.path)
    if not isinstance(catalog, Catalog):
        return Searched([], note_offers([(order.path, b"")], trace.files))
    offers = note_offers([(order.path, digest_offers(catalog))], trace.files)
    return Searched(_search(order, catalog), offers)


def _search(order: SearchOrder, catalog: Catalog) -> list[tuple[Key, Hit]]:
    if not order.documents and language_of_header(catalog, (order.language,)) is None:
        return []
    entries = offered_entries(catalog)
    found = [pair for entry in entries for pair in _search_entry(order, entry)]
    return [*found, *_search_alike(order, entries)]


def _search_entry(order: SearchOrder, entry: Entry) -> Iterator[tuple[Key, Hit]]:
    previous = previous_key(entry)
    if entry.key in order.keys:
        if not entry.fuzzy:
            retired = entry.obsolete or order.aside
            yield entry.key, _hit(order, entry, _RETIRED if retired else _LIVE, None)
        elif previous is not None:
            yield entry.key, _hit(order, entry, _DOUBTFUL, previous)
    # A stale translation is a good one of the wording that it was made for.
    if entry.fuzzy and previous in order.keys:
        yield previous, _hit(order, entry, _EARLIER, None)


def _hit(order: SearchOrder, entry: Entry, rank: int, previous: Key | None, unlike: float = 0.0) -> Hit:
    named = document_of(entry.references[0]) if entry.references else None
    owner = order.documents[0] if len(order.documents) == 1 else order.path
    origin = named or owner
    return Hit(unlike, rank, order.aside, order.path, entry.msgstr, previous, origin)


def _search_alike(order: SearchOrder, entries: Sequence[Entry]) -> Iterator[tuple[Key, Hit]]:
    """Find the likest translated text for each key, above the similarity; 0 is for none at all."""
    if not order.similarity:
        return
    from rapidfuzz import fuzz, process

    good = [entry for entry in entries if entry.translated]
    texts = [entry.msgid for entry in good]
    for key in sorted(order.keys, key=_sortable):
        best = process.extractOne(key[1], texts, scorer=fuzz.ratio, score_cutoff=100 * order.similarity)
        if best is not None and good[best[2]].key != key:
            entry = good[best[2]]
            yield key, _hit(order, entry, _DOUBTFUL, entry.key, 1 - best[1] / 100)


def _sortable(key: Key) -> tuple[str, str]:
    return (key[0] or "", key[1])


def _choose(hits: Iterable[Hit], *, exact: bool) -> Hit | None:
    """Choose the likest, of those the best kind, of those the most frequent, of those the first path."""
    pool = [hit for hit in hits if exact or hit.unlike]
    if not pool:
        return None
    unlike, rank = min((hit.unlike, hit.rank) for hit in pool)
    best = [hit for hit in pool if (hit.unlike, hit.rank) == (unlike, rank)]
    counts = Counter(hit.msgstr for hit in best)
    return min(best, key=lambda hit: (-counts[hit.msgstr], hit.aside, hit.path, hit.msgstr))


# Filling in


def find_new_keys(old: Catalog | None, new: Catalog) -> frozenset[Key]:
    """Return the keys of entries that are new and empty; one that was empty before is a translator's."""
    known = {block.key for block in old.blocks} if old else set()
    return frozenset(
        entry.key for entry in new.entries if entry.key not in known and not entry.has_translation
    )


def remember(old: Catalog, hits: Mapping[Key, Hit]) -> Catalog:
    """Return ``old`` with what was found as obsolete entries at its end, for an update to bring back."""
    if not hits:
        return old
    lines = [line for key, hit in hits.items() for line in ("", *_write_obsolete(key, hit))]
    text = format_catalog(old)
    start = text if text.endswith("\n") or not text else text + old.line_end
    return parse_catalog(start + old.line_end.join([*lines, ""]))


def _write_obsolete(key: Key, hit: Hit) -> Iterator[str]:
    yield f"#. {_MARK}{hit.origin}"
    if hit.previous is not None:
        yield "#, fuzzy"
        yield from _write_key(hit.previous, "#~| ")
    yield from _write_key(key, "#~ ")
    yield from write_string("msgstr", hit.msgstr, width=NO_WRAP, prefix="#~ ")


def _write_key(key: Key, prefix: str) -> Iterator[str]:
    context, msgid = key
    if context is not None:
        yield from write_string("msgctxt", context, width=NO_WRAP, prefix=prefix)
    yield from write_string("msgid", msgid, width=NO_WRAP, prefix=prefix)
