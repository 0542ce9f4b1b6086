"""The work on a file that documents share, from copies of them: a template, or a catalog and its slices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from i18n_pipeline.document import Finding
from i18n_pipeline.pipeline.copies import unpack_documents
from i18n_pipeline.pipeline.drafting import draft_catalog
from i18n_pipeline.pipeline.memory import search_sole
from i18n_pipeline.pipeline.orders import Outcome, with_memory
from i18n_pipeline.pipeline.saving import Log
from i18n_pipeline.pipeline.slices import cut_slices
from i18n_pipeline.pipeline.updating import write_draft, write_template

if TYPE_CHECKING:
    from collections.abc import Mapping

    from i18n_pipeline.catalog import Key
    from i18n_pipeline.document import Document
    from i18n_pipeline.pipeline.drafting import Draft
    from i18n_pipeline.pipeline.memory import Hit
    from i18n_pipeline.pipeline.orders import SharedFile


def work_on_file(order: SharedFile) -> Outcome:
    """Bring a shared file up to date, if that is asked for; of a catalog, cut the slices of its documents.

    Where messages are new and the bundle has no memory, nothing is done but to ask for it.
    """
    bundle, log = order.bundle, Log()
    for copy in order.copies:
        copy.note(bundle.project.root)
    if not order.language:
        documents, complete = _read(order)
        if complete and "extract" in bundle.request.steps:
            write_template(bundle, order.path, documents, log)
        return log.outcome()
    draft, complete = draft_shared(order)
    questions = frozenset() if isinstance(draft, Finding) else draft.questions
    if questions and bundle.memory is None:
        if not order.sole:
            return Outcome(questions=((order.language, questions),))
        hits = _search_own(order, draft, questions)
        order = with_memory(order, {order.language: hits})
        draft = draft_shared(order)[0] if hits else draft
    entries = write_draft(order.bundle, draft, log, complete=complete)
    slices = () if entries is None else tuple(cut_slices(_read(order)[0], entries, order.known))
    return replace(log.outcome(), searched=bool(questions), slices=slices)


def _search_own(order: SharedFile, draft: Draft | Finding, keys: frozenset[Key]) -> Mapping[Key, Hit]:
    """Return what a catalog, before it is brought up to date, holds itself of what is new in it."""
    old = None if isinstance(draft, Finding) else draft.old
    return {} if old is None else search_sole(order.bundle, order.path, order.language, old, keys)


def draft_shared(order: SharedFile) -> tuple[Draft | Finding, bool]:
    """Draft a shared catalog; tell whether all of its documents could be read."""
    documents, complete = _read(order)
    draft = draft_catalog(order.bundle, order.path, documents, order.language, complete=complete)
    return draft, complete


def _read(order: SharedFile) -> tuple[tuple[Document, ...], bool]:
    """Return the documents that share the file, and whether all of them could be read."""
    packed = tuple(copy.found for copy in order.copies if isinstance(copy.found, bytes))
    return unpack_documents(packed), len(packed) == len(order.copies)
