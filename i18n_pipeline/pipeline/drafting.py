"""The catalogs of a bundle as they ought to be: made of what is there, not yet written."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from i18n_pipeline.catalog import Catalog, Key
from i18n_pipeline.document import Finding
from i18n_pipeline.pipeline.catalogs import empty_catalog, read_catalog, refresh_catalog, take_snapshot
from i18n_pipeline.pipeline.memory import find_new_keys, remember
from i18n_pipeline.pipeline.messages import messages_of
from i18n_pipeline.pipeline.reading import segmentation_of
from i18n_pipeline.pipeline.regrouping import Share, Source, gather, index_source

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from i18n_pipeline.catalog import Message
    from i18n_pipeline.document import Document
    from i18n_pipeline.pipeline.orders import Bundle


class Draft(msgspec.Struct, frozen=True):
    """A catalog in one language for the documents that share it.

    ``data`` are the bytes that are at ``path`` now and ``old`` what they say, ``catalog`` is what should be
    there; None: nothing.
    ``questions`` are the keys of its new and empty entries.
    """

    path: str
    language: str
    documents: tuple[Document, ...]
    data: bytes | None
    catalog: Catalog | None
    questions: frozenset[Key]
    old: Catalog | None


def group_by_file(
    documents: Sequence[Document], path_of: Callable[[str], str]
) -> dict[str, tuple[Document, ...]]:
    """Group documents by the file that ``path_of`` gives for their paths."""
    groups: dict[str, list[Document]] = {}
    for document in documents:
        groups.setdefault(path_of(document.path), []).append(document)
    return {path: tuple(group) for path, group in groups.items()}


def draft_catalogs(
    bundle: Bundle, documents: Sequence[Document], language: str, *, complete: bool
) -> list[Draft | Finding]:
    """Draft the catalogs of ``documents`` in a language; a `Finding` for each that can't be read.

    Unless ``complete`` the catalogs stay as they are: without all of its documents a shared catalog would
    lose what only the missing ones hold.
    """
    project = bundle.project
    groups = group_by_file(documents, lambda path: project.catalog_path(path, language))
    return [draft_catalog(bundle, path, group, language, complete=complete) for path, group in groups.items()]


def draft_catalog(
    bundle: Bundle, path: str, documents: tuple[Document, ...], language: str, *, complete: bool
) -> Draft | Finding:
    """Read a catalog and bring it up to date, if the bundle's request has catalogs brought up to date."""
    steps = bundle.request.steps
    snapshot = take_snapshot(bundle.project.root, bundle.origins.get(path, path), language)
    if isinstance(snapshot, Finding):
        return snapshot
    old, messages = snapshot.catalog, messages_of(documents, bundle.project.config.extract.references)
    if not complete or ("update" not in steps and "merge" in steps):
        return Draft(path, language, documents, snapshot.data, old, frozenset(), old)
    old = _with_shares(bundle, path, old, documents, messages)
    if not messages and old is None:
        return Draft(path, language, documents, snapshot.data, None, frozenset(), None)
    new = _refresh(bundle, old, messages, language)
    questions = find_new_keys(old, new)
    if bundle.request.pseudo is not None:
        from i18n_pipeline.pipeline.filling import fill_with_pseudo  # no sync needs it

        pairs = [(document, segmentation_of(bundle.project, document.path)) for document in documents]
        new = fill_with_pseudo(new, pairs, language, bundle.request.pseudo)
    return Draft(path, language, documents, snapshot.data, new, questions, snapshot.catalog)


def _with_shares(
    bundle: Bundle,
    path: str,
    own: Catalog | None,
    documents: Sequence[Document],
    messages: Sequence[Message],
) -> Catalog | None:
    """Add to a catalog what it takes of those of an earlier layout."""
    found = [(_read_source(bundle, origin), alone) for origin, alone in bundle.shares.get(path, ())]
    shares = [Share(source, alone) for source, alone in found if source is not None]
    if not shares:
        return own
    names = frozenset(document.path for document in documents)
    return gather(own, shares, names, frozenset(message.key for message in messages))


def _read_source(bundle: Bundle, path: str) -> Source | None:
    """Read a catalog of an earlier layout; None if it is gone or can't be read."""
    file = bundle.project.root / path
    try:
        status = file.stat()
    except OSError:
        return None
    return _load_source(bundle.project.root, path, (status.st_mtime_ns, status.st_size))


@lru_cache(maxsize=8)
def _load_source(root: Path, path: str, _stamp: tuple[int, int]) -> Source | None:
    # One big catalog is read for each of thousands of small ones, unless it has changed meanwhile.
    found = read_catalog(root, path)
    return index_source(found) if isinstance(found, Catalog) else None


def _refresh(bundle: Bundle, old: Catalog | None, messages: Sequence[Message], language: str) -> Catalog:
    date = bundle.request.date
    new = refresh_catalog(old, messages, language, date)
    hits = (bundle.memory or {}).get(language)
    if not hits:
        return new
    keys = find_new_keys(old, new) & hits.keys()
    if not keys:
        return new
    # In the order of the messages: the same whatever the order in which they were found.
    known = {message.key: hits[message.key] for message in messages if message.key in keys}
    return refresh_catalog(remember(old or empty_catalog(language, date), known), messages, language, date)
