"""A translation can't bring to a page what its source doesn't have."""

from __future__ import annotations

import itertools

import pytest

from i18n_pipeline.catalog import Entry
from i18n_pipeline.document import Document, InlineForm
from i18n_pipeline.markdown import Dialect
from i18n_pipeline.project import SITES, Publish
from i18n_pipeline.publish.page import PageOrder, build_page
from i18n_pipeline.publish.safety import Guard, find_dangers
from i18n_pipeline.publish.splicing import Splicer
from i18n_pipeline.segmentation import Segmentation

ADDRESSES = (
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java&#115;cript:alert(1)", "&#106;avascript:alert(1)"),
    *("&#x6A;avascript:alert(1)", "javascript&colon;alert(1)", "java&Tab;script:alert(1)", "vbscript:x"),
    *("java&NewLine;script:alert(1)", "data:text/html;base64,eA==", "DATA:text/html,x", "file:///etc/passwd"),
    *(
        "https://evil.example",
        "//evil.example",
        "http:evil.example/x",
        "https:/evil.example",
        "/\\evil.example",
    ),
    *("https://good.org@evil.example", "https://good.org.evil.example", "HTTPS://EVIL.EXAMPLE/x"),
    *("https&#58;//evil.example", "&#47;/evil.example", "mailto:a@evil.example", "blob:x", "tel:123"),
    *("https://ｅvil.example", "ftp://evil.example/x", "https://it.evil.example"),
)
PLACES = ("[x]({})", "![x]({})", "<{}>", '<a href="{}">x</a>', "<img src={}>")
TAGS = (
    *("<script>alert(1)</script>", "<SCRIPT SRC=//evil.example>", "<scr\u200bipt>", "<script\n>x</script>"),
    *(
        '<img src=x onerror="alert(1)">',
        "<img/src=x/onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "<svg/onload=x>",
    ),
    *(
        "<iframe src=x></iframe>",
        '<b style="position:fixed">x</b>',
        '<b onclick="x">y</b>',
        "<b ONCLICK=x>y</b>",
    ),
    *("<style>x</style>", "<link rel=stylesheet href=x>", "<meta http-equiv=refresh>", "<base href=/x>"),
    *("<form action=x>", "<input autofocus onfocus=x>", "<object data=x>", "<embed src=x>", "<video src=x>"),
    *("<math><mtext>x", "<details open ontoggle=x>", "<x-y onclick=z>", "<!-- x -->", "<!DOCTYPE x>"),
    *("&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;", "&amp;lt;script&amp;gt;", "\\<script>x"),
    *(
        "`` ` `` <script>x</script>",
        "`<b title=`<script>x</script>`>`",
        "<script",
        "</script>",
        "<img src=x ",
    ),
    *(
        "<span class=x>y</span>",
        '<span title="<script>">x</span>',
        "<a id=x></a>",
        "<?php x ?>",
        "<![CDATA[x]]>",
    ),
)
TEMPLATES = (
    *(
        "{{< x >}}",
        "{{% x %}}",
        "{{ site.x }}",
        "{% include x %}",
        "{{<x>}}",
        "{{< x",
        "`{{< x >}}`",
        "{# x #}",
    ),
    *("&#123;&#123;< x >}}", "\\{{< x >}}", "{%raw%}", "{{</* x */>}}", "x >}}", "{{{ x }}}"),
    *("{: onclick=x}", "{onclick=x}", "{.x}", "{#x}", "{ .x }", '--8<-- "x"', "{!x!}"),
)
CHARACTERS = (
    *(
        "\u202e",
        "\u2066",
        "\u2067",
        "\u2068",
        "\u2069",
        "\u202a",
        "\u202b",
        "\u202d",
        "\u200b",
        "\u200f",
        "\u2060",
    ),
    *(
        "\ufeff",
        "\u061c",
        "\u3164",
        "\u115f",
        "\uffa0",
        "\u2800",
        "\u00ad\u200d",
        "\u2028",
        "\u2029",
        "\x1b[31m",
    ),
    *("\U000e0041", "\ue000", "\U000f0000", "\x08", "\x7f", "&#x202e;", "&rlm;", "\ufe0f\ufe0f", "\u180e"),
)
MESSAGE = "Open the [book](https://good.org/a) **now**."
HOSTILE = [
    *(place.format(address) for place, address in itertools.product(PLACES, ADDRESSES)),
    *("see www.evil.example", "see https://evil.example/x.", "write to a@evil.example"),
    *(*TAGS, *TEMPLATES, *(f"a{char}b" for char in CHARACTERS)),
]
GOOD = (
    *(
        "Apri il *[libro](https://good.org/b)* **ora**.",
        "Apri `x` ora.",
        "<b>Ora</b><br>",
        "a&nbsp;b &amp; c",
    ),
    *(
        '<span lang="fr">x</span>',
        "[x](/it/a)",
        "[x](#y)",
        "[x](../b.md)",
        "Nota: 10:30",
        "https://good.org/c",
    ),
    *("a < b", "{nome}", "`<nome>`", "👨\u200d👩\u200d👧 ❤\ufe0f", "<KBD>x</KBD>", "data: 5", "日本語。"),
)
BLOCKS = (MESSAGE, f"# {MESSAGE}", f"- {MESSAGE}", f"> {MESSAGE}", f"| a |\n|---|\n| {MESSAGE} |")


