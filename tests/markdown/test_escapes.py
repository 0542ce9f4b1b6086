"""What is escaped though no parse here asks for it: some renderer takes it for a block.

A case of ``escapes.txt`` has a title, a site, a document, a translation per line for its messages in order
(``\\n`` is a line end in one), and the page.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from i18n_pipeline.document import Document
from i18n_pipeline.markdown import Dialect
from i18n_pipeline.project import SITES
from i18n_pipeline.publish.splicing import Splicer
from i18n_pipeline.segmentation import Segmentation

FILE = Path(__file__).with_name("escapes.txt")


def read_cases() -> list[object]:
    pieces = [piece.strip("\n") for piece in ("\n" + FILE.read_text(encoding="utf-8")).split("\n.\n")]
    rows = [pieces[index : index + 5] for index in range(0, len(pieces) - 4, 5)]
    return [pytest.param(*row[1:], id=row[0]) for row in rows]


@pytest.mark.parametrize(("site", "text", "translations", "expected"), read_cases())
def test_starts_that_renderers_take_for_blocks(
    site: str, text: str, translations: str, expected: str
) -> None:
    segmentation = Segmentation((), Dialect(SITES[site].syntaxes))
    document = segmentation.split("post.md", text)
    assert isinstance(document, Document)
    messages = [line.replace("\\n", "\n") for line in translations.split("\n")]
    wanted = {segment.key: message for segment, message in zip(document.segments, messages, strict=True)}
    spliced = Splicer(document, segmentation).splice(wanted)
    assert spliced.refused == ()
    assert spliced.text == expected
