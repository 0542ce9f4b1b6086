"""Runs the fixtures: title, input (one or two parts) and expected text, each ended by a line with a dot."""

from __future__ import annotations

from pathlib import Path

import pytest

from i18n_pipeline.document import ScalarForm, Segment
from i18n_pipeline.front_matter import (
    FrontMatterError,
    add_comment,
    add_table,
    find_front_matter,
    read_segments,
    splice_values,
)

FOLDER = Path(__file__).parent
KEYS = (
    "title",
    "subtitle",
    "description",
    "summary",
    "note",
    "tags",
    "tags.title",
    "categories",
    "params.note",
    "resources.title",
    "resources.sub.name",
    "menu.main.name",
)


def read_fixtures(name: str, parts: int) -> list[tuple[str, ...]]:
    """Give the fixtures of a file as tuples of a title and ``parts`` texts, line ends included."""
    texts: list[str] = []
    lines: list[str] = []
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines(keepends=True):
        if line == ".\n":
            texts.append("".join(lines))
            lines = []
        else:
            lines.append(line)
    assert not lines
    assert len(texts) % (parts + 1) == 0, f"{name}: a part is missing"
    return [(texts[at].strip(), *texts[at + 1 : at + 1 + parts]) for at in range(0, len(texts), parts + 1)]


def name_fixture(value: str) -> str:
    """Show a fixture's title as its test's id, and nothing for its texts."""
    return "" if "\n" in value else value


def show_segments(text: str) -> str:
    """Give one line per segment, or the error, or ``none``."""
    try:
        front_matter = find_front_matter(text)
    except FrontMatterError as error:
        return f"{error.line}: {error}\n"
    if front_matter is None:
        return "none\n"
    return "".join(map(show_segment, read_segments(text, front_matter, KEYS)))


def show_segment(segment: Segment) -> str:
    """Give line, key, style and message."""
    assert isinstance(segment.form, ScalarForm)
    key = segment.kind.removeprefix("front matter: ")
    return f"{segment.line} {key} ({segment.form.style}): {segment.text!r}\n"


def translate(text: str, catalog: str) -> str:
    """Give the page for a catalog of ``msgid => msgstr`` lines, all of which have to be in the document."""
    entries = (line.replace("\\n", "\n").split(" => ") for line in catalog.splitlines())
    messages = {entry[0]: entry[1] for entry in entries}
    front_matter = find_front_matter(text)
    assert front_matter
    segments = [s for s in read_segments(text, front_matter, KEYS) if s.text in messages]
    assert {segment.text for segment in segments} == set(messages)
    return splice_values(text, front_matter, [(segment, messages[segment.text]) for segment in segments])


@pytest.mark.parametrize(("title", "text", "expected"), read_fixtures("reading.txt", 2), ids=name_fixture)
def test_segments_are_found(title: str, text: str, expected: str) -> None:
    assert show_segments(text) == expected, title


@pytest.mark.parametrize(("title", "text", "expected"), read_fixtures("errors.txt", 2), ids=name_fixture)
def test_errors_say_where_what_and_what_to_do(title: str, text: str, expected: str) -> None:
    assert show_segments(text) == expected, title


@pytest.mark.parametrize(
    ("title", "text", "catalog", "expected"), read_fixtures("writing.txt", 3), ids=name_fixture
)
def test_translations_are_written(title: str, text: str, catalog: str, expected: str) -> None:
    assert translate(text, catalog) == expected, title


@pytest.mark.parametrize(
    ("title", "text", "catalog", "expected"), read_fixtures("writing.txt", 3), ids=name_fixture
)
def test_translations_are_written_with_carriage_returns(
    title: str, text: str, catalog: str, expected: str
) -> None:
    page = translate(text.replace("\n", "\r\n"), catalog)
    assert page == expected.replace("\n", "\r\n"), title
    assert translate(text.replace("\n", "\r"), catalog) == expected.replace("\n", "\r"), title


@pytest.mark.parametrize(("title", "text", "expected"), read_fixtures("tables.txt", 2), ids=name_fixture)
def test_a_table_and_a_comment_are_added(title: str, text: str, expected: str) -> None:
    front_matter = find_front_matter(text)
    assert front_matter
    page = add_table(text, front_matter, "translation", {"status": "partial", "total": 3}) or text
    found = find_front_matter(page)
    assert found
    assert (add_comment(page, found, "generated") or page) == expected, title
