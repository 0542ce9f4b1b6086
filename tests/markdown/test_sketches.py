"""A sketch says of a message what the parser says of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from i18n_pipeline.markdown import Dialect
from i18n_pipeline.markdown.anatomy import Anatomy, dissect
from i18n_pipeline.markdown.sketches import find_shown, sketch_of

if TYPE_CHECKING:
    import random

LABELS = frozenset(("GUIDE", "A B", "Y", "`Y`", "`A`", "NAME", "X"))
DIALECT = Dialect(("shortcodes", "footnotes", "math"), (("figure", ("alt",)),))
# fmt: off
SIGNS = st.sampled_from([
    "`a`", "`*`", "``a`b``", "`", "``", "`\n`", "` `", "<b>", "</b>", "<br/>", "<br />", "< b>", "<b",
    "<B-x c>", '<a href="/x_y_">', '<a href="*">', '<img alt="x" src="y">', "</a>", "<!-- a -->",
    "<!---->", "<!-- a", "<", "<https://a.b/c>", "<http://*x*>", "<a@b.c>", "[", "![", "]", "](x.md)",
    "](a*b)", "](<x y>)", "]()", "](", "][guide]", "][a b]", "][other]", "][x][y]", "[x]", "[x][]",
    "[x]: ", "[^1]", "[^", "](x_y_)", "](x)(y)", "\\", "\\*", "\\[", "\\]", "\\`", "\\n", "\\\\", "\\<",
    "\\\n", "*", "**", "***", "****", "_", "__", "___", "~", "~~", "&amp;", "&lt;", "&nbsp;", "&x;",
    "&#42;", "&#x2a;", "&", "&copy", "&ast;", "\n", "  \n", "\n ", "\t\n", "{{< x >}}", "{", "}", "{%",
    "{.b}", "$x_1$", ">", "!", "\r\n", "\r", "\0", "|", "\x1a", "\ufffc", "\ue000",
])
WORDS = st.sampled_from([
    "", " ", "words", "x", "é", "日本", "、", "。", "“", "”", "’", ".", ",", "(", ")", "-", "1", "٣", "²",
    "€", "+", "\u00a0", "\u200b", "\u3000", "\u0301", "x ", " x", " a b ", "<", ": ", "  ", "a_b", "2*3",
    "* ", " *", "\t",
])
# fmt: on
SHAPES = st.lists(st.tuples(SIGNS, WORDS, WORDS), max_size=7)
LEADS = st.tuples(WORDS, WORDS)


def take_apart(message: str) -> Anatomy:
    return dissect(message, DIALECT, "markdown", LABELS)


def markup_of(message: str) -> object:
    found = take_apart(message)
    return [(piece.kind, piece.value) for piece in found.pieces], found.tags, found.templates


@given(SHAPES, LEADS)
@settings(deadline=None, max_examples=300)
def test_the_text_of_a_sketch_is_what_is_read_and_where_it_stands(
    shape: list[tuple[str, str, str]], lead: tuple[str, str]
) -> None:
    message = lead[0] + "".join(sign + word for sign, word, _ in shape)
    found = sketch_of(message)
    if found is not None and found.holds(LABELS):
        expected = take_apart(message)
        assert found.text == expected.text
        places = range(len(found.text))
        assert [find_shown(message, place) for place in places] == [expected.place(place) for place in places]


@given(SHAPES, LEADS)
@settings(deadline=None, max_examples=300)
def test_messages_with_the_same_signs_have_the_same_markup_in_order(
    shape: list[tuple[str, str, str]], lead: tuple[str, str]
) -> None:
    message = lead[0] + "".join(sign + word for sign, word, _ in shape)
    translation = lead[1] + "".join(sign + word for sign, _, word in shape)
    old, new = sketch_of(message), sketch_of(translation)
    if old is not None and new is not None and old.signs == new.signs and old.holds(LABELS):
        assert markup_of(message) == markup_of(translation)


@given(SHAPES, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=300)
def test_messages_with_the_same_signs_have_as_much_of_all_markup(
    shape: list[tuple[str, str, str]], rng: random.Random
) -> None:
    message = "".join(sign + word for sign, word, _ in shape)
    translation = "".join(sign + word for sign, _, word in rng.sample(shape, len(shape)))
    old, new = sketch_of(message), sketch_of(translation)
    if old is not None and new is not None and old.has_signs_of(new) and old.holds(LABELS):
        one, other = take_apart(message), take_apart(translation)
        assert Counter(piece.kind for piece in one.pieces) == Counter(piece.kind for piece in other.pieces)
        assert Counter(piece.value for piece in one.pieces) == Counter(piece.value for piece in other.pieces)
        assert Counter(one.tags) == Counter(other.tags)


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("Words alone, 3 of them.", "Words alone, 3 of them."),
        ("Run `a`, see [it](x.md) and [that][guide]", "Run \ufffc, see it and that"),
        ("**太字**です and *l’uno*", "太字です and l’uno"),
        ("[a b][] or [`a`], **!**", "a b or \ufffc, !"),
        ("a_b &amp; \\*c\\* <kbd>F1</kbd>", "a_b & *c* F1"),
    ],
)
def test_usual_markup_is_sketched(message: str, text: str) -> None:
    found = sketch_of(message)
    assert found is not None
    assert found.text == text


def test_a_sketch_holds_where_its_labels_are_there() -> None:
    found = sketch_of("See [this][a  b] and [guide][]")
    assert found is not None
    assert found.labels == ("A B", "GUIDE")
    assert found.holds(LABELS)
    assert not found.holds({"GUIDE"})


@pytest.mark.parametrize(
    "message",
    [
        "*a **b***",
        "[a [b](c)](d)",
        "a**`b`**c",
        "{{< a >}}",
        "~~a~~",
        "a[^1]",
        "[^x][]",
        "`a\r\n`",
        "`a",
        "&x;",
        "_ a_",
    ],
)
def test_what_depends_on_more_is_left_to_the_parser(message: str) -> None:
    assert sketch_of(message) is None
