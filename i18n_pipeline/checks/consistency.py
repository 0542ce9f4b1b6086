"""One text that is translated in two ways in one language, wherever in the site it stands.

Each worker notes what stands for what, texts as digests, so that a run over a big site carries little; who
has the notes of all can tell which of them differ.
"""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from i18n_pipeline.checks.faults import ignored_codes

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence

    from i18n_pipeline.catalog import Entry, Key
    from i18n_pipeline.document import Document

CODE = "inconsistent"


class Renditions(NamedTuple):
    """How the messages of a document are translated in a language.

    ``path`` is that of the catalog. ``notes`` are, for each message: digests of its key and of its
    translation, and its lines in the catalog and in the document.
    """

    language: str
    path: str
    source_path: str
    notes: Sequence[tuple[int, int, int, int]]


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
) -> Renditions | None:
    """Note how each message of a document is translated that doesn't wave the check off; None if none is."""
    notes = []
    seen = set()
    for segment in document.segments:
        entry = entries.get(segment.key)
        if entry is None or not entry.translated or segment.key in seen:
            continue
        seen.add(segment.key)
        if not entry.comments or CODE not in ignored_codes(entry):
            words = " ".join(entry.msgstr.split())
            notes.append((digest_key(entry.key), _digest(words), entry.line, segment.line))
    return Renditions(language, path, document.path, notes) if notes else None


# A text is the same for all languages.
@lru_cache(maxsize=4096)
def digest_key(key: Key) -> int:
    """Return a digest of what tells messages apart, the same in every process."""
    return _digest(f"{key[0] or ''}\4{key[1]}")


def _digest(text: str) -> int:
    return int.from_bytes(
        hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big"
    )


def find_conflicts(found: Collection[Renditions]) -> Iterator[tuple[Rendition, Rendition]]:
    """Yield each place where a message is translated otherwise than in most, with the first of those.

    Of ways that are as frequent the one that comes first counts. A place in a catalog counts once, however
    many documents share it.
    """
    contested = _find_contested(found)
    groups: dict[tuple[str, int], dict[tuple[str, int], Rendition]] = {}
    for note in _list_renditions(found, contested) if contested else ():
        groups.setdefault((note.language, note.message), {}).setdefault((note.path, note.line), note)
    for group in groups.values():
        counts = Counter(note.translation for note in group.values())
        if len(counts) > 1:
            usual = counts.most_common(1)[0][0]
            first = next(note for note in group.values() if note.translation == usual)
            yield from ((note, first) for note in group.values() if note.translation != usual)


# Sixteen bytes for each message of a site stay in memory, and a sixty-fourth of all in a table.
_SHARES = 64


def _find_contested(found: Iterable[Renditions]) -> frozenset[int]:
    """Return which messages have several translations, by digests that tell languages apart as well."""
    shares = [array("Q") for _ in range(_SHARES)]
    for renditions in found:
        mark = _digest(renditions.language)
        for message, translation, _, _ in renditions.notes:
            key = message ^ mark
            shares[key % _SHARES].extend((key, translation))
    return frozenset(key for share in shares for key in _find_contested_in(share))


def _find_contested_in(share: array[int]) -> Iterator[int]:
    first: dict[int, int] = {}
    numbers = iter(share)
    for key, translation in zip(numbers, numbers, strict=True):
        if first.setdefault(key, translation) != translation:
            yield key


def _list_renditions(found: Iterable[Renditions], contested: Container[int]) -> Iterator[Rendition]:
    for language, path, source_path, notes in found:
        mark = _digest(language)
        for message, translation, line, source_line in notes:
            if message ^ mark in contested:
                yield Rendition(language, message, translation, path, line, source_path, source_line)
