"""Where links lead, and where exactly that is written.

The inline rules of markdown-it-py are wrapped to note where they matched, so what is found is what the parser
takes for a destination: no second opinion on brackets, code spans and escapes. Tags of template languages are
masked meanwhile, character by character, since a destination may be one (``{{< ref "x" >}}``).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

import msgspec
from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkDestination, parseLinkLabel
from markdown_it.rules_inline import html_inline, image, link

from i18n_pipeline.document import InlineForm, PhraseForm, Span
from i18n_pipeline.markdown.code_and_links import read_code_and_links
from i18n_pipeline.markdown.lines import split_lines
from i18n_pipeline.markdown.locating import locate_cells, locate_heading, locate_paragraph
from i18n_pipeline.markdown.parser import parse_once
from i18n_pipeline.markdown.syntax import VERBATIM

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    from i18n_pipeline.document import Form
    from i18n_pipeline.markdown.dialect import Dialect
    from i18n_pipeline.markdown.lines import Lines
    from i18n_pipeline.markdown.locating import Piece

# A ``value`` is one of front matter.
LinkKind = Literal["link", "image", "definition", "html", "value"]
# Whether a rule only tells if it matches; the parser passes it by position.
_Silent = bool

_TAG = re.compile(r"\{\{[<%].*?[%>]\}\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_MASK = "\ue000"
_ATTRIBUTE = re.compile(
    r"""(?<=[\s"'])(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`{]+))""", re.IGNORECASE
)
_HTML = re.compile(r"""<!--.*?-->|<[A-Za-z](?:[^<>"']|"[^"]*"|'[^']*')*>""", re.DOTALL)
_WEB = re.compile(r"https?://", re.IGNORECASE)
_LABEL = re.compile(r"\[(?!\^)(?:\\.|[^\\\]])*\]:[ \t]*\n?[ \t>]*", re.DOTALL)


class Link(msgspec.Struct, frozen=True):
    """A destination as it is written: its text, its place without angle brackets, its line (from 1)."""

    kind: LinkKind
    text: str
    span: Span
    bracketed: bool = False
    line: int = 0


def may_hold_links(markdown: str) -> bool:
    """Tell whether there may be a destination in inline Markdown."""
    return "](" in markdown or "<" in markdown


def find_inline_links(markdown: str, labels: Collection[str] = ()) -> tuple[Link, ...]:
    """Return the destinations in inline Markdown, in order; ``labels`` are those that are defined."""
    if not may_hold_links(markdown):
        return ()
    plain = _find_plain_links(markdown)
    if plain is not None:
        return plain
    found: list[Link] = []
    env = {"references": {label: {"href": "#", "title": ""} for label in labels}, "found": found, "within": 0}
    _PARSER.parseInline(_mask(markdown), env)
    placed = (_unmask(link, markdown) for link in found)
    return tuple(sorted(placed, key=lambda link: link.span.start))


def _find_plain_links(markdown: str) -> tuple[Link, ...] | None:
    """Return the destinations in text whose only markup is code and plain links; None where it is not."""
    # A line end is a space to both of them.
    stretches = read_code_and_links(markdown.replace("\n", " "))
    links = [one for one in stretches or () if one.kind == "link"]
    # The parser makes no links of some schemes.
    if stretches is None or any(":" in one.content and not _WEB.match(one.content) for one in links):
        return None
    return tuple(
        Link("link", one.content, Span(one.end - 1 - len(one.content), one.end - 1)) for one in links
    )


def find_message_links(form: Form, text: str, labels: Collection[str] = ()) -> tuple[Link, ...]:
    """Return the destinations in the text of a segment, as it stands in a document: Markdown or HTML."""
    if isinstance(form, InlineForm) or (isinstance(form, PhraseForm) and form.style in ("label", "line")):
        return find_inline_links(text, labels)
    return tuple(_find_in_html(text)) if isinstance(form, PhraseForm) and form.style == "html" else ()


def _mask(text: str) -> str:
    return _TAG.sub(lambda tag: _MASK * len(tag[0]), text) if "{" in text and _MASK not in text else text


def _unmask(link: Link, markdown: str) -> Link:
    return Link(link.kind, markdown[link.span.start : link.span.end], link.span, link.bracketed)


def find_links(text: str, start: int, dialect: Dialect) -> tuple[Link, ...]:
    """Return the destinations in the Markdown of ``text[start:]``, in order."""
    lines = split_lines(text, start)
    tokens, labels = parse_once(text[start:], dialect)
    found: list[Link] = []
    for token, pieces in _located(tokens, lines):
        if pieces:
            found.extend(_links_in_pieces(pieces, lines, labels))
        elif token.type == VERBATIM and token.markup == "definition":
            found.extend(_definition(token, text, lines))
        elif token.type == "html_block" or (token.type == VERBATIM and "mdx" in dialect.syntaxes):
            found.extend(_links_in_html(token, text, lines))
    return tuple(sorted(found, key=lambda link: link.span.start))


def _located(tokens: Sequence[Token], lines: Lines) -> Iterator[tuple[Token, Sequence[Piece]]]:
    """Yield blocks that may hold a link with, for inline content, the pieces of lines that hold it."""
    row: list[Piece | None] = []
    for index, token in enumerate(tokens):
        pieces: Sequence[Piece] = ()
        if token.type == "tr_open":
            row = locate_cells(tokens, index, lines)[::-1]
        elif token.type == "inline":
            parent = tokens[index - 1]
            if parent.type in ("th_open", "td_open"):
                cell = row.pop()
                pieces = (cell,) if cell else ()
            elif not may_hold_links(token.content):
                continue
            elif parent.type == "heading_open" and parent.markup.startswith("#"):
                pieces = locate_heading(token, parent, lines)
            else:
                pieces = locate_paragraph(token, lines)
        yield token, pieces


def _links_in_pieces(pieces: Sequence[Piece], lines: Lines, labels: Collection[str]) -> Iterator[Link]:
    texts = [piece.text for piece in pieces]
    starts = list(accumulate((len(text) + 1 for text in texts[:-1]), initial=0))
    for found in find_inline_links("\n".join(texts), labels):
        number = bisect_right(starts, found.span.start) - 1
        piece = pieces[number]
        start = lines.offset(piece.line, piece.start + found.span.start - starts[number])
        span = Span(start, start + len(found.text))
        yield Link(found.kind, found.text, span, found.bracketed, lines.first + piece.line)


def _slice(token: Token, text: str, lines: Lines) -> tuple[int, str]:
    first, after = token.map or (0, 1)
    end = lines.starts[after] if after < len(lines.starts) else len(text)
    return lines.starts[first], text[lines.starts[first] : end]


def _line_at(position: int, lines: Lines) -> int:
    return lines.first + bisect_right(lines.starts, position) - 1


def _definition(token: Token, text: str, lines: Lines) -> Iterator[Link]:
    offset, block = _slice(token, text, lines)
    label = _LABEL.search(block)
    found = parseLinkDestination(_mask(block), label.end(), len(block)) if label else None
    if label and found and found.ok:
        yield _link_at(block, label.end(), found.pos, "definition", offset, _line_at(offset, lines))


def _link_at(text: str, start: int, end: int, kind: LinkKind, offset: int = 0, line: int = 0) -> Link:
    bracketed = text[start : start + 1] == "<"
    if bracketed:
        start, end = start + 1, end - 1
    return Link(kind, text[start:end], Span(offset + start, offset + end), bracketed, line)


def _links_in_html(token: Token, text: str, lines: Lines) -> Iterator[Link]:
    offset, block = _slice(token, text, lines)
    for found in _find_in_html(block):
        start = offset + found.span.start
        yield Link("html", found.text, Span(start, offset + found.span.end), line=_line_at(start, lines))


def _find_in_html(html: str) -> Iterator[Link]:
    masked = _mask(html)
    for tag in _HTML.finditer(masked):
        if not tag[0].startswith("<!--"):
            for first, last in _addresses(tag[0]):
                start, end = tag.start() + first, tag.start() + last
                yield Link("html", html[start:end], Span(start, end))


def _addresses(tag: str) -> Iterator[tuple[int, int]]:
    """Yield where in a tag the values of ``href`` and ``src`` stand."""
    for match in _ATTRIBUTE.finditer(tag):
        yield match.span(match.lastindex or 0)


def _note(state: StateInline, found: Link) -> None:
    if not state.env["within"]:
        state.env["found"].append(found)


def _destination(state: StateInline, label_end: int, kind: LinkKind) -> None:
    """Note the destination of the link or image that was just parsed, unless it is one by reference."""
    if state.pos <= label_end + 1 or state.src[label_end + 1 : label_end + 2] != "(":
        return
    start = label_end + 2
    while state.src[start : start + 1] in (" ", "\t", "\n"):
        start += 1
    found = parseLinkDestination(state.src, start, state.posMax)
    if found.ok:
        _note(state, _link_at(state.src, start, found.pos, kind))


def _link(state: StateInline, silent: _Silent) -> bool:
    if state.src[state.pos] != "[":
        return False
    label_end = parseLinkLabel(state, state.pos, disableNested=True)
    if not link(state, silent):
        return False
    if not silent:
        _destination(state, label_end, "link")
    return True


def _image(state: StateInline, silent: _Silent) -> bool:
    if state.src[state.pos : state.pos + 2] != "![":
        return False
    label_end = parseLinkLabel(state, state.pos + 1, disableNested=False)
    # Links in a description are parsed in a text of their own, and shown nowhere.
    state.env["within"] += 1
    matched = image(state, silent)
    state.env["within"] -= 1
    if matched and not silent:
        _destination(state, label_end, "image")
    return matched


def _html_inline(state: StateInline, silent: _Silent) -> bool:
    start = state.pos
    if not html_inline(state, silent):
        return False
    if not silent:
        tag = state.src[start : state.pos]
        for first, end in _addresses(tag):
            _note(state, Link("html", tag[first:end], Span(start + first, start + end)))
    return True


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("strikethrough")
    parser.inline.ruler.at("link", _link)
    parser.inline.ruler.at("image", _image)
    parser.inline.ruler.at("html_inline", _html_inline)
    return parser


_PARSER = _make_parser()
