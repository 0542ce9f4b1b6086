"""Of translations that have copied their message's marks little is looked at, and nothing is missed."""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.breakages import BREAKAGES, Breakage
from i18n_pipeline.checks import CHECKS, Fault, check_pair, make_pair
from i18n_pipeline.checks.pair import same_parts
from tests.checks.test_faults import entry_of, segment_of, setting

if TYPE_CHECKING:
    from i18n_pipeline.checks.pair import Pair

# fmt: off
SIGNS = st.sampled_from([
    "`a`", "`b1`", "``a`b``", "<b>", "</b>", "<code>", "</code>", '<a href="https://a.b/1">', "</a>",
    "<!-- a -->", "<https://a.b/c>", "[", "](/a)", "[x](/a/2)", "![x](/a.png)", "](https://en.a.b/x)",
    "[x][book]", "][guide]", "*", "**", "_", "**x**", "*x*", "_x_", "\\*", "\\(", "\\)", "\\[", "&amp;",
    "&lt;", "&nbsp;", "&dollar;", "\n", "[^1]", "{{< a >}}", "~~", "{name}", "`", "](",
])
WORDS = st.sampled_from([
    "", " ", "words", "Le mot", " le le ", "x", "é", "日本", "、", "。", ".", "…", " .", " ,", ":", " :",
    "\u00a0:", "?", "！", "(", ")", "« ", " »", "«x", "-37", "MP3", "MP4", "v1.2", " 1,5 ", " 10 ", "١٢",
    "2019", "3 pm", "  ", "%s", "%d", "{name}", "$5", "$x^2$", "$1", "https://a.b/c", "www.a.b/x",
    "a@b.c", "a_b", " * ", "**", "__", "``", "the language tag ", "tag", "catalog",
    "You use this when the file is open. ", "(the the)", "the THE.", "İi iİ", "](", "][", "\t", "\u3000",
    "\u202f;", "x* ", " *x", "etc.", "etc", "¿", "a:",
])
# fmt: on
SHAPES = st.lists(st.tuples(SIGNS, WORDS, WORDS), max_size=5)
LANGUAGES = st.sampled_from(("it", "fr", "fr-CA", "es", "ja", "ar", "el", "zh-Hant", "ru", "en", "xx"))
KINDS = st.sampled_from(("paragraph", "heading", "comment", "html", "front matter: description"))


def find_all(pair: Pair) -> list[tuple[str, Fault]]:
    """Ask every check, whatever the two texts have in common."""
    with patch("i18n_pipeline.checks.pair.sketch_of", return_value=None):
        pair = make_pair(pair.segment, pair.entry, pair.setting)
    asked = [check for check in CHECKS if check.applies is None or check.applies(pair.setting)]
    return [(check.code, fault) for check in asked for fault in check.find(pair)]


def find_quickly(pair: Pair) -> list[tuple[str, Fault]]:
    return [(check.code, fault) for check, fault in check_pair(pair)]


@given(SHAPES, st.tuples(WORDS, WORDS), LANGUAGES, KINDS)
@settings(deadline=None, max_examples=300)
def test_nothing_is_missed_in_a_translation_with_the_same_marks(
    shape: list[tuple[str, str, str]], lead: tuple[str, str], language: str, kind: str
) -> None:
    message = lead[0] + "".join(sign + word for sign, word, _ in shape)
    translation = lead[1] + "".join(sign + word for sign, _, word in shape)
    for msgstr in (translation, message):
        pair = make_pair(segment_of(message, kind), entry_of(message, msgstr), setting(language))
        assert find_quickly(pair) == find_all(pair)


def test_digits_of_all_scripts_may_be_numbers() -> None:
    digits = [char for char in map(chr, range(sys.maxunicode + 1)) if char.isdecimal()]
    pairs = (make_pair(segment_of("a"), entry_of("a", digit), setting("ja")) for digit in digits)
    assert not [pair.msgstr for pair in pairs if "signs" in same_parts(pair)]


@given(SHAPES, st.sampled_from(BREAKAGES), LANGUAGES, st.integers(0, 9))
@settings(deadline=None, max_examples=300)
def test_nothing_is_missed_in_a_broken_translation(
    shape: list[tuple[str, str, str]], breakage: Breakage, language: str, seed: int
) -> None:
    message = "".join(sign + word for sign, word, _ in shape) + breakage.plant
    copied = "".join(sign + word for sign, _, word in shape) + breakage.plant
    msgstr = breakage.make(random.Random(seed), copied) or copied
    pair = make_pair(segment_of(message), entry_of(message, msgstr), setting(language))
    assert find_quickly(pair) == find_all(pair)
