"""What the fixtures can't say: bytes, headers, speed, laziness."""

from __future__ import annotations

import pickle
import time

import pytest

from i18n_pipeline.catalog import (
    Catalog,
    CatalogError,
    Message,
    decode_catalog,
    format_catalog,
    get_plural_forms,
    gettext_language,
    new_catalog,
    new_template,
    parse_catalog,
    update_catalog,
    update_template,
)
from tests.catalog.fixtures import DATE, HEADER

LATER = "2027-01-01 00:00+0000"


def update_text(text: str, *msgids: str) -> str:
    messages = [Message(msgid) for msgid in msgids]
    return format_catalog(update_catalog(parse_catalog(text), messages, date=LATER))


def test_bytes_that_are_not_utf8_are_an_error_with_their_line() -> None:
    with pytest.raises(CatalogError, match="line 2: the catalog is not UTF-8; convert it: msgconv -t UTF-8"):
        decode_catalog(b'msgid "One"\nmsgstr "\xe9ins"\n')


def test_another_charset_in_the_header_is_an_error_with_its_line() -> None:
    with pytest.raises(CatalogError, match="line 5: the header says charset=ISO-8859-1"):
        decode_catalog(b'# c\n\nmsgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=ISO-8859-1\\n"\n')


@pytest.mark.parametrize("charset", ["UTF-8", "utf8", "ASCII", "CHARSET"])
def test_charsets_that_utf8_covers_are_read(charset: str) -> None:
    data = b"# licence\n\n" + HEADER.replace("UTF-8", charset).encode()
    assert decode_catalog(data) == data.decode()


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b'# A note.\rmsgid "One"\rmsgstr "Eins"\r', 1),
        (b'# A note.\r\n\r\nmsgid "One"\rmsgstr "Eins"\r\n', 3),
        (b'# A note.\n#~ msgid "One"\r#~ msgstr "Eins"\n', 2),
    ],
)
def test_lines_that_end_with_cr_alone_are_an_error_with_their_line(data: bytes, line: int) -> None:
    with pytest.raises(CatalogError, match=f"line {line}: this line ends with CR alone"):
        decode_catalog(data)


def test_a_comment_may_hold_a_cr() -> None:
    text = '# A note\rin two parts.\nmsgid "One"\nmsgstr "Eins"\n'
    assert format_catalog(parse_catalog(decode_catalog(text.encode()))) == text


def test_an_entry_may_speak_of_other_charsets() -> None:
    text = HEADER + 'msgid "charset=latin1"\nmsgstr ""\n'
    assert decode_catalog(text.encode()) == text


@pytest.mark.parametrize("text", ["", "\n", "# only a comment", "\ufeff", "\r\n# a\r\n"])
def test_a_catalog_without_entries_gets_a_header_and_keeps_its_text(text: str) -> None:
    updated = update_text(text, "One")
    # A byte order mark goes with the first change: readers of PO files stumble over it.
    assert updated.startswith(text.removeprefix("\ufeff"))
    assert 'msgid ""' in updated
    assert 'msgid "One"' in updated
    assert update_text(updated, "One") == updated


def test_a_catalog_without_header_gets_one() -> None:
    text = 'msgid "One"\nmsgstr "Eins"\n'
    catalog = update_catalog(parse_catalog(text), [Message("One")], date=DATE, language="pt-BR", project="p")
    assert (
        format_catalog(catalog) == format_catalog(new_catalog("pt-BR", project="p", date=DATE)) + "\n" + text
    )


@pytest.mark.parametrize("end", ["", "\n", "\n\n\n", "\n# the end\n", "\r\n"])
def test_the_end_of_the_file_stays_as_it_is(end: str) -> None:
    text = HEADER + 'msgid "One"\nmsgstr "Eins"'
    assert update_text(text + end, "One", "Two") == text + '\n\nmsgid "Two"\nmsgstr ""' + end


def test_entries_without_blank_lines_between_stay_so() -> None:
    text = HEADER.strip("\n") + '\nmsgid "One"\nmsgstr "1"\nmsgid "Two"\nmsgstr "2"\n'
    assert update_text(text, "One", "Two") == text


def test_the_creation_date_moves_only_when_msgids_do() -> None:
    old = format_catalog(
        update_catalog(new_catalog("it", project="p", date=DATE), [Message("One")], date=DATE)
    )
    assert update_text(old, "One") == old
    assert f'"POT-Creation-Date: {LATER}\\n"' in update_text(old, "One", "Two")
    noted = update_catalog(parse_catalog(old), [Message("One", extracted=("heading",))], date=LATER)
    assert LATER not in format_catalog(noted)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (
            '"A: b\\n"\n"POT-Creation-Date: x\\n"\n"C: d\\n"',
            '"A: b\\n"\n"POT-Creation-Date: NEW\\n"\n"C: d\\n"',
        ),
        ('"A: b\\nPOT-Creation-Date: x\\nC: d\\n"', '"A: b\\nPOT-Creation-Date: NEW\\nC: d\\n"'),
        ('"POT-Creation-Date:"\n" x "\n"y\\n"\n"C: d\\n"', '"POT-Creation-Date: NEW\\n"\n"C: d\\n"'),
        ('"POT-Creation-Date: x"', '"POT-Creation-Date: NEW"'),
        ('"X-POT-Creation-Date: x\\n"', '"X-POT-Creation-Date: x\\n"'),
    ],
)
def test_the_creation_date_is_spliced_into_any_header(field: str, expected: str) -> None:
    text = (
        f'# POT-Creation-Date: not this\n#, fuzzy\nmsgid ""\nmsgstr ""\n{field}\n\nmsgid "One"\nmsgstr ""\n'
    )
    wanted = text.replace(field, expected.replace("NEW", LATER)).replace("One", "Two")
    assert update_text(text, "Two") == wanted


