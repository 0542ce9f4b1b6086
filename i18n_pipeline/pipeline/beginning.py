"""The beginning of the work on a bundle: its document, and its catalogs as they ought to be.

Nothing is written by then. A bundle whose new messages are looked for elsewhere first waits, and goes on from
there if all is as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from i18n_pipeline.document import Document, Finding
from i18n_pipeline.pipeline.drafting import Draft, draft_catalog
from i18n_pipeline.pipeline.looking import Look
from i18n_pipeline.pipeline.reading import read_documents
from i18n_pipeline.tracing import Trace, note_trace, traced

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from i18n_pipeline.catalog import Key
    from i18n_pipeline.pipeline.orders import Bundle


class Beginning(msgspec.Struct, frozen=True):
    """The document of a bundle that shares no file, or what is wrong with it, and drafts by language.

    ``trace`` is what was seen until then.
    """

    bundle: Bundle
    found: Document | Finding
    drafts: Mapping[str, Draft | Finding]
    trace: Trace

    @property
    def questions(self) -> tuple[tuple[str, frozenset[Key]], ...]:
        """The keys of new messages, by language."""
        found = (draft for draft in self.drafts.values() if isinstance(draft, Draft))
        return tuple((draft.language, draft.questions) for draft in found if draft.questions)


# What waits in this process, by its documents. One edited post waits, or a few; where thousands do, it takes
# less memory to begin with them again.
_waiting: dict[tuple[str, ...], Beginning] = {}
_MOST = 16


def begin_work(bundle: Bundle) -> Beginning:
    """Read the document of a bundle, and draft its catalogs."""
    begun = _waiting.pop(bundle.documents, None)
    if begun is None or bundle.memory is None or not _goes_on(begun, bundle):
        begun = _begin(bundle)
    elif any(bundle.memory.values()):
        begun = _fill_in(begun, bundle)
    note_trace(begun.trace)
    return begun


def let_wait(begun: Beginning) -> None:
    """Keep the beginning of a bundle that has questions, as long as few do."""
    if len(_waiting) < _MOST:
        _waiting[begun.bundle.documents] = begun


def _goes_on(begun: Beginning, bundle: Bundle) -> bool:
    same = replace(bundle, memory=None) == begun.bundle
    # Read again: whoever saves one of them meanwhile may do so within a tick of the clock.
    return same and Look(str(bundle.project.root), 0).confirm_all(begun.trace.files) is not None


def _begin(bundle: Bundle) -> Beginning:
    with traced(str(bundle.project.root)) as trace:
        (found,) = read_documents(bundle.project, bundle.documents)
        drafts = _draft(bundle, found, bundle.languages)
    return Beginning(bundle, found, drafts, trace)


def _draft(bundle: Bundle, found: Document | Finding, languages: Iterable[str]) -> dict[str, Draft | Finding]:
    if isinstance(found, Finding):
        return {}
    paths = {language: bundle.project.catalog_path(found.path, language) for language in languages}
    return {
        language: draft_catalog(bundle, path, (found,), language, complete=True)
        for language, path in paths.items()
    }


def _fill_in(begun: Beginning, bundle: Bundle) -> Beginning:
    """Draft catalogs once more in the languages that something was found for."""
    filled = [language for language, hits in (bundle.memory or {}).items() if hits]
    with traced(str(bundle.project.root)) as trace:
        drafts = _draft(bundle, begun.found, filled)
    trace = Trace(trace.root, begun.trace.files | trace.files, begun.trace.answers | trace.answers)
    # In the order of the languages, as without questions.
    return replace(begun, drafts={**begun.drafts, **drafts}, trace=trace)
