"""Work grows as the text does: four times as much of it takes four times the calls, not sixteen."""

from __future__ import annotations

import cProfile
import pstats
from typing import TYPE_CHECKING

import pytest

from i18n_pipeline.catalog import Message, format_catalog, new_catalog, parse_catalog, update_catalog
from i18n_pipeline.catalog.wrapping import break_escaped
from i18n_pipeline.document import Document
from i18n_pipeline.markdown import SYNTAXES, Dialect
from i18n_pipeline.publish.splicing import Splicer
from i18n_pipeline.segmentation import Segmentation

if TYPE_CHECKING:
    from collections.abc import Callable

DATE = "2026-11-23 10:00+0000"
NUMBER = 60
DIALECTS = {
    "hugo": Dialect(("shortcodes", "math", "footnotes", "attributes", "definition-lists")),
    "mdx": Dialect(("mdx",)),
    "mkdocs": Dialect(
        tuple(name for name in SYNTAXES if name not in ("mdx", "liquid", "tera", "shortcodes"))
    ),
}
TEXTS: dict[str, Callable[[int], str]] = {
    "paragraphs": lambda n: "Some *words* and `code`.\n\n" * n,
    "one paragraph": lambda n: "Some words that go on\n" * n,
    "a list": lambda n: "- An item\n" * n,
    "loose items": lambda n: "1. An item\n\n   with more\n\n" * n,
    "a table": lambda n: "| a | b |\n|---|---|\n" + "| some | cells |\n" * n,
    "headings": lambda n: "".join(
        f"## Heading {number}\n\nText with [a link](x.md).\n\n" for number in range(n)
    ),
    "a quote": lambda n: "> quoted\n" * n,
    "definitions": lambda n: "".join(f'[label {number}]: /x "title"\n' for number in range(n)),
    "brackets": lambda n: "[" * n,
    "braces": lambda n: "{:" * n,
    "tags": lambda n: "<div>\n\ntext\n\n</div>\n\n" * n,
    "pairs": lambda n: "{{< note >}}\ntext\n{{< /note >}}\n\n" * n,
    "code": lambda n: "```text\ncode\n```\n" * n,
}


def grows_evenly(work: Callable[[int], None], number: int) -> bool:
    """Tell whether four times the work takes less than six times the calls of functions."""
    work(3)  # what is made once
    small, large = (_calls_of(work, size) for size in (number, 4 * number))
    return large < 6 * max(small, 50)


def _calls_of(work: Callable[[int], None], number: int) -> int:
    profile = cProfile.Profile()
    profile.runcall(work, number)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


def build(text: str, dialect: Dialect) -> None:
    """Split a document, and put a translation in the place of each message."""
    segmentation = Segmentation((), dialect)
    document = segmentation.split("a.md", text)
    assert isinstance(document, Document)
    translations = {segment.key: f"{segment.text} già" for segment in document.segments}
    Splicer(document, segmentation).splice(translations)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", TEXTS)
def test_documents(name: str, dialect: str) -> None:
    assert grows_evenly(lambda size: build(TEXTS[name](size), DIALECTS[dialect]), NUMBER)


def update(number: int) -> None:
    """Bring a catalog up to date of which every message is there, and every tenth is reworded."""
    words = [f"Message number {n} of many, about {n * n}" for n in range(number)]
    old = update_catalog(new_catalog("it", project="x", date=DATE), [*map(Message, words)], date=DATE)
    text = format_catalog(old).replace('msgstr ""\n\n', 'msgstr "Messaggio"\n\n')
    changed = [text + " again" if n % 10 == 0 else text for n, text in enumerate(words)]
    update_catalog(parse_catalog(text), [*map(Message, changed)], date=DATE)


def test_catalogs() -> None:
    assert grows_evenly(update, 200)


@pytest.mark.parametrize("piece", ["word ", "x", "\\\\", "漢字", "e\u0301", "a-b/c ", " "])
def test_lines_of_catalogs(piece: str) -> None:
    def work(size: int) -> None:
        list(break_escaped(piece * size, width=77, start=0))

    assert grows_evenly(work, 500)
