"""What a message is made of: its marks, targets, code, tags and text, as the parser sees them.

Two texts of one message are compared by their anatomies. Tags of template languages are masked while the
inline parser runs, each by one private character, as a destination may be one. No address is refused or
rewritten here: what a generator would drop, a comparison has to see.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from i18n_pipeline.document import InlineForm, PhraseForm
from i18n_pipeline.markdown.code_and_links import read_code_and_links
from i18n_pipeline.markdown.html import scan_html
from i18n_pipeline.markdown.places import REFERENCE, parse_placed
from i18n_pipeline.markdown.syntaxes import syntaxes_of
from i18n_pipeline.markdown.worth import CODE_STYLES, HTML_STYLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from i18n_pipeline.document import Form
    from i18n_pipeline.markdown.code_and_links import Stretch
    from i18n_pipeline.markdown.dialect import Dialect

Notation: TypeAlias = Literal["markdown", "html", "plain"]
PieceKind: TypeAlias = Literal[
    "emphasis",
    "strong",
    "strikethrough",
    "line break",
    "code span",
    "link",
    "image",
    "reference",
    "footnote",
]

# Without one of these a message is text and nothing else.
_MARKUP = re.compile(r"[*_`~\[<{\\\n]|&[#A-Za-z]")
_FIRST_MASK = 0xE100
_LAST_MASK = 0xF8FF
_FOOTNOTE = re.compile(r"\[\^[^\s\[\]]+\]")
# What stands in the text for a piece that is none.
GAP = "\ufffc"
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>`]+)))?""")
_TAG = re.compile(r"<(/?)\s*([A-Za-z][^\s/<>\"']*)(.*?)/?>?\Z", re.DOTALL)
_MARKS: dict[str, PieceKind] = {
    "em_open": "emphasis",
    "strong_open": "strong",
    "s_open": "strikethrough",
    "softbreak": "line break",
    "hardbreak": "line break",
}


