"""Translations that would open or close blocks of syntaxes beyond CommonMark, in each kind of place."""

from __future__ import annotations

import pytest

from i18n_pipeline.document import Document, PhraseForm
from i18n_pipeline.markdown import Dialect
from i18n_pipeline.project import SITES
from i18n_pipeline.publish.splicing import Splicer
from i18n_pipeline.segmentation import Segmentation

COMMON = """# Heading

Paragraph one
over two lines.

- item
- [ ] task

  second of the item

> quote

| a | b |
|---|---|
| c | d |

Setext
======

Text[^1] here.

[^1]: A note

    goes on.

Last
"""

PAGES = {
    "mkdocs": COMMON
    + """
!!! note "Title"
    Body

    === "Tab"
        Inside a tab

    - item of it

/// tip | Block title
Inside a block
///

Term
:   Definition

    More

*[HTML]: Expansion

Attributed
{: .class }

--8<-- "file.md"
""",
    "docusaurus": COMMON
    + """
:::note[Label]
Body

::::tip Title
Inside
::::

- item of it
:::

::video[Film]{#id}
""",
    "hugo": COMMON
    + """
Term
Other
: Definition
: Second

Attributed
{.class}

> [!note] Alert title
> Alert text

$$
math
$$
""",
    "mdbook": COMMON
    + """
{{#include file.md}}

{{#title Page title}}

> [!NOTE]
> Text

Term
: Definition
""",
    # Blocks that a translation's second line could join.
    "plain": COMMON
    + """
Before a quote
> Quoted

Before a list
- Listed

Before a note
[^2]: Noted
""",
}

ATTACKS = (
    '!!! note "x"',
    "!!! note",
    '??? tip "x"',
    '???+ "x"',
    '=== "x"',
    "===",
    "---",
    "/// note | x",
    "///",
    "////",
    ":::",
    "::::",
    ":::note[x]",
    "::: warning x",
    "::: a.b",
    "::video[x]",
    "[^1]: x",
    "[^new]: x",
    "[^1]:",
    ": x",
    ":\tx",
    "*[X]: y",
    "$$",
    "$$ x $$",
    "text $$",
    r"\[ x^2 \]",
    r"\[",
    r"text \]",
    "{: .x }",
    "{.x}",
    "{#x}",
    "text {#x}",
    '--8<-- "x"',
    "--8<--",
    "{* x *}",
    "{!x!}",
    "text {!x!} text",
    "{{#include x}}",
    "text {{#include x}}",
    "{{#title x}}",
    "[!NOTE]",
    "[!note] x",
    "[ ] x",
    "[x] x",
    "# x",
    "1. x",
    "- x",
    "> x",
    "```",
    "~~~",
    "<div>",
    "</div>",
    "    x",
    "|---|",
    "x | y",
    "[ref]: x",
    'x" y "z',
    "x] y [z",
    "x\n: y",
    "x\n\n: y",
    ": x\n: y",
    ":| x",
    "=",
    "--",
    ":-",
    "|-|",
    "x\n!!! note\n    y",
    "x\n---|---\ny | z",
    "x\n===",
    "x\n:::",
    "x\n$$\ny\n$$",
    "x\n{.y}",
    "x\n[^1]: y",
    "x\n> y",
    "x\n- y",
    "x\ny\\",
    "x`",
    "a" * 1000,
)


def split(dialect: Dialect, text: str) -> Document:
    document = Segmentation((), dialect).split("post.md", text)
    assert isinstance(document, Document)
    return document


def kinds(document: Document) -> list[str]:
    return [segment.kind for segment in document.segments]


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("site", PAGES)
def test_the_structure_is_kept(site: str, attack: str) -> None:
    dialect = Dialect(SITES[site].syntaxes)
    segmentation = Segmentation((), dialect)
    document = split(dialect, PAGES[site])
    splicer = Splicer(document, segmentation)
    for segment in document.segments:
        spliced = splicer.splice({segment.key: f"{attack} è" if attack[-1].isalnum() else attack})
        assert segmentation.outline(spliced.text) == segmentation.outline(document.text), segment
        again = split(dialect, spliced.text)
        # A translation that holds no text is no segment.
        assert len(document.segments) - len(again.segments) in (0, 1), segment
        left = [s.kind for s in document.segments if s != segment]
        assert kinds(again) in (kinds(document), left), (segment, spliced.text)
        if not isinstance(segment.form, PhraseForm):
            assert not spliced.refused, (segment, attack)


@pytest.mark.parametrize("site", PAGES)
def test_all_at_once(site: str) -> None:
    dialect = Dialect(SITES[site].syntaxes)
    segmentation = Segmentation((), dialect)
    document = split(dialect, PAGES[site])
    attacks = [f"{attack} word" for attack in ATTACKS]
    for shift in range(len(ATTACKS)):
        chosen = attacks[shift:] + attacks[:shift]
        translations = {
            segment.key: message for segment, message in zip(document.segments, chosen, strict=False)
        }
        page = Splicer(document, segmentation).splice(translations).text
        assert segmentation.outline(page) == segmentation.outline(document.text)
        assert kinds(split(dialect, page)) == kinds(document)
