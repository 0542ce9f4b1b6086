"""An edit changes the lines of its own entry and no others, whoever saved the catalog."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import pytest

from i18n_pipeline.catalog import Message, format_catalog, parse_catalog, update_catalog
from i18n_pipeline.catalog.wrapping import NO_WRAP, PAGE_WIDTH
from i18n_pipeline.catalog.writing import write_string
from i18n_pipeline.markdown.carrying import MarkdownCarrier
from tests.catalog.fixtures import FOLDER, run_gettext

if TYPE_CHECKING:
    from collections.abc import Callable

LATER = "2026-11-23 10:00+0000"
LONG = "A paragraph that is long enough to be folded on two lines by any program that folds."
EDITORS = sorted(path.stem for path in (FOLDER / "editors").glob("*.po"))
STYLES: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "no-wrap": lambda text: run_gettext("msgcat", "--no-wrap", "-", text=text),
    "msgcat": lambda text: run_gettext("msgcat", "-", text=text),
    "no final newline": lambda text: text.rstrip("\n"),
}


def make_messages(first: str = LONG, item: str = "First **item**") -> list[Message]:
    reference = ("content/a.md",)
    return [
        Message(first, None, ("paragraph",), reference),
        Message("New heading", None, ("heading 2",), reference),
        Message(item, None, ("list item",), reference),
    ]


def read_editor(editor: str, style: str) -> str:
    return STYLES[style]((FOLDER / "editors" / f"{editor}.po").read_text(encoding="utf-8"))


def update(text: str, wanted: list[Message]) -> str:
    return format_catalog(update_catalog(parse_catalog(text), wanted, date=LATER, carrier=MarkdownCarrier()))


def changed_lines(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.split("\n"), after.split("\n"))
    return [line.rstrip("\r") for line in lines if line[:1] in "+-"]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("editor", EDITORS)
def test_an_update_without_change_keeps_every_byte(editor: str, style: str) -> None:
    text = read_editor(editor, style)
    assert update(text, make_messages()) == text


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("editor", EDITORS)
def test_an_edit_changes_the_lines_of_its_entry_and_the_date(editor: str, style: str) -> None:
    text = read_editor(editor, style)
    assert set(changed_lines(text, update(text, make_messages(item="First **items**")))) == {
        '- "POT-Creation-Date: 2026-11-01 10:00+0000\\n"',
        f'+ "POT-Creation-Date: {LATER}\\n"',
        "+ #. stale since 2026-11-23",
        "+ #, fuzzy",
        '- msgid "First **item**"',
        '+ #| msgid "First **item**"',
        '+ msgid "First **items**"',
    }


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("editor", EDITORS)
def test_a_long_text_is_written_as_the_file_writes_them(editor: str, style: str) -> None:
    text = read_editor(editor, style)
    longer = LONG.replace("program", "old program")
    width = NO_WRAP if style == "no-wrap" else PAGE_WIDTH
    expected = "\n".join(write_string("msgid", longer, width=width)) + "\nmsgstr"
    assert expected in update(text, make_messages(longer)).replace("\r\n", "\n")


@pytest.mark.parametrize("editor", EDITORS)
def test_a_translator_who_settles_an_entry_leaves_nothing_behind(editor: str) -> None:
    text = read_editor(editor, "as it is")
    # Some editors take the old wording away with the flag, others leave it.
    settled = text.replace('#, fuzzy\n#| msgid "Old heading"\n', '#| msgid "Old heading"\n')
    assert changed_lines(settled, update(settled, make_messages())) == ['- #| msgid "Old heading"']


def test_msgcat_would_change_nothing_in_an_updated_catalog() -> None:
    text = update(read_editor("weblate", "msgcat"), make_messages())
    assert run_gettext("msgcat", "-", text=text) == text
