"""Escapes as MkDocs shows them: Python-Markdown is no CommonMark, and knows few backslash escapes."""

from __future__ import annotations

import html
import re

import pytest

from i18n_pipeline.document import Document
from i18n_pipeline.markdown import Dialect
from i18n_pipeline.project import SITES
from i18n_pipeline.publish.splicing import Splicer
from i18n_pipeline.segmentation import Segmentation
from tests.markdown.test_hostile_blocks import ATTACKS

markdown = pytest.importorskip("markdown")
pytest.importorskip("pymdownx")

EXTENSIONS = [
    "admonition",
    "abbr",
    "attr_list",
    "def_list",
    "footnotes",
    "tables",
    "md_in_html",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.details",
    "pymdownx.snippets",
    "pymdownx.blocks.admonition",
    "pymdownx.blocks.details",
    "pymdownx.arithmatex",
]
# Brackets with a backslash are math where math is on; else they show without it.
SHOWN = {r"\[ x^2 \]": "[ x^2 ]", r"\[": "[", r"text \]": "text ]"}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_hostile_translation_is_a_paragraph_that_shows_what_it_says(attack: str) -> None:
    segmentation = Segmentation((), Dialect(SITES["mkdocs"].syntaxes))
    document = segmentation.split("post.md", "Before\n\nMiddle\n\nAfter\n")
    assert isinstance(document, Document)
    spliced = Splicer(document, segmentation).splice({document.segments[1].key: attack})
    page = markdown.markdown(spliced.text, extensions=EXTENSIONS)
    assert [tag for tag in re.findall(r"<(\w+)", page) if tag != "br"] == ["p", "p", "p"]
    shown = html.unescape(re.sub(r"<[^>]+>", "", page)).split()
    assert shown == ["Before", *SHOWN.get(attack, attack).split(), "After"]
