"""Which translations of a document are withheld from its page, as they bring in what may do harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from i18n_pipeline.catalog import find_place
from i18n_pipeline.document import Finding
from i18n_pipeline.markdown.code_and_links import blank_code
from i18n_pipeline.publish.safety import Guard, find_dangers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from i18n_pipeline.catalog import Entry, Key
    from i18n_pipeline.document import Document, Segment
    from i18n_pipeline.project import Site
    from i18n_pipeline.publish.safety import Danger
    from i18n_pipeline.publish.splicing import Splicer

_EXCERPT = 60
_NAMES = {
    "html": "HTML",
    "hosts": "an address on another host",
    "schemes": "an address of another kind",
    "templates": "a shortcode or template tag",
    "expressions": "an expression",
    "attributes": "an attribute list",
    "includes": "an include",
    "characters": "a hidden character",
}


def guard_for(splicer: Splicer, site: Site, language: str, source: str, allow: tuple[str, ...]) -> Guard:
    """Return what the translations of a document are held against; ``source`` is its language."""
    definitions = splicer.survey(site).definitions
    return Guard(splicer.segmentation.dialect, language, source, allow, definitions)


def find_unsafe(
    document: Document, entries: Mapping[Key, Entry], catalog_path: str, guard: Guard
) -> dict[Key, tuple[str, Finding]]:
    """Return the messages whose translation must not be published; stale ones too.

    Each has the kind of danger that it brings in, and a finding (``unsafe``).
    """
    found: dict[Key, tuple[str, Finding]] = {}
    for segment in document.segments:
        entry = entries.get(segment.key)
        if entry is None or not entry.msgstr or segment.key in found:
            continue
        dangers = find_dangers(segment.form, segment.text, entry.msgstr, guard)
        if dangers:
            finding = _finding(document, segment, entry, catalog_path, guard, dangers[0])
            found[segment.key] = (dangers[0].kind, finding)
    return found


def _find(what: str, msgstr: str) -> int:
    """Return where a danger is: not in code, if it is elsewhere too; -1 if it isn't there as it is shown."""
    at = blank_code(msgstr).find(what)
    return at if at >= 0 else msgstr.find(what)


def _finding(
    document: Document, segment: Segment, entry: Entry, path: str, guard: Guard, danger: Danger
) -> Finding:
    rule = f"{danger.kind}:{danger.name}" if danger.name else danger.kind
    text = danger.what if len(danger.what) <= _EXCERPT else danger.what[: _EXCERPT - 1] + "…"
    shown = text if text.isprintable() else ascii(text)[1:-1]
    at = _find(danger.what, entry.msgstr)
    what = f"the translation brings in {_NAMES[danger.kind]} that the source does not have: {shown}"
    return Finding(
        path=path,
        line=max(1, entry.line),
        code="unsafe",
        message=f'{what}; the page shows the source: take it out, or let a maintainer allow "{rule}"',
        language=guard.language,
        source_path=document.path,
        source_line=segment.line,
        msgid=segment.text,
        msgstr=entry.msgstr,
        column=at + 1 if at >= 0 else None,
        place=find_place(entry, max(0, at)),
    )
