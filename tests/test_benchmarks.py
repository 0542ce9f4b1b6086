from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.checking import find_changed, find_lost, measure_churn
from benchmarks.ours import measure_edit
from benchmarks.peers import PeerResult, UnavailableError, measure_peer
from benchmarks.refold import fold_text, refold_document, shows_the_same
from benchmarks.sites import Edit
from benchmarks.wording import pseudo_translate, skeleton
from i18n_pipeline.document import Document
from i18n_pipeline.segmentation import Segmentation

if TYPE_CHECKING:
    from pathlib import Path

    from i18n_pipeline.catalog import Key


def split(text: str) -> Document:
    document = Segmentation().split("content/page.md", text)
    assert isinstance(document, Document)
    return document


@pytest.mark.parametrize(
    "text",
    [
        "`code`",
        "{{< ref page >}}",
        '<img alt="one">',
        "<https://one.example/a>",
        "[label]",
        "[one][]",
        "&nbsp;",
    ],
)
def test_what_a_translator_copies_is_not_translated(text: str) -> None:
    assert pseudo_translate(f"one {text} one") == f"óñé {text} óñé"


def test_the_target_of_a_link_is_copied_and_its_text_translated() -> None:
    assert pseudo_translate("[one](one.md) [one][two]") == "[óñé](one.md) [óñé][two]"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("See [it](a.md).", "See [it](b.md#c):"),
        ("See [it](a.md)", "See [it][ref]"),
        ("Run `a` in 2021", "Run `b c` in 2024"),
        ('A <a href="x">b</a>', 'A <a href="y" id="z">b</a>'),
        ("It’s “so”", 'It\'s "so"'),
        ("{{< ref a >}} here", "{{< ref b >}} here"),
    ],
)
def test_texts_that_differ_in_what_is_carried_over_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("See [it](a.md)", "See [her](a.md)"),
        ("See [it](a.md)", "See [it][]"),
        ('<img alt="one" src="a">', '<img alt="two" src="a">'),
        ("Run it", "Run `it`"),
        ("utf8", "utf16"),
    ],
)
def test_texts_that_differ_in_more_have_not(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


def test_one_text_that_went_makes_up_for_one_that_came() -> None:
    before, after = split("Run `a`.\n"), split("Run `b`.\n\nRun `c`.\n")
    both_missing: dict[Key, str] = {(None, "Run `b`."): "missing", (None, "Run `c`."): "missing"}
    assert [(lost.line, lost.new) for lost in find_lost(before, after, both_missing)] == [(1, "Run `b`.")]
    one_kept: dict[Key, str] = {(None, "Run `b`."): "missing", (None, "Run `c`."): "kept"}
    assert list(find_lost(before, after, one_kept)) == []


def test_segments_that_came_went_or_moved_are_changed() -> None:
    before, after = split("One\n\nTwo\n\nThree\n\nFour\n"), split("Three\n\nOne\n\nTwo\n\nFive\n")
    assert {text for _, text in find_changed(before, after)} == {"Three", "Four", "Five"}


def test_lines_of_diff_beyond_the_entries_of_changed_segments_are_excess() -> None:
    old = 'msgid "one"\nmsgstr ""\n\nmsgid "two"\nmsgstr ""\n'
    new = 'msgid "one"\nmsgstr "1"\n\n#. why\nmsgid "two"\nmsgstr ""\n'
    churn = measure_churn(old, new, frozenset({(None, "one")}))
    assert (churn.lines, churn.own, churn.excess) == (3, 6, 0)
    assert measure_churn(old, new, frozenset()).excess == 3


def test_paragraphs_are_refolded_and_nothing_else() -> None:
    code = "```\ncode that is long\n```"
    text = f"# A heading that is long\n\n- one two three\n  four - five\n\n{code}\n\n> one two three\n"
    folded, changed = refold_document(split(text), 12)
    assert folded.split("\n")[2:6] == ["- one two", "  three", "  four -", "  five"]
    assert code in folded
    assert "> one two\n> three\n" in folded
    assert changed == 2
    assert shows_the_same(text, folded)


@pytest.mark.parametrize(
    "text", ["one 1. two", "one # two", "one - two", "one > two", "one ``` two", "one | two"]
)
def test_no_line_begins_like_a_block(text: str) -> None:
    assert fold_text(text, 5)[1:] in ([], ["two"])


def test_an_edit_is_measured_through_the_real_pipeline() -> None:
    before = b"# One\n\nTwo words here.\n\nThe same text.\n"
    after = b"# One\n\nTwo new words here.\n\nThe same text.\n\nNever seen before, not alike.\n"
    result = measure_edit(Edit("000", before, after), "book")
    assert (result.tally.kept, result.tally.stale, result.tally.missing) == (4, 4, 5)
    assert [(pair.old, pair.new) for pair in result.pairs] == [("Two words here.", "Two new words here.")]
    assert result.lost == ()
    assert result.churn.excess == 0


class Nowhere:
    name = "nowhere"

    def prepare(self, cache: Path) -> str:
        raise UnavailableError(f"not installed in {cache.name}")

    def extract(self, documents: Path, catalogs: Path) -> None:
        raise NotImplementedError

    def update(self, documents: Path, catalogs: Path, updated: Path) -> None:
        raise NotImplementedError


def test_a_tool_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    result = measure_peer(Nowhere(), [], tmp_path / "cache", tmp_path)
    assert result == PeerResult("nowhere", unavailable="not installed in cache")
