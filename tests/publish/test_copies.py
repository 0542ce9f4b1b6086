"""What is taken for a copy of its message's markup has nothing that the message hasn't."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from i18n_pipeline.document import InlineForm
from i18n_pipeline.markdown import COMMONMARK, Dialect, breaks_html, has_same_markup
from i18n_pipeline.markdown.links import find_inline_links
from i18n_pipeline.publish import safety
from i18n_pipeline.publish.safety import Guard, find_dangers

# fmt: off
SIGNS = st.sampled_from([
    "`a`", "`<b`", "`b>`", "`Vec<T>`", "`&'a str`", "`&lt;`", "`&`", "``a`b``", "`", "``", "`{{`",
    "`}}`", "`{a}`", "<b>", "</b>", '<a href="/x">', "</a>", "<br>", "<a title='x", "<script>",
    "<!--", "-->", "<!-- a -->", "<!-->", "<!--{-->", "<!--%}->-->", "<http://a.b>",
    "<", "[", "![", "]", "](x.md)", "](", "](//a.b)", '](x "t")',
    "][x]", "](<x y>)", ")", "{#a}", "{", "}", "{.b}", "\\", "\\[", "\\n", "{{< x >}}",
    "{{% /x %}}", "{%", "&amp;", ">", "*", "**", "_", "$",
])
WORDS = st.sampled_from([
    "", " ", " words ", "x", " onclick=", "onclick=x ", ' style = "', "'", '"', " data:",
    "javascript :", ": ", ":", "//", " //a.b ", "www.", "import x ", "\n", "\nexport ", " 8<", "-",
    "8<-", "href=", "a@b.c", "&", "=", "(", "lt;", "\u200b", "\u202e", "!", " /", "script",
    " alert", ";base64", "text/",
])
# fmt: on
SHAPES = st.lists(st.tuples(SIGNS, WORDS, WORDS), max_size=6)
FORM = InlineForm("paragraph")
DIALECTS = st.sampled_from([COMMONMARK, Dialect(("shortcodes",)), Dialect(("math", "snippets"))])


def pair(shape: list[tuple[str, str, str]], lead: tuple[str, str]) -> tuple[str, str]:
    """Return a message and a translation that have the same signs."""
    return (
        lead[0] + "".join(sign + word for sign, word, _ in shape),
        lead[1] + "".join(sign + word for sign, _, word in shape),
    )


@given(SHAPES, st.tuples(WORDS, WORDS), DIALECTS)
@settings(deadline=None)
def test_a_copy_brings_in_nothing(
    shape: list[tuple[str, str, str]], lead: tuple[str, str], dialect: Dialect
) -> None:
    message, translation = pair(shape, lead)
    quick = find_dangers(FORM, message, translation, Guard(dialect, "it"))
    with patch.object(safety, "has_copied_markup", return_value=False):
        assert find_dangers(FORM, message, translation, Guard(dialect, "it")) == quick


@given(SHAPES, st.tuples(WORDS, WORDS))
@settings(deadline=None)
def test_the_same_markup_breaks_no_page(shape: list[tuple[str, str, str]], lead: tuple[str, str]) -> None:
    message, translation = pair(shape, lead)
    quick = breaks_html(FORM, message, translation)
    with patch("i18n_pipeline.markdown.inline_html.has_same_markup", return_value=False):
        assert breaks_html(FORM, message, translation) == quick


@given(SHAPES, st.tuples(WORDS, WORDS))
@settings(deadline=None)
def test_the_same_markup_has_the_same_links(shape: list[tuple[str, str, str]], lead: tuple[str, str]) -> None:
    message, translation = pair(shape, lead)
    if has_same_markup(message, translation):
        texts = [[link.text for link in find_inline_links(text)] for text in (message, translation)]
        assert texts[0] == texts[1]
