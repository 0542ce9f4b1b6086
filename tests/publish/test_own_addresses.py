"""Pages have addresses of their own where their document says its own.

``own_addresses.txt`` holds cases of title (which begins with the site), document and page, each part ended by
a dot.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from i18n_pipeline.catalog import Entry
from i18n_pipeline.document import Document
from i18n_pipeline.markdown import Dialect
from i18n_pipeline.project import Publish
from i18n_pipeline.publish.page import PageOrder, build_page
from i18n_pipeline.publish.splicing import Splicer
from i18n_pipeline.segmentation import Segmentation
from tests.sites import ROWS

CASES = Path(__file__).parent / "own_addresses.txt"


def cases() -> list[object]:
    parts = [part.removeprefix("\n") for part in CASES.read_text(encoding="utf-8").split("\n.\n")[:-1]]
    return [
        pytest.param(title.strip().partition(":")[0], text + "\n", page + "\n", id=title.strip())
        for title, text, page in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    ]


def build(site: str, text: str, word: str = "Zu ", old: str | None = None) -> str:
    segmentation = Segmentation((), Dialect(ROWS[site].syntaxes))
    document = segmentation.split("post.md", text)
    assert isinstance(document, Document)
    entries = {
        segment.key: Entry(raw="", msgid=segment.text, msgstr=word + segment.text)
        for segment in document.segments
    }
    publish = Publish(marker=False, status="never", local=("url",))
    order = PageOrder(entries, "post.po", "de", ROWS[site], publish, old=old)
    return build_page(Splicer(document, segmentation), order).text


@pytest.mark.parametrize(("site", "text", "page"), cases())
def test_a_page_has_addresses_of_its_own(site: str, text: str, page: str) -> None:
    assert build(site, text) == page


@pytest.mark.parametrize(("site", "text", "page"), cases())
def test_a_page_of_which_nothing_is_translated_is_its_document(site: str, text: str, page: str) -> None:
    assert build(site, text, "") == text
    assert build(site, page, "") == page


def test_an_address_that_a_person_gave_the_page_stays() -> None:
    page = build("hugo", "---\nurl: /x/\n---\nText\n", old="---\nurl: /de/ix/\n---\n")
    assert page == "---\nurl: /de/ix/\n---\nZu Text\n"
