"""Quality checks: one file of fixtures per code, and what holds for all of them.

A fixture is a title, a message, a translation after its language, and what is found with the code that the
file is named after: ``severity column: what`` and, where there is one right answer, the translation with it.
A title that begins with a word and a colon names the kind of the segment (``front matter``, ``comment``).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from i18n_pipeline.catalog import Entry, Key
from i18n_pipeline.checks import (
    CHECKS,
    Fault,
    Setting,
    Texts,
    check_pair,
    find_faults,
    ignored_codes,
    make_pair,
)
from i18n_pipeline.document import Document, Form, InlineForm, PhraseForm, ScalarForm, Segment, Span
from i18n_pipeline.markdown import Dialect
from tests.checks.glossary import terms

HERE = Path(__file__).parent
DIALECT = Dialect(("shortcodes", "footnotes", "math"), (("figure", ("alt",)),))
DEFINITIONS = {"BOOK": "https://book.example/a", "GUIDE": "/guide"}
CODES = tuple(dict.fromkeys(check.code for check in CHECKS))
FORMS: dict[str, Form] = {
    "paragraph": InlineForm("paragraph"),
    "heading": InlineForm("heading"),
    "cell": InlineForm("cell"),
    "comment": PhraseForm("comment"),
    "html": PhraseForm("html"),
    "front matter": ScalarForm("toml", "basic"),
}


def setting(language: str, source: str = "en") -> Setting:
    return Setting(language, source, DIALECT, DEFINITIONS, {"description": 20}, terms().get(language))


def entry_of(msgid: str, msgstr: str, *comments: str) -> Entry:
    return Entry(msgid=msgid, msgstr=msgstr, raw="", line=3, comments=comments)


def segment_of(msgid: str, kind: str = "paragraph") -> Segment:
    form = FORMS[kind.partition(":")[0]]
    return Segment(kind, msgid, (Span(0, len(msgid)),), 1, form)


def read_fixtures(code: str) -> list[object]:
    pieces = ("\n" + (HERE / f"{code}.txt").read_text(encoding="utf-8")).split("\n.\n")
    texts = [piece.strip("\n") for piece in pieces]
    rows = [texts[index : index + 4] for index in range(0, len(texts) - 3, 4)]
    return [pytest.param(code, *row, id=f"{code}: {row[0]}") for row in rows]


def describe(fault: Fault, severity: str, msgstr: str) -> str:
    place = "" if fault.start is None else f" {fault.start + 1}"
    line = f"{fault.severity or severity}{place}: {fault.what}"
    if fault.mended is None:
        return line
    return f"{line}\n{msgstr[: fault.start]}{fault.mended}{msgstr[fault.end :]}"


def find(code: str, title: str, msgid: str, translation: str) -> str:
    language, _, msgstr = translation.partition(": ")
    kind = next((kind for kind in FORMS if title.startswith(f"{kind}: ")), "paragraph")
    kind = title.rpartition(" | ")[2] if kind == "front matter" else kind
    pair = make_pair(segment_of(msgid, kind), entry_of(msgid, msgstr), setting(language))
    found = [(check, fault) for check, fault in check_pair(pair) if check.code == code]
    return "\n".join(describe(fault, check.severity, msgstr) for check, fault in found) or "nothing"


@pytest.mark.parametrize(
    ("code", "title", "msgid", "translation", "expected"),
    [fixture for code in CODES for fixture in read_fixtures(code)],
)
def test_a_fault_is_found_or_not(code: str, title: str, msgid: str, translation: str, expected: str) -> None:
    assert find(code, title, msgid, translation) == expected


@pytest.mark.parametrize("code", CODES)
def test_each_check_has_what_it_finds_and_near_misses(code: str) -> None:
    results = [row.values[-1] for row in read_fixtures(code)]  # type: ignore[attr-defined]
    assert "nothing" in results
    assert set(results) != {"nothing"}


def test_a_comment_waves_checks_off() -> None:
    assert ignored_codes(entry_of("a", "b", "# i18n: ignore=link, code")) == {"link", "code"}
    pair = make_pair(
        segment_of("Run `a` now"),
        entry_of("Run `a` now", "Esegui `b` ora", "# i18n: ignore=link, code"),
        setting("it"),
    )
    assert [check.code for check, _ in check_pair(pair)] == []


def test_a_finding_has_the_place_in_the_translation_and_in_both_files() -> None:
    segment = segment_of("Run `a` now")
    document = Document("post.md", "Run `a` now\n", (segment,))
    entries: dict[Key, Entry] = {segment.key: entry_of("Run `a` now", "Esegui `b` ora")}
    (found,) = find_faults(Texts(document, entries, "p.po"), setting("it"))
    assert (found.code, found.line, found.column, found.source_line) == ("code", 3, 8, 1)
    assert str(found) == (
        "p.po:3: the translation has lost `a` and added `b`; write it as in the source, "
        "or add the comment: # i18n: ignore=code"
    )


PIECES = st.sampled_from(
    (
        *(
            "See ",
            "`a`",
            "`b`",
            "[x](/a)",
            "[x](/a/b)",
            "[x][book]",
            " 1,5 ",
            " 10 ",
            "*",
            "**",
            "_",
            "<b>",
            "</b>",
        ),
        *(
            "{{< a >}}",
            ".",
            ":",
            "…",
            " ",
            "\n",
            "“",
            '"',
            "\\",
            "(",
            ")",
            "[",
            "]",
            "<",
            "{{",
            "é",
            "日",
            "١٢",
        ),
        *("https://a.b/c", "[^1]", "%s", "{name}", "&amp;", "![", "](", "\u00a0", "?", "？", " !"),
    )
)
MESSAGES = st.lists(PIECES, max_size=8).map("".join)


@given(MESSAGES, MESSAGES, st.sampled_from(("it", "fr", "ja", "ar", "el", "zh-Hant", "xx")))
def test_any_texts_can_be_compared(msgid: str, msgstr: str, language: str) -> None:
    pair = make_pair(segment_of(msgid), entry_of(msgid, msgstr), setting(language))
    for _, fault in check_pair(pair):
        assert fault.start is None or 0 <= fault.start <= len(msgstr)
        assert fault.end is None or (fault.start is not None and fault.start <= fault.end <= len(msgstr))
        assert fault.mended is None or (fault.start is not None and fault.end is not None)


@given(MESSAGES, st.sampled_from(("it", "fr", "ja")))
def test_a_translation_that_is_the_source_has_lost_nothing(message: str, language: str) -> None:
    pair = make_pair(segment_of(message), entry_of(message, message), setting(language))
    taste = {"unchanged", "length", "punctuation", "whitespace"}
    assert [check.code for check, _ in check_pair(pair) if check.code not in taste] == []


PLURAL = ("%d file is there", "%d files are there")


@pytest.mark.parametrize(
    ("language", "msgstrs", "expected"),
    [
        ("it", ("C'è %d file", "Ci sono %d file"), []),
        # A form for one number need not say which, any other has to.
        ("it", ("C'è un file", "Ci sono %d file"), []),
        ("it", ("C'è %d file", "Ci sono dei file"), ["placeholder: lost %d (msgstr[1])"]),
        # In Russian the first form is for 1, 21, 31 and so on.
        ("ru", ("Есть файл", "Есть %d файла", "Есть %d файлов"), ["placeholder: lost %d (msgstr[0])"]),
        ("ja", ("%d 個のファイルがあります",), []),
    ],
)
def test_every_plural_form_is_held_against_its_wording(
    language: str, msgstrs: tuple[str, ...], expected: list[str]
) -> None:
    segment = segment_of(PLURAL[0])
    entry = replace(
        entry_of(PLURAL[0], msgstrs[0]), msgid_plural=PLURAL[1], plural_msgstrs=tuple(msgstrs[1:])
    )
    document = Document("post.md", PLURAL[0], (segment,))
    found = find_faults(Texts(document, {segment.key: entry}, "p.po"), setting(language))
    said = [f"{one.code}: {one.message.partition(' has ')[2].partition(';')[0]}" for one in found]
    assert [line for line in said if line.startswith(("placeholder", "code"))] == expected


def test_a_stale_translation_is_looked_at_only_where_the_page_shows_it() -> None:
    segment = segment_of("Run `b` now.")
    entry = replace(
        entry_of("Run `b` now.", "Esegui `x` ora"), flags=("fuzzy",), previous_msgid="Run `a` now."
    )
    document = Document("post.md", "Run `b` now.", (segment,))
    entries: dict[Key, Entry] = {segment.key: entry}
    assert not list(find_faults(Texts(document, entries, "p.po"), setting("it")))
    shown = Texts(document, entries, "p.po", shown={segment.key})
    # Not the full stop that is lost: that is a matter of taste.
    (found,) = find_faults(shown, setting("it"))
    assert found.message.startswith("stale, but shown: the translation has lost `a` and added `x`")
