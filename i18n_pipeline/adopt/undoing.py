"""What publishing adds to translations, taken out again: addresses led elsewhere, anchors of headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from i18n_pipeline.document import InlineForm
from i18n_pipeline.markdown import find_message_links
from i18n_pipeline.publish.links import apply_edits, rewrite_links

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import TypeAlias

    from i18n_pipeline.document import Document, Form, Segment
    from i18n_pipeline.publish.links import Roadmap
    from i18n_pipeline.publish.survey import Survey

# Addresses in a page, each with those in the document that are led there.
Origins: TypeAlias = "Mapping[str, frozenset[str]]"

_INLINE = InlineForm("paragraph")
_ANCHOR = re.compile(r'<a id="[^"<>]*"></a>')


class Undo(msgspec.Struct, frozen=True):
    """How the texts of a page become translations of its document."""

    origins: Origins = msgspec.field(default_factory=dict)
    labels: Collection[str] = ()

    def restore(self, text: str, source: str | None = None, form: Form | None = None) -> str:
        """Return a text of the page with the addresses that its document has.

        Of several addresses that are led to one, that of the ``source`` text wins if it is known.
        """
        if not self.origins:
            return text
        form = form or _INLINE
        own = {link.text for link in find_message_links(form, source or "", self.labels)}
        edits = []
        for link in find_message_links(form, text, self.labels):
            found = self.origins.get(link.text)
            if found and link.text not in own:
                edits.append((link.span, min(found & own or found)))
        return apply_edits(text, edits) if edits else text

    def restore_page(self, page: Document) -> Document:
        """Return a page with the texts of its segments restored; places and lines stay."""
        return replace(page, segments=tuple(map(self._restore_segment, page.segments)))

    def _restore_segment(self, segment: Segment) -> Segment:
        text = self.restore(segment.text, form=segment.form)
        if segment.kind.startswith("heading"):
            text = _ANCHOR.sub("", text, count=1) if _ANCHOR.match(text) else text
        return segment if text == segment.text or not text else replace(segment, text=text)


def read_undo(survey: Survey, document: str, roadmap: Roadmap | None, labels: Collection[str]) -> Undo:
    """Find out which addresses of a document its page has otherwise."""
    origins: dict[str, set[str]] = {}
    if roadmap is not None:
        texts = {link.span: link.text for link in survey.links}
        for span, new in rewrite_links(survey.links, document, roadmap):
            origins.setdefault(new, set()).add(texts[span])
    return Undo({new: frozenset(found) for new, found in origins.items()}, labels)
