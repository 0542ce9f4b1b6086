"""Translated pages as translators leave them: blocks dropped, added, joined, split and swapped, by a seed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from i18n_pipeline.catalog import join_texts
from i18n_pipeline.markdown import top_blocks

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence
    from random import Random

    from i18n_pipeline.catalog import Key
    from i18n_pipeline.document import Document
    from i18n_pipeline.markdown import Dialect

DROPPED, ADDED, JOINED, SPLIT, SWAPPED = 0.05, 0.03, 0.03, 0.03, 0.02
_SENTENCE_END = re.compile(r"[.!?](?= [A-ZÀ-Ý])|。(?=\S)")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A block of a page: its text, and the messages that it shows, with their translations.

    ``paragraph`` tells whether it is nothing but the text of one paragraph.
    """

    text: str
    truth: tuple[tuple[Key, str], ...] = ()
    paragraph: bool = False


def cut(page: Document, document: Document, dialect: Dialect) -> list[Chunk]:
    """Cut a page without front matter to its outermost blocks."""
    lines = page.text.split("\n")
    starts = [block.first for block in top_blocks(page.text, dialect)]
    bounds = [0, *starts, len(lines)]
    found = []
    for first, after in pairwise(bounds):
        mine = [
            (old, new)
            for new, old in zip(page.segments, document.segments, strict=True)
            if first < new.line <= after
        ]
        text = "\n".join(lines[first:after])
        lone = len(mine) == 1 and mine[0][1].kind == "paragraph" and "\n" not in mine[0][1].text
        if lone and text.strip().startswith(mine[0][1].text[:10]):
            text = mine[0][1].text
        found.append(Chunk(text, tuple((old.key, new.text) for old, new in mine), paragraph=lone))
    return [chunk for chunk in found if chunk.text.strip()]


def perturb(
    chunks: Sequence[Chunk], strangers: Sequence[Chunk], random: Random, counts: Counter[str]
) -> list[Chunk]:
    """Return the blocks of a page with changes, counted; ``strangers`` are blocks to add."""
    result: list[Chunk] = []
    todo = list(chunks)
    while todo:
        chunk = todo.pop(0)
        chance = random.random()
        if not chunk.truth:
            result.append(chunk)
        elif chance < (bound := DROPPED):
            counts["dropped"] += 1
        elif chance < (bound := bound + ADDED):
            counts["added"] += 1
            result += [Chunk(random.choice(strangers).text), chunk]
        elif chance < (bound := bound + JOINED) and chunk.paragraph and todo and todo[0].paragraph:
            counts["joined"] += 1
            other = todo.pop(0)
            text = join_texts(chunk.text.strip(), other.text.strip())
            result.append(Chunk(text, chunk.truth + other.truth))
        elif bound <= chance < (bound := bound + SPLIT) and chunk.paragraph and _ends(chunk):
            counts["split"] += 1
            end = random.choice(_ends(chunk))
            result.append(Chunk(f"{chunk.text[:end].strip()}\n\n{chunk.text[end:].strip()}", chunk.truth))
        elif DROPPED + ADDED + JOINED + SPLIT <= chance < bound + SWAPPED and todo:
            counts["swapped"] += 1
            result += [todo.pop(0), chunk]
        else:
            result.append(chunk)
    return result


def _ends(chunk: Chunk) -> list[int]:
    return [match.end() for match in _SENTENCE_END.finditer(chunk.text)]


def write_page(chunks: Sequence[Chunk]) -> str:
    """Return the text of a page made of blocks."""
    return "\n\n".join(chunk.text.strip("\n") for chunk in chunks) + "\n"
