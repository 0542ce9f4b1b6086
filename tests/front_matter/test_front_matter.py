"""What front matter promises, beyond the fixtures."""

from __future__ import annotations

import pickle
import tarfile
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from i18n_pipeline.document import ScalarForm, Span
from i18n_pipeline.front_matter import (
    FrontMatterError,
    add_comment,
    add_table,
    find_front_matter,
    new_block,
    read_segments,
    read_values,
    splice_values,
    write_scalar,
    write_values,
)
from i18n_pipeline.front_matter.reading import parse_data
from i18n_pipeline.front_matter.values import DataError
from i18n_pipeline.front_matter.yaml_format import parse_events
from i18n_pipeline.front_matter.yaml_plain import parse_plain

CORPORA = Path(__file__).parents[2].parent / "shared" / "corpora"
TABLE: dict[str, str | int] = {"status": "partial", "total": 3, "source": "content/b: #1.md"}

# Documents that hold each string form once, in lists, tables and after anchors; every value is translated.
TOML_DOCUMENT = """+++
a = "One" # comment
b = 'Two'
c = \"\"\"
Three\"\"\"
d = '''Four'''
e = ["Five", 'Six', { a = "Seven" }]
[f]
a = "Eight"
+++
Body "One"
"""
YAML_DOCUMENT = """---
a: One # comment
b: 'Two'
c: "Three"
d: >-
  Four
  four

e: [Five, 'Six', {a: Seven}]
f:
- &x Eight
- *x
- a: |2
      Nine
    nine

  # comment
- !!str Ten
- >+

  Eleven

- |-
  Twelve
---
Body One
"""
JSON_DOCUMENT = """{
  "a": "One", "b": ["Two", {"a": "Three"}],
  "c": {"a": " Four "}
}
Body "One"
"""
DOCUMENTS = {"toml": TOML_DOCUMENT, "yaml": YAML_DOCUMENT, "json": JSON_DOCUMENT}
KEYS = ("a", "b", "b.a", "c", "c.a", "d", "e", "e.a", "f", "f.a")
NEWLINES = ("\n", "\r\n", "\r")

# Characters that mean something to one of the formats come more often than the million others.
MESSAGES = st.one_of(
    st.text(
        st.sampled_from("ab \t\n\r\\\"'#:,-+.[]{}&*!|>%@`~?=0é中\u00a0\u2028\x85\0\x1b\ufeff\ud800"),
        max_size=12,
    ),
    st.text(max_size=20),
)


def expect_values(document: str, messages: dict[str, str]) -> dict[str, object]:
    """Give a document's values with messages replaced, white space around them kept."""

    def replace(value: object) -> object:
        if isinstance(value, dict):
            return {key: replace(item) for key, item in value.items()}
        if isinstance(value, list):
            return [replace(item) for item in value]
        if isinstance(value, str) and value.strip() in messages:
            return value.replace(value.strip(), messages[value.strip()])
        return value

    front_matter = find_front_matter(document)
    assert front_matter
    return {key: replace(value) for key, value in read_values(document, front_matter).items()}


def check_any_message(document: str, messages: list[str]) -> None:
    """Translate a document and compare what is read back, and what stands around the values."""
    front_matter = find_front_matter(document)
    assert front_matter
    segments = read_segments(document, front_matter, KEYS)
    pairs = list(zip(segments, messages, strict=False))
    written = write_values(document, front_matter, pairs)
    page = splice_values(document, front_matter, pairs)
    found = find_front_matter(page)
    assert found
    done = {s.text: m for (s, m), new in zip(pairs, written, strict=True) if new is not None}
    assert read_values(page, found) == expect_values(document, done)
    parts, pos = [], 0
    for (segment, _), new in zip(pairs, written, strict=True):
        if new is not None:
            parts += [document[pos : segment.span.start], new]
            pos = segment.span.end
    assert page == "".join([*parts, document[pos:]])
    page.encode()


@given(messages=st.lists(MESSAGES, min_size=1, max_size=8), newline=st.sampled_from(NEWLINES))
@example(messages=["\ud800", "+++", "\n+++\n", "'''", '"""', "\\", "\r", "\0"], newline="\n")
def test_toml_says_any_translation_or_shows_the_source(messages: list[str], newline: str) -> None:
    check_any_message(TOML_DOCUMENT.replace("\n", newline), messages)


