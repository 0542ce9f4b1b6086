"""None of hundreds of hostile translations reaches a page, whatever kind of segment it is in."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from i18n_pipeline.catalog import Entry
from i18n_pipeline.project import SITES, Publish
from i18n_pipeline.project.config import DANGERS
from i18n_pipeline.publish.page import PageOrder, build_page
from i18n_pipeline.publish.splicing import Splicer
from tests.publish.hostile import DOCUMENTS, read_document, read_payloads
from tests.publish.hostile.page import read_page

if TYPE_CHECKING:
    from collections import Counter

POSITIONS = MappingProxyType(
    {
        "alone": "{payload}",
        "in a sentence": "Ciao {payload} bello",
        "behind the source": "{source} {payload}",
        "on a line of its own": "Ciao\n{payload}",
    }
)


def build(name: str, position: str, payload: str, allow: tuple[str, ...] = ()) -> str:
    """Return the page of a document in which every segment has a hostile translation."""
    document, segmentation = read_document(name)
    frame = POSITIONS[position]
    entries = {
        segment.key: Entry(
            msgid=segment.text,
            msgstr=frame.replace("{source}", segment.text).replace("{payload}", payload),
            raw="",
            line=3,
        )
        for segment in document.segments
    }
    publish = Publish(marker=False, status="never", anchors=False, allow=allow)
    site = SITES.get(name, SITES["hugo"])
    return build_page(Splicer(document, segmentation), PageOrder(entries, "p.po", "it", site, publish)).text


@cache
def known(name: str) -> Counter[tuple[str, ...]]:
    return read_page(read_document(name)[0].text, mdx=name == "docusaurus")


def brought_in(name: str, page: str) -> list[tuple[str, ...]]:
    if page == read_document(name)[0].text:
        return []
    return sorted(read_page(page, mdx=name == "docusaurus") - known(name))


def test_there_are_at_least_300_hostile_translations() -> None:
    assert len({payload for _, payload in read_payloads()}) >= 300


@pytest.mark.parametrize("position", POSITIONS)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_hostile_reaches_a_page(name: str, position: str) -> None:
    through = {}
    for kind, payload in read_payloads():
        # Addresses are many, and read alike in all documents.
        if kind == "address" and not (name == "hugo" and position == "alone"):
            continue
        found = brought_in(name, build(name, position, payload))
        if found:
            through[payload] = found
    assert through == {}


def test_without_the_guard_most_of_them_would_be_seen() -> None:
    payloads = [payload for kind, payload in read_payloads() if kind not in ("mdx", "address")]
    seen = [
        payload
        for payload in payloads
        if brought_in("hugo", build("hugo", "in a sentence", payload, allow=DANGERS))
    ]
    assert len(seen) > 0.75 * len(payloads)
