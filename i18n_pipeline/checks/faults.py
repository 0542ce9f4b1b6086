"""What a translation has lost or added of its message's markup: counts of parsed pieces, one row per code."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from i18n_pipeline.document import Finding
from i18n_pipeline.markdown.anatomy import dissect, notation_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from i18n_pipeline.catalog import Entry, Key
    from i18n_pipeline.document import Document, Segment
    from i18n_pipeline.markdown import Dialect
    from i18n_pipeline.markdown.anatomy import Anatomy

_IGNORE = re.compile(r"i18n:\s*ignore=([\w, -]+)")
_CHECKS: tuple[tuple[str, Callable[[Anatomy], Iterable[str]]], ...] = (
    ("markup", lambda parts: parts.marks),
    ("link", lambda parts: parts.links + parts.images),
    ("footnote", lambda parts: parts.footnotes),
    ("code", lambda parts: parts.codes),
    ("shortcode", lambda parts: [tag.fixed for tag in parts.templates]),
)


def find_faults(
    document: Document, entries: Mapping[Key, Entry], catalog_path: str, language: str, dialect: Dialect
) -> Iterator[Finding]:
    """Yield a warning per kind of markup in which a translation differs from its message."""
    seen = set()
    for segment in document.segments:
        entry = entries.get(segment.key)
        if entry is None or not entry.translated or segment.key in seen or entry.msgstr == segment.text:
            continue
        seen.add(segment.key)
        for code, what in _compare(segment, entry, dialect):
            yield Finding(
                catalog_path,
                max(1, entry.line),
                code,
                f"{what}; write it as in the source, or add the comment: # i18n: ignore={code}",
                "warning",
                language,
                document.path,
                segment.line,
                segment.text,
            )


def _compare(segment: Segment, entry: Entry, dialect: Dialect) -> Iterator[tuple[str, str]]:
    notation = notation_of(segment.form)
    before, after = (dissect(text, dialect, notation) for text in (segment.text, entry.msgstr))
    ignored = {code.strip() for line in entry.comments for code in _ignored(line)}
    for code, pieces in _CHECKS:
        old, new = Counter(pieces(before)), Counter(pieces(after))
        if old != new and code not in ignored:
            yield code, _describe(old - new, new - old)


def _ignored(comment: str) -> list[str]:
    match = _IGNORE.search(comment)
    return match[1].split(",") if match else []


def _describe(lost: Counter[str], added: Counter[str]) -> str:
    parts = [
        (what, ", ".join(sorted(found.elements()))) for what, found in (("lost", lost), ("added", added))
    ]
    return "the translation has " + " and ".join(f"{what} {names}" for what, names in parts if names)
