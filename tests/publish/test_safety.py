"""What a translation brings in that its source doesn't have is found, and what is welcome is not."""

from __future__ import annotations

import pytest

from i18n_pipeline.document import Form, InlineForm, PhraseForm, ScalarForm
from i18n_pipeline.markdown import Dialect
from i18n_pipeline.project import SITES
from i18n_pipeline.publish.safety import HIDDEN_CHARACTERS, Guard, find_dangers, is_hidden
from tests.publish.hostile import read_payloads

PARAGRAPH = InlineForm("paragraph")
MESSAGE = "Open the [book](https://good.org/a) **now**."
HARMLESS = (
    "Apri il *[libro](https://good.org/b)* **ora**.",
    "Apri `x` ora.",
    "<b>Ora</b><br>",
    "a&nbsp;b &amp; c",
    '<span lang="fr">x</span>',
    "<KBD>x</KBD>",
    "[x](/it/a)",
    "[x](#y)",
    "[x](../b.md)",
    "https://good.org/c",
    "a < b",
    "{nome}",
    "`<nome>`",
    "Nota: 10:30",
    "data: 5",
    "Data: 12/05/2024",
    "Il file: esempio",
    "//I64（i64）",
    "import dal file",
    "C:\\class",
    "日本語。",
    "👨\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3",
    "葛\U000e0100",
)


def guard(site: str = "hugo", language: str = "it", allow: tuple[str, ...] = ()) -> Guard:
    return Guard(Dialect(SITES[site].syntaxes), language, allow=allow)


@pytest.mark.parametrize(
    ("kind", "msgstr"), [pytest.param(*pair, id=f"{pair[0]}: {pair[1]!a}") for pair in read_payloads()]
)
def test_a_hostile_translation_is_found(kind: str, msgstr: str) -> None:
    site = "docusaurus" if kind == "mdx" else "hugo"
    assert find_dangers(PARAGRAPH, MESSAGE, msgstr, guard(site))


@pytest.mark.parametrize("msgstr", HARMLESS)
def test_harmless_markup_is_welcome(msgstr: str) -> None:
    assert find_dangers(PARAGRAPH, MESSAGE, msgstr, guard()) == ()


@pytest.mark.parametrize(
    ("message", "tame", "hostile"),
    [
        ("Write `<script>`.", "Scrivi `<script>`.", "Scrivi <script>."),
        ("At `https://evil.example`", "Su `https://evil.example`", "Su https://evil.example"),
        ("At `https://evil.example`", "Su `https://evil.example`.", "[x](https://evil.example)"),
        ("JavaScript: a language", "JavaScript: una lingua", "[x](<javascript: alert(1)>)"),
        ("Not `javascript:alert(1)`", "No a `javascript:alert(1)`", "[x](javascript:alert(1))"),
        (
            "Give `Iterator<Item = &'a str>` so that it's one",
            "Dai `Iterator<Item = &'a str>` perché l'altro",
            "Dai `Iterator<Item = &'a str>` <img src=x onerror='x'>",
        ),
        ("Use {{< x >}}", "Usa {{< x >}}", "Usa {{< y >}}"),
        ('<a href="/a" title="b">x</a>', '<a href="/it/a" title="c">x</a>', '<a href="//evil.example">x</a>'),
        (
            '<img srcset="a.png 1x">',
            '<img srcset="a.it.png 1x">',
            '<img srcset="a.png 1x, \\\\evil.example 2x">',
        ),
        ("Between `{{` and `}}`.", "Fra `{{` e `}}`.", "Fra {{ e }}."),
        ("Between `{{`&nbsp;and&nbsp;`}}`.", "Fra `{{`&nbsp;e&nbsp;`}}`.", "Fra `{{`&nbsp;e `{{ x }}`."),
        ("An H&#xfeff;A", "Una H&#xfeff;A", "Una\u200b H&#xfeff;A"),
        ("An H&#xfeff;A", "Una H\ufeffA", "Una H&#x200b;A"),
        ("Set `{{ x }}`", "Usa `{{ x }}`", "Usa {{ y }}"),
        ("https://en.good.org/", "https://it.good.org/", "https://it.evil.example/"),
    ],
)
def test_what_the_source_has_is_welcome_and_nothing_else(message: str, tame: str, hostile: str) -> None:
    assert find_dangers(PARAGRAPH, message, tame, guard()) == ()
    assert find_dangers(PARAGRAPH, message, hostile, guard())


@pytest.mark.parametrize(
    "form", [PhraseForm("shortcode"), PhraseForm("attribute"), ScalarForm("yaml", "double")], ids=repr
)
def test_where_a_template_may_take_a_text_for_an_address_spaces_hide_nothing(form: Form) -> None:
    assert find_dangers(form, "x", "java script : alert(1)", guard())


@pytest.mark.parametrize(
    ("msgstr", "rule"),
    [
        ("<iframe></iframe>", "html:iframe"),
        ("https://a.example.org", "hosts:example.org"),
        ("{{< x >}}", "templates:x"),
        ("a\u200bb", "characters:U+200B"),
        ("[x](tel:1)", "schemes"),
        ("$\\href{/a}{x}$", "expressions:href"),
    ],
)
def test_a_maintainer_allows_more(msgstr: str, rule: str) -> None:
    assert find_dangers(PARAGRAPH, "x", msgstr, guard())
    assert find_dangers(PARAGRAPH, "x", msgstr, guard(allow=(rule,))) == ()


def test_modules_are_imported_only_in_mdx() -> None:
    assert find_dangers(PARAGRAPH, "x", "import 'evil'", guard("docusaurus"))
    assert find_dangers(PARAGRAPH, "x", "import 'evil'", guard("mkdocs")) == ()


def test_direction_marks_are_usual_in_arabic() -> None:
    assert find_dangers(PARAGRAPH, "x", "س\u200f", guard(language="ar")) == ()
    assert find_dangers(PARAGRAPH, "x", "س\u202e", guard(language="ar"))


def test_every_hidden_character_of_unicode_is_looked_at() -> None:
    hidden = (chr(code) for code in range(0x110000) if chr(code) != "\n")
    assert [ascii(char) for char in hidden if is_hidden(char) and not HIDDEN_CHARACTERS.match(char)] == []
