"""Runs the fixtures of Markdown: each ``.md`` file here holds cases of title, input and expected segments.

A file's first line names the site (``site: hugo``); others may name syntaxes besides, shortcode arguments
to translate (``shortcodes: figure=caption,alt button=0``), and switch on code (``code: true``). The parts
of a case end with a line that is a dot. Expected segments are ``kind | message``, ``\\n`` being a line end,
and the context in braces if there is one.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from i18n_pipeline.document import Document, Segment
from i18n_pipeline.markdown import Dialect
from i18n_pipeline.project import SITES
from i18n_pipeline.publish.splicing import Splicer
from i18n_pipeline.segmentation import Segmentation

FOLDER = Path(__file__).parent


def read_dialect(header: str) -> Dialect:
    settings = dict(line.split(": ", 1) for line in header.strip().splitlines())
    shortcodes: list[tuple[str, tuple[str | int, ...]]] = []
    for setting in settings.get("shortcodes", "").split():
        name, keys = setting.split("=")
        shortcodes.append((name, tuple(int(key) if key.isdigit() else key for key in keys.split(","))))
    syntaxes = (*SITES[settings["site"]].syntaxes, *settings.get("syntaxes", "").split())
    return Dialect(syntaxes, tuple(shortcodes), settings.get("code") == "true")


def fixture_parameters() -> list[object]:
    found: list[object] = []
    for path in sorted(FOLDER.glob("*.md")):
        header, _, cases = path.read_text(encoding="utf-8").partition("\n\n")
        dialect = read_dialect(header)
        parts = [part.removeprefix("\n") for part in ("\n" + cases).split("\n.")[:-1]]
        for title, text, expected in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
            found.append(pytest.param(dialect, text, expected, id=f"{path.stem}: {title.strip()}"))
    return found


def split(dialect: Dialect, text: str) -> Document:
    document = Segmentation(("title",), dialect).split("post.md", text)
    assert isinstance(document, Document)
    return document


def show(segment: Segment) -> str:
    context = f" {{{segment.context}}}" if segment.context else ""
    notes = "".join(f" ({note})" for note in segment.notes)
    message = segment.text.replace("\n", "\\n")
    return f"{segment.kind} | {message}{context}{notes}"


@pytest.mark.parametrize(("dialect", "text", "expected"), fixture_parameters())
def test_segments(dialect: Dialect, text: str, expected: str) -> None:
    assert "\n".join(map(show, split(dialect, text).segments)) == expected


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(("dialect", "text", "expected"), fixture_parameters())
def test_laws(dialect: Dialect, text: str, expected: str, newline: str) -> None:
    text = text.replace("\n", newline)
    document = split(dialect, text)
    spans = [span for segment in document.segments for span in segment.spans]
    assert all(0 <= span.start < span.end <= len(text) for span in spans), expected
    assert all(left.end <= right.start for left, right in pairwise(spans))
    splicer = Splicer(document, Segmentation(("title",), dialect))
    assert splicer.splice({segment.key: segment.text for segment in document.segments}).text == text


@pytest.mark.parametrize(("dialect", "text", "expected"), fixture_parameters())
def test_a_page_has_the_segments_of_its_document(dialect: Dialect, text: str, expected: str) -> None:
    document = split(dialect, text)
    splicer = Splicer(document, Segmentation(("title",), dialect))
    page = splicer.splice({segment.key: f"Così {segment.text} è" for segment in document.segments})
    kinds = [segment.kind for segment in split(dialect, page.text).segments]
    assert kinds == [segment.kind for segment in document.segments], expected
    assert page.refused == ()
