"""Translations by people who mean harm, documents with every kind of segment, and what a page shows of them.

``payloads.txt`` holds one msgstr a line (Python escapes) under the heading of its kind; an ``{address}`` in
``places`` stands for each of ``addresses``. Each document is named after its site, and every text in it that
is to translate has the word Target.
"""

from __future__ import annotations

import itertools
import re
from functools import cache
from pathlib import Path

from i18n_pipeline.document import Document
from i18n_pipeline.markdown import Dialect
from i18n_pipeline.project import SITES
from i18n_pipeline.segmentation import Segmentation

FOLDER = Path(__file__).parent
KEYS = ("title", "subtitle", "description", "summary", "tags", "categories", "params.note")
SHORTCODES = (("figure", ("alt", "caption")), ("note.html", ("content",)))


@cache
def read_payloads() -> tuple[tuple[str, str], ...]:
    """Return hostile texts, each with its kind."""
    kinds: dict[str, list[str]] = {}
    for line in (FOLDER / "payloads.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            name = line[3:].partition(":")[0]
            kinds[name] = []
        else:
            kinds[name].append(unescape(line))
    places, addresses = kinds.pop("places"), kinds.pop("addresses")
    placed = (place.replace("{address}", address) for place, address in itertools.product(places, addresses))
    return (
        *(("address", text) for text in placed),
        *((kind, text) for kind, texts in kinds.items() for text in texts),
    )


def unescape(line: str) -> str:
    r"""Replace ``\n``, ``\\``, ``\x1b``, ``\u200b`` and the like."""
    return re.sub(
        r"\\(?:n|\\|x[0-9a-f]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})",
        lambda match: match[0].encode("ascii").decode("unicode_escape"),
        line,
    )


@cache
def read_document(name: str) -> tuple[Document, Segmentation]:
    """Return a document and how it is split."""
    site = name if name in SITES else "hugo"
    dialect = Dialect(SITES[site].syntaxes, SHORTCODES, code=True, attributes=("label", "title"))
    segmentation = Segmentation(KEYS, dialect)
    document = segmentation.split("post.md", (FOLDER / f"{name}.md").read_text(encoding="utf-8"))
    assert isinstance(document, Document)
    return document, segmentation


DOCUMENTS = sorted(path.stem for path in FOLDER.glob("*.md"))
