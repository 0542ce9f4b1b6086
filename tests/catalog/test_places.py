"""Where the characters of a translation are written in its catalog."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n_pipeline.catalog import find_place, parse_catalog
from i18n_pipeline.catalog.writing import write_string
from tests.catalog.fixtures import HEADER

TEXTS = st.text(st.sampled_from('ab \n\t"\\é漢😀 .'), min_size=1, max_size=120)
ESCAPES = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}


@given(TEXTS)
def test_each_character_is_where_its_place_says(text: str) -> None:
    source = (
        HEADER + "# A comment.\n" + 'msgid "One"\n' + "\n".join(write_string("msgstr", text, width=30)) + "\n"
    )
    (entry,) = parse_catalog(source).entries
    assert entry.msgstr == text
    lines = source.split("\n")
    for offset, char in enumerate(text):
        place = find_place(entry, offset)
        assert place is not None
        line, column = place
        assert lines[line - 1][column - 1 :].startswith(ESCAPES.get(char, char))
    end = find_place(entry, len(text))
    assert end is not None
    assert lines[end.line - 1][end.column - 1] == '"'
    assert find_place(entry, len(text) + 1) is None


@pytest.mark.parametrize(
    ("written", "offset", "expected"),
    [
        ('msgstr "Uno due"', 4, (5, 13)),
        ('msgstr "Uno " "due"', 4, (5, 16)),
        ('msgstr ""\n  "Uno "\n"due"', 4, (7, 2)),
        (r'msgstr "Un\303\262 due"', 4, (5, 20)),
        ('  msgstr  "Uno"', 0, (5, 12)),
    ],
)
def test_strings_are_written_in_many_ways(written: str, offset: int, expected: tuple[int, int]) -> None:
    (entry,) = parse_catalog(HEADER + f'msgid "One two"\n{written}\n').entries
    assert find_place(entry, offset) == expected


def test_plural_forms_have_places_of_their_own() -> None:
    written = 'msgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] "%d file"\nmsgstr[1] ""\n"%d dei file"\n'
    (entry,) = parse_catalog(HEADER + written).entries
    assert find_place(entry, 3, 0) == (6, 15)
    assert find_place(entry, 3, 1) == (8, 5)
    assert find_place(entry, 3, 2) is None