@given(messages=st.lists(MESSAGES, min_size=1, max_size=13), newline=st.sampled_from(NEWLINES))
@example(messages=["\ud800", "---", "\n---\n", "...", " #", ": ", "\x85", "\0", "\ufffe"], newline="\n")
@example(messages=["", "", "", "a b\n\n\nc", "", "", "", "", "", "", "", "a\n\nb", "a\n \nb"], newline="\r\n")
def test_yaml_says_any_translation_or_shows_the_source(messages: list[str], newline: str) -> None:
    check_any_message(YAML_DOCUMENT.replace("\n", newline), messages)


@given(messages=st.lists(MESSAGES, min_size=1, max_size=4), newline=st.sampled_from(NEWLINES))
def test_json_says_any_translation_or_shows_the_source(messages: list[str], newline: str) -> None:
    check_any_message(JSON_DOCUMENT.replace("\n", newline), messages)


@given(
    message=st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    name=st.sampled_from(sorted(DOCUMENTS)),
)
def test_whatever_can_be_saved_is_said(message: str, name: str) -> None:
    document = DOCUMENTS[name]
    front_matter = find_front_matter(document)
    assert front_matter
    segments = read_segments(document, front_matter, KEYS)
    assert None not in write_values(document, front_matter, [(segment, message) for segment in segments])


@given(
    text=st.text(st.sampled_from("ab:- \n\t+{}[]\"'#&*!|>,.?=%"), max_size=40),
    name=st.sampled_from(["toml", "yaml"]),
)
def test_any_text_between_delimiters_is_read_or_refused(text: str, name: str) -> None:
    mark = "+++" if name == "toml" else "---"
    document = f"{mark}\n{text}\n{mark}\n"
    try:
        front_matter = find_front_matter(document)
    except FrontMatterError as error:
        lines, front_matter = range(1, document.count("\n") + 2), None
        if error.line not in lines:
            raise
    if front_matter:
        segments = read_segments(document, front_matter, ("a", "b", "ab"))
        assert splice_values(document, front_matter, [(s, s.text) for s in segments]) == document
        for segment in segments:
            page = splice_values(document, front_matter, [(segment, segment.text + "é")])
            assert page != document


STATEMENTS = (
    "a = 'One'",
    "# ' comment",
    'b.c = """\n\\"Two\n"""',
    "[d]",
    "[[e]]",
    "[e.f]",
    "[[e.g]]",
    "[ 'h.h' . h ]",
    "i = [ 'x', # c ]\n ['y', 1], { j = '''z''', 'k l'.m = \"]\" }, ]",
    "n = { o = [ { p = 1e3, q = 'x' } ] } # }",
    "r = 1979-05-27 07:32:00",
    's = ""',
    "t = true",
    "",
)


@given(statements=st.lists(st.sampled_from(STATEMENTS), max_size=10), newline=st.sampled_from(NEWLINES))
def test_the_toml_scanner_finds_every_string_that_tomli_reads(statements: list[str], newline: str) -> None:
    inner = "".join(f"{line}\n" for line in statements).replace("\n", newline)
    try:
        data = parse_data("toml", inner)
    except DataError:
        return
    strings = {(path, value) for path, kind, value in data.leaves if kind == "str"}
    assert {(scalar.path, scalar.value) for scalar in data.scalars} == strings


@given(message=st.text("no yes1:-#'\"/.", min_size=1, max_size=8))
def test_a_plain_scalar_is_a_string_in_yaml_1_1_too(message: str) -> None:
    written = write_scalar(ScalarForm("yaml", "plain"), message, "\n")
    yaml = YAML(typ="safe", pure=True)
    assert yaml.load(f"a: {written}\n") == {"a": message}
    assert yaml.load(f"%YAML 1.1\n---\na: {written}\n") == {"a": message}


