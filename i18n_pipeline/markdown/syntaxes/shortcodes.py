"""Hugo's shortcodes: ``{{< name args >}}`` and ``{{% name args %}}``.

The rules are those of Hugo's lexer (github.com/gohugoio/hugo, ``parser/pageparser/pagelexer_shortcode.go``)
and of https://gohugo.io/content-management/shortcodes/: Hugo finds shortcodes before it looks for Markdown,
in code and HTML comments too, and stops the build at one that isn't well formed; ``>}}`` alone is text.
``{{</* name */>}}`` is shown to readers as ``{{< name >}}`` and no shortcode, except that here one whose name
is ``i18n`` is a directive.
"""

from __future__ import annotations

import re
from functools import lru_cache

from i18n_pipeline.markdown.syntax import Syntax
from i18n_pipeline.markdown.syntaxes.tags import Role, Style, Tag, TagLanguage, Value

# Built in (highlight, comment) or usual in themes: what they enclose is code or data, not Markdown.
_RAW = re.compile(
    r"""asciinema|chart(?:js)?|code(?:-?blocks?|-toggle)?|command|comment|css|diagram|echarts|flowchart|goat
      | graphviz|highlight|html|javascript|js|katex|kroki|latex|markmap|math(?:jax)?|mermaid|openapi|output
      | plantuml|pre|prism|raw(?:[-_]?html)?|script|style|svg|swagger|terminal|typeit|uml|vega-lite
      | .*\.inline""",
    re.VERBOSE,
)

_OPENER = re.compile(r"\{\{[<%]")
_NAME = re.compile(r"\s*(?P<slash>/)?\s*(?P<name>\w[\w/-]*(?:\.inline)?)(?![\w./-])")
_ESCAPED_END = {"<": "*/>}}", "%": "*/%}}"}
_END = {"<": re.compile(r"\s*(?P<slash>/)?\s*>\}\}"), "%": re.compile(r"\s*(?P<slash>/)?\s*%\}\}")}
_DIRECTIVE = re.compile(r"\s*i18n\s")
_VALUE = re.compile(
    r"""
    \s* (?: (?P<key>[\w.-]+) \s*=\s* )?
    (?: "(?P<double> (?: \\" | \\(?![`"]) | [^"\\\n] )* )"    # of escapes it knows \" alone
      | \\"(?P<odd> [^"\n]*? )\\"
      | `(?P<raw> [^`]* )`                                    # may span lines
      | (?P<bare> (?(key) (?: (?![>%]\}\}) [^\s"`\\] )+ | [\w.-]+ ) )
    )
    """,
    re.VERBOSE,
)
_STYLES: tuple[tuple[str, Style], ...] = (("double", "shortcode"), ("raw", "raw"), ("bare", "shortcode-bare"))


def _match(text: str, start: int) -> Tag:
    delimiter, pos = text[start + 2], start + 3
    if text.startswith("/*", pos):
        return _match_escaped(text, start)
    name = _NAME.match(text, pos)
    if name is None:
        return Tag(start, pos, "", "broken")
    values, pos = _read_values(text, name.end())
    end = _END[delimiter].match(text, pos)
    if end is None or name["name"].endswith("/") or (name["slash"] and values):
        return Tag(start, start + 3, "", "broken")
    role: Role = "close" if name["slash"] else "void" if end["slash"] else "open"
    return Tag(start, end.end(), name["name"], role, values)


def _match_escaped(text: str, start: int) -> Tag:
    closing = _ESCAPED_END[text[start + 2]]
    end = text.find(closing, start + 6)
    if end < 0:
        return Tag(start, start + 5, "", "broken")
    if _DIRECTIVE.match(text, start + 5):
        return Tag(start, end + len(closing), "i18n", "void")
    return Tag(start, end + len(closing), "", "text")


def _read_values(text: str, pos: int) -> tuple[tuple[Value, ...], int]:
    values: list[Value] = []
    while (match := _VALUE.match(text, pos)) is not None:
        key = match["key"] or len(values)
        for group, style in _STYLES:
            if match[group] is not None:
                outer = 0 if group == "bare" else 1
                start, end = match.span(group)
                values.append(
                    Value(key, _plain(match[group], style), start, end, start - outer, end + outer, style)
                )
        pos = match.end()
    return tuple(values), pos


def _plain(raw: str, style: str) -> str:
    r"""Return the text of a value; where there is ``\"`` in a quoted one, Hugo drops every backslash."""
    if style == "shortcode" and '\\"' in raw:
        return raw.replace("\\", "")
    return " ".join(line.strip() for line in raw.split("\n")).strip() if "\n" in raw else raw


@lru_cache(maxsize=256)
def _closer(name: str) -> re.Pattern[str] | None:
    if _RAW.fullmatch(name) is None:
        return None
    return re.compile(rf"\{{\{{(?:<\s*/\s*{re.escape(name)}\s*>|%\s*/\s*{re.escape(name)}\s*%)\}}\}}")


_LANGUAGE = TagLanguage("shortcodes", _OPENER, _match, _closer)

SHORTCODES = Syntax(
    name="shortcodes",
    add_rules=_LANGUAGE.add_rules,
    suspects=re.compile(r"\{\{[<%]|[%>]\}\}"),
    hide=_LANGUAGE.hide,
    breaks=_LANGUAGE.breaks,
    escape_beside=_LANGUAGE.escape,
    find=_LANGUAGE.find,
)
