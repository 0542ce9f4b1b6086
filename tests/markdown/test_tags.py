"""What translators can type into sites with tags: the page keeps its structure, and the build its tags."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n_pipeline.markdown import SYNTAXES, Dialect
from i18n_pipeline.project import SITES
from i18n_pipeline.publish.splicing import Splicer
from i18n_pipeline.segmentation import Segmentation
from tests.markdown.test_fixtures import split

SHORTCODES = (("figure", ("caption", "alt")), ("button", (0,)), ("include", ("caption",)))

DOCUMENTS = {
    "hugo": """# Heading {{< ref "x" >}}

Text with {{< ref "x" >}} and {{< b >}}bold{{< /b >}}.

{{< details >}}
- item
- {{% em %}}item{{% /em %}} two
{{< /details >}}

> quote
> {{< figure caption="Say \\"hi\\"" alt=`raw` >}}

| head | {{< n >}} cell |
|------|------|
| cell | `code` and text |

{{< button Go >}} {{< button "Press" >}}
""",
    "jekyll": """# Heading {{ page.x }}

Text with {{ page.x }} and {% if x %}that{% endif %}.

{% if page.y %}
- item
- {% raw %}{{ x }}{% endraw %} text
{% endif %}

> quote
{: .c}

{% include figure.html caption="Caption" %}
""",
    "zola": """# Heading

Text with {{ icon(name="x") }} and {% em() %}that{% end %}.

{% note() %}
- item
{% end %}
{{ figure(caption="Caption") }}
""",
    "docusaurus": """# Heading <Badge/>

Text with <Link to="x">a link</Link> and {props.x}.

<Tabs>
<TabItem label="A label">

- item
- `code` and text

</TabItem>
</Tabs>

> quote
> <Card title='One "title"' />

