"""Mechanical edits, made in translations too."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n_pipeline.markdown.carrying import MarkdownCarrier, carry_over

FIXTURES = Path(__file__).parent / "carrying.txt"
PIECES = st.sampled_from(
    (
        *("See ", "`a`", "`b`", "[x](/a)", "[x](/a/b)", " 1 ", " 10 ", "*", "**", "_", "<b>", "</b>"),
        *("{{< a >}}", ".", ":", "…", " ", "\n", "“", '"', "\\", "(", ")", "[", "]", "<", "{{", "é", "日"),
        "https://a.b/c",
    )
)
MESSAGES = st.lists(PIECES, max_size=8).map("".join)


def read_fixtures() -> list[object]:
    pieces = ("\n" + FIXTURES.read_text(encoding="utf-8")).split("\n.\n")
    texts = [piece.strip("\n").replace("\\n", "\n") for piece in pieces]
    rows = [texts[index : index + 5] for index in range(0, len(texts) - 4, 5)]
    return [pytest.param(*row[1:], id=row[0]) for row in rows]


def language_of(msgstr: str) -> str:
    return "ru" if "а" in msgstr else "it"


@pytest.mark.parametrize(("old", "new", "msgstr", "expected"), read_fixtures())
def test_an_edit_is_carried_over_or_not(old: str, new: str, msgstr: str, expected: str) -> None:
    carried = carry_over(old, new, msgstr, language_of(msgstr))
    assert (f"{carried.msgstr}\ncarried over: {carried.note}" if carried else "stale") == expected


@pytest.mark.parametrize("language", ["fr", "es", "el", ""])
def test_signs_are_not_guessed_in_languages_that_have_other_ways(language: str) -> None:
    assert carry_over("Note.", "Note!", "Nota.", language) is None
    assert carry_over("Note!", "Note.", "Nota !", language) is not None


def test_a_long_token_is_cut_short_in_the_note() -> None:
    carried = carry_over("`a`", f"`{'b' * 200}`", "`a`", "it")
    assert carried is not None
    assert len(carried.note) < 100
    assert "\n" not in carried.note


@given(MESSAGES, MESSAGES, MESSAGES)
def test_any_texts_give_a_translation_or_none(old: str, new: str, msgstr: str) -> None:
    carried = carry_over(old, new, msgstr, "it")
    assert carried is None or "\n" not in carried.note


@given(MESSAGES, MESSAGES)
def test_a_translation_that_is_the_source_becomes_the_new_source(old: str, new: str) -> None:
    carried = carry_over(old, new, old, "it")
    outline = MarkdownCarrier().outline
    assert carried is None or outline(carried.msgstr) == outline(new)


@given(MESSAGES, MESSAGES)
def test_nothing_changes_for_the_same_wording(text: str, msgstr: str) -> None:
    carried = carry_over(text, text, msgstr, "it")
    assert carried is None or carried.msgstr == msgstr
