"""Terms of the glossary: which translations keep to it, in any form of a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n_pipeline.catalog import Entry
from i18n_pipeline.checks import Setting, make_pair
from i18n_pipeline.checks.terminology import find_terminology_faults
from i18n_pipeline.checks.terms import TermIndex, find_term, has_term
from i18n_pipeline.document import InlineForm, Segment, Span
from i18n_pipeline.errors import ConfigError
from i18n_pipeline.markdown import COMMONMARK
from i18n_pipeline.project import Terms, read_glossary, read_project
from tests.checks.glossary import project

if TYPE_CHECKING:
    from pathlib import Path


def test_a_word_to_avoid_has_its_place_in_the_message() -> None:
    segment = Segment("paragraph", "x", (Span(0, 1),), 1, InlineForm("paragraph"))
    entry = Entry(msgid="x", msgstr="a **b** `postare` **postare** c", raw="")
    setting = Setting("it", "en", COMMONMARK, terms=Terms(avoids=(("postare", ""),)))
    [fault] = find_terminology_faults(make_pair(segment, entry, setting))
    assert (fault.start, fault.end) == (20, 27)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("entry", "All entries."),
        ("Katalog", "die Nachrichtenkataloge"),
        ("Band", "die Bände"),
        ("страница", "страницы"),
        ("카탈로그", "카탈로그를"),
        ("C++", "in C++."),
        ("front matter", "Front-matter keys"),
    ],
)
def test_a_term_is_found_in_other_forms(term: str, text: str) -> None:
    assert has_term(term, text)


@pytest.mark.parametrize(
    ("term", "text"),
    [("post", "a poster"), ("key", "a keyboard"), ("Go", "go on"), ("string", "stringent"), ("API", "apio")],
)
def test_another_word_is_not_a_form_of_a_term(term: str, text: str) -> None:
    assert find_term(term, text) == []


TERMS = st.sampled_from(
    (
        *("Go", "C++", ".NET", "-flag", "_it", "API", "e", "entry", "front matter", "l'uno", "straße", "iOS"),
        *(
            "サーバ",
            "カタログ",
            "ſub",
            "ırmak",
            "İl",
            "kelvin",
            "Ελλάς",
            "don’t",
            "++",
            "tag",
            "language tag",
            "日",
        ),
    )
)
TEXTS = st.lists(
    st.one_of(
        TERMS,
        TERMS.map(str.upper),
        TERMS.map(str.title),
        st.sampled_from(
            (*" -_.,'’+\0", "s", "es", "ies", "\u212a", "STRASSE", "İ", "ı", "Entries", "x", "\n")
        ),
    ),
    max_size=7,
).map("".join)


@given(st.lists(TERMS, max_size=5, unique=True), TEXTS)
def test_the_terms_of_a_text_are_among_those_that_it_may_have(terms: list[str], text: str) -> None:
    index = TermIndex([(term, None) for term in terms])
    may_be = [term for term, _ in index.may_be_in(text)]
    assert [term for term in terms if find_term(term, text)] == [
        term for term in may_be if find_term(term, text)
    ]


@pytest.mark.parametrize(
    ("glossary", "error"),
    [
        ("a = [", "terms.toml:1: not TOML: "),
        ("keep = 3", 'terms.toml:1: keep: can\'t stand here; write a list of terms: keep = ["Hugo"]'),
        (
            "\n[xx]\nkeep = []",
            "terms.toml:2: xx: neither keep nor one of the site's languages; use one of: it, pt-BR, ",
        ),
        ("[it]\nusse = {}", "terms.toml:2: it.usse: can't stand here; write keep = "),
        ("[it]\nkeep = []\nuse = { a = 3 }", "terms.toml:3: it.use: can't stand here; write keep = "),
    ],
)
def test_a_mistake_in_the_glossary_has_its_line(tmp_path: Path, glossary: str, error: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_glossary(project(tmp_path, glossary))
    assert str(caught.value).startswith(error)


def test_a_glossary_that_is_not_there_is_a_mistake_of_the_configuration(tmp_path: Path) -> None:
    configuration = 'languages = ["it"]\n[check]\nglossary = "terms.toml"\n'
    (tmp_path / "i18n-pipeline.toml").write_text(configuration)
    with pytest.raises(ConfigError, match=r"i18n-pipeline\.toml:3: check\.glossary: there is no file"):
        read_glossary(read_project(tmp_path))