def test_languages_are_written_as_gettext_does() -> None:
    tags = ("it", "pt-BR", "pt-br", "zh-Hant", "zh-hant-tw", "sr-Latn")
    assert [gettext_language(tag) for tag in tags] == [
        "it",
        "pt_BR",
        "pt_BR",
        "zh_Hant",
        "zh_Hant_TW",
        "sr_Latn",
    ]


def test_plural_forms_are_those_of_the_language_or_english() -> None:
    assert get_plural_forms("ja") == "nplurals=1; plural=0;"
    assert get_plural_forms("pt-BR") == "nplurals=2; plural=(n > 1);"
    assert get_plural_forms("zh-Hant-TW") == "nplurals=1; plural=0;"
    assert get_plural_forms("x-klingon") == "nplurals=2; plural=(n != 1);"


def test_a_new_header_has_its_fields_in_order() -> None:
    header = new_catalog("it", project="site", date=DATE, report_to="https://example.com").header
    assert header is not None
    assert header.msgstr == (
        "Project-Id-Version: site\nReport-Msgid-Bugs-To: https://example.com\n"
        f"POT-Creation-Date: {DATE}\nPO-Revision-Date: {DATE}\nLast-Translator: \nLanguage-Team: \n"
        "Language: it\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
        "Content-Transfer-Encoding: 8bit\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
        "X-Segmentation: 1\n"
    )


def test_a_new_template_has_no_language_and_no_plural_forms() -> None:
    text = format_catalog(new_template(project="site", date=DATE))
    assert '"Language: \\n"' in text
    assert "Plural" not in text


def test_a_template_takes_on_a_new_breadcrumb() -> None:
    message = Message("One", extracted=("paragraph",), breadcrumb="A")
    old = update_template(None, [message], date=DATE)
    new = update_template(old, [Message("One", extracted=("paragraph",), breadcrumb="B")], date=LATER)
    assert format_catalog(new) == format_catalog(old).replace("#. A", "#. B")


def test_entries_say_whether_they_are_translated_stale_or_missing() -> None:
    text = 'msgid "1"\nmsgstr "x"\n\n#, fuzzy\nmsgid "2"\nmsgstr "x"\n\n#, fuzzy\nmsgid "3"\nmsgstr ""\n'
    states = [(entry.translated, entry.stale, entry.missing) for entry in parse_catalog(text).entries]
    assert states == [(True, False, False), (False, True, False), (False, False, True)]


def test_entries_know_the_line_of_their_msgid() -> None:
    catalog = parse_catalog('# a\nmsgid "1"\nmsgstr ""\n\n\n#: x\nmsgctxt "c"\nmsgid "2"\nmsgstr ""\n')
    assert [entry.line for entry in catalog.entries] == [2, 8]


def test_values_can_be_sent_to_another_process() -> None:
    catalog = parse_catalog(HEADER)
    assert pickle.loads(pickle.dumps(catalog)) == catalog
    error = pickle.loads(pickle.dumps(CatalogError(3, "wrong; mend it")))
    assert (error.line, error.message) == (3, "wrong; mend it")


def test_an_empty_msgid_is_refused() -> None:
    with pytest.raises(ValueError, match="empty msgid"):
        update_catalog(parse_catalog(""), [Message("")], date=DATE)


def make_large_catalog(count: int) -> tuple[Catalog, list[Message]]:
    messages = [
        Message(f"Sentence {number} says that {number * 7919 % 10007} is what {number**3} makes of it.")
        for number in range(count)
    ]
    texts = (f'msgid "{message.msgid}"\nmsgstr "Satz {number}"\n' for number, message in enumerate(messages))
    return parse_catalog(HEADER + "\n".join(texts)), messages


def test_a_few_hundred_changes_among_thousands_are_quick() -> None:
    catalog, messages = make_large_catalog(4000)
    changed = [
        Message(m.msgid.replace("says", "tells us")) if i % 14 == 0 else m for i, m in enumerate(messages)
    ]
    start = time.perf_counter()
    updated = update_catalog(catalog, changed, date=DATE)
    # A fifth of a second on an idle machine; a busy one is given ten times that.
    assert time.perf_counter() - start < 2
    assert [entry.msgstr for entry in updated.entries] == [entry.msgstr for entry in catalog.entries]
