"""What a message is made of: its marks, targets, code, tags and text, as the parser sees them.

Two texts of one message are compared by their anatomies. Tags of template languages are masked while the
inline parser runs, each by one private character, as a destination may be one. No address is refused or
rewritten here: what a generator would drop, a comparison has to see.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from markdown_it import MarkdownIt

from i18n_pipeline.document import InlineForm, PhraseForm
from i18n_pipeline.markdown.html import scan_html
from i18n_pipeline.markdown.syntaxes import syntaxes_of
from i18n_pipeline.markdown.worth import CODE_STYLES, HTML_STYLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from i18n_pipeline.document import Form
    from i18n_pipeline.markdown.dialect import Dialect

Notation: TypeAlias = Literal["markdown", "html", "plain"]

# Without one of these a message is text and nothing else.
_MARKUP = re.compile(r"[*_`~\[\]<>{}\\&\n!]")
_FIRST_MASK = 0xE100
_LAST_MASK = 0xF8FF
_REFERENCE = "\ue000"
_FOOTNOTE = re.compile(r"\[\^[^\s\[\]]+\]")
# What stands in the text for a piece that is none.
GAP = "\ufffc"
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>`]+)))?""")
_TAG = re.compile(r"<(/?)\s*([A-Za-z][^\s/<>\"']*)(.*?)/?>?\Z", re.DOTALL)
_MARKS = {
    "em_open": "emphasis",
    "strong_open": "strong",
    "s_open": "strikethrough",
    "code_inline": "code span",
    "image": "image",
    "softbreak": "line break",
    "hardbreak": "line break",
}


@dataclass(frozen=True, slots=True)
class HtmlTag:
    """A tag of HTML, a component of MDX, or a comment (without a name)."""

    name: str
    closing: bool
    attributes: tuple[tuple[str, str], ...]
    text: str


@dataclass(frozen=True, slots=True)
class TemplateTag:
    """A tag of a template language, without the values that are translated in ``fixed``."""

    name: str
    fixed: str


@dataclass(frozen=True, slots=True)
class Anatomy:
    """The pieces of a message, in order; one that is there twice is listed twice.

    ``text`` is what a reader reads, with a `GAP` for code and for tags of templates.
    """

    marks: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    tags: tuple[HtmlTag, ...] = ()
    templates: tuple[TemplateTag, ...] = ()
    text: str = ""


@dataclass(slots=True)
class _Notes:
    """What has been found so far."""

    masks: dict[str, str]
    marks: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    tags: list[HtmlTag] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def unmask(self, text: str) -> str:
        """Put the tags of template languages back."""
        return "".join(self.masks.get(char, char) for char in text) if self.masks else text

    def note_target(self, target: str, targets: list[str]) -> None:
        """Note where a link or an image leads: to an address, or by a label."""
        if target.startswith(_REFERENCE):
            self.references.append(target[1:])
        else:
            targets.append(self.unmask(target))


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


@lru_cache(maxsize=4096)
def dissect(
    message: str, dialect: Dialect, notation: Notation = "markdown", labels: frozenset[str] = frozenset()
) -> Anatomy:
    """Take a message apart; ``labels`` are those that a link may refer to, as the parser compares them."""
    if notation == "plain" or not _MARKUP.search(message):
        return Anatomy(text=message)
    masked, masks, templates = mask_templates(message, dialect)
    notes = _Notes(masks)
    if notation == "html":
        _read_html(masked, notes)
    else:
        env = {"references": {label: {"href": _REFERENCE + label, "title": ""} for label in labels}}
        _read_tokens(_PARSER.parseInline(masked, env)[0].children or [], notes)
    text = "".join(GAP if char in masks else char for char in "".join(notes.texts))
    footnotes = _FOOTNOTE.findall(text) if "footnotes" in dialect.syntaxes else []
    text = _FOOTNOTE.sub(GAP, text) if footnotes else text
    return Anatomy(
        tuple(notes.marks),
        tuple(notes.links),
        tuple(notes.images),
        tuple(notes.references),
        tuple(footnotes),
        tuple(notes.codes),
        tuple(notes.tags),
        tuple(templates),
        text,
    )


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
            masks[mask] = message[tag.start : tag.end]
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
            notes.marks.append(_MARKS[token.type])
        if token.type in ("text", "text_special") and not skipped:
            notes.texts.append(token.content)
        elif token.type == "link_open":
            skipped = token.markup == "autolink"
            notes.marks.append("link")
            notes.note_target(str(token.attrs.get("href", "")), notes.links)
        elif token.type == "link_close":
            skipped = False
        else:
            _read_other(token, notes)


def _read_other(token: Token, notes: _Notes) -> None:
    if token.type in ("softbreak", "hardbreak"):
        notes.texts.append("\n")
    elif token.type == "code_inline":
        notes.codes.append(notes.unmask(token.content))
        notes.texts.append(GAP)
    elif token.type == "html_inline":
        notes.tags.append(read_tag(notes.unmask(token.content)))
    elif token.type == "image":
        notes.note_target(str(token.attrs.get("src", "")), notes.images)
        _read_tokens(token.children or [], notes)


def _read_html(masked: str, notes: _Notes) -> None:
    for piece in scan_html(masked):
        part = masked[piece.start : piece.end]
        if piece.kind == "text":
            notes.texts.append(part)
        else:
            notes.tags.append(read_tag(notes.unmask(part)))


def read_tag(text: str) -> HtmlTag:
    """Read a tag as a browser would, one that has no end too; a comment has no name."""
    match = _TAG.match(text.partition(">")[0] + ">" if '"' not in text and "'" not in text else text)
    if match is None:
        return HtmlTag("", closing=False, attributes=(), text=text)
    attributes = tuple(
        (name.lower(), double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(match[3])
    )
    return HtmlTag(match[2].lower(), closing=bool(match[1]), attributes=attributes, text=text)


def _any_link(_url: str) -> bool:
    return True


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("strikethrough")
    # The parser looks these up in itself: no address is refused, and none written otherwise.
    vars(parser).update(validateLink=_any_link, normalizeLink=str, normalizeLinkText=str)
    return parser


_PARSER = _make_parser()
