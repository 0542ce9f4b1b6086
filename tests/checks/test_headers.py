"""Catalogs with headers that say something wrong, and near ones that don't.

``headers.txt`` holds cases of title (which begins with the language of the catalog's place), catalog and
findings, each part ended by a dot.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from i18n_pipeline.catalog import get_plural_forms, parse_catalog
from i18n_pipeline.checks import find_catalog_faults
from i18n_pipeline.checks.headers import is_same_language
from i18n_pipeline.checks.plurals import is_usual_rule, read_plural_rule

CASES = Path(__file__).parent / "headers.txt"


def cases() -> list[object]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    dots = [-1, *(number for number, line in enumerate(lines) if line == ".")]
    pieces = ["\n".join(lines[a + 1 : b]) for a, b in pairwise(dots)]
    triples = zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True)
    return [
        pytest.param(title.strip().partition(":")[0], text, findings, id=title.strip())
        for title, text, findings in triples
    ]


@pytest.mark.parametrize(("language", "text", "findings"), cases())
def test_what_a_header_says_wrong_is_found(language: str, text: str, findings: str) -> None:
    found = find_catalog_faults(parse_catalog(text + "\n"), "it.po", language)
    assert "\n".join(f"{one.line} {one.severity} {one.message}" for one in found) == findings


@pytest.mark.parametrize(
    "language", ["it", "fr", "pt-BR", "ja", "ru", "ar", "zh-Hant", "sl", "he", "ga", "cy"]
)
def test_the_rule_that_new_catalogs_have_is_usual(language: str) -> None:
    rule = read_plural_rule(get_plural_forms(language))
    assert rule is not None
    assert is_usual_rule(rule, language)


@pytest.mark.parametrize(
    "value", ["", "nplurals=2", "nplurals=2; plural=n/0;", "nplurals=2; plural=__import__"]
)
def test_what_is_no_rule_is_none(value: str) -> None:
    assert read_plural_rule(value) is None


@pytest.mark.parametrize(("one", "other"), [("de", "de-AT"), ("it_IT.UTF-8", "it"), ("no such", "no such")])
def test_one_language_may_be_named_in_several_ways(one: str, other: str) -> None:
    assert is_same_language(one, other)


@pytest.mark.parametrize(("one", "other"), [("de_CH", "de-AT"), ("sr", "sr-Latn"), ("no such", "it")])
def test_languages_are_told_apart(one: str, other: str) -> None:
    assert not is_same_language(one, other)
