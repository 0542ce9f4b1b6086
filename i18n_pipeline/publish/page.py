"""The page of a document in one language: translations spliced in, its state and marker added."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from i18n_pipeline.catalog import find_place
from i18n_pipeline.document import Finding
from i18n_pipeline.files import BOM
from i18n_pipeline.front_matter import add_comment, add_table, find_front_matter, new_block
from i18n_pipeline.markdown import has_same_markup, may_hold_links
from i18n_pipeline.project import Blocks
from i18n_pipeline.publish.anchors import find_anchors
from i18n_pipeline.publish.blocks import MarkOrder, mark_blocks
from i18n_pipeline.publish.choosing import choose_translations, state_of
from i18n_pipeline.publish.counts import Counts
from i18n_pipeline.publish.link_keys import rewrite_keys
from i18n_pipeline.publish.links import apply_edits, rewrite_links, rewrite_message, sort_edits
from i18n_pipeline.publish.local import keep_local
from i18n_pipeline.publish.marker import marker_text, sign_page
from i18n_pipeline.publish.own_addresses import own_addresses
from i18n_pipeline.publish.withholding import find_unsafe, guard_for

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from i18n_pipeline.catalog import Entry, Key
    from i18n_pipeline.document import Document, Segment
    from i18n_pipeline.project import Publish, Site
    from i18n_pipeline.publish.anchors import Edit
    from i18n_pipeline.publish.links import Roadmap
    from i18n_pipeline.publish.splicing import Spliced, Splicer


class Page(msgspec.Struct, frozen=True):
    """The text of a page, and what is wrong with the translations it was made from.

    ``withheld`` are the messages that show the source although they are translated, each with the kind of
    danger that its translation brings in, or ``structure`` where it would change the blocks of the page;
    ``chosen`` are those that show their translation but for that.
    """

    text: str
    findings: tuple[Finding, ...]
    withheld: Mapping[Key, str]
    chosen: AbstractSet[Key]


class PageOrder(msgspec.Struct, frozen=True):
    """What a page is made from besides its document: the entries of its catalog, language, configuration.

    ``roadmap`` leads its links; without one they stay. ``old`` is the page as it is, which values that differ
    per language (``publish.local``) are taken from. ``source`` is the language of the document.
    """

    entries: Mapping[Key, Entry]
    catalog_path: str
    language: str
    site: Site
    publish: Publish
    roadmap: Roadmap | None = None
    old: str | None = None
    source: str = "en"


def count_segments(document: Document, entries: Mapping[Key, Entry]) -> Counts:
    """Count the distinct messages of a document by how they stand."""
    keys = {segment.key for segment in document.segments}
    return Counts.tally(Counter(state_of(entries.get(key)) for key in keys))


def build_page(splicer: Splicer, order: PageOrder) -> Page:
    """Build a page: the document's text with translations in it, its state, and the marker."""
    document = splicer.document
    chosen = choose_translations(document, order.entries, order.publish)
    guard = guard_for(splicer, order.site, order.language, order.source, order.publish.allow)
    unsafe = find_unsafe(document, order.entries, order.catalog_path, guard)
    spliced = splicer.splice({key: text for key, text in chosen.items() if key not in unsafe})
    withheld = {segment.key: "structure" for segment in spliced.refused} | {
        key: kind for key, (kind, _) in unsafe.items()
    }
    findings = [
        *(found for _, found in unsafe.values()),
        *(_refusal(document, segment, order) for segment in spliced.refused),
    ]
    # A page claims nothing that it doesn't show.
    shown = _leave_out(withheld.keys(), document, order.entries)
    text = document.text if _is_bare(spliced, order.publish) else _dress(splicer, spliced, order)
    text = _mark(text, splicer, spliced, shown, order)
    if order.old is not None and order.publish.local:
        text = keep_local(text, order.old, order.publish.local)
    text, missed = _add_status(text, document, count_segments(document, shown), order, splicer.newline)
    findings += missed
    if order.publish.marker:
        text = _add_marker(text, document, order, splicer.newline)
    return Page(text, tuple(findings), withheld, chosen.keys())


def _is_bare(spliced: Spliced, publish: Publish) -> bool:
    """Tell whether a page is its document to the byte: nothing is translated, nothing said of its state."""
    return not spliced.written and not publish.marker and publish.status == "never"


def _leave_out(
    keys: AbstractSet[Key], document: Document, entries: Mapping[Key, Entry]
) -> Mapping[Key, Entry]:
    """Return the entries of a document without those of ``keys``."""
    if not keys:
        return entries
    wanted = (segment.key for segment in document.segments if segment.key not in keys)
    return {key: entries[key] for key in wanted if key in entries}


def _dress(splicer: Splicer, spliced: Spliced, order: PageOrder) -> str:
    """Return the text with ids of headings kept, links led to where they should, an address of its own."""
    text = _lead(splicer, spliced, order)
    if order.roadmap is not None and order.publish.links != "keep":
        text = rewrite_keys(text, order.publish.link_keys, splicer.document.path, order.roadmap)
    return own_addresses(text, order.site.own, order.language)


