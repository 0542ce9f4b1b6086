"""The headings of a page, and terms that have ids like them: text, ids, and where an id is written.

What stands behind a heading's text in braces is read as the site's generator reads it.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from i18n_pipeline.document import Span
from i18n_pipeline.markdown.lines import split_lines
from i18n_pipeline.markdown.locating import locate_heading, locate_paragraph
from i18n_pipeline.markdown.parser import parse_once

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markdown_it.token import Token

    from i18n_pipeline.markdown.dialect import Dialect
    from i18n_pipeline.markdown.lines import Lines
    from i18n_pipeline.project import AttributeSyntax, TermIds

_ITEMS = r"[ \t]*(?P<list>(?:[#.][^\s{}]+|[\w-]+=\S[^{}]*)(?:[ \t]+[^{}]*)?)\}$"
_ID = r"(?:^|[ \t]+)\{(?P<list>#[^\s{}]+)\}$"
_COMMENT = r"[ \t]*\{/\*[ \t]*(?P<comment>#\S+)[ \t]*\*/\}"

# What may follow the text of a heading: a list of attributes in goldmark and pulldown-cmark (mdBook, Zola),
# with a colon too in Python-Markdown's attr_list; an id alone in kramdown; in a comment (too) in Docusaurus.
_SYNTAXES: Mapping[AttributeSyntax, re.Pattern[str]] = MappingProxyType(
    {
        "attributes": re.compile(r"[ \t]*\{" + _ITEMS),
        "attr-list": re.compile(r"[ \t]*\{:?" + _ITEMS),
        "id-or-line": re.compile(_ID),
        "comment": re.compile(f"{_COMMENT}$"),
        "id-or-comment": re.compile(f"(?:[ \\t]*\\{{(?P<list>#[^{{}}]+)\\}}|{_COMMENT})$"),
        "none": re.compile(r"(?!)"),
    }
)
_GIVEN_ID = re.compile(r"""(?:^|[ \t])(?:\#([^\s{}"']+)|id=(?:"([^"]*)"|'([^']*)'|([^\s"'{}]+)))""")
# An attribute list of kramdown on the line below (https://kramdown.gettalong.org/syntax.html#block-ials).
_LINE_BELOW = re.compile(r"[ \t]*\{:(?P<list>[^{}]*)\}[ \t]*$")
_TAG = re.compile(r"\{\{[<%#]|\{%")
_TEMPLATE_TAG = re.compile(r"\{\{|\{%")


class Heading(msgspec.Struct, frozen=True):
    """A heading, or a term of a definition list: its inline Markdown without attributes, and its place.

    ``span`` is around the text, ``list_at`` where a list of attributes has room for one more at its start,
    or None without a list, and ``end`` behind all that stands on the heading's last line. ``id`` is the one
    that was given by hand.
    """

    text: str
    line: int
    span: Span
    end: int
    id: str | None = None
    list_at: int | None = None
    has_tags: bool = False
    is_term: bool = False


def read_headings(
    text: str, start: int, dialect: Dialect, attributes: AttributeSyntax, terms: TermIds = "none"
) -> tuple[Heading, ...]:
    """Return all headings of the Markdown in ``text[start:]``, those in lists and quotes too.

    Terms of definition lists are among them where ``terms`` says that they have ids.
    """
    lines = split_lines(text, start)
    tokens, _ = parse_once(text[start:], dialect)
    found = []
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            found.append(_read_heading(tokens[index + 1], token, lines, attributes, dialect))
        elif token.type == "dt_open" and terms != "none":
            if terms == "lines" or tokens[index - 1].type != "dt_close":
                found.append(_read_term(tokens[index + 1], lines, dialect))
            else:
                # Of a term of several lines, each a segment of its own, the id is left alone.
                found[-1] = replace(found[-1], has_tags=True)
    return tuple(found)


def _read_term(token: Token, lines: Lines, dialect: Dialect) -> Heading:
    pieces = locate_paragraph(token, lines)
    first = (token.map or (0, 1))[0]
    start, stop = (lines.offset(first, at) for at in (pieces[0].start, pieces[0].end)) if pieces else (0, 0)
    has_tags = not pieces or _has_tags(token.content, dialect)
    return Heading(
        token.content, lines.first + first, Span(start, stop), stop, has_tags=has_tags, is_term=True
    )


def _read_heading(
    token: Token, opening: Token, lines: Lines, attributes: AttributeSyntax, dialect: Dialect
) -> Heading:
    atx = opening.markup.startswith("#")
    pieces = locate_heading(token, opening, lines) if atx else locate_paragraph(token, lines)
    first, after = opening.map or (0, 1)
    last = pieces[-1].line if pieces else first
    start = lines.offset(pieces[0].line, pieces[0].start) if pieces else _line_end(lines, last)
    stop = lines.offset(last, pieces[-1].end) if pieces else start
    content = "\n".join(line.strip() for line in token.content.split("\n"))
    match = _SYNTAXES[attributes].search(content)
    if attributes == "attributes" and _line_end(lines, last) > stop:
        match = None  # in front of closing marks braces are text
    listed = match is not None and match.groupdict().get("list") is not None
    text = content[: match.start()] if match else content
    if match and atx and attributes in ("attributes", "attr-list"):
        text = re.sub(r"(?:^|[ \t]+)#+$", "", text)
    return Heading(
        text=text,
        line=lines.first + first,
        span=Span(start, stop - (len(content) - len(text))),
        end=_line_end(lines, last),
        id=_given_id(match, lines, after, attributes),
        list_at=stop - (len(content) - match.start("list")) if match and listed else None,
        has_tags=_has_tags(text, dialect),
    )


def _line_end(lines: Lines, line: int) -> int:
    return lines.offset(line, len(lines.texts[line].rstrip()))


def _given_id(
    match: re.Match[str] | None, lines: Lines, after: int, attributes: AttributeSyntax
) -> str | None:
    groups: Sequence[str | None] = tuple(match.groupdict().values()) if match else ()
    found = next((group for group in groups if group), None)
    if attributes in ("comment", "id-or-comment"):
        return found[1:] if found else None
    if found is None and attributes == "id-or-line" and after < len(lines.texts):
        below = _LINE_BELOW.match(lines.texts[after])
        found = below["list"] if below else None
    given = _GIVEN_ID.search(found) if found else None
    return next((group for group in given.groups() if group), None) if given else None


def _has_tags(text: str, dialect: Dialect) -> bool:
    """Tell whether a generator would put something else in place of a part of the text."""
    templates = {"liquid", "tera"} & set(dialect.syntaxes)
    return (_TEMPLATE_TAG if templates else _TAG).search(text) is not None
