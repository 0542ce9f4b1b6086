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

# Where one translation, or one beside the other, may become a definition or a heading.
PAGES = {
    "paragraphs": "One\n\nTwo\n\nThree\n",
    "below a heading": "# One\n\nTwo\n",
    "above a setext heading": "One\n\nTwo\n===\n\nThree\n",
    "list": "- One\n\n    Two\n\n- Three\n\n    Four\n",
    "quote": "> One\n>\n> Two\n",
    "admonition": '!!! note "T"\n    One\n\n    Two\n',
    "definitions": "One\n: Two\n\nThree\n: Four\n",
    "table": "One\n\n| a | b |\n|---|---|\n| c | d |\n\nTwo\n",
    "table without outer pipes": "One\n\na | b\n--|--\nc | d\n\nTwo\n",
}
LOOSE = (": x", ":\tx", "a\n: x", ": x\n: y", ":   x", "=", "===", "--", ":-", "|-|")


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


@pytest.mark.parametrize("attack", LOOSE)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_the_elements_of_its_document(page: str, attack: str) -> None:
    segmentation = Segmentation((), Dialect(SITES["mkdocs"].syntaxes))
    document = segmentation.split("post.md", PAGES[page])
    assert isinstance(document, Document)
    spliced = Splicer(document, segmentation).splice({segment.key: attack for segment in document.segments})
    built, alone = (markdown.markdown(text, extensions=EXTENSIONS) for text in (spliced.text, document.text))
    assert _elements(built) == _elements(alone), spliced.text


def _elements(page: str) -> list[str]:
    return [tag for tag in re.findall(r"<(\w+)", page) if tag != "br"]
