"""Raw HTML: the text between tags and what attributes say to a reader are messages.

A scanner finds tags, comments and elements that hold no text, each at its exact place (HTML Standard, section
13.2.5, as far as places go). Text runs from one block-level tag to the next; inline tags stay in it, so that
a sentence is one message. What is not text is the skeleton, which a translation has to leave as it is.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

import msgspec
from markdown_it.rules_block import html_block

from i18n_pipeline.document import PhraseForm
from i18n_pipeline.markdown.blocktext import read_block
from i18n_pipeline.markdown.syntax import push_behind, push_container, push_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Phrasing content (HTML Standard, section 3.2.5.2.5) that stands within a sentence.
INLINE_TAGS = _words(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd mark nobr q rb rp rt rtc "
    "ruby s samp small span strike strong sub sup time tt u var wbr svg math"
)
VOID_TAGS = _words("area base basefont br col embed frame hr img input link meta param source track wbr")
# Elements whose content is no text, or none that a translator may touch.
_SKIPPED_TAGS = _words("script style pre textarea svg math template iframe noembed noframes xmp")
# Elements whose content is code, not text, though it stands in a sentence.
CODE_TAGS = frozenset(("code", "samp", "var"))

# Attributes that hold text for a reader, and for some the elements on which they do.
_ATTRIBUTES: Mapping[str, frozenset[str] | None] = MappingProxyType(
    {
        "alt": None,
        "title": None,
        "aria-label": None,
        "aria-description": None,
        "placeholder": None,
        "summary": frozenset(("table",)),
        "label": frozenset(("track", "option", "optgroup")),
    }
)

_PIECE = re.compile(r"<(?=[A-Za-z/!?])")
_TAG = re.compile(r"""<(/?)([A-Za-z][^\s/<>"']*)((?:[^"'<>]|"[^"]*"|'[^']*')*)>""")
_ATTRIBUTE = re.compile(r"""(?<=[\s"'])([A-Za-z_:@][\w:.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))""")
_NO_TRANSLATION = re.compile(r"""\stranslate\s*=\s*["']?no\b""", re.IGNORECASE)
# What is no tag: comments, CDATA, declarations and processing instructions, each up to its own end.
_DECLARATIONS = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<!", ">"), ("<?", "?>"))
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


class Piece(msgspec.Struct, frozen=True):
    """A piece of HTML: text, a tag, or what is neither (``opaque``; ``broken`` if it never ends)."""

    kind: Literal["text", "open", "close", "opaque", "broken"]
    start: int
    end: int
    name: str = ""
    inline: bool = True


class Stretch(msgspec.Struct, frozen=True):
    """A text for a translator: what it is, where it stands, and in what style it is written."""

    kind: str
    start: int
    end: int
    style: Literal["html", "attribute", "attribute-single", "attribute-bare"]


def hide_templates(text: str) -> str:
    """Blank out tags of template languages, whose quotes and brackets mean nothing to HTML."""
    return _TEMPLATE.sub(lambda match: re.sub(r"\S", " ", match[0]), text) if "{" in text else text


def scan_html(text: str) -> list[Piece]:
    """Split ``text`` to pieces, none of them empty, without gaps."""
    pieces, pos = [], 0
    while pos < len(text):
        match = _PIECE.search(text, pos)
        start = match.start() if match else len(text)
        if start > pos:
            pieces.append(Piece("text", pos, start))
        if start < len(text):
            pieces.append(_scan_markup(text, start))
        pos = pieces[-1].end
    return pieces


def _scan_markup(text: str, start: int) -> Piece:
    for opening, closing in _DECLARATIONS:
        if text.startswith(opening, start):
            end = text.find(closing, start + len(opening))
            if end < 0:
                break
            return Piece("opaque", start, end + len(closing))
    tag = _TAG.match(text, start)
    if tag is None:
        # A browser takes all that follows for a part of this tag.
        return Piece("broken", start, len(text), inline=False)
    name = tag[2].lower()
    if tag[1]:
        return Piece("close", start, tag.end(), name, name in INLINE_TAGS)
    hidden = name in _SKIPPED_TAGS or (_NO_TRANSLATION.search(tag[3]) is not None and name not in VOID_TAGS)
    if hidden and not tag[3].endswith("/"):
        return Piece("opaque", start, _end_of_element(text, name, tag.end()), name, name in INLINE_TAGS)
    return Piece("open", start, tag.end(), name, name in INLINE_TAGS)


def _end_of_element(text: str, name: str, pos: int) -> int:
    """Return where an element ends that was opened before ``pos``; elements of its name nest."""
    depth = 1
    for match in re.finditer(rf"<(/?){re.escape(name)}\b[^>]*>", text[pos:], re.IGNORECASE):
        depth += -1 if match[1] else 1
        if depth == 0:
            return pos + match.end()
    return len(text)


class Html(msgspec.Struct, frozen=True):
    """What a piece of HTML holds: texts in order, and the skeleton around them."""

    texts: tuple[Stretch, ...]
    skeleton: tuple[object, ...]


def read_html(text: str) -> Html:
    """Return the texts in ``text`` and its skeleton."""
    masked = hide_templates(text)
    texts: list[Stretch] = []
    skeleton: list[object] = []
    holders: list[str] = []
    for run in _runs(masked, scan_html(masked)):
        found, rows = _read_run(text, masked, run, holders[-1] if holders else "")
        texts += found
        skeleton += rows
        _track_holders(holders, run)
    return Html(tuple(texts), tuple(skeleton))


def _runs(masked: str, pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield runs of inline pieces, and each piece that ends one by itself."""
    run: list[Piece] = []
    fences = _first_tag(masked, pieces)
    for index, piece in enumerate(pieces):
        if piece.inline and index not in fences and not _is_break_of_many(masked, pieces, index):
            run.append(piece)
            continue
        if run:
            yield run
        yield [piece]
        run = []
    if run:
        yield run


def _first_tag(masked: str, pieces: Sequence[Piece]) -> frozenset[int]:
    """Return the places of an inline tag that is alone on the first line, and of its end.

    It opens the block (CommonMark 0.31, section 4.6, condition 7), so nothing may join it on its line.
    """
    first = next((index for index, piece in enumerate(pieces) if not _is_blank(masked, piece)), -1)
    if first < 0 or masked[pieces[first].end :].partition("\n")[0].strip():
        return frozenset()
    depth = 0
    for index, piece in enumerate(pieces[first:], first):
        if piece.name == pieces[first].name:
            depth += {"open": 1, "close": -1}.get(piece.kind, 0)
            if depth == 0:
                return frozenset((first, index))
    return frozenset((first,))


def _is_break_of_many(masked: str, pieces: Sequence[Piece], index: int) -> bool:
    """Tell whether a ``<br>`` stands next to another: two of them part paragraphs."""
    if pieces[index].name != "br":
        return False
    for step in (-1, 1):
        other = index + step
        while 0 <= other < len(pieces) and _is_blank(masked, pieces[other]):
            other += step
        if 0 <= other < len(pieces) and pieces[other].name == "br":
            return True
    return False


def _is_blank(masked: str, piece: Piece) -> bool:
    return piece.kind == "text" and not masked[piece.start : piece.end].strip()


def _track_holders(holders: list[str], run: Sequence[Piece]) -> None:
    """Note which element is open after a piece that ends a run."""
    piece = run[0]
    if piece.kind == "open" and piece.name not in VOID_TAGS:
        holders.append(piece.name)
    elif piece.kind == "close" and piece.name in holders:
        while holders.pop() != piece.name:
            pass


def _read_run(text: str, masked: str, run: list[Piece], holder: str) -> tuple[list[Stretch], list[object]]:
    """Return the texts of a run, and its rows of the skeleton."""
    body = _trim(masked, run)
    if not any(piece.kind == "text" and not _is_blank(masked, piece) for piece in body):
        texts = [stretch for piece in run for stretch in find_attributes(masked, piece)]
        return texts, [_mask(text, masked, piece) for piece in run if piece.kind != "text"]
    start, end = body[0].start, body[-1].end
    start += len(masked[start:end]) - len(masked[start:end].lstrip())
    end -= len(masked[start:end]) - len(masked[start:end].rstrip())
    stretch = Stretch(f"html: {holder}" if holder else "html", start, end, "html")
    opaque = sorted(text[piece.start : piece.end] for piece in run if piece.kind == "opaque")
    return [stretch], [("text", unbalanced_tags(body), tuple(opaque))]


def _trim(masked: str, run: Sequence[Piece]) -> list[Piece]:
    """Leave out line breaks, comments and white space at both ends."""
    body = list(run)
    for end in (0, -1):
        while body and (_is_blank(masked, body[end]) or body[end].kind == "opaque" or body[end].name == "br"):
            del body[end]
    return body


def unbalanced_tags(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """Return the tags without a partner, those that break out of the text first of all."""
    open_tags: list[str] = []
    alone = []
    for piece in pieces:
        if piece.kind == "open" and piece.name not in VOID_TAGS:
            open_tags.append(piece.name)
        elif piece.kind == "close" and open_tags and open_tags[-1] == piece.name:
            open_tags.pop()
        elif piece.kind == "close":
            alone.append("/" + piece.name)
    return (*alone, *open_tags)


def find_attributes(text: str, piece: Piece) -> Iterator[Stretch]:
    """Yield the attributes of a tag that hold text for a reader."""
    if piece.kind != "open":
        return
    for match in _ATTRIBUTE.finditer(text, piece.start, piece.end):
        name = match[1].lower()
        elements = _ATTRIBUTES.get(name, frozenset())
        group = next(number for number in (2, 3, 4) if match[number] is not None)
        if (elements is None or piece.name in elements) and match[group].strip():
            style: Literal["attribute", "attribute-single", "attribute-bare"]
            style = ("attribute", "attribute-single", "attribute-bare")[group - 2]
            yield Stretch(f"html: {name}", match.start(group), match.end(group), style)


def _mask(text: str, masked: str, piece: Piece) -> str:
    """Return a piece as it stands, but for the values of attributes that are messages."""
    parts, pos = [], piece.start
    for value in find_attributes(masked, piece):
        quote = {"attribute": '"', "attribute-single": "'", "attribute-bare": ""}[value.style]
        parts += [text[pos : value.start - len(quote)], '"…"']
        pos = value.end + len(quote)
    return "".join([*parts, text[pos : piece.end]])


def add_rules(parser: MarkdownIt) -> None:
    """Make the parser push the texts of a block of HTML behind it."""
    push_behind(parser, "html_block", html_block, _push_texts, ("paragraph", "reference", "blockquote"))


def push_html(state: StateBlock, first: int, after: int) -> None:
    """Push the lines ``first`` up to, not including, ``after`` as a block of HTML with its texts."""
    token = state.push("html_block", "", 0)
    token.map = [first, after]
    token.content = state.getLines(first, after, state.blkIndent, keepLastLF=True)
    state.line = after
    _push_texts(state)


def _push_texts(state: StateBlock) -> None:
    token = state.tokens[-1]
    first, after = token.map or (0, 0)
    block = read_block(state, first, after, state.blkIndent)
    html = read_html(block.text)
    token.meta["skeleton"] = html.skeleton
    with push_container(state, "html_texts", wanted=html.texts):
        for stretch in html.texts:
            spans = block.spans(stretch.start, stretch.end)
            message = " ".join(block.text[stretch.start : stretch.end].split())
            form = PhraseForm(stretch.style)
            kind, start, end = stretch.kind, spans[0][0], spans[-1][1]
            push_phrase(state, kind, message, start, end, form, spans)