@pytest.mark.parametrize(
    "word", ["no", "Yes", "ON", "off", "null", "~", "1e3", "0x1F", "12:30", "2024-1-2", "<<", "="]
)
def test_words_that_mean_something_to_yaml_are_quoted(word: str) -> None:
    assert write_scalar(ScalarForm("yaml", "plain"), word, "\n") == f"'{word}'"


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_a_document_translated_into_itself_is_the_same(name: str) -> None:
    document = DOCUMENTS[name]
    front_matter = find_front_matter(document)
    assert front_matter
    segments = read_segments(document, front_matter, KEYS)
    assert len(segments) >= 4
    assert splice_values(document, front_matter, [(s, s.text) for s in segments]) == document
    assert all(a.span.end <= b.span.start for a, b in pairwise(segments))


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_a_byte_order_mark_stays_outside(name: str) -> None:
    document = "\ufeff" + DOCUMENTS[name]
    front_matter = find_front_matter(document)
    assert front_matter
    assert front_matter.span.start == 1
    assert document[front_matter.span.end :].startswith("Body")
    page = add_table(document, front_matter, "translation", TABLE)
    assert page
    assert page[0] == "\ufeff"


def test_spans_are_those_of_delimiters_and_data() -> None:
    front_matter = find_front_matter("---\na: b\n---\nText")
    assert front_matter
    assert (front_matter.format, front_matter.span, front_matter.inner) == ("yaml", Span(0, 13), Span(4, 9))


@pytest.mark.parametrize("newline", NEWLINES)
@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_a_table_that_was_added_is_read_back(name: str, newline: str) -> None:
    document = DOCUMENTS[name].replace("\n", newline)
    front_matter = find_front_matter(document)
    assert front_matter
    page = add_table(document, front_matter, "translation", TABLE)
    assert page
    found = find_front_matter(page)
    assert found
    assert read_values(page, found) == {**read_values(document, front_matter), "translation": TABLE}
    assert add_table(page, found, "translation", TABLE) is None
    assert newline == "\n" or page.count("\n") == page.count(newline) * newline.count("\n")


@pytest.mark.parametrize("newline", NEWLINES)
def test_a_new_block_holds_the_table_and_nothing_else(newline: str) -> None:
    formats: tuple[Literal["toml", "yaml", "json"], ...] = ("toml", "yaml", "json")
    for name in formats:
        block = new_block(name, "translation", TABLE, newline)
        front_matter = find_front_matter(block + "Body")
        assert front_matter
        assert front_matter.span == Span(0, len(block))
        assert read_values(block, front_matter) == {"translation": TABLE}
    assert new_block("yaml", "a", {"b": 1}, "\n") == "---\na:\n  b: 1\n---\n"
    assert new_block("toml", "a", {"b": 1}, "\n") == "+++\n[a]\nb = 1\n+++\n"
    assert new_block("json", "a", {"b": 1}, "\n") == '{\n  "a": {\n    "b": 1\n  }\n}\n'


@given(comment=st.text(max_size=20), name=st.sampled_from(["toml", "yaml"]))
def test_any_comment_is_added_or_not_at_all(comment: str, name: str) -> None:
    document = DOCUMENTS[name]
    front_matter = find_front_matter(document)
    assert front_matter
    page = add_comment(document, front_matter, comment)
    if page is not None:
        found = find_front_matter(page)
        assert found
        assert read_values(page, found) == read_values(document, front_matter)
        assert page.count("\n") == document.count("\n") + 1


def test_json_has_no_comments() -> None:
    front_matter = find_front_matter(JSON_DOCUMENT)
    assert front_matter
    assert add_comment(JSON_DOCUMENT, front_matter, "generated") is None


def test_an_anchor_is_translated_once_and_its_aliases_follow() -> None:
    document = "---\na: &x One\nb: *x\n<<: {c: d}\n---\n"
    front_matter = find_front_matter(document)
    assert front_matter
    (segment,) = read_segments(document, front_matter, ("a", "b"))
    page = splice_values(document, front_matter, [(segment, "Uno: due")])
    assert page == "---\na: &x 'Uno: due'\nb: *x\n<<: {c: d}\n---\n"
    found = find_front_matter(page)
    assert found
    assert read_values(page, found) == {"a": "Uno: due", "b": "Uno: due", "c": "d"}


@pytest.mark.parametrize(
    "document",
    [
        "---\na: " + "[" * 300 + "\n---\n",
        "---\na: " + "[" * 300 + "]" * 300 + "\n---\n",
        "+++\na = " + "[" * 300 + "]" * 300 + "\n+++\n",
        '{"a": ' + "[" * 300_000 + "]" * 300_000 + "}\n",
    ],
)
def test_deep_nesting_is_read_or_refused(document: str) -> None:
    try:
        front_matter = find_front_matter(document)
    except FrontMatterError:
        return
    assert front_matter
    assert read_segments(document, front_matter, ("a",)) == ()


