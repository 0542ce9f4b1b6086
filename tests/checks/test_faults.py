"""For each code a translation that has it, and one near it that hasn't."""

from __future__ import annotations

import pytest

from i18n_pipeline.catalog import Entry, Key
from i18n_pipeline.checks import find_faults
from i18n_pipeline.document import Document
from i18n_pipeline.markdown import Dialect
from i18n_pipeline.segmentation import Segmentation

CASES = [
    ("**a** and **b** x", "**a** e b x", ["markup"]),
    ("**a** and __b__ x", "__b__ e **a** x", []),
    ("See [a](/b) now", "Vedi [a](/c) ora", ["link"]),
    ("See [a](/b) now", "Ora vedi [c](/b)", []),
    ("Run `a` now", "Esegui `b` ora", ["code"]),
    ("Run `a` or `b`", "Esegui `b` o `a`", []),
    ("See it[^1] now", "Vedi[^2] ora", ["footnote"]),
    ("See it[^1] now", "Ora[^1] vedi", []),
    ("Open {{< a b >}} it", "Apri {{< a c >}}", ["shortcode"]),
    ("Open {{< a b >}} it", "Apri {{<  a b >}}", []),
]


def codes(msgid: str, msgstr: str, *comments: str) -> list[str]:
    dialect = Dialect(("shortcodes", "footnotes"))
    document = Segmentation((), dialect).split("post.md", f"{msgid}\n")
    assert isinstance(document, Document)
    entries: dict[Key, Entry] = {
        (None, msgid): Entry(msgid=msgid, msgstr=msgstr, raw="", line=3, comments=comments)
    }
    return [finding.code for finding in find_faults(document, entries, "p.po", "it", dialect)]


@pytest.mark.parametrize(("msgid", "msgstr", "expected"), CASES)
def test_markup_is_counted(msgid: str, msgstr: str, expected: list[str]) -> None:
    assert codes(msgid, msgstr) == expected


def test_a_comment_waves_a_check_off() -> None:
    assert codes("Run `a` now", "Esegui `b` ora", "# i18n: ignore=link, code") == []
