"""From two versions of a page to translations for messages, each sure or in doubt, and what is left over."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from i18n_pipeline.adopt.aligning import align
from i18n_pipeline.adopt.dividing import divide_text, join_units
from i18n_pipeline.adopt.lexicon import EMPTY
from i18n_pipeline.adopt.units import CODE, FRONT_MATTER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from i18n_pipeline.adopt.aligning import Pair
    from i18n_pipeline.adopt.lexicon import Lexicon
    from i18n_pipeline.adopt.units import Unit

# Below these a pair is in doubt: evidence of its own (more of it where few words are known), and how much
# worse all else would be.
SURE_EVIDENCE = -2.0
SURE_EVIDENCE_ALONE = 0.0
_MANY_PAIRS = 200
SURE_MARGIN = 4.0
SURE_SPLIT = 8.0
SURE_MOVED = 10.0
# A text that is the same in both languages is a name if it is short; a longer one was not translated.
_NAME_WORDS = 3
# A text of so many words which nearly all are words of the source was not translated, or not as a whole.
_COPIED_WORDS = 6
_NOT_TRANSLATED = 0.95
_HALF_TRANSLATED = 0.8
COPIED = "is nearly the source's text"


class Taken(msgspec.Struct, frozen=True):
    """A source unit with its translation.

    ``targets`` are the units that hold it. ``doubts`` say why a person should look at it; without any it is
    sure. ``confidence`` is from 0 to 1. A ``copied`` text is in the source's language.
    """

    source: Unit
    targets: tuple[Unit, ...]
    text: str
    confidence: float
    doubts: tuple[str, ...] = ()
    copied: bool = False


class Taking(msgspec.Struct, frozen=True):
    """What was read of a translated page: translations, and on both sides what has no partner.

    Every unit of the translation that holds text is in ``taken`` or in ``left``.
    """

    taken: tuple[Taken, ...]
    left: tuple[Unit, ...]
    untranslated: tuple[Unit, ...]


def take_translations(source: Sequence[Unit], target: Sequence[Unit], lexicon: Lexicon = EMPTY) -> Taking:
    """Pair the units of a document with those of its translation: front matter by key, the rest by place."""
    heads, bodies = _split_head(source), _split_head(target)
    taken = list(_take_keys(heads[0], bodies[0]))
    taken += _take_body(heads[1], bodies[1], lexicon)
    used = {id(unit) for item in taken for unit in item.targets}
    served = {id(item.source) for item in taken}
    return Taking(
        tuple(item for item in taken if item.source.kind != CODE),
        tuple(unit for unit in target if id(unit) not in used),
        tuple(unit for unit in source if id(unit) not in served and unit.kind != CODE),
    )


def _split_head(units: Iterable[Unit]) -> tuple[list[Unit], list[Unit]]:
    head: list[Unit] = []
    body: list[Unit] = []
    for unit in units:
        (head if unit.kind.startswith(FRONT_MATTER) else body).append(unit)
    return head, body


def _take_keys(source: Iterable[Unit], target: Iterable[Unit]) -> Iterator[Taken]:
    """Pair values of front matter by their keys, and those of a list in order."""
    values: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in target:
        values[unit.kind].append(unit)
    wanted: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in source:
        wanted[unit.kind].append(unit)
    for kind, units in wanted.items():
        found = values[kind]
        doubts = () if len(found) == len(units) else ("the list has another number of values",)
        for one, other in zip(units, found, strict=False):
            yield Taken(one, (other,), other.text, 0.5 if doubts else 1.0, doubts)


def _take_body(source: Sequence[Unit], target: Sequence[Unit], lexicon: Lexicon) -> Iterator[Taken]:
    least = SURE_EVIDENCE if lexicon.pairs >= _MANY_PAIRS else SURE_EVIDENCE_ALONE
    vocabulary = {word for unit in source for word in unit.words}
    for pair in align(source, target, lexicon).pairs:
        ones = [source[i] for i in pair.source]
        others = tuple(target[j] for j in pair.target)
        share = _copied_share(others, vocabulary)
        doubts = tuple(_find_doubts(pair, share, least))
        texts = [join_units(other.text for other in others)]
        if pair.way == "joined":
            texts = divide_text(others[0].text, [one.text for one in ones])
        for one, text in zip(ones, texts, strict=True):
            copied = text == one.text or share >= _NOT_TRANSLATED
            yield Taken(one, others, text, _confidence(pair), doubts, copied)


def _copied_share(units: Iterable[Unit], vocabulary: AbstractSet[str]) -> float:
    """Return the share of words that are words of the source document; 0 for a few words."""
    words = {word for unit in units for word in unit.words}
    return len(words & vocabulary) / len(words) if len(words) >= _COPIED_WORDS else 0.0


def _find_doubts(pair: Pair, copied: float, least: float) -> Iterator[str]:
    if pair.way == "joined":
        yield "the translation has this and a neighbour in one paragraph"
    if pair.way == "split" and min(pair.evidence, pair.margin) < SURE_SPLIT:
        yield "made of two paragraphs of the translation"
    if pair.way == "moved" and pair.evidence < SURE_MOVED:
        yield "stands in another place than in the source"
    if copied >= _HALF_TRANSLATED:
        yield COPIED
    if pair.evidence < least:
        yield "has little in common with the source"
    elif pair.margin < SURE_MARGIN:
        yield "another pairing is nearly as likely"


def _confidence(pair: Pair) -> float:
    """Return a number from 0 to 1 that orders pairs by how sure they are; 0.5 is where doubt begins."""
    strength = min(pair.margin / SURE_MARGIN, 1 + pair.evidence / 8)
    value = max(0.0, min(1.0, strength / 2))
    return round(value, 2)


def is_name(text: str) -> bool:
    """Tell whether a text that is the same in both languages may be meant to be."""
    return len(text.split()) <= _NAME_WORDS