def test_a_date_that_is_none_is_refused_only_where_values_are_read() -> None:
    document = "---\na: One\nb: 2024-02-30\n---\n"
    front_matter = find_front_matter(document)
    assert front_matter
    assert [segment.text for segment in read_segments(document, front_matter, ("a", "b"))] == ["One"]
    with pytest.raises(FrontMatterError):
        read_values(document, front_matter)


def test_tags_of_an_application_are_read_over() -> None:
    document = "---\na: !ruby/object One\nb: !x {c: d}\n---\n"
    front_matter = find_front_matter(document)
    assert front_matter
    assert read_values(document, front_matter) == {"a": "One", "b": {"c": "d"}}


def test_errors_and_front_matter_can_be_sent_to_another_process() -> None:
    error = pickle.loads(pickle.dumps(FrontMatterError(3, "message")))
    assert (error.line, error.message) == (3, "message")
    front_matter = find_front_matter(YAML_DOCUMENT)
    assert pickle.loads(pickle.dumps(front_matter)) == front_matter


def test_every_page_of_the_hugo_documentation_is_read_and_written_back() -> None:
    archive = CORPORA / "hugoDocs.tar.xz"
    if not archive.exists():
        pytest.skip("the corpus of Hugo's documentation is not here")
    count = 0
    with tarfile.open(archive) as files:
        for member in files:
            file = files.extractfile(member) if member.name.endswith(".md") else None
            text = file.read().decode() if file else ""
            front_matter = find_front_matter(text)
            if front_matter:
                segments = read_segments(text, front_matter, ("title", "linkTitle", "description", "aliases"))
                pairs = [(segment, f"È: {segment.text}") for segment in segments]
                assert None not in write_values(text, front_matter, pairs), member.name
                assert add_table(text, front_matter, "translation", TABLE), member.name
                count += 1
    assert count > 900


PLAIN_KEYS = st.sampled_from(
    ["a", "b-c", "_d", "true", "null", "x9", "  m", "  n", "    o", "1", "- a", "e f", "? g"]
)
PLAIN_VALUES = st.one_of(
    st.sampled_from(
        [
            *(
                "",
                " ",
                "  ",
                "word",
                "two words",
                "été",
                "漢字",
                "10",
                "1.5",
                "0x1F",
                "10:20",
                "2024-01-02",
                "yes",
            ),
            *(
                "null",
                "~",
                "'q'",
                '"q"',
                "'it''s'",
                '"\\n"',
                "''",
                "' '",
                "'a' b",
                "a: b",
                "a:b",
                "a:",
                "a #b",
                "a#b",
            ),
            *(
                "[]",
                "{}",
                "- a",
                "&x a",
                "*x",
                "!t a",
                "|",
                ">",
                "%a",
                "@a",
                "`a`",
                "a ",
                "a\tb",
                "a,b",
                "a]",
                "a'",
            ),
            *('a"b', "a\u00a0b", "a\u2028b", "a\x85b", "a\ufeff", "?", "=", "<<", "...", "---", "a\x07"),
        ]
    ),
    st.text(alphabet="aé1: #'\"-_.,[]{}&*!|>%@`\\~", max_size=8),
)
PLAIN_LINES = st.one_of(
    st.builds("{}:{}".format, PLAIN_KEYS, st.one_of(st.just(""), PLAIN_VALUES.map(" {}".format))),
    st.sampled_from(["", " ", "# c", "  # c", "#", "---", "...", "  more words", "a"]),
)


@settings(max_examples=1000, deadline=None)
@given(st.lists(PLAIN_LINES, max_size=5), st.sampled_from(["\n", "\n", "\n", "\r\n", ""]))
def test_plain_yaml_is_read_as_ruamel_reads_it(lines: list[str], end: str) -> None:
    inner = "\n".join(lines) + end
    found = parse_plain(inner)
    assert found is None or found == parse_events(inner)


def test_usual_yaml_is_plain() -> None:
    inner = "title: One: two\n"
    assert parse_plain(inner) is None
    assert parse_plain("title: One two\ndate: 2024-01-02\n\n# x\nmeta:\n  draft: false\n  tags: 'a b'\n")
