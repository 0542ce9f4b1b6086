"""Runs the fixtures: a document, and what of it is read as a translation of what.

With UPDATE_FIXTURES=1 in the environment the expectations are written anew, to be read before believed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from i18n_pipeline.adopt.bilingual import read_bilingual
from i18n_pipeline.adopt.language_names import LanguageNames
from i18n_pipeline.adopt.taking import take_translations
from i18n_pipeline.document import Document
from i18n_pipeline.segmentation import Segmentation

FIXTURES = Path(__file__).parent / "bilingual.txt"
NAMES = LanguageNames(["en", "it", "de", "fr", "ja", "pt-BR"])


def read_fixtures() -> list[list[str]]:
    pieces = ("\n" + FIXTURES.read_text(encoding="utf-8")).split("\n.")
    texts = [piece.removeprefix("\n").strip("\n") for piece in pieces[:-1]]
    return [texts[index : index + 3] for index in range(0, len(texts), 3)]


def describe(text: str) -> str:
    """Say of each part: its language and lines, its pairs, and what has no partner."""
    segmentation = Segmentation(("title",))
    document = segmentation.split("a.md", text)
    assert isinstance(document, Document)
    bilingual = read_bilingual(document, NAMES, "en", segmentation)
    lines = []
    for part in bilingual.parts:
        last = text[: part.span.end].rstrip().count("\n") + 1
        lines.append(f"{part.language}: lines {part.line} to {last}")
        taking = take_translations(part.source, part.units)
        for taken in taking.taken:
            doubt = "?" if taken.doubts else "="
            places = ",".join(str(unit.line) for unit in taken.targets)
            lines.append(f"  {taken.source.line} {taken.source.text} {doubt} {places} {taken.text}")
        lines += [f"  no partner: {unit.line} {unit.text}" for unit in taking.left]
    return "\n".join(lines) or "nothing"


@pytest.mark.parametrize(
    ("document", "expected"),
    [pytest.param(text, expected, id=title) for title, text, expected in read_fixtures()],
)
def test_a_document(document: str, expected: str) -> None:
    assert describe(document + "\n") == expected


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
@pytest.mark.parametrize("text", [text for _, text, _ in read_fixtures()])
def test_line_ends_make_no_difference_to_what_is_found(text: str, line_end: str) -> None:
    def parts(text: str) -> list[tuple[str, int, list[str]]]:
        segmentation = Segmentation()
        document = segmentation.split("a.md", text)
        assert isinstance(document, Document)
        found = read_bilingual(document, NAMES, "en", segmentation).parts
        return [
            (part.language, part.line, [unit.text for unit in part.units if unit.segment]) for part in found
        ]

    assert parts((text + "\n").replace("\n", line_end)) == parts(text + "\n")


@pytest.mark.parametrize(
    ("heading", "language"),
    [
        ("Italiano", "it"),
        ("Italian", "it"),
        ("🇮🇹 Italiano", "it"),
        ("🇮🇹", "it"),
        ("**Versione italiana**", "it"),
        ("Traduzione italiana", "it"),
        ("In italiano", "it"),
        ("Italienisch", "it"),
        ("Italiano (IT)", "it"),
        ("[it]", "it"),
        ("Deutsche Fassung", "de"),
        ("Auf Deutsch", "de"),
        ("Version française :", "fr"),
        ("日本語版", "ja"),
        ("Português (Brasil)", "pt-BR"),
        ("Português", "pt-BR"),
        ("English", "en"),
        ("Italian food", None),
        ("Italy", None),
        ("How to learn Italian", None),
        ("Español", None),
        ("Notes", None),
        ("In", None),
        ("", None),
    ],
)
def test_a_heading_names_a_language(heading: str, language: str | None) -> None:
    assert NAMES.find(heading) == language


@pytest.mark.skipif(not os.environ.get("UPDATE_FIXTURES"), reason="UPDATE_FIXTURES is not set")
def test_update_the_expectations() -> None:
    texts = [
        "\n.\n".join([title, text, describe(text + "\n")]) + "\n.\n" for title, text, *_ in read_fixtures()
    ]
    FIXTURES.write_text("\n".join(texts), encoding="utf-8")
