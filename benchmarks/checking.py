"""What an update must not do, found from the documents before and after, without the code that updates."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, LCSseq

from benchmarks.wording import skeleton
from i18n_pipeline.catalog import parse_catalog
from i18n_pipeline.pipeline.messages import messages_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Set

    from i18n_pipeline.catalog import Key, Message
    from i18n_pipeline.document import Document


@dataclass(frozen=True, slots=True)
class Lost:
    """A segment that is stale or missing although its text changed in nothing but what is carried over."""

    line: int
    state: str
    old: str
    new: str


def find_lost(before: Document, after: Document, states: Mapping[Key, str]) -> Iterator[Lost]:
    """Yield segments of ``after`` that should be translated and are not.

    ``states`` are ``kept``, ``stale`` or ``missing`` for each key of the catalog. A segment should be
    translated if its text was there before, or if a text that went is alike in all that counts; each text
    that went makes up for one segment.
    """
    old = {segment.key: None for segment in before.segments}
    new = {segment.key: segment.line for segment in reversed(after.segments)}
    gone: dict[tuple[str | None, str], list[str]] = {}
    for context, text in old.keys() - new.keys():
        gone.setdefault((context, skeleton(text)), []).append(text)
    carried = Counter(
        (key[0], skeleton(key[1])) for key in new.keys() - old.keys() if states.get(key) == "kept"
    )
    for key, line in sorted(new.items(), key=lambda item: item[1]):
        state = states.get(key, "missing")
        if state == "kept":
            continue
        shape = (key[0], skeleton(key[1]))
        if key in old:
            yield Lost(line, state, key[1], key[1])
        elif len(gone.get(shape, ())) > carried[shape]:
            carried[shape] += 1
            yield Lost(line, state, _most_alike(key[1], gone[shape]), key[1])


def _most_alike(text: str, others: list[str]) -> str:
    return max(sorted(others), key=lambda other: fuzz.ratio(text, other))


def find_changed(before: Document, after: Document) -> frozenset[Key]:
    """Return the keys that came, went or moved, or whose kind or notes changed."""
    old = {message.key: message for message in messages_of((before,), "file")}
    new = {message.key: message for message in messages_of((after,), "file")}
    changed = {key for key in old.keys() & new.keys() if _says(old[key]) != _says(new[key])}
    return frozenset((old.keys() ^ new.keys()) | changed | _find_moved(list(old), list(new)))


def _says(message: Message) -> tuple[str, ...]:
    # The headings above are left out: an edit of a heading is no edit of what stands below it.
    return message.extracted


def _find_moved(old: list[Key], new: list[Key]) -> set[Key]:
    numbers = {key: number for number, key in enumerate(old)}
    after = [numbers[key] for key in new if key in numbers]
    before = sorted(after)
    operations = LCSseq.editops(before, after)
    return {old[before[operation.src_pos]] for operation in operations if operation.tag == "delete"}


@dataclass(frozen=True, slots=True)
class Churn:
    """Lines of diff of a catalog, and the lines that the entries of changed segments have."""

    lines: int
    own: int

    @property
    def excess(self) -> int:
        """Lines of diff beyond the changed entries' own."""
        return max(0, self.lines - self.own)


NO_LINES = Churn(0, 0)


def measure_churn(old: str, new: str, changed: Set[Key]) -> Churn:
    """Compare two states of a catalog; ``POT-Creation-Date`` doesn't count."""
    lines = Indel.distance(_lines(old), _lines(new))
    return Churn(lines, _own_lines(old, changed) + _own_lines(new, changed))


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if not line.startswith('"POT-Creation-Date:')]


def _own_lines(text: str, keys: Set[Key]) -> int:
    """Count the lines of the entries of ``keys``, each with the blank line after it."""
    return sum(block.raw.count("\n") + 2 for block in parse_catalog(text).blocks if block.key in keys)