| head | {x} cell |
|------|------|
| cell | a < b text |
""",
}

ATTACKS = (
    "{{<",
    "{{< x",
    "{{% x",
    ">}} x",
    "x %}}",
    "{{< /details >}}",
    "{{< details >}}",
    "{{% /b %}} x {{% b %}}",
    "{{</* x",
    "{{</* x */>}}",
    '{{< ref "x >}}',
    "{{< ref `x >}}",
    "x\n{{< one >}}\ny",
    "{{< one >}}",
    "x\n\n{{< highlight go >}}\n\n# x",
    "{%",
    "{% if x",
    "{% endif %}",
    "{% if x %}",
    "{% end %}",
    "{% raw %}",
    "x\n{% if x %}\ny",
    "{{ x",
    "x }}",
    "{{ x }}",
    "{: .x}",
    "x\n{: .x}",
    "{::comment}",
    "{",
    "}",
    "{x}",
    "{x",
    "{`x",
    "{/* x",
    "{/* x */}",
    "<Foo>",
    "<Foo/>",
    "</Tabs>",
    "<Tabs>",
    "x\n<Tabs>\ny",
    "a <b c",
    "a <3 b",
    "<",
    "</",
    "<!--",
    "<Foo a={",
    '<Foo a="',
    "import x from 'y'",
    "export const x = 1",
    "import is a word",
    "x\nimport {a} from 'y'",
    'say "x"',
    'say "x" \\',
    "say `x`",
    "say 'x' \\n",
    '" >}} x',
    '" /> <Foo',
    '") }} x',
    '" %} x',
)


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("site", DOCUMENTS)
def test_a_hostile_translation_keeps_the_structure(site: str, attack: str) -> None:
    dialect = Dialect(SITES[site].syntaxes, SHORTCODES)
    segmentation = Segmentation((), dialect)
    document = split(dialect, DOCUMENTS[site])
    splicer = Splicer(document, segmentation)
    for hostile in (attack, f"a {attack} b"):
        for segment in document.segments:
            page = splicer.splice({segment.key: hostile}).text
            assert segmentation.outline(page) == segmentation.outline(document.text), (segment, page)
            kinds = [found.kind for found in split(dialect, page).segments]
            expected = [found.kind for found in document.segments]
            # A message without letters is none; nor is one that holds nothing but tags.
            assert kinds == expected or len(kinds) == len(expected) - 1, (segment, page)


@pytest.mark.parametrize(
    ("site", "message", "translation", "broken"),
    [
        ("hugo", 'a {{< ref "x" >}}', 'b {{< ref "y" >}}', False),
        ("hugo", 'a {{< ref "x" >}}', "b", False),
        ("hugo", 'a {{< ref "x" >}}', '{{< ref "x" >}} {{< ref "y" >}}', False),
        ("hugo", 'a {{< ref "x" >}}', 'b {{< ref "x >}}', True),
        ("hugo", "{{< b >}}a{{< /b >}}", "{{< b >}}c{{< /b >}}", False),
        ("hugo", "{{< b >}}a{{< /b >}}", "{{< b >}}c", True),
        ("hugo", "{{< b >}}a{{< /b >}}", "c{{< /b >}}", True),
        ("hugo", "{{< b >}}a{{< /b >}}", "{{< /b >}}c{{< b >}}", True),
        ("hugo", "a", "b >}}", False),
        ("hugo", "a", "{{< x >}}", True),
        ("hugo", "a", "{{</* x */>}}", False),
        ("jekyll", "{{ a }}", "{{ b }}", False),
        ("jekyll", "{% if a %}b{% endif %}", "{% if a %}c", True),
        ("jekyll", "a", "{{ b", True),
        ("zola", "{% a() %}b{% end %}", "{% a() %}c{% end %}", False),
        ("zola", "{% a() %}b{% end %}", "{% a() %}c", True),
        ("docusaurus", "a <B>c</B> {d}", "<B>{d} c</B> e", False),
        ("docusaurus", "a <B>c</B>", "<B>c", True),
        ("docusaurus", "a <B>c</B>", "c", False),
        ("docusaurus", "a <B/>", "a <C/>", True),
        ("docusaurus", "a {b}", "a {c}", True),
        ("docusaurus", "a", "b < c", False),
        ("docusaurus", "a", "b <c", True),
        ("docusaurus", "a", "b `<c {d` e", False),
        ("docusaurus", "a", "b \\{c \\<d", False),
        ("docusaurus", "a", "import b", True),
        ("docusaurus", "a", "b } c", False),
    ],
)
def test_what_breaks_a_build(site: str, message: str, translation: str, broken: object) -> None:
    syntaxes = [SYNTAXES[name] for name in SITES[site].syntaxes]
    found = any(syntax.breaks(message, translation) for syntax in syntaxes if syntax.breaks is not None)
    assert found is broken


@pytest.mark.parametrize(
    ("site", "message", "translation", "shown"),
    [
        ("hugo", "Text.", "Use {{< x here", "Use &#123;{< x here"),
        ("hugo", "Use {{< b >}} it.", "{{< b >}} {{< x >}}", "{{< b >}} &#123;{< x >}}"),
        ("jekyll", "Text.", "Use {{ x here", "Use &#123;{ x here"),
        ("docusaurus", "Text.", "Use {x} and <T>", "Use &#123;x} and &lt;T>"),
        ("docusaurus", "Text {x}.", "Use {y} {x} `{z}`", "Use &#123;y} {x} `{z}`"),
        ("docusaurus", "Text.", "import is", "&#105;mport is"),
    ],
)
def test_strange_tags_stand_for_themselves(site: str, message: str, translation: str, shown: str) -> None:
    dialect = Dialect(SITES[site].syntaxes)
    document = split(dialect, f"{message}\n")
    page = Splicer(document, Segmentation((), dialect)).splice({(None, message): translation})
    assert page.text == f"{shown}\n"
    assert page.refused == ()


@pytest.mark.parametrize(
    ("source", "message", "translation", "shown"),
    [
        ("{{< button Go >}}", "Go", "Vai", "{{< button Vai >}}"),
        ("{{< button Go >}}", "Go", "Vai là", '{{< button "Vai là" >}}'),
        ('{{< button "Go" >}}', "Go", 'Vai "là"', '{{< button "Vai \\"là\\"" >}}'),
        ('{{< button "Go" >}}', "Go", "a\\nb", '{{< button "a\\nb" >}}'),
        ('{{< button "Go" >}}', "Go", "Vai\\", '{{< button "Go" >}}'),
        ("{{< button `Go` >}}", "Go", 'Vai "là"\nqui', '{{< button `Vai "là" qui` >}}'),
        ("{{< button `Go` >}}", "Go", "`Vai`", "{{< button `Go` >}}"),
    ],
)
def test_an_argument_is_written_as_hugo_reads_it(
    source: str, message: str, translation: str, shown: str
) -> None:
    dialect = Dialect(("shortcodes",), SHORTCODES)
    splicer = Splicer(split(dialect, f"{source}\n"), Segmentation((), dialect))
    assert splicer.splice({(None, message): translation}).text == f"{shown}\n"


def test_a_tag_whose_partner_is_in_another_message_has_to_stay() -> None:
    dialect = Dialect(("shortcodes",))
    document = split(dialect, "Open {{< a >}} it.\n\nClose {{< /a >}} it.\n")
    splicer = Splicer(document, Segmentation((), dialect))
    for translation in ("Aperto.", "{{< a >}} {{< a >}}", "{{< a >}}{{< /a >}}"):
        page = splicer.splice({(None, "Open {{< a >}} it."): translation})
        assert page.text == document.text
        assert len(page.refused) == 1


PIECES = st.sampled_from(
    [
        *("{{<", ">}}", "{{%", "%}}", "/*", "*/", " x ", "/", '"', "`", "=", "a", "\\", "{{< a >}}"),
        *("{{< /a >}}", "{%", "%}", "{{", "}}", "{: .a}", "{{ a() }}", "{% a() %}", "{% end %}", "raw"),
        *("endraw", "highlight"),
        *("<A", "<A>", "</A>", "<", ">", "{", "}", "import a from 'b'", "<!--", "-->", "'", "${", "title="),
        *("\n", "\n\n", "- ", "> ", "    ", "|", "# ", "```", "\U000f0020", "\r\n", "\t", "é"),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(sorted(DOCUMENTS)))
def test_splitting_never_fails_and_keeps_bytes(text: str, site: str) -> None:
    dialect = Dialect(SITES[site].syntaxes, (("a", ("x", 0)), *SHORTCODES))
    document = split(dialect, "\n" + text)
    spans = [span for segment in document.segments for span in segment.spans]
    assert all(left.end <= right.start for left, right in pairwise(spans))
    splicer = Splicer(document, Segmentation((), dialect))
    assert splicer.splice({segment.key: segment.text for segment in document.segments}).text == "\n" + text


@given(
    st.lists(PIECES, max_size=12).map("".join),
    st.sampled_from(sorted(DOCUMENTS)),
    st.integers(min_value=0, max_value=20),
)
def test_no_translation_changes_the_structure(translation: str, site: str, number: int) -> None:
    dialect = Dialect(SITES[site].syntaxes, SHORTCODES)
    segmentation = Segmentation((), dialect)
    document = split(dialect, DOCUMENTS[site])
    segment = document.segments[number % len(document.segments)]
    page = Splicer(document, segmentation).splice({segment.key: translation}).text
    assert segmentation.outline(page) == segmentation.outline(document.text)
