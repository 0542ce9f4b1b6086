"""Law 6: a translation once written is in the catalog until a person deletes it."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from msgspec.structs import replace

from i18n_pipeline.catalog import (
    Message,
    format_catalog,
    merge_catalogs,
    new_catalog,
    parse_catalog,
    update_catalog,
)
from i18n_pipeline.catalog.splicing import Style, join_parts, remove_fuzzy, replace_translation, split_parts
from i18n_pipeline.markdown.carrying import MarkdownCarrier
from tests.catalog.fixtures import DATE, accepts

SENTENCES = [
    "The first sentence is about cats.",
    "The second sentence is about dogs and [links](/a).",
    "The third sentence is about dogs and [links](/b).",
    "Run `one` now",
    "Run `two` now",
    "Home",
    "猫について書きます。",
]
STYLE = Style(79, "\n")
PLACES = st.integers(0, 7)


class CatalogOverTime(RuleBasedStateMachine):
    """A document that is edited, and its catalog, which is translated, merged and brought up to date."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = SENTENCES[:3]
        self.catalog = new_catalog("de", project="p", date=DATE)
        self.written: set[str] = set()
        self.count = 0
        self.sync()

    @rule()
    def sync(self) -> None:
        messages = [Message(text, None, ("paragraph",), ("a.md",)) for text in self.texts]
        self.catalog = update_catalog(self.catalog, messages, date=DATE, carrier=MarkdownCarrier())
        again = update_catalog(self.catalog, messages, date="later", carrier=MarkdownCarrier())
        assert again is self.catalog

    @rule(text=st.sampled_from(SENTENCES), place=PLACES)
    def add(self, text: str, place: int) -> None:
        self.texts.insert(place, text)

    @rule(place=PLACES)
    def remove(self, place: int) -> None:
        del self.texts[place : place + 1]

    @rule(place=PLACES, word=st.sampled_from(["", "really ", "very ", "1 ", "`x` "]))
    def edit(self, place: int, word: str) -> None:
        if place < len(self.texts):
            self.texts[place] = self.texts[place].replace("is ", "is " + word, 1)

    @rule(data=st.data())
    def reorder(self, data: st.DataObject) -> None:
        self.texts = data.draw(st.permutations(self.texts))

    @rule(place=PLACES)
    def join(self, place: int) -> None:
        self.texts[place : place + 2] = (
            [" ".join(self.texts[place : place + 2])] if self.texts[place:] else []
        )

    @rule(place=PLACES)
    def split(self, place: int) -> None:
        if place < len(self.texts):
            self.texts[place : place + 1] = [
                part for part in self.texts[place].partition(". ") if part.strip(". ")
            ]

    @rule(place=PLACES)
    def translate(self, place: int) -> None:
        entries = [e for e in self.catalog.entries if e.missing]
        if place < len(entries):
            self.count += 1
            msgstr = f"t{self.count:03}"
            parts = replace_translation(split_parts(entries[place].raw), msgstr, STYLE)
            self._replace(entries[place].raw, join_parts(remove_fuzzy(parts), STYLE))
            self.written.add(msgstr)

    @rule(place=PLACES)
    def settle(self, place: int) -> None:
        entries = [e for e in self.catalog.entries if e.stale]
        if place < len(entries):
            self._replace(
                entries[place].raw, join_parts(remove_fuzzy(split_parts(entries[place].raw)), STYLE)
            )

    @rule(place=PLACES)
    def merge_with_a_branch(self, place: int) -> None:
        base, messages = self.catalog, [Message(text) for text in self.texts[place:]]
        branch = update_catalog(base, messages, date=DATE, carrier=MarkdownCarrier())
        self.translate(place)
        self.catalog = merge_catalogs(base, self.catalog, branch).catalog

    def _replace(self, old: str, new: str) -> None:
        blocks = tuple(replace(b, raw=new) if b.raw == old else b for b in self.catalog.blocks)
        self.catalog = parse_catalog(format_catalog(replace(self.catalog, blocks=blocks)))

    @invariant()
    def every_translation_is_there(self) -> None:
        text = format_catalog(self.catalog)
        assert all(msgstr in text for msgstr in self.written)
        assert self.catalog == parse_catalog(text)

    def teardown(self) -> None:
        assert accepts(format_catalog(self.catalog))


CatalogOverTime.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestCatalogOverTime = CatalogOverTime.TestCase
