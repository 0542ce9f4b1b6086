"""What two versions of a page are compared by: their segments and code blocks, each with what is telltale.

Translators copy tokens (addresses, code, labels, numbers, tags) and names. Both are kept apart from words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from i18n_pipeline.document import InlineForm
from i18n_pipeline.front_matter import find_front_matter
from i18n_pipeline.markdown import COMMONMARK, code_blocks, is_spaceless
from i18n_pipeline.markdown.anatomy import dissect, notation_of
from i18n_pipeline.segmentation import body_start

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from i18n_pipeline.document import Document, Segment
    from i18n_pipeline.markdown import Dialect
    from i18n_pipeline.markdown.anatomy import Anatomy
    from i18n_pipeline.segmentation import Segmentation

Token = tuple[str, str]

CODE = "code block"
FRONT_MATTER = "front matter: "
_WORD = re.compile(r"[^\W\d_]+")
_HOST = re.compile(r"https?://([^/?#:]+)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# Words are compared by their first letters: endings differ from form to form and from language to language.
_STEM = 6
_SHORTEST_WORD = 3
_SHORTEST_LINE = 4


class Unit(msgspec.Struct, frozen=True):
    """A segment, or a block of code between segments, with what it is recognised by in another language.

    ``line`` counts from 1. ``place`` is the nesting: marks of quotes, and columns of indent. ``words`` are
    stems, or pairs of characters where a script has no spaces. ``renditions`` are texts that are known to
    stand for this one on the other side. ``length`` is that of the text, at least 1.
    """

    kind: str
    text: str
    line: int
    segment: Segment | None = None
    place: tuple[int, int] = (0, 0)
    tokens: frozenset[Token] = frozenset()
    words: tuple[str, ...] = ()
    renditions: frozenset[str] = frozenset()
    length: int = 1


def read_units(document: Document, segmentation: Segmentation) -> tuple[Unit, ...]:
    """Return the units of a document in order: front matter, then the body with its code blocks."""
    labels = segmentation.labels(document.text)
    units = list(units_of(document.segments, segmentation.dialect, labels))
    start = body_start(document.text, find_front_matter(document.text))
    units += [
        _code_unit(text, line) for text, line in code_blocks(document.text, start, segmentation.dialect)
    ]
    return tuple(sorted(units, key=_place_in_file))


def units_of(
    segments: Iterable[Segment], dialect: Dialect = COMMONMARK, labels: frozenset[str] = frozenset()
) -> Iterator[Unit]:
    """Yield a unit for each segment; ``labels`` are those that links may refer to."""
    for segment in segments:
        anatomy = dissect(segment.text, dialect, notation_of(segment.form), labels)
        yield Unit(
            kind=segment.kind,
            text=segment.text,
            line=segment.line,
            segment=segment,
            place=_nesting(segment),
            tokens=frozenset(_tokens(anatomy)),
            words=words_of(anatomy.text),
            length=max(1, len(segment.text)),
        )


def _place_in_file(unit: Unit) -> tuple[bool, int, int]:
    start = unit.segment.span.start if unit.segment else -1
    return (not unit.kind.startswith(FRONT_MATTER), unit.line, start)


def _code_unit(text: str, line: int) -> Unit:
    lines = {line.strip() for line in text.split("\n")}
    tokens = {("code line", line) for line in lines if len(line) >= _SHORTEST_LINE}
    return Unit(CODE, text, line, tokens=frozenset(tokens | {("code", text.strip())}))


def _nesting(segment: Segment) -> tuple[int, int]:
    prefix = segment.form.prefix if isinstance(segment.form, InlineForm) else ""
    return (prefix.count(">"), len(prefix))


def _tokens(anatomy: Anatomy) -> Iterator[Token]:
    yield from (("link", target) for target in anatomy.links)
    # The same site has a page in another language at another address.
    yield from (
        ("host", ".".join(host[1].split(".")[-2:])) for host in map(_HOST.match, anatomy.links) if host
    )
    yield from (("image", target) for target in anatomy.images)
    yield from (("label", piece.value) for piece in anatomy.of("reference", "footnote"))
    yield from (("code", piece.value) for piece in anatomy.of("code span"))
    yield from (("tag", tag.name) for tag in anatomy.tags)
    yield from (("template", f"{tag.name} {tag.fixed}") for tag in anatomy.templates)
    yield from (("number", number) for number in _NUMBER.findall(anatomy.text))


@lru_cache(maxsize=16384)
def words_of(text: str) -> tuple[str, ...]:
    """Return the distinct stems of a text's words, sorted."""
    if text.isascii():
        found = [word for word in _WORD.findall(text.lower()) if len(word) >= _SHORTEST_WORD]
    else:
        found = [part for word in _WORD.findall(_fold(text)) for part in _parts(word)]
    return tuple(sorted({word[:_STEM] for word in found}))


def _fold(text: str) -> str:
    """Write a text in small letters without accents."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return unicodedata.normalize("NFC", "".join(char for char in plain if not unicodedata.combining(char)))


def _parts(word: str) -> Sequence[str]:
    """Split a word where scripts change, and runs without spaces to pairs of characters."""
    runs: list[str] = []
    for char in word:
        if runs and is_spaceless(runs[-1][-1]) == is_spaceless(char):
            runs[-1] += char
        else:
            runs.append(char)
    parts: list[str] = []
    for run in runs:
        if is_spaceless(run[0]):
            parts += [run[i : i + 2] for i in range(max(1, len(run) - 1))]
        elif len(run) >= _SHORTEST_WORD or not run.isascii():
            parts.append(run)
    return parts
