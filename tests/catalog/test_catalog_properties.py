"""The laws of catalogs, on generated ones."""

from __future__ import annotations

import contextlib

import polib
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from i18n_pipeline.catalog import (
    Catalog,
    CatalogError,
    Message,
    format_catalog,
    new_catalog,
    parse_catalog,
    update_catalog,
    update_template,
)
from i18n_pipeline.catalog.reading import parse_entry
from i18n_pipeline.catalog.strings import escape_string, read_strings
from i18n_pipeline.catalog.writing import write_string
from tests.catalog.fixtures import DATE, HEADER, accepts, run_gettext

LINES = st.sampled_from(
    [
        "",
        " ",
        "#",
        "# translator",
        "#.kind",
        "#: a.md \u2068b c.md\u2069:3",
        "#, fuzzy",
        "#,fuzzy,c-format",
        "#= flag",
        '#| msgid "old"',
        '#| "er"',
        '#~| msgid "old"',
        "#~ # comment",
        '#~ msgid "gone"',
        '#~ msgstr "weg"',
        'msgctxt "noun"',
        'msgid "one"',
        'msgid ""',
        'msgid_plural "many"',
        'msgstr "eins"',
        'msgstr[0] "eins"',
        '\tmsgstr ""',
        '"more\\n"',
        '"a" "b"',
        '"\u2028\\303\\251\x0c"',
    ]
)
WORDS = st.sampled_from(
    ["the", "quick", "brown", "fox", "jumps", "over", "lazy", "Öl", "日本", "`code`", '"q"']
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
MESSAGES = st.lists(
    st.builds(
        Message,
        SENTENCES,
        st.sampled_from([None, None, "noun"]),
        st.sampled_from([("paragraph",), ("heading 2", "a note"), ()]),
        st.sampled_from([("a.md",), ("a.md:1", "b c.md:2"), ()]),
        st.sampled_from(["", "A › B", "C"]),
    ),
    max_size=8,
)
ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(["", "", "#~ "]),
        st.sampled_from(["", "# mine\n", "#, fuzzy\n", "#, fuzzy, c-format\n#= x\n"]),
        SENTENCES,
        st.integers(0, 3),
    ),
    max_size=8,
)
PROSE = st.one_of(
    st.text("abé  []()*_`\"'/-.:,;!?%#&+=<>|{}~$@\\\t019—–…«»“”’\u00a0→×№☃✅❤🦀", min_size=1, max_size=160),
    st.text(
        "日本語がなカナーっょ、。「」（）・！？％：；　 aA1-/…—〜々ｱｲ１２￥［］“”→①★",
        min_size=1,
        max_size=160,
    ),
    st.text("한국어 가나다 абвгд ภาษาไทย العربية، ؟ हिन्दी भाषा। עברית a.,-(1)«»", min_size=1, max_size=160),
).filter(str.strip)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=200)


@given(
    st.lists(LINES, max_size=14),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\ufeff"]),
    st.booleans(),
)
def test_reading_and_writing_gives_the_same_text(lines: list[str], end: str, mark: str, last: bool) -> None:  # noqa: FBT001
    text = mark + end.join(lines) + end * last
    with contextlib.suppress(CatalogError):
        assert format_catalog(parse_catalog(text)) == text


USUAL = st.builds(
    lambda comment, msgid, msgstr: f'{comment}msgid "{msgid}"\nmsgstr "{msgstr}"\n',
    st.sampled_from(
        ["", "#. kind\n#: a.md\n", "# note\n#, fuzzy\n", '#. x\nmsgctxt "c"\n', "#\n#:  b.md c.md \n"]
    ),
    st.sampled_from(["", "one", '"\n"two\\n"\n"three', '\\"four\\\\', "\\x41"]),
    st.sampled_from(["", "uno", '"\n"due\\n"\n"tre', "\\t", "\\q"]),
)


@given(st.lists(st.one_of(USUAL, LINES, st.just("")), max_size=12))
def test_an_entry_is_read_alike_by_itself_and_among_others(lines: list[str]) -> None:
    text = "\n".join(lines)
    with contextlib.suppress(CatalogError):
        for block in parse_catalog(text).blocks:
            assert replace(parse_entry(block.raw), gap=block.gap, line=block.line) == block
            assert "msgid" in text.split("\n")[block.line - 1]


@given(TEXTS)
def test_any_text_is_read_or_a_catalog_error(text: str) -> None:
    with contextlib.suppress(CatalogError):
        assert format_catalog(parse_catalog(text)) == text


