"""Paragraphs that one side has as one and the other as two: joined, or divided between sentences."""

from __future__ import annotations

import re
from functools import reduce
from typing import TYPE_CHECKING

from i18n_pipeline.catalog import join_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Where a sentence may end: behind its sign and closing marks, and before a space, or between CJK characters.
_SENTENCE_END = re.compile(r"(?:[.!?…:;]+[\"'”’»)\]*_]*(?=\s)|[。！？]+[」』）]*(?=\S)|\n)")


def join_units(texts: Iterable[str]) -> str:
    """Join texts to one paragraph."""
    return reduce(join_texts, texts)


def divide_text(text: str, wordings: Sequence[str]) -> list[str]:
    """Divide a text between sentences into as many parts as there are ``wordings``, by their lengths.

    Where it has too few sentences the last parts are empty.
    """
    if len(wordings) == 1:
        return [text]
    first, *rest = wordings
    share = len(first) / max(1, sum(map(len, wordings)))
    ends = [match.end() for match in _SENTENCE_END.finditer(text) if match.end() < len(text)]
    if not ends:
        return [text, *("" for _ in rest)]
    end = min(ends, key=lambda place: abs(place - share * len(text)))
    return [text[:end].strip(), *divide_text(text[end:].strip(), rest)]
