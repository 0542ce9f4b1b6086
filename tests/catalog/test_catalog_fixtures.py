"""Runs the fixtures."""

from __future__ import annotations

import pytest

from i18n_pipeline.catalog import CatalogError, format_catalog, parse_catalog, update_catalog
from i18n_pipeline.catalog.strings import read_strings
from i18n_pipeline.catalog.writing import write_string
from i18n_pipeline.markdown.carrying import MarkdownCarrier
from tests.catalog.fixtures import (
    DATE,
    HEADER,
    accepts,
    fixture_parameters,
    read_messages,
    run_gettext,
)


@pytest.mark.parametrize(("old", "template", "expected"), fixture_parameters("updates.txt", 3))
def test_an_update(old: str, template: str, expected: str) -> None:
    messages = read_messages(template)
    catalog = parse_catalog(HEADER + old + "\n" if old else HEADER.removesuffix("\n"))
    updated = update_catalog(catalog, messages, date=DATE, carrier=MarkdownCarrier())
    assert format_catalog(updated) == HEADER + expected + "\n"
    assert update_catalog(updated, messages, date="later", carrier=MarkdownCarrier()) is updated
    assert updated == parse_catalog(format_catalog(updated))
    assert accepts(format_catalog(updated))


@pytest.mark.parametrize(("old", "template", "expected"), fixture_parameters("updates.txt", 3))
def test_an_update_keeps_windows_line_ends(old: str, template: str, expected: str) -> None:
    text = HEADER + old + "\n" if old else HEADER.removesuffix("\n")
    catalog = parse_catalog(text.replace("\n", "\r\n"))
    updated = update_catalog(catalog, read_messages(template), date=DATE, carrier=MarkdownCarrier())
    assert format_catalog(updated) == (HEADER + expected + "\n").replace("\n", "\r\n")


@pytest.mark.parametrize(("text", "expected"), fixture_parameters("errors.txt", 2))
def test_an_error(text: str, expected: str) -> None:
    with pytest.raises(CatalogError) as caught:
        parse_catalog(text + "\n")
    assert f"{caught.value.line}: {caught.value.message}" == expected
    assert not accepts(text + "\n")


@pytest.mark.parametrize(("text", "expected"), fixture_parameters("wrapping.txt", 2))
def test_wrapping(text: str, expected: str) -> None:
    assert "\n".join(write_string("msgid", read_strings(f'"{text}"', 1), width=79)) == expected


@pytest.mark.parametrize(("text", "expected"), fixture_parameters("wrapping.txt", 2))
def test_msgcat_wraps_the_same(text: str, expected: str) -> None:
    end = "\\n" if text.endswith("\\n") else ""
    catalog = f'{HEADER}msgid "{text}"\nmsgstr "{end}"\n'
    assert expected in run_gettext("msgcat", "-", text=catalog)
