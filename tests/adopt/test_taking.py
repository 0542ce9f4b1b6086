"""Pairs of a document and its translation, in ``pairs.txt``: a title, both texts, and the expected pairs.

A line of those is ``3 = 5``, for line 3 of the source and 5 of the translation; `` ?`` for one in doubt,
``c`` in place of ``=`` for a copy, ``3 -`` and ``- 5`` for what has no partner, ``5+7`` for what was split.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from i18n_pipeline.adopt.aligning import align
from i18n_pipeline.adopt.dividing import divide_text
from i18n_pipeline.adopt.taking import Taken, take_translations
from i18n_pipeline.adopt.units import Unit, read_units
from i18n_pipeline.document import Document
from i18n_pipeline.segmentation import Segmentation
from tests.strategies import DOCUMENTS

SEGMENTATION = Segmentation(("title", "description"))


def fixtures() -> list[object]:
    pieces = ("\n" + (Path(__file__).parent / "pairs.txt").read_text(encoding="utf-8")).split("\n.\n")
    texts = [piece.strip("\n") for piece in pieces[:-1]]
    return [pytest.param(*texts[i + 1 : i + 4], id=texts[i]) for i in range(0, len(texts), 4)]


def units(text: str) -> tuple[Unit, ...]:
    document = SEGMENTATION.split("page.md", text)
    assert isinstance(document, Document)
    return read_units(document, SEGMENTATION)


def describe(item: Taken) -> tuple[int, str]:
    lines = "+".join(str(unit.line) for unit in item.targets)
    doubt = " ?" if item.doubts and not item.copied else ""
    return item.targets[0].line, f"{item.source.line} {'c' if item.copied else '='} {lines}{doubt}"


@pytest.mark.parametrize(("source", "target", "expected"), fixtures())
def test_pairs_are_as_expected(source: str, target: str, expected: str) -> None:
    taking = take_translations(units(source + "\n"), units(target + "\n"))
    found = [line for _, line in map(describe, taking.taken)]
    found += [f"- {unit.line}" for unit in taking.left if unit.kind != "code block"]
    found += [f"{unit.line} -" for unit in taking.untranslated]
    assert sorted(found) == sorted(expected.split("\n"))


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS, DOCUMENTS)
def test_every_unit_is_in_one_pair_or_alone(one: str, other: str) -> None:
    documents = [SEGMENTATION.split("page.md", text) for text in (one, other)]
    source, target = (
        read_units(found, SEGMENTATION) if isinstance(found, Document) else () for found in documents
    )
    alignment = align(source, target)
    for side, alone, size in (
        (0, alignment.source_alone, len(source)),
        (1, alignment.target_alone, len(target)),
    ):
        paired = [n for pair in alignment.pairs for n in (pair.source, pair.target)[side]]
        assert sorted([*paired, *alone]) == list(range(size))


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS, DOCUMENTS)
def test_pairs_keep_the_order_but_for_those_that_were_moved(one: str, other: str) -> None:
    documents = [SEGMENTATION.split("page.md", text) for text in (one, other)]
    source, target = (
        read_units(found, SEGMENTATION) if isinstance(found, Document) else () for found in documents
    )
    kept = [pair for pair in align(source, target).pairs if pair.way != "moved"]
    assert [pair.source for pair in kept] == sorted(pair.source for pair in kept)


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS)
def test_a_text_is_aligned_with_itself_one_by_one(text: str) -> None:
    document = SEGMENTATION.split("page.md", text)
    found = read_units(document, SEGMENTATION) if isinstance(document, Document) else ()
    pairs = align(found, found).pairs
    assert all(found[i].text == found[j].text for p in pairs for i, j in zip(p.source, p.target, strict=True))
    assert len(pairs) == len(found)


def test_a_section_that_was_left_out_leaves_the_others_where_they_are() -> None:
    def section(number: int, text: str) -> str:
        return "".join(f"{text} {number}, {line}: `f{number}_{line}()`.\n\n" for line in range(30))

    source = units("".join(f"# Part {n}\n\n{section(n, 'Read this line of')}" for n in range(12)))
    target = units("".join(f"# Parte {n}\n\n{section(n, 'Leggi la riga')}" for n in range(12) if n != 5))
    taking = take_translations(source, target)
    assert not [item for item in taking.taken if "`" in item.text and item.text[-8:] != item.source.text[-8:]]
    assert len(taking.untranslated) == 31


@given(st.text(alphabet="ab. !。", max_size=40), st.lists(st.text(max_size=10), min_size=1, max_size=4))
def test_a_text_that_is_divided_loses_nothing_but_spaces(text: str, wordings: list[str]) -> None:
    parts = divide_text(text, wordings)
    assert len(parts) == len(wordings)
    assert "".join("".join(parts).split()) == "".join(text.split())