def _lead(splicer: Splicer, spliced: Spliced, order: PageOrder) -> str:
    """Return the text with ids of headings kept, and links led to where they should."""
    edits: list[Edit] = []
    survey, document = splicer.survey(order.site), splicer.document
    if order.publish.anchors:
        edits += find_anchors(survey, {segment.span.start: new for segment, new in spliced.written.items()})
    written = dict(spliced.written)
    if order.roadmap is not None and order.publish.links != "keep":
        found = rewrite_links(survey.links, document.path, order.roadmap)
        outside, inside = sort_edits(found, [segment.span for segment in written])
        edits += outside
        for segment, new in written.items():
            if not may_hold_links(new):
                continue
            # With the destinations of a text in which none has to change, a translation is right as it is.
            if segment.span in inside or not has_same_markup(segment.text, new):
                written[segment] = rewrite_message(
                    segment.form, new, document.path, order.roadmap, survey.labels
                )
    if not edits and written == spliced.written:
        return spliced.text
    return apply_edits(document.text, [*((segment.span, new) for segment, new in written.items()), *edits])


def _mark(text: str, splicer: Splicer, spliced: Spliced, shown: Mapping[Key, Entry], order: PageOrder) -> str:
    """Return the text with marks around its blocks, if any are configured."""
    blocks = order.publish.blocks
    if blocks == Blocks():
        return text
    marks = MarkOrder(blocks, order.source, order.site.languages)
    return mark_blocks(text, splicer.document, spliced, shown, marks, splicer.segmentation)


def _refusal(document: Document, segment: Segment, order: PageOrder) -> Finding:
    entry = order.entries.get(segment.key)
    what = f"the translation would change the page's structure ({segment.kind}), so the page shows the source"
    return Finding(
        path=order.catalog_path,
        line=entry.line if entry else 1,
        code="structure",
        message=f"{what}; write it as plain text",
        language=order.language,
        source_path=document.path,
        source_line=segment.line,
        msgid=segment.text,
        msgstr=entry.msgstr if entry else None,
        place=find_place(entry, 0) if entry else None,
    )


def page_status(counts: Counts) -> str:
    """Return ``partial`` where something is missing, else ``stale`` where something is, else ``complete``."""
    if counts.missing:
        return "partial"
    return "stale" if counts.stale else "complete"


def _add_status(
    text: str, document: Document, counts: Counts, order: PageOrder, newline: str
) -> tuple[str, list[Finding]]:
    """Add the ``translation`` table, or say why it can't be there."""
    status = page_status(counts)
    wanted = order.publish.status
    if wanted == "never" or (wanted == "incomplete" and status == "complete"):
        return text, []
    table: dict[str, str | int] = {
        "status": status,
        "translated": counts.translated,
        "stale": counts.stale,
        "total": counts.total,
        "source": document.path,
    }
    front_matter = find_front_matter(text)
    if front_matter is not None:
        added = add_table(text, front_matter, "translation", table)
        return (text, [_no_room(document, order)]) if added is None else (added, [])
    if order.site.bare_front_matter is None:
        return text, []
    block = new_block(order.site.bare_front_matter, "translation", table, newline)
    return _insert_first(text, block), []


def _no_room(document: Document, order: PageOrder) -> Finding:
    """Say that the front matter can't take the table: the author has that key, or it is all on one line."""
    what = "the front matter has a translation key of its own, or no room for one: pages show no state"
    message = f'{what}; rename the key, or set publish.status = "never"'
    return Finding(document.path, 1, "status", message, severity="warning", language=order.language)


def _add_marker(text: str, document: Document, order: PageOrder, newline: str) -> str:
    comment = marker_text(document.path, order.catalog_path)
    html = f"<!-- {comment} -->"
    front_matter = find_front_matter(text)
    if front_matter is None:
        first = _bare_front_matter(comment, order.site, newline) or html + newline
        return sign_page(_insert_first(text, first), order.publish.local)
    marked = add_comment(text, front_matter, comment)
    if marked is None:
        # JSON has no comments. Hugo drops those of HTML without a warning, also where it drops other HTML.
        at = front_matter.span.end
        # The brace may be the last of the text, without a line end.
        line = html + newline if text[:at].endswith(("\n", "\r")) else newline + html
        marked = text[:at] + line + text[at:]
    return sign_page(marked, order.publish.local)


def _bare_front_matter(comment: str, site: Site, newline: str) -> str | None:
    """Return front matter that holds nothing but a comment, for the sites that take it."""
    if site.marker != "front-matter" or site.bare_front_matter is None:
        return None
    fence = {"yaml": "---", "toml": "+++"}[site.bare_front_matter]
    return newline.join([fence, f"# {comment}", fence, ""])


def _insert_first(text: str, block: str) -> str:
    at = len(BOM) if text.startswith(BOM) else 0
    return text[:at] + block + text[at:]