@given(TEXTS, st.sampled_from([30, 79, 1 << 30]))
def test_a_string_is_read_as_it_was_written(text: str, width: int) -> None:
    assert read_strings(f'"{escape_string(text)}"', 1) == text
    lines = write_string("msgid", text, width=width)
    entry = parse_catalog("\n".join([*lines, 'msgstr "x"'])).blocks[0]
    assert entry.msgid == text


@given(PROSE)
@settings(max_examples=150, deadline=None)
def test_a_string_is_folded_as_msgcat_folds_it(text: str) -> None:
    entry = "\n".join([*write_string("msgid", text, width=79), 'msgstr ""\n'])
    assert run_gettext("msgcat", "-", text=HEADER + entry) == HEADER + entry


@given(st.lists(MESSAGES, min_size=1, max_size=5), st.data())
@settings(max_examples=60, deadline=None)
def test_a_translation_is_in_the_catalog_after_any_updates(
    rounds: list[list[Message]], data: st.DataObject
) -> None:
    catalog = new_catalog("de", project="p", date=DATE)
    written: set[str] = set()
    for number, messages in enumerate(rounds):
        catalog = update_catalog(catalog, messages, date=DATE)
        check_updated(catalog, messages, written)
        count = len(catalog.entries)
        chosen = data.draw(st.sets(st.integers(0, count - 1))) if count else set()
        catalog, translations = translate(catalog, chosen, number)
        written |= translations


@given(ENTRIES, MESSAGES)
@settings(max_examples=150, deadline=None)
def test_no_translation_of_a_foreign_catalog_is_lost(
    entries: list[tuple[str, str, str, int]], messages: list[Message]
) -> None:
    text = HEADER + "\n".join(write_foreign(*entry, number) for number, entry in enumerate(entries))
    old = parse_catalog(text)
    updated = update_catalog(old, messages, date=DATE)
    check_updated(updated, messages, {block.msgstr for block in old.blocks[1:]} - {""})
    if entries and accepts(text):
        assert accepts(format_catalog(updated))


@given(MESSAGES, MESSAGES)
def test_a_template_holds_the_messages_and_nothing_else(before: list[Message], after: list[Message]) -> None:
    old = update_template(None, before, date=DATE, project="p")
    template = update_template(old, after, date=DATE)
    assert [entry.key for entry in template.entries] == list(dict.fromkeys(message.key for message in after))
    assert not template.obsolete
    assert update_template(template, after, date="later") is template


@given(MESSAGES)
@settings(max_examples=50)
def test_polib_reads_what_is_written(messages: list[Message]) -> None:
    catalog = update_catalog(new_catalog("de", project="p", date=DATE), messages, date=DATE)
    found = [(entry.msgctxt, entry.msgid) for entry in polib.pofile(format_catalog(catalog))]
    assert found == [entry.key for entry in catalog.entries]


def check_updated(catalog: Catalog, messages: list[Message], written: set[str]) -> None:
    text = format_catalog(catalog)
    assert catalog == parse_catalog(text)
    assert update_catalog(catalog, messages, date="later") is catalog
    assert [entry.key for entry in catalog.entries] == list(
        dict.fromkeys(message.key for message in messages)
    )
    keys = [block.key for block in catalog.blocks]
    assert len(keys) == len(set(keys))
    assert all(f'"{translation}"' in text for translation in written)


def translate(catalog: Catalog, chosen: set[int], number: int) -> tuple[Catalog, set[str]]:
    """Give each chosen live entry that has no translation one, as an editor would."""
    blocks, translations = list(catalog.blocks), set()
    live = [index for index, block in enumerate(blocks) if not block.obsolete and not block.is_header]
    for index in (live[position] for position in chosen):
        if not blocks[index].msgstr:
            translation = f"t{number}-{index}"
            raw = blocks[index].raw.removesuffix('""') + f'"{translation}"'
            blocks[index] = replace(blocks[index], raw=raw)
            translations.add(translation)
    return parse_catalog(format_catalog(replace(catalog, blocks=tuple(blocks)))), translations


def write_foreign(mark: str, comment: str, msgid: str, msgstr: int, number: int) -> str:
    """Write an entry; the same msgid may be there already, with another msgstr."""
    msgstr_text = f"t{number}" if msgstr else ""
    previous = '#| msgid "the quick fox"\n' if "fuzzy" in comment and msgstr > 1 else ""
    previous = previous.replace("#|", "#~|") if mark else previous
    return f'{comment}{previous}{mark}msgid "{escape_string(msgid)}"\n{mark}msgstr "{msgstr_text}"\n'
