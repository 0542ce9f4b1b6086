"""The beginning of the work on a bundle: its documents, and its catalogs as they ought to be.

Nothing is written by then. A bundle whose new messages are looked for elsewhere first waits, and goes on from
there if all is as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from i18n_pipeline.document import Document, Finding
from i18n_pipeline.pipeline.drafting import Draft, draft_catalogs
from i18n_pipeline.pipeline.looking import Look
from i18n_pipeline.pipeline.reading import read_documents
from i18n_pipeline.tracing import Trace, note_trace, traced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from i18n_pipeline.catalog import Key
    from i18n_pipeline.pipeline.orders import Bundle


class Beginning(msgspec.Struct, frozen=True):
    """The documents of a bundle that can be read, with findings on the others, and drafts by language.

    ``trace`` is what was seen until then.
    """

    bundle: Bundle
    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]
    drafts: Mapping[str, Sequence[Draft | Finding]]
    trace: Trace

    @property
    def complete(self) -> bool:
        """Whether all documents could be read."""
        return len(self.documents) == len(self.bundle.documents)

    @property
    def questions(self) -> tuple[tuple[str, frozenset[Key]], ...]:
        """The keys of new messages, by language."""
        keys = {
            language: frozenset(key for draft in found if isinstance(draft, Draft) for key in draft.questions)
            for language, found in self.drafts.items()
        }
        return tuple((language, found) for language, found in keys.items() if found)


# What waits in this process, by its documents. One edited post waits, or a few; where thousands do, it takes
# less memory to begin with them again.
_waiting: dict[tuple[str, ...], Beginning] = {}
_MOST = 16


def begin_work(bundle: Bundle) -> Beginning:
    """Read the documents of a bundle, and draft its catalogs."""
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
        found = read_documents(bundle.project, bundle.documents)
        documents = tuple(document for document in found if isinstance(document, Document))
        complete = len(documents) == len(bundle.documents)
        drafts = {
            language: draft_catalogs(bundle, documents, language, complete=complete)
            for language in bundle.languages
        }
    findings = tuple(finding for finding in found if isinstance(finding, Finding))
    return Beginning(bundle, documents, findings, drafts, trace)


def _fill_in(begun: Beginning, bundle: Bundle) -> Beginning:
    """Draft catalogs once more in the languages that something was found for."""
    filled = [language for language, hits in (bundle.memory or {}).items() if hits]
    with traced(str(bundle.project.root)) as trace:
        drafts = {
            language: draft_catalogs(bundle, begun.documents, language, complete=begun.complete)
            for language in filled
        }
    trace = Trace(trace.root, begun.trace.files | trace.files, begun.trace.answers | trace.answers)
    # In the order of the languages, as without questions.
    return replace(begun, drafts={**begun.drafts, **drafts}, trace=trace)
