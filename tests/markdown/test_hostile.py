"""Whatever a translation holds, the page has the blocks of its document: kinds of blocks × attacks."""

from __future__ import annotations

from functools import cache

import pytest

from i18n_pipeline.document import Document
from i18n_pipeline.markdown import Dialect
from i18n_pipeline.project import SITES
from i18n_pipeline.publish.splicing import Splicer
from i18n_pipeline.segmentation import Segmentation

TARGET = "Target text"
BEFORE = "Before it.\n\n"
AFTER = "\n\nAfter it.\n\n- last\n- item\n"

BLOCKS = {
    "paragraph": "Target text",
    "paragraph of two lines": "Target\n  text",
    "paragraph with a hard break": "Target text\\\nTarget text",
    "list item": "- one\n- Target text\n- three",
    "loose list item": "1. one\n\n2. Target text\n\n   more\n\n3. three",
    "second paragraph of an item": "* one\n\n  Target text\n* two",
    "item of a nested list": "- one\n  - two\n    1) Target text\n  - three",
    "task": "- [ ] one\n- [x] Target text",
    "quote": "> Target text\n> ",
    "quote of two lines": "> Target\n> text\n>\n> more",
    "lazy quote": "> Target\ntext",
    "list in a quote": "> - one\n> - Target text\n>   - two",
    "quote in a list": "- one\n  > Target text\n- two",
    "alert": "> [!NOTE]\n> Target text",
    "setext heading 1": "Target text\n===",
    "setext heading 2 of two lines": "Target\ntext\n---",
    "setext heading in a quote": "> Target text\n> ---\n> more",
    **{f"heading {level}": f"{'#' * level} Target text" for level in range(1, 7)},
    "closed heading": "## Target text ##",
    "heading with an id": "## Target text {#id}",
    "heading in an item": "- # Target text\n- two",
    "table header": "| Target text | b |\n|---|---|\n| c | d |",
    "table cell": "| a | b |\n|---|---|\n| c | Target text |\n| e | f |",
    "table cell without outer pipes": "a | b\n--|--\nTarget text | d\ne | f",
    "table in a list in a quote": "> - one\n>\n>   | a | b |\n>   |---|---|\n>   | c | Target text |",
    "text before a table": "Target text\n\n| a | b |\n|---|---|\n| c | d |",
    "text after HTML": "<div>\n\nTarget text\n\n</div>",
    "text before code": "Target text\n\n    code\n\nTarget text\n```\ncode\n```",
    "html text": "<div>\n<p>Target text</p>\n<p>More <b>text</b></p>\n</div>",
    "html text of two lines in an item": "- <div>\n  Target\n  text\n  </div>\n- two",
    "html text after a comment": "<!-- comment --> Target text",
    "html text in an inline element": "<span>\nTarget text\n</span>",
    "summary": "<details>\n<summary>Target text</summary>\n\ntext\n\n</details>",
    "html attribute": '<img class="a" alt="Target text" src="x">\n<p title="More">text</p>',
    "html attribute in a div": '<div><img alt="Target text" src="x"></div>',
    "html attribute in single quotes": "<div title='Target text'>text</div>",
    "html attribute without quotes": "<div title=Target>text</div>\n<div title='Target text'></div>",
    "link title": '[a]: /url "Target text"\n[b]: /url\n\n[a]',
    "link title in single quotes": "[a]: /url 'Target text'\n\n[a]",
    "link title in parentheses, of two lines": "> [a]: /url\n>   (Target\n>   text)\n>\n> [a]",
    "code comment": "```python\nx = 1  # Target text\n# more\n```",
    "block comment": "```js\n/* Target text */ x = 1\n```",
    "code string": '```python\nx = "Target text"\ny = 1\n```',
    "code string in a quote": "> ```python\n> x = 'Target text'\n> ```",
}

FRONT_MATTER = {
    "TOML title": '+++\ntitle = "Target text"\ndate = 2026-01-01\n+++\n',
    "TOML literal title": "+++\ntitle = 'Target text'\n+++\n",
    "YAML title": "---\ntitle: Target text\ndate: 2026-01-01\n---\n",
    "YAML quoted title": '---\ntitle: "Target text"\ntags: [a]\n---\n',
    "YAML block title": "---\ntitle: >-\n  Target\n  text\ntags: [a]\n---\n",
    "JSON title": '{\n  "title": "Target text",\n  "date": "2026"\n}\n',
}

