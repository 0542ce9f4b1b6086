"""Pseudo-translations change what a reader sees, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from i18n_pipeline.document import InlineForm, PhraseForm
from i18n_pipeline.markdown import COMMONMARK, Dialect, PseudoStyle, pseudo_translate
from i18n_pipeline.markdown.inline import flat_tokens, parse_inline
from i18n_pipeline.project import SITES
from tests.strategies import LINES

PARAGRAPH = InlineForm("paragraph")


def accents(message: str) -> str:
    """Translate without the brackets and the dots."""
    text = pseudo_translate(PARAGRAPH, message, COMMONMARK, labels=["foo"])
    assert text.startswith("[")
    assert text.endswith("]")
    return text[1:-1].rstrip("·").removesuffix(" ")


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Some text", "Śóɱé ťéẋť"),
        ("**bold**, _it_ and `code`", "**ƀóĺđ**, _íť_ áńđ `code`"),
        ('a [text](https://example.org/text "Title")', 'á [ťéẋť](https://example.org/text "Ťíťĺé")'),
        ("a ![alt *text*](a.png 'Title')", "á ![áĺť *ťéẋť*](a.png 'Ťíťĺé')"),
        ("[foo] and [foo][] and [text][foo]", "[ƒóó][foo] áńđ [ƒóó][foo] áńđ [ťéẋť][foo]"),
        ("[bar] is text", "[ƀáŕ] íś ťéẋť"),
        ("see <https://example.org>", "śéé <https://example.org>"),
        ('<b title="Tip" id="no">text</b>', '<b title="Ťíƥ" id="no">ťéẋť</b>'),
        ("Press <kbd>Esc</kbd> <code>code</code>", "Ƥŕéśś <kbd>Éść</kbd> <code>code</code>"),
        ("a&nbsp;b &copy; c\\* d", "á&nbsp;ƀ &copy; ć\\* đ"),
        ("%s of %(total)d in {name}", "%s óƒ %(total)d íń {name}"),
        ("{% for user in users %} a {{ user }}", "{% for user in users %} á {{ user }}"),
        ("two\nlines", "ťŵó\nĺíńéś"),
    ],
)
def test_markup_stays(message: str, expected: str) -> None:
    assert accents(message) == expected


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("[Only a link](a.md)", "[⟦Óńĺý á ĺíńķ ···⟧](a.md)"),
        ("[Draft]()", "[⟦Đŕáƒť ··⟧]()"),
        ("[One](a.md) [two](b.md 'Title')", "[⟦Óńé ·⟧](a.md) [⟦ťŵó ·⟧](b.md 'Ťíťĺé')"),
        ("![Only an image](a.png)", "![⟦Óńĺý áń íɱáǵé ···⟧](a.png)"),
        ("[![Both](a.png)](b.md)", "[![⟦Ɓóťĥ ·⟧](a.png)](b.md)"),
        ("[![icon](a.png) both](b.md)", "[⟦![íćóń](a.png) ƀóťĥ ··⟧](b.md)"),
        ("[foo]", "[⟦ƒóó ·⟧][foo]"),
        ("[foo] bar", "[[ƒóó][foo] ƀáŕ ··]"),
    ],
)
def test_a_link_that_is_alone_stays_alone(message: str, expected: str) -> None:
    assert pseudo_translate(PARAGRAPH, message, COMMONMARK, labels=["foo"]) == expected


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("See https://example.org/.", "⟦Śéé https://example.org/. ·⟧"),
        ("https://example.org is it", "⟦ https://example.org íś íť ·⟧"),
        ("%s www.example.org", "⟦%s www.example.org ⟧"),
        ("a@example.org <https://a.org>", "⟦ a@example.org <https://a.org> ⟧"),
        ("[at](https://example.org) home", "[[áť](https://example.org) ĥóɱé ··]"),
    ],
)
def test_an_address_in_text_is_still_one_for_generators_that_make_links_of_them(
    message: str, expected: str
) -> None:
    assert pseudo_translate(PARAGRAPH, message, COMMONMARK) == expected


def test_what_a_shortcode_of_code_encloses_is_no_text() -> None:
    message = 'Some {{< highlight go >}}fmt.Println("x"){{< /highlight >}} code.'
    expected = '[Śóɱé {{< highlight go >}}fmt.Println("x"){{< /highlight >}} ćóđé. ··]'
    assert pseudo_translate(PARAGRAPH, message, Dialect(SITES["hugo"].syntaxes)) == expected


STYLES: dict[PseudoStyle, str] = {"accents": "[Ťŵó ŵóŕđś ··]", "cjk": "[子手 大力女]", "rtl": "[רםס םסצדק]"}


@pytest.mark.parametrize("style", STYLES)
def test_styles(style: PseudoStyle) -> None:
    assert pseudo_translate(PARAGRAPH, "Two words", COMMONMARK, style) == STYLES[style]


def test_tags_of_a_site_stay() -> None:
    hugo = Dialect(SITES["hugo"].syntaxes)
    text = pseudo_translate(PARAGRAPH, '[here]({{< ref "page" >}}) is {{< icon name="text" >}}', hugo)
    assert '({{< ref "page" >}})' in text
    assert '{{< icon name="text" >}}' in text
    assert "ĥéŕé" in text


def test_html_and_code() -> None:
    html = pseudo_translate(PhraseForm("html"), 'One <b title="Two">`x`</b> &amp; <code>y</code>', COMMONMARK)
    assert html.startswith('[Óńé <b title="Ťŵó">`ẋ`</b> &amp; <code>y</code>')
    assert pseudo_translate(PhraseForm("string"), r"a\nb {c}", COMMONMARK).startswith(r"[á\nƀ {c}")


def markup(message: str) -> list[object]:
    return [
        (token.type, token.attrs.get("href"), token.content if token.type == "code_inline" else None)
        for token in flat_tokens(parse_inline(message))
        if token.type not in ("text", "text_special")
    ]


@settings(max_examples=100, deadline=None)
@given(LINES)
def test_the_markup_of_any_message_stays(message: str) -> None:
    assert markup(pseudo_translate(PARAGRAPH, message, COMMONMARK)) == markup(message)
