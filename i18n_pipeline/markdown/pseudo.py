"""Pseudo-translations: what a reader sees is changed, what a machine reads is not.

The inline parser's rules are wrapped so that each says where in the message it found text. So the letters of
text are changed in their places, and nothing is written anew. What comes out is parsed again: markup that is
not the message's would be a mistake here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import html_inline, image, link, text

from i18n_pipeline.document import PhraseForm
from i18n_pipeline.markdown.html import CODE_TAGS, find_attributes, hide_templates, scan_html
from i18n_pipeline.markdown.syntaxes import syntaxes_of
from i18n_pipeline.markdown.worth import CODE_STYLES, HTML_STYLES, has_letters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    from i18n_pipeline.document import Form
    from i18n_pipeline.markdown.dialect import Dialect
    from i18n_pipeline.markdown.html import Piece
    from i18n_pipeline.markdown.syntax import Silent

PseudoStyle: TypeAlias = Literal["accents", "cjk", "rtl"]
Range: TypeAlias = "tuple[int, int]"

_LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ACCENTED = "áƀćđéƒǵĥíĵķĺɱńóƥɋŕśťúṽŵẋýźÁƁĆĐÉƑǴĤÍĴĶĹṀŃÓƤɊŔŚŤÚṼŴẊÝŹ"
_ACCENTS = str.maketrans(_LATIN, _ACCENTED)
_CJK = str.maketrans(_LATIN, "一木本日月水火土山川田目耳口手足人力女子小中大上下天" * 2)
_RTL = str.maketrans(_LATIN, "אבגדהוזחטיכלמנסעפצקרשתםןףץ" * 2)

_LATIN_RUN = re.compile(r"[a-zA-Z]+")
_BRACKETS = (("[", "]"), ("⟦", "⟧"), ("", ""))
# What generators make links of, which none does between square brackets or right behind a sign.
_ADDRESS = re.compile(r"(?:https?|ftp)://\w|\bwww\.\w|\w@\w")
# Translated text is longer than English by about this much.
_GROWTH = 0.3

# Pieces that some syntax may take for something else than text; the syntax itself is asked.
_SUSPECTS = re.compile(
    r"""\{\{.*?\}\} | \{%.*?%\} | \{[^{}\n]*\}     # templates, expressions, attributes
    | \$\$.+?\$\$ | \$[^$\n`]+\$ | \\\(.+?\\\) | \\\[.+?\\\]   # math
    | :[\w+-]+: | \[\[.*?\]\] | \[\^[^\]\s]+\] | </?[A-Za-z][^<>]*>
    """,
    re.VERBOSE | re.DOTALL,
)
# Addresses, entities, escapes, tags of template languages (plugins bring in such that no syntax of the site
# knows), and what a program puts values in place of.
_FIXED = re.compile(
    r"""(?:[a-z][a-z0-9+.-]+://|www\.|mailto:)[^\s<>)\]"'`]+ | [^\s@<>()\[\]"'`]+@[^\s@<>()\[\]"'`]+\.\w+
    | \{\{.*?\}\} | \{%.*?%\} | &(?:\#x?)?[\da-z]+; | \\. | %\(\w+\)[sdr] | %[-\d.]*[a-z] | \$?\{[^{}\s]*\}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TITLE = re.compile(
    r"""\s(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|\(((?:\\.|[^()\\])*)\))\s*\)\Z""", re.DOTALL
)


@dataclass(slots=True)
class _Record:
    """Where the parser found text and tags (in order), titles, and the ends of references without a label.

    ``links`` are the spans of links and images, each with that of its text; those inside come first.
    """

    offset: int = 0
    found: list[tuple[Literal["text", "tag"], int, int]] = field(default_factory=list)
    titles: list[Range] = field(default_factory=list)
    labels: list[tuple[int, int, str]] = field(default_factory=list)
    links: list[tuple[Range, Range]] = field(default_factory=list)


def pseudo_translate(
    form: Form,
    message: str,
    dialect: Dialect,
    style: PseudoStyle = "accents",
    labels: Iterable[str] = (),
) -> str:
    """Return a pseudo-translation of a message.

    ``labels`` are the labels of link reference definitions that the message may use. The message itself is
    what comes back where its markup could not be kept.
    """
    phrase = form.style if isinstance(form, PhraseForm) else ""
    masked = _mask_syntax(message, dialect)
    if phrase in HTML_STYLES:
        return _wrap(_change(message, masked, _html_ranges(masked), style), style, *_BRACKETS[0])
    if phrase in CODE_STYLES or phrase.startswith("title"):
        return _wrap(_change(message, masked, [(0, len(message))], style), style, *_BRACKETS[0])
    references = {normalizeReference(label): {"href": f"#{label}", "title": ""} for label in labels}
    record = _record(masked, references)
    ranges = [*_text_ranges(masked, record), *record.titles]
    changed = _change(message, masked, ranges, style, record.labels)
    wanted = _signature(message, references)
    insides = _insides(changed, _record(_mask_syntax(changed, dialect), references))
    # Links in square brackets, or these in links, may be something else to a generator.
    special = insides != [(0, len(changed))] or _has_address(masked, record)
    for brackets in _BRACKETS[special:]:
        wrapped = _wrap_each(changed, insides, style, brackets)
        if _signature(wrapped, references) == wanted:
            return wrapped
    return message


def _mask_syntax(message: str, dialect: Dialect) -> str:
    """Put a neutral sign in the place of all that a syntax of the site takes out of a message."""
    syntaxes = syntaxes_of(dialect)
    hides = [syntax.hide for syntax in syntaxes if syntax.hide is not None]

    def mask(match: re.Match[str]) -> str:
        hidden = any(has_letters(match[0]) and not has_letters(hide(match[0])) for hide in hides)
        return _blank(match[0]) if hidden else match[0]

    masked = _SUSPECTS.sub(mask, message) if hides else message
    # A tag may be longer than it looks: one of code has its content in it.
    for find in (syntax.find for syntax in syntaxes if syntax.find is not None):
        for tag in find(message):
            if getattr(tag, "role", "") not in ("text", "broken"):
                masked = masked[: tag.start] + _blank(message[tag.start : tag.end]) + masked[tag.end :]
    return masked


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", "\ue000", text)


def _change(
    message: str,
    masked: str,
    ranges: Iterable[Range],
    style: PseudoStyle,
    labels: Iterable[tuple[int, int, str]] = (),
) -> str:
    """Change the letters in ``ranges`` that are not masked or fixed, and put labels in their places."""
    fixed = {at for match in _FIXED.finditer(message) for at in range(*match.span())}
    free = {at for start, end in ranges for at in range(start, end) if masked[at] == message[at]} - fixed
    words = _LATIN_RUN.finditer("".join(char if at in free else " " for at, char in enumerate(message)))
    edits = [(*word.span(), _change_word(word[0], style)) for word in words]
    parts, pos = [], 0
    for start, end, new in sorted([*edits, *labels]):
        parts += [message[pos:start], new]
        pos = end
    return "".join([*parts, message[pos:]])


def _change_word(word: str, style: PseudoStyle) -> str:
    if style == "accents":
        return word.translate(_ACCENTS)
    # Chinese needs about half as many signs.
    return word[::2].translate(_CJK) if style == "cjk" else word.translate(_RTL)


def _has_address(masked: str, record: _Record) -> bool:
    """Tell whether text holds an address that is no link by its markup."""
    text = [span for kind, *span in record.found if kind == "text"]
    found = (match.start() for match in _ADDRESS.finditer(masked))
    return any(start <= at < end for at in found for start, end in text)


def _insides(text: str, record: _Record) -> list[Range]:
    """Return what to put in brackets: the whole, or the texts of links where there is nothing else.

    Beside a link that is alone there can be no text where a generator reads a list of chapters, say, or
    makes a figure of a picture.
    """
    outside = text
    insides: list[Range] = []
    for (start, end), (inner_start, inner_end) in record.links:
        nested = [inside for inside in insides if inner_start <= inside[0] and inside[1] <= inner_end]
        only = nested and not outside[inner_start:inner_end].strip()
        insides = [inside for inside in insides if only or inside not in nested]
        insides += [] if only else [(inner_start, inner_end)]
        outside = outside[:start] + " " * (end - start) + outside[end:]
    return insides if insides and not outside.strip() else [(0, len(text))]


def _wrap_each(text: str, insides: Sequence[Range], style: PseudoStyle, brackets: tuple[str, str]) -> str:
    for start, end in reversed(insides):
        text = text[:start] + _wrap(text[start:end], style, *brackets) + text[end:]
    return text


def _wrap(text: str, style: PseudoStyle, opening: str, closing: str) -> str:
    letters = sum(map(_ACCENTED.__contains__, text)) if style == "accents" and opening else 0
    padding = "·" * round(letters * _GROWTH)
    # A backslash would make the bracket a part of the text, and an address would take it in.
    addresses = [match.start() for match in _ADDRESS.finditer(text)]
    first = " " if opening and addresses and not text[: addresses[0]].strip() else ""
    last = " " if padding or text.endswith("\\") or (addresses and opening) else ""
    return f"{opening}{first}{text}{last}{padding}{closing}"


def _html_ranges(masked: str) -> Iterator[Range]:
    """Yield where HTML holds text for a reader."""
    html = hide_templates(masked)
    open_code: list[str] = []
    for piece in scan_html(html):
        yield from _ranges_of_piece(html, piece, 0, open_code)


def _text_ranges(masked: str, record: _Record) -> Iterator[Range]:
    """Yield where Markdown holds text for a reader, but for text in HTML elements that hold code."""
    open_code: list[str] = []
    for kind, start, end in record.found:
        if kind == "text" and not open_code:
            yield (start, end)
        elif kind == "tag":
            piece = scan_html(masked[start:end])[0]
            yield from _ranges_of_piece(masked[start:end], piece, start, open_code)


def _ranges_of_piece(html: str, piece: Piece, offset: int, open_code: list[str]) -> Iterator[Range]:
    if piece.kind == "text" and not open_code:
        yield (offset + piece.start, offset + piece.end)
    for value in find_attributes(html, piece):
        yield (offset + value.start, offset + value.end)
    if piece.kind == "open" and piece.name in CODE_TAGS:
        open_code.append(piece.name)
    elif piece.kind == "close" and open_code and open_code[-1] == piece.name:
        open_code.pop()


# The parser that says where it found what


def _record(message: str, references: dict[str, dict[str, str]]) -> _Record:
    record = _Record()
    _RECORDER.parseInline(message, {"references": references, "record": record})
    return record


def _noting(
    kind: Literal["text", "tag"], rule: Callable[[StateInline, Silent], bool]
) -> Callable[[StateInline, Silent], bool]:
    """Return a rule that notes where it found something, too."""

    def note(state: StateInline, silent: Silent) -> bool:
        start = state.pos
        found = rule(state, silent)
        if found and not silent:
            record: _Record = state.env["record"]
            record.found.append((kind, record.offset + start, record.offset + state.pos))
        return found

    return note


def _link(state: StateInline, silent: Silent) -> bool:
    if silent or state.src[state.pos] != "[":
        return link(state, silent)
    start, label_end = state.pos + 1, parseLinkLabel(state, state.pos, disableNested=True)
    if not link(state, silent):
        return False
    _record_tail(state, start, label_end, start - 1)
    return True


def _image(state: StateInline, silent: Silent) -> bool:
    if silent or not state.src.startswith("![", state.pos):
        return image(state, silent)
    record: _Record = state.env["record"]
    outer, start = record.offset, state.pos + 2
    label_end = parseLinkLabel(state, state.pos + 1)
    # The description is parsed as a text of its own.
    record.offset = outer + start
    found = image(state, silent)
    record.offset = outer
    if found:
        _record_tail(state, start, label_end, start - 2)
    return found


def _record_tail(state: StateInline, start: int, label_end: int, opening: int) -> None:
    """Note a link, and what follows its text: a title, or that the text is the label too."""
    record: _Record = state.env["record"]
    base = record.offset
    record.links.append(((base + opening, base + state.pos), (base + start, base + label_end)))
    tail, offset = state.src[label_end + 1 : state.pos], record.offset + label_end + 1
    if tail in ("", "[]"):
        record.labels.append((offset, offset + len(tail), f"[{state.src[start:label_end]}]"))
    elif tail.startswith("(") and (title := _TITLE.search(tail)):
        group = next(number for number in (1, 2, 3) if title[number] is not None)
        record.titles.append((offset + title.start(group), offset + title.end(group)))


def _recorder() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("strikethrough")
    noting = ("text", _noting("text", text)), ("html_inline", _noting("tag", html_inline))
    for name, rule in (*noting, ("link", _link), ("image", _image)):
        parser.inline.ruler.at(name, rule)
    return parser


_RECORDER = _recorder()
_PLAIN = MarkdownIt("commonmark").enable("strikethrough")


def _signature(message: str, references: dict[str, dict[str, str]]) -> list[object]:
    """Return what of a message's markup must stay: all but text."""
    tokens = _PLAIN.parseInline(message, {"references": references})
    return list(_rows(tokens[0].children or []))


def _rows(tokens: Sequence[Token]) -> Iterator[object]:
    for token in tokens:
        if token.type == "text":
            continue
        content = token.content if token.type == "code_inline" else ""
        if token.type == "html_inline":
            content = re.sub(r"\s.*", "", token.content, flags=re.DOTALL)
        kept = tuple((key, value) for key, value in token.attrs.items() if key not in ("title", "alt"))
        yield (token.type, token.tag, token.nesting, token.markup, kept, content)
        yield from _rows(token.children or [])
