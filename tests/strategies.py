"""What hypothesis makes documents and translations of."""

from __future__ import annotations

from hypothesis import strategies as st

_WORDS = """
one Two drei 四五 **six** `seven` [eight](/url) <b>nine</b> 10. a|b &amp; ![t](i.png) {{<x>}} $e=mc^2$ [^1]
a_b * \\ <!--c--> https://a.org [foo]
"""
WORDS = st.sampled_from(_WORDS.split())
LINES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
PARAGRAPHS = st.lists(LINES, min_size=1, max_size=3).flatmap(
    lambda lines: st.sampled_from(["\n", "  \n", "\\\n", "\n  "]).map(lambda joint: joint.join(lines))
)
HEADINGS = st.builds(
    lambda marks, text, tail: f"{marks} {text}{tail}",
    st.integers(1, 6).map("#".__mul__),
    LINES,
    st.sampled_from(["", " #", " {#id}", "  "]),
)
SETEXT = st.builds("{}\n{}".format, PARAGRAPHS, st.sampled_from(["===", "---", "="]))
CODE = st.builds(
    "{0}{1}\n{2}\n{0}".format,
    st.sampled_from(["```", "~~~~"]),
    st.sampled_from(["", "python", "js"]),
    st.sampled_from(["# A comment here", "// more of it\nx = 'two words'", "", "    indented"]),
)
TABLES = st.builds(
    lambda left, right, first, last: (
        f"{first}{left} | b{last}\n{first}---|:-:{last}\n{first}c | {right}{last}"
    ),
    WORDS.map(lambda word: word.replace("|", "\\|")),
    LINES.map(lambda line: line.replace("|", "\\|")),
    st.sampled_from(["| ", ""]),
    st.sampled_from([" |", ""]),
)
HTML = st.builds(
    lambda form, line: form.format(line),
    st.sampled_from(
        [
            "<div>\n{}\n</div>",
            '<p title="A title">{} <em>and</em>\nmore</p>',
            "<!-- {} -->",
            "<details>\n<summary>{}</summary>",
            "</details>",
            '<img alt="Some text">',
            "<span>\n{}\n</span>",
        ]
    ),
    LINES.map(lambda line: line.replace('"', "").replace("-->", "")),
)
DEFINITIONS = st.builds(
    "[{}]: /url{}".format,
    st.sampled_from(["foo", "bar"]),
    st.sampled_from(["", ' "A title"', "\n'Two\nlines'", " (x)"]),
)
OTHERS = st.sampled_from(
    [
        "---",
        "***",
        "    code",
        "<!-- i18n: skip -->",
        "<!-- i18n: context=x -->",
        "> [!NOTE]\n> Mind",
        "[^1]: Note",
    ]
)
LEAVES = st.one_of(PARAGRAPHS, HEADINGS, SETEXT, CODE, TABLES, HTML, DEFINITIONS, OTHERS)


def _indent(text: str, first: str, others: str) -> str:
    lines = text.split("\n")
    return "\n".join([first + lines[0], *((others + line) if line else line for line in lines[1:])])


def _quote(text: str) -> str:
    return _indent(text, "> ", "> ")


def _item(text: str, mark: str) -> str:
    return _indent(text, f"{mark} ", " " * (len(mark) + 1))


def _containers(blocks: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    some = st.lists(blocks, min_size=1, max_size=3)
    joined = st.builds(str.join, st.sampled_from(["\n\n", "\n"]), some)
    items = st.builds(_item, joined, st.sampled_from(["-", "*", "1.", "12)", "- [x]"]))
    lists = st.builds(str.join, st.sampled_from(["\n", "\n\n"]), st.lists(items, min_size=1, max_size=3))
    return st.one_of(joined.map(_quote), lists)


BLOCKS = st.recursive(LEAVES, _containers, max_leaves=8)
FRONT_MATTER = st.sampled_from(
    [
        "",
        "",
        "---\ntitle: A title\n---\n",
        '+++\ntitle = "A title"\n+++\n\n',
        '{\n  "title": "A title"\n}\n\n',
    ]
)
_GAPS = st.sampled_from(["\n\n", "\n\n\n", "\n"])
BODIES = st.builds(str.join, _GAPS, st.lists(BLOCKS, min_size=1, max_size=5))


def _document(head: str, body: str, end: str, newline: str, indent: str) -> str:
    return (head + body.replace("    ", indent) + end).replace("\n", newline)


DOCUMENTS = st.builds(
    _document,
    FRONT_MATTER,
    BODIES,
    st.sampled_from(["\n", "", "\n\n"]),
    st.sampled_from(["\n", "\n", "\r\n"]),
    st.sampled_from(["    ", "\t"]),
)

_SIGNS = r"""
# - * + > 1. 2) ` `` ``` ~~~ | || --- === *** ::: !!! {{< >}} {{% %}} {{ {% $$ $ [ ] ( ) [x]: [^1]: : <div>
</div> <!-- --> <b> </b> <script> <p </p> <? <![CDATA[ \ \\ &lt; & ** __ ~~ ! ![ +++ {#x} {: .x} " ' */ // '''
"""
_SYNTAX = st.sampled_from(_SIGNS.split())
_SPACE = st.sampled_from(
    [" ", "\n", "\n\n", "\t", "    ", "\r", "\r\n", "\0", "\u00a0", "\u2028", "\f", "", ""]
)
TRANSLATIONS = st.one_of(
    st.lists(st.one_of(_SYNTAX, _SPACE, st.sampled_from(["x", "Wort", "字", "é"])), max_size=8).map("".join),
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20),
    LINES,
)
