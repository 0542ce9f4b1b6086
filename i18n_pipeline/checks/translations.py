"""What is wrong with the translations of a document, as findings: of all plural forms, of stale ones too."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec.structs import replace

from i18n_pipeline.catalog import find_place
from i18n_pipeline.checks.faults import Checklist, check_pair
from i18n_pipeline.checks.forms import forms_of, leaves_number_out
from i18n_pipeline.checks.pair import make_pair
from i18n_pipeline.document import Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from i18n_pipeline.catalog import Entry, Key
    from i18n_pipeline.checks.forms import Form
    from i18n_pipeline.checks.pair import Check, Fault, Pair, Setting
    from i18n_pipeline.document import Document, Segment

# What a check would say once more of a translation that is withheld, by the kind of danger that it brings in.
_SAID: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "html": frozenset(("html", "markup")),
        "hosts": frozenset(("link", "reference", "html", "markup")),
        "schemes": frozenset(("link", "reference", "html", "markup")),
        "templates": frozenset(("shortcode", "placeholder", "markup")),
        "expressions": frozenset(("shortcode", "placeholder", "html", "markup")),
        "attributes": frozenset(("placeholder", "markup")),
        "includes": frozenset(("placeholder", "markup")),
        "characters": frozenset(("whitespace",)),
        "structure": frozenset(("html", "markup", "whitespace")),
    }
)


@dataclass(frozen=True, slots=True)
class Texts:
    """A document with the entries of its catalog, which lies at ``path``.

    ``shown`` are the messages whose translation is on the page if it is safe, ``withheld`` those that show
    the source all the same, each with what is wrong: see `Page`.
    """

    document: Document
    entries: Mapping[Key, Entry]
    path: str
    shown: Collection[Key] = ()
    withheld: Mapping[Key, str] = field(default_factory=dict)


def find_faults(texts: Texts, setting: Setting) -> Iterator[Finding]:
    """Yield what is wrong with the translations of a document.

    A stale one that the page shows is held against the wording that it was made for, and only for what
    breaks a page or misleads a reader: the rest is looked at when it is brought up to date. Where that
    wording is not known, what differs is what is stale, and only marks and tags that are broken are told.
    """
    checklist = Checklist(setting)
    seen = set()
    for segment in texts.document.segments:
        key = segment.key
        entry = texts.entries.get(key)
        if entry is None or key in seen or not (entry.translated or (entry.stale and key in texts.shown)):
            continue
        seen.add(key)
        said = _SAID.get(texts.withheld.get(key, ""), frozenset())
        for form in forms_of(_wording_of(segment, entry), entry, setting.language):
            for pair, check, fault in _find(form, setting, checklist):
                if check.code not in said:
                    yield _finding(texts, segment, form, pair, check, fault)


def _wording_of(segment: Segment, entry: Entry) -> Segment:
    """Return the segment with the wording that its translation was made for."""
    if not entry.stale or not entry.previous_msgid:
        return segment
    return replace(segment, text=entry.previous_msgid)


def _find(form: Form, setting: Setting, checklist: Checklist) -> list[tuple[Pair, Check, Fault]]:
    """Return the faults of a form, held against the wording of which it has fewest."""
    best: list[tuple[Pair, Check, Fault]] | None = None
    for source in form.sources:
        pair = make_pair(source, form.entry, setting)
        found = [
            (pair, check, fault)
            for check, fault in check_pair(pair, checklist)
            if not (form.is_one and leaves_number_out(pair, check.code, fault))
            and not (form.entry.stale and not _counts_if_stale(form.entry, check, fault))
        ]
        if best is None or len(found) < len(best):
            best = found
        if not best:
            break
    return best or []


def _counts_if_stale(entry: Entry, check: Check, fault: Fault) -> bool:
    if (fault.severity or check.severity) != "error":
        return False
    return bool(entry.previous_msgid) or check.code in ("markup", "html")


def _finding(texts: Texts, segment: Segment, form: Form, pair: Pair, check: Check, fault: Fault) -> Finding:
    entry = texts.entries[segment.key]
    stale = "stale, but shown: " if entry.stale else ""
    what = f"{fault.what} (msgstr[{form.number}])" if entry.msgid_plural is not None else fault.what
    return Finding(
        texts.path,
        max(1, entry.line),
        check.code,
        f"{stale}{what}; {fault.advice}, or add the comment: # i18n: ignore={check.code}",
        fault.severity or check.severity,
        pair.setting.language,
        texts.document.path,
        segment.line,
        segment.text,
        pair.msgstr,
        None if fault.start is None else fault.start + 1,
        place=find_place(entry, fault.start or 0, form.number),
    )
