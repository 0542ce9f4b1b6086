"""Reading a translated page beside its document: its text as translations, and how the page came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from i18n_pipeline.adopt.settling import Circumstances
from i18n_pipeline.adopt.undoing import Undo, read_undo
from i18n_pipeline.adopt.units import read_units
from i18n_pipeline.document import Document, Finding
from i18n_pipeline.files import decode_utf8
from i18n_pipeline.pipeline.catalogs import unreadable
from i18n_pipeline.pipeline.git import files_at, has_history, revisions_of
from i18n_pipeline.pipeline.origins import find_origin
from i18n_pipeline.pipeline.pages import ownership
from i18n_pipeline.pipeline.reading import segmentation_of
from i18n_pipeline.pipeline.working import page_order
from i18n_pipeline.publish.links import Roadmap
from i18n_pipeline.publish.marker import find_digest, is_unedited
from i18n_pipeline.publish.page import build_page
from i18n_pipeline.publish.splicing import Splicer
from i18n_pipeline.store import page_digest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from i18n_pipeline.adopt.units import Unit
    from i18n_pipeline.catalog import Entry, Key
    from i18n_pipeline.pipeline.visits import Visit
    from i18n_pipeline.project import Project
    from i18n_pipeline.publish.page import Page
    from i18n_pipeline.segmentation import Segmentation


# How far back a page is looked for as it was generated.
_MOST_REVISIONS = 20


class Reading(msgspec.Struct, frozen=True):
    """A page that was read, beside its document: both as units, and what is known of how it was made.

    ``data`` are the page's bytes, ``base`` is the page as it was generated, if it was and that can be found
    out. ``units`` are those of the document today, ``source`` those of the ``origin`` that the page was made
    from: an earlier state of the document, at ``revision``, or None for the document itself.
    """

    visit: Visit
    splicer: Splicer
    page: Document
    data: bytes
    units: tuple[Unit, ...]
    source: tuple[Unit, ...]
    target: tuple[Unit, ...]
    known: Circumstances
    base: Document | None
    origin: Document | None = None
    revision: str | None = None


class Desk(msgspec.Struct, frozen=True):
    """What pages of one language are read with; ``revision`` is the state of the sources to compare with."""

    project: Project
    language: str
    digests: Mapping[str, str]
    revision: str | None = None

    @property
    def roadmap(self) -> Roadmap:
        """Where links on pages in the language lead."""
        return Roadmap(self.project, self.language)

    def build(self, splicer: Splicer, entries: Mapping[Key, Entry], catalog: str, old: str) -> Page:
        """Build a page as sync would."""
        return build_page(splicer, page_order(self.roadmap, entries, catalog, old))


def read_visit(
    desk: Desk, visit: Visit, document: Document, entries: Mapping[Key, Entry], catalog: str
) -> Reading | Finding:
    """Read a page; a `Finding` if it can't be read."""
    try:
        data = (desk.project.root / visit.page).read_bytes()
    except OSError as error:
        return unreadable(visit.page, error, "page")
    text = decode_utf8(data)
    if isinstance(text, int):
        return Finding(visit.page, text, "page", "not UTF-8; save the file as UTF-8")
    segmentation = segmentation_of(desk.project, visit.page)
    page = segmentation.split(visit.page, text)
    if isinstance(page, Finding):
        return replace(page, code="page")
    splicer = Splicer(document, segmentation)
    undo = read_undo(
        splicer.survey(desk.project.site), document.path, desk.roadmap, segmentation.labels(text)
    )
    expected = segmentation.split(visit.page, desk.build(splicer, entries, catalog, text).text)
    base = _find_base(desk, visit, data, expected, segmentation)
    texts = None if base is None else frozenset(s.text for s in undo.restore_page(base).segments)
    generated = find_digest(text) is not None or visit.page in desk.digests
    units = _with_renditions(read_units(document, segmentation), document, expected, entries, undo)
    target = read_units(undo.restore_page(page), segmentation)
    found = None
    if desk.revision is not None or not generated:
        found = find_origin(desk.project, visit, document, target, desk.revision)
    if isinstance(found, Finding):
        return found
    return Reading(
        visit,
        splicer,
        page,
        data,
        units,
        units if found is None else found.units,
        target,
        Circumstances(visit.page, undo, generated=generated, kindred=_is_kindred(desk), base=texts),
        base,
        None if found is None else found.document,
        None if found is None else found.commit,
    )


def _is_kindred(desk: Desk) -> bool:
    """Tell whether a translation is in the language of the source, as it is spoken elsewhere."""
    return desk.language.split("-")[0].lower() == desk.project.config.source.split("-")[0].lower()


def _find_base(
    desk: Desk, visit: Visit, data: bytes, expected: Document | Finding, segmentation: Segmentation
) -> Document | None:
    """Return a generated page as it was before a person edited it, if that is certain."""
    text = data.decode()
    owner = ownership(data, visit.page, desk.digests, desk.project.config.publish.local)
    if owner == "ours":
        found = segmentation.split(visit.page, text)
        return found if isinstance(found, Document) else None
    if owner == "foreign" or not isinstance(expected, Document):
        return None
    digest = find_digest(text)
    if digest is None:
        same = desk.digests.get(visit.page) == page_digest(expected.text.encode())
        return expected if same else None
    return expected if digest == find_digest(expected.text) else _find_committed(desk, visit, digest)


def _find_committed(desk: Desk, visit: Visit, digest: str) -> Document | None:
    """Return the page with a digest as git has it, for one whose document or catalog has changed since."""
    root, segmentation = desk.project.root, segmentation_of(desk.project, visit.page)
    if not has_history(root):
        return None
    for data in files_at(root, visit.page, revisions_of(root, visit.page, most=_MOST_REVISIONS)):
        text = (data or b"").decode("utf-8", "replace")
        if find_digest(text) == digest and is_unedited(text, desk.project.config.publish.local):
            found = segmentation.split(visit.page, text)
            return found if isinstance(found, Document) else None
    return None


def _with_renditions(
    units: Sequence[Unit],
    document: Document,
    expected: Document | Finding,
    entries: Mapping[Key, Entry],
    undo: Undo,
) -> tuple[Unit, ...]:
    """Give the units of a document the texts that its page is known to have for them."""
    shown: list[str] = []
    if isinstance(expected, Document) and len(expected.segments) == len(document.segments):
        shown = [segment.text for segment in undo.restore_page(expected).segments]
    by_start = {
        segment.span.start: text for segment, text in zip(document.segments, shown, strict=bool(shown))
    }
    return tuple(_with_rendition(unit, by_start, entries) for unit in units)


def _with_rendition(unit: Unit, shown: Mapping[int, str], entries: Mapping[Key, Entry]) -> Unit:
    if unit.segment is None:
        return unit
    entry = entries.get(unit.segment.key)
    texts = {shown.get(unit.segment.span.start, ""), entry.msgstr if entry else ""}
    return replace(unit, renditions=frozenset(texts - {"", unit.text}))