@dataclass(frozen=True, slots=True)
class HtmlTag:
    """A tag of HTML, a component of MDX, or a comment (without a name); ``start`` is its place."""

    name: str
    closing: bool
    attributes: tuple[tuple[str, str], ...]
    text: str
    start: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class TemplateTag:
    """A tag of a template language, without the values that are translated in ``fixed``."""

    name: str
    fixed: str
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of markup: ``value`` is where it leads, its code or its label; nothing for a mark.

    ``start`` and ``end`` are its place in the message.
    """

    kind: PieceKind
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Anatomy:
    """The pieces of a message, in order; one that is there twice is listed twice.

    ``text`` is what a reader reads, with a `GAP` for code and for tags of templates; ``places`` maps it to
    the message: from each first offset on, characters stand at the second one and behind it.
    """

    pieces: tuple[Piece, ...] = ()
    tags: tuple[HtmlTag, ...] = ()
    templates: tuple[TemplateTag, ...] = ()
    text: str = ""
    places: tuple[tuple[int, int], ...] = ((0, 0),)

    @property
    def is_text(self) -> bool:
        """Whether there is nothing but text."""
        return not (self.pieces or self.tags or self.templates)

    def of(self, *kinds: PieceKind) -> tuple[Piece, ...]:
        """Return the pieces of some kinds."""
        return tuple(piece for piece in self.pieces if piece.kind in kinds)

    @property
    def links(self) -> tuple[str, ...]:
        """Where links lead, those by label left out."""
        return tuple(piece.value for piece in self.pieces if piece.kind == "link" and piece.value)

    @property
    def images(self) -> tuple[str, ...]:
        """Where images are, those by label left out."""
        return tuple(piece.value for piece in self.pieces if piece.kind == "image" and piece.value)

    def place(self, offset: int) -> int:
        """Return where in the message the character at ``offset`` of the text stands."""
        start, at = self.places[max(0, bisect_right(self.places, offset, key=lambda pair: pair[0]) - 1)]
        return at + offset - start


class _Notes:
    """What has been found so far; places are those in the masked message."""

    def __init__(self, masks: dict[str, str]) -> None:
        self.masks = masks
        self.pieces: list[Piece] = []
        self.tags: list[HtmlTag] = []
        self.texts: list[str] = []
        self.places: list[tuple[int, int]] = []
        self.length = 0

    def unmask(self, text: str) -> str:
        """Put the tags of template languages back."""
        return "".join(self.masks.get(char, char) for char in text) if self.masks else text

    def add(self, kind: PieceKind, value: str, token: Token) -> None:
        """Note a piece of markup."""
        self.pieces.append(Piece(kind, self.unmask(value), token.meta["start"], token.meta["end"]))

    def add_text(self, text: str, start: int) -> None:
        """Note a text for readers."""
        self.texts.append(text)
        self.places.append((self.length, start))
        self.length += len(text)

    def add_target(self, kind: Literal["link", "image"], target: str, token: Token) -> None:
        """Note a link or an image, and where it leads: to an address, or by a label."""
        by_label = target.startswith(REFERENCE)
        self.add(kind, "" if by_label else target, token)
        if by_label:
            self.add("reference", target[1:], token)


def notation_of(form: Form) -> Notation:
    """Tell how a text in the place that ``form`` describes is read."""
    if isinstance(form, PhraseForm):
        if form.style in CODE_STYLES:
            return "plain"
        return "html" if form.style in HTML_STYLES else "markdown"
    return "markdown"


def is_surely_markdown(form: Form) -> bool:
    """Tell whether nobody but a Markdown parser reads a text: a template may print other ones as they are."""
    return isinstance(form, InlineForm) or (isinstance(form, PhraseForm) and form.style in ("label", "line"))


def dissect(
    message: str, dialect: Dialect, notation: Notation = "markdown", labels: frozenset[str] = frozenset()
) -> Anatomy:
    """Take a message apart; ``labels`` are those that a link may refer to, as the parser compares them."""
    if notation == "plain" or not _MARKUP.search(message):
        return Anatomy(text=message)
    # What has no brackets refers to nothing, and is parsed once for all that ask.
    return _dissect(message, dialect, notation, labels if "[" in message else frozenset())


# A translation is taken apart for its checks and once more for its page; a message for each language.
@lru_cache(maxsize=16384)
def _dissect(message: str, dialect: Dialect, notation: Notation, labels: frozenset[str]) -> Anatomy:
    stretches = read_code_and_links(message) if notation == "markdown" else None
    if stretches is not None:
        return _join(stretches)
    masked, masks, templates = mask_templates(message, dialect)
    notes = _Notes(masks)
    if notation == "html":
        _read_html(masked, notes)
    else:
        _read_tokens(parse_placed(masked, labels), notes)
    text = "".join(notes.texts)
    if masks:
        text = "".join(GAP if char in masks else char for char in text)
    places = tuple(notes.places) or ((0, 0),)
    found = Anatomy(tuple(notes.pieces), tuple(notes.tags), tuple(templates), text, places)
    if "footnotes" in dialect.syntaxes and "[^" in text:
        found = _with_footnotes(found)
    return _unmask_places(found, masked, masks) if masks else found


def _join(stretches: Sequence[Stretch]) -> Anatomy:
    """Return the anatomy of a message that has code spans, plain links and no other markup."""
    pieces, texts, places, length = [], [], [], 0
    for one in stretches:
        if one.kind != "text":
            kind: PieceKind = "link" if one.kind == "link" else "code span"
            pieces.append(Piece(kind, one.content, one.start, one.end))
        if one.kind != "link":
            places.append((length, one.start))
            texts.append(GAP if one.kind == "code" else one.content)
            length += len(texts[-1])
    return Anatomy(tuple(pieces), text="".join(texts), places=tuple(places) or ((0, 0),))


def _with_footnotes(anatomy: Anatomy) -> Anatomy:
    matches = list(_FOOTNOTE.finditer(anatomy.text))
    notes = tuple(
        Piece("footnote", match[0], anatomy.place(match.start()), anatomy.place(match.end() - 1) + 1)
        for match in matches
    )
    # The text keeps its length, so that places stay what they are.
    text = _FOOTNOTE.sub(lambda match: GAP * len(match[0]), anatomy.text)
    return Anatomy(anatomy.pieces + notes, anatomy.tags, anatomy.templates, text, anatomy.places)


def _unmask_places(anatomy: Anatomy, masked: str, masks: dict[str, str]) -> Anatomy:
    """Turn places in a masked message to those in the message."""
    offsets, pos = [], 0
    for char in masked:
        offsets.append(pos)
        pos += len(masks.get(char, char))
    offsets.append(pos)
    starts = {char: offsets[index] for index, char in enumerate(masked) if char in masks}
    return Anatomy(
        tuple(Piece(p.kind, p.value, offsets[p.start], offsets[p.end]) for p in anatomy.pieces),
        tuple(
            HtmlTag(tag.name, tag.closing, tag.attributes, tag.text, offsets[tag.start])
            for tag in anatomy.tags
        ),
        tuple(
            TemplateTag(tag.name, tag.fixed, start, start + len(text))
            for tag, (mask, text) in zip(anatomy.templates, masks.items(), strict=True)
            # One that stands in another tag has no place of its own.
            for start in (starts.get(mask, 0),)
        ),
        anatomy.text,
        tuple(_unmasked_places(anatomy, offsets)),
    )


def _unmasked_places(anatomy: Anatomy, offsets: Sequence[int]) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = []
    ends = [*(start for start, _ in anatomy.places[1:]), len(anatomy.text)]
    for (start, at), end in zip(anatomy.places, ends, strict=True):
        places.append((start, offsets[at]))
        # A tag of a template in the text is one character there.
        places += [
            (index + 1, offsets[at + index + 1 - start])
            for index in range(start, end)
            if anatomy.text[index] == GAP and at + index + 1 - start < len(offsets)
        ]
    return places


def mask_templates(message: str, dialect: Dialect) -> tuple[str, dict[str, str], list[TemplateTag]]:
    """Put a private character in the place of each template tag; return also what each stands for."""
    if "{" not in message:
        return message, {}, []
    masks: dict[str, str] = {}
    templates: list[TemplateTag] = []
    number = _FIRST_MASK
    for syntax in syntaxes_of(dialect):
        if syntax.find is None:
            continue
        pieces, pos = [], 0
        for tag in syntax.find(message):
            if getattr(tag, "role", "") in ("text", "broken") or number > _LAST_MASK:
                continue
            mask = chr(number)
            number += 1
            # A tag of one language may stand in that of another.
            whole = "".join(masks.get(char, char) for char in message[tag.start : tag.end])
            masks[mask] = whole
            templates.append(TemplateTag(tag.name, _fixed_part(message, tag, dialect)))
            pieces += [message[pos : tag.start], mask]
            pos = tag.end
        message = "".join([*pieces, message[pos:]])
    return message, masks, templates


def _fixed_part(message: str, tag: object, dialect: Dialect) -> str:
    """Return a tag without its values that are translated, white space folded."""
    wanted = dict(dialect.shortcodes).get(getattr(tag, "name", ""), ())
    start, end = getattr(tag, "start", 0), getattr(tag, "end", 0)
    pieces, pos = [], start
    for value in getattr(tag, "values", ()):
        if value.key in wanted:
            pieces += [message[pos : value.outer_start], '"…"']
            pos = value.outer_end
    return " ".join("".join([*pieces, message[pos:end]]).split())


def _read_tokens(tokens: Sequence[Token], notes: _Notes) -> None:
    skipped = False
    for token in tokens:
        if token.type in _MARKS:
            notes.add(_MARKS[token.type], "", token)
        if token.type in ("text", "text_special") and not skipped:
            notes.add_text(token.content, token.meta["start"])
        elif token.type == "link_open":
            skipped = token.markup == "autolink"
            notes.add_target("link", str(token.attrs.get("href", "")), token)
        elif token.type == "link_close":
            skipped = False
        else:
            _read_other(token, notes)


def _read_other(token: Token, notes: _Notes) -> None:
    if token.type in ("softbreak", "hardbreak"):
        notes.add_text("\n", token.meta["start"])
    elif token.type == "code_inline":
        notes.add("code span", token.content, token)
        notes.add_text(GAP, token.meta["start"])
    elif token.type == "html_inline":
        notes.tags.append(read_tag(notes.unmask(token.content), token.meta["start"]))
    elif token.type == "image":
        notes.add_target("image", str(token.attrs.get("src", "")), token)
        _read_tokens(token.children or [], notes)


def _read_html(masked: str, notes: _Notes) -> None:
    for piece in scan_html(masked):
        part = masked[piece.start : piece.end]
        if piece.kind == "text":
            notes.add_text(part, piece.start)
        else:
            notes.tags.append(read_tag(notes.unmask(part), piece.start))


def read_tag(text: str, start: int = 0) -> HtmlTag:
    """Read a tag as a browser would, one that has no end too; a comment has no name."""
    match = _TAG.match(text.partition(">")[0] + ">" if '"' not in text and "'" not in text else text)
    if match is None:
        return HtmlTag("", closing=False, attributes=(), text=text, start=start)
    attributes = tuple(
        (name.lower(), double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(match[3])
    )
    return HtmlTag(match[2].lower(), closing=bool(match[1]), attributes=attributes, text=text, start=start)
