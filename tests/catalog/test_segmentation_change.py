"""Catalogs of a made-up older version, which split documents in another way."""

from __future__ import annotations

import pytest

from i18n_pipeline.catalog import format_catalog, parse_catalog, update_catalog
from tests.catalog.fixtures import DATE, HEADER, accepts, fixture_parameters, read_messages

VERSION = '"X-Segmentation: {}\\n"\n'
OLDER = HEADER.replace('msgstr "', 'msgstr ""\n"').rstrip("\n") + "\n" + VERSION.format(0) + "\n"
TODAY = OLDER.replace("X-Segmentation: 0", "X-Segmentation: 1")


@pytest.mark.parametrize(("old", "template", "expected"), fixture_parameters("segmentation.txt", 3))
def test_translations_are_carried_over_by_text(old: str, template: str, expected: str) -> None:
    messages = read_messages(template)
    updated = update_catalog(parse_catalog(OLDER + old + "\n"), messages, date=DATE)
    assert format_catalog(updated) == TODAY + expected + "\n"
    assert update_catalog(updated, messages, date="later") is updated
    assert accepts(format_catalog(updated))


def test_the_version_moves_though_no_message_does() -> None:
    updated = update_catalog(
        parse_catalog(OLDER + 'msgid "One"\nmsgstr ""\n'), read_messages('msgid "One"'), date=DATE
    )
    assert format_catalog(updated) == TODAY + 'msgid "One"\nmsgstr ""\n'


def test_a_catalog_without_version_gets_none() -> None:
    text = HEADER + 'msgid "One"\nmsgstr ""\n'
    assert "X-Segmentation" not in format_catalog(
        update_catalog(parse_catalog(text), read_messages('msgid "Two"'), date=DATE)
    )


def test_sentences_that_an_author_joins_are_stale() -> None:
    text = TODAY + 'msgid "First sentence."\nmsgstr "1."\n\nmsgid "Second sentence."\nmsgstr "2."\n'
    messages = read_messages('msgid "First sentence. Second sentence."')
    entry = update_catalog(parse_catalog(text), messages, date=DATE).entries[0]
    assert (entry.msgstr, entry.stale) == ("1. 2.", True)
