"""Catalogs as other programs write and read them."""

from __future__ import annotations

import polib
import pytest
from translate.storage.po import pofile

from i18n_pipeline.catalog import (
    Message,
    format_catalog,
    new_catalog,
    parse_catalog,
    update_catalog,
    update_template,
)
from i18n_pipeline.catalog.writing import write_string
from tests.catalog.fixtures import DATE, run_gettext

LONG = (
    'A paragraph with a [link](https://example.com/a/very/long/path), `code "quoted"`, an em dash — '
    "and more, so that it's folded on several lines by any program.\nAnd a hard break."
)
JAPANESE = "カタログは原文と訳文の対応表です。長い行は、どの編集プログラムでも折り返されます（たぶん）。" * 2
MESSAGES = [
    Message("Title", None, ("front matter: title",), ("content/a.md",)),
    Message(LONG, None, ("paragraph", "mind the dash"), ("content/a.md:3", "content/b c.md:44"), "Top › Sub"),
    Message("Right", "direction", ("table cell",), ("content/a.md:9",), "Top"),
    Message("Removed", None, ("paragraph",), ("content/a.md:12",)),
    Message("A sentence that is going to be reworded.", None, ("paragraph",), ("content/a.md:15",)),
]
LATER = [
    *MESSAGES[:3],
    Message("A sentence that has been reworded.", None, ("paragraph",), ("content/a.md:15",)),
]


def make_catalog() -> str:
    """Write a catalog that has been translated, and then updated: with stale, new and obsolete entries."""
    text = format_catalog(update_catalog(new_catalog("pt-BR", project="p", date=DATE), MESSAGES, date=DATE))
    for number, entry in enumerate(parse_catalog(text).entries):
        msgstr = "\n".join(write_string("msgstr", f"tradução {number} {JAPANESE}", width=79))
        text = text.replace(entry.raw, entry.raw.removesuffix('msgstr ""') + msgstr)
    return format_catalog(update_catalog(parse_catalog(text), LATER, date=DATE))


def save_with_polib(text: str, wrapwidth: int) -> str:
    catalog = polib.pofile(text, wrapwidth=wrapwidth)
    return str(catalog) + "\n"


def read_with_toolkit(text: str) -> pofile:
    store = pofile()
    store.parse(text.encode())
    return store


def save_by_hand(text: str) -> str:
    return "# mine\n" + text.replace("\n\n", "\n \n\n").replace('msgstr "', 'msgstr   "').replace("#, ", "#,")


SAVERS = {
    "msgcat": lambda text: run_gettext("msgcat", "-", text=text),
    "msgcat --no-wrap": lambda text: run_gettext("msgcat", "--no-wrap", "-", text=text),
    "msgcat --width 60": lambda text: run_gettext("msgcat", "--width=60", "-", text=text),
    "polib": lambda text: save_with_polib(text, 78),
    "polib without folding": lambda text: save_with_polib(text, 0),
    "translate-toolkit": lambda text: bytes(read_with_toolkit(text)).decode(),
    "a person": save_by_hand,
}


@pytest.mark.parametrize("saver", SAVERS)
def test_a_catalog_survives_an_update_byte_for_byte_as_saved_by(saver: str) -> None:
    saved = SAVERS[saver](make_catalog())
    assert format_catalog(update_catalog(parse_catalog(saved), LATER, date="later")) == saved


@pytest.mark.parametrize("saver", SAVERS)
def test_other_entries_keep_their_bytes_as_saved_by(saver: str) -> None:
    catalog = parse_catalog(SAVERS[saver](make_catalog()))
    updated = update_catalog(catalog, [*LATER, Message("New")], date="2027-01-01 00:00+0000")
    assert {block.raw for block in catalog.blocks[1:]} < {block.raw for block in updated.blocks}


def test_msgcat_would_change_nothing_in_what_is_written() -> None:
    # What becomes obsolete keeps its folding, which msgcat makes three columns narrower.
    text = make_catalog().partition("\n#~")[0]
    assert run_gettext("msgcat", "-", text=text) == text


def test_msgfmt_has_nothing_to_say_on_a_new_catalog() -> None:
    for language in ("it", "ja", "ar", "zh-Hant", "tlh", "de-1996"):
        text = format_catalog(new_catalog(language, project="site", date=DATE))
        assert run_gettext("msgfmt", "--check", "-o", "/dev/null", "-", text=text) == ""


def test_msgfmt_misses_nothing_but_the_language_in_a_template() -> None:
    text = format_catalog(update_template(None, MESSAGES, date=DATE, project="site"))
    warning = "warning: header field 'Language' still has the initial default value"
    said = run_gettext("msgfmt", "--check", "-o", "/dev/null", "-", text=text).splitlines()
    assert len(said) == 1
    assert warning in said[0]


def test_polib_reads_the_same_entries() -> None:
    text = make_catalog()
    theirs = polib.pofile(text)
    for entry, other in zip(parse_catalog(text).blocks[1:], theirs, strict=True):
        assert (entry.msgid, entry.msgstr, entry.msgctxt) == (other.msgid, other.msgstr, other.msgctxt)
        assert (entry.previous_msgid, entry.obsolete) == (other.previous_msgid, other.obsolete)
        assert list(entry.flags) == other.flags
        assert "\n".join(entry.extracted) == other.comment


def test_translate_toolkit_reads_the_same_entries() -> None:
    text = make_catalog()
    units = {str(unit.source): unit for unit in read_with_toolkit(text).units}
    for entry in parse_catalog(text).blocks[1:]:
        unit = units[entry.msgid]
        assert str(unit.target) == entry.msgstr
        assert unit.isobsolete() == entry.obsolete
        assert entry.obsolete or unit.isfuzzy() == entry.fuzzy


def test_a_template_and_a_new_catalog_hold_the_same_entries() -> None:
    catalog = update_catalog(new_catalog("it", project="p", date=DATE), MESSAGES, date=DATE)
    template = update_template(None, MESSAGES, date=DATE, project="p")
    bare = [entry.raw for entry in catalog.entries]
    assert [entry.raw for entry in template.entries] == bare
