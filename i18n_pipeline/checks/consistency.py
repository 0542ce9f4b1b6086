"""One text that is translated in two ways in one language, wherever in the site it stands.

Each worker notes what stands for what, texts as digests, so that a run over a big site carries little; who
has the notes of all can tell which of them differ.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from i18n_pipeline.checks.faults import ignored_codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from i18n_pipeline.catalog import Entry, Key
    from i18n_pipeline.document import Document

CODE = "inconsistent"


class Rendition(NamedTuple):
    """How a message is translated in a place: digests of its key and of its translation."""

    language: str
    message: int
    translation: int
    path: str
    line: int
    source_path: str
    source_line: int


def note_renditions(
    document: Document, entries: Mapping[Key, Entry], path: str, language: str
) -> Iterator[Rendition]:
    """Yield a note for each message of a document that is translated, and doesn't wave the check off."""
    seen = set()
    for segment in document.segments:
        entry = entries.get(segment.key)
        if entry is None or not entry.translated or segment.key in seen:
            continue
        seen.add(segment.key)
        if not entry.comments or CODE not in ignored_codes(entry):
            words = " ".join(entry.msgstr.split())
            yield Rendition(
                language, digest_key(entry.key), _digest(words), path, entry.line, document.path, segment.line
            )


# A text is the same for all languages.
@lru_cache(maxsize=4096)
def digest_key(key: Key) -> int:
    """Return a digest of what tells messages apart, the same in every process."""
    return _digest(f"{key[0] or ''}\4{key[1]}")


def _digest(text: str) -> int:
    return int.from_bytes(
        hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big"
    )


def find_conflicts(notes: Iterable[Rendition]) -> Iterator[tuple[Rendition, Rendition]]:
    """Yield each place where a message is translated otherwise than in most, with the first of those.

    Of ways that are as frequent the one that comes first counts. A place in a catalog counts once, however
    many documents share it.
    """
    groups: dict[tuple[str, int], dict[tuple[str, int], Rendition]] = {}
    for note in notes:
        groups.setdefault((note.language, note.message), {}).setdefault((note.path, note.line), note)
    for group in groups.values():
        found = list(group.values())
        counts = Counter(note.translation for note in found)
        if len(counts) > 1:
            usual = counts.most_common(1)[0][0]
            first = next(note for note in found if note.translation == usual)
            yield from ((note, first) for note in found if note.translation != usual)