def guard(allow: tuple[str, ...] = ()) -> Guard:
    return Guard(Dialect(SITES["hugo"].syntaxes), "it", allow=allow)


def page_of(text: str, msgstr: str) -> tuple[str, list[str]]:
    segmentation = Segmentation(("title",), Dialect(SITES["hugo"].syntaxes))
    document = segmentation.split("post.md", text)
    assert isinstance(document, Document)
    keys = [segment.key for segment in document.segments if segment.text == MESSAGE]
    assert keys
    entries = {key: Entry(msgid=key[1], msgstr=msgstr, raw="", line=3) for key in keys}
    publish = Publish(marker=False, status="never", anchors=False)
    page = build_page(
        Splicer(document, segmentation), PageOrder(entries, "p.po", "it", SITES["hugo"], publish)
    )
    return page.text, [finding.code for finding in page.findings]


@pytest.mark.parametrize("msgstr", dict.fromkeys(HOSTILE), ids=ascii)
def test_a_hostile_translation_reaches_no_page(msgstr: str) -> None:
    for text in (*BLOCKS, f'---\ntitle: "{MESSAGE}"\n---\n'):
        assert page_of(f"{text}\n", f"Ciao {msgstr}") == (f"{text}\n", ["unsafe"])


@pytest.mark.parametrize("msgstr", GOOD)
def test_harmless_markup_is_welcome(msgstr: str) -> None:
    assert find_dangers(InlineForm("paragraph"), MESSAGE, msgstr, guard()) == ()


def test_code_that_shows_a_tag_does_not_let_the_tag_in() -> None:
    form = InlineForm("paragraph")
    assert find_dangers(form, "Write `<script>`.", "Scrivi `<script>`.", guard()) == ()
    assert find_dangers(form, "Write `<script>`.", "Scrivi <script>.", guard())


@pytest.mark.parametrize(
    ("msgstr", "rule"),
    [
        ("<iframe></iframe>", "html:iframe"),
        ("https://a.example.org", "hosts:example.org"),
        ("{{< x >}}", "templates:x"),
        ("a\u200bb", "characters:U+200B"),
        ("[x](tel:1)", "schemes"),
    ],
)
def test_a_maintainer_allows_more(msgstr: str, rule: str) -> None:
    form = InlineForm("paragraph")
    assert find_dangers(form, "x", msgstr, guard())
    assert find_dangers(form, "x", msgstr, guard(allow=(rule,))) == ()


def test_direction_marks_are_usual_in_arabic() -> None:
    arabic = Guard(language="ar")
    assert find_dangers(InlineForm("paragraph"), "x", "س\u200f", arabic) == ()
    assert find_dangers(InlineForm("paragraph"), "x", "س\u202e", arabic)