ATTACKS = {
    "heading": "# x",
    "closed heading": "x #",
    "ordered list": "1. x",
    "ordered list with parenthesis": "2) x",
    "list": "- x",
    "list with star": "* x",
    "list with plus": "+ x",
    "quote": "> x",
    "alert": "[!NOTE]",
    "task": "[x] x",
    "blank line": "x\n\ny",
    "only white space": " \n\t \n ",
    "four spaces": "x\n\n    y",
    "leading spaces": "    x",
    "tab": "\tx",
    "fence": "```\nx",
    "fence with language": "``` python\nx\n```",
    "tilde fence": "x\n~~~\ny",
    "pipe": "x | y",
    "pipe with backslash": r"x \| y \\| z",
    "table": "| x | y |\n|---|---|\n| z |",
    "delimiter row": "x\n|-|-|",
    "closing div": "</div>",
    "closing div in text": "x </div> y",
    "opening div": "<div>x",
    "paragraph tag": "x</p><p>y",
    "unclosed attribute": '<a href="x',
    "quotation mark": 'x" onload="y',
    "apostrophe": "x' onload='y",
    "angle bracket": 'x"> <b',
    "script": "<script>alert(1)",
    "pre": "x <pre>",
    "textarea": "<textarea>",
    "style": "<style>\n\nx",
    "comment": "<!--",
    "comment in text": "x <!-- y",
    "end of comment": "--> x",
    "processing instruction": "<?php x",
    "declaration": "<!DOCTYPE x",
    "CDATA": "<![CDATA[ x",
    "unclosed tag": "x <b>y",
    "unopened tag": "x</b>y",
    "shortcode": "{{< x >}}",
    "unclosed shortcode": "x {{< y",
    "shortcode with percent": "{{% x %}}y{{% /x %}}",
    "shortcode comment": "x {{/* y",
    "template": "{{ x }} {% if y %}",
    "container": "::: note",
    "container end": "x\n:::",
    "admonition": '!!! note "x"',
    "tab syntax": '=== "x"',
    "snippet": '--8<-- "x"',
    "TOML fence": "+++",
    "YAML fence": "---",
    "text and YAML fence": "x\n---\ny",
    "setext mark": "x\n===",
    "setext mark alone": "===",
    "rule of stars": "***",
    "rule of underscores": "_ _ _",
    "definition": "[x]: y",
    "definition with title": '[x]: y "z"',
    "footnote": "[^1]: x",
    "abbreviation": "*[HTML]: x",
    "definition list": "x\n: y",
    "math": "$$\nx",
    "unclosed math": "x $y",
    "unclosed backtick": "x `y",
    "backticks": "`` x ` y",
    "unclosed emphasis": "**x",
    "backslash": "\\",
    "backslash at the end": "x\\",
    "two backslashes at the end": "x\\\\",
    "hard breaks": "x\ny\nz",
    "attributes": "x {#y .z}",
    "braces": "{x}",
    "carriage return": "x\r\r# y",
    "CRLF": "x\r\n\r\n- y",
    "NUL": "x\0y",
    "bidi marks": "\u202ex\u200f\u2066 # y",
    "byte order mark": "\ufeff# x",
    "no-break space": "\u00a0# x",
    "line separator": "x\u2028# y\u2029- z",
    "form feed": "x\f# y\v- z",
    "zero width": "\u200b# x",
    "end of code comment": "x */ y",
    "line comment": "x // y # z",
    "brackets": "]] ) x ((",
    "bracket": "[x",
    "image": "![x](y z",
    "entity": "&lt;div&gt; &#10; x",
    "long": "x# " * 33_000,
    "many brackets": "[" * 300 + "x",
    "import": "import x from 'y'",
    "kramdown": "{: .x}",
    "double braces": "{{",
    "wiki link": "[[x",
    "percent": "%% x",
    "quotes": '"""x"""',
}
CASES = [(block, attack) for block in BLOCKS | FRONT_MATTER for attack in ATTACKS]
# Signs that mean something in Hugo alone.
HUGO_SIGNS = frozenset("{}[]$:")


def make_text(block: str) -> str:
    if block in FRONT_MATTER:
        return FRONT_MATTER[block] + BEFORE + AFTER
    return "---\ntitle: A title\n---\n\n" + BEFORE + BLOCKS[block] + AFTER


def split(text: str, segmentation: Segmentation) -> Document:
    document = segmentation.split("post.md", text)
    assert isinstance(document, Document)
    return document


@cache
def make_splicer(block: str, site: str) -> Splicer:
    segmentation = Segmentation(("title",), Dialect(SITES[site].syntaxes, code=True))
    return Splicer(split(make_text(block), segmentation), segmentation)


@pytest.mark.parametrize(("block", "attack"), CASES)
def test_the_page_keeps_its_blocks(block: str, attack: str) -> None:
    message = ATTACKS[attack]
    for site in ("plain", "hugo") if HUGO_SIGNS & set(message) else ("plain",):
        check_blocks(make_splicer(block, site), message)


def check_blocks(splicer: Splicer, message: str) -> None:
    document, segmentation = splicer.document, splicer.segmentation
    targets = [segment for segment in document.segments if segment.text.startswith("Target")]
    assert targets, "the block is split"
    spliced = splicer.splice({segment.key: message for segment in targets})
    assert segmentation.outline(spliced.text) == splicer.outline
    page = split(spliced.text, segmentation)
    kinds = [segment.kind for segment in document.segments]
    # What a translation leaves without letters is no segment any more.
    kept = [segment.kind for segment in document.segments if segment not in targets]
    assert [segment.kind for segment in page.segments] in (kinds, kept)
    others = [segment.text for segment in document.segments if segment not in targets]
    remaining = [segment.text for segment in page.segments]
    assert [text for text in remaining if text in others] == others


# What each of these says can be said in any block, if only as text.
SHOWN = ("heading", "list", "quote", "closing div in text", "pipe", "YAML fence", "unclosed backtick", "long")


@pytest.mark.parametrize("attack", SHOWN)
@pytest.mark.parametrize("block", [block for block in BLOCKS if "code" not in block and "html" not in block])
def test_what_can_be_escaped_is_shown(block: str, attack: str) -> None:
    splicer = make_splicer(block, "plain")
    translations = {s.key: ATTACKS[attack] for s in splicer.document.segments if s.text.startswith("Target")}
    assert splicer.splice(translations).refused == ()
