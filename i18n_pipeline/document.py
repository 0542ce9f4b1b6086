"""The values that every floor speaks in: a document is its text plus disjoint segments.

Offsets count code points of the decoded text, byte order mark and line ends included, so that
``text[:a] + new + text[b:]`` is all it takes to build a page.

What a site has many thousands of is a struct of msgspec's: made, compared and hashed in a tenth of the time
that a data class takes. None of them can be part of a cycle, so that the collector of garbage leaves them out
(``gc=False``): it would go through all of them again and again while more are made.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

Severity: TypeAlias = Literal["error", "warning"]
FrontMatterFormat: TypeAlias = Literal["toml", "yaml", "json"]


class Span(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A half-open range ``start <= i < end`` of code points in a document's text."""

    start: int
    end: int


class InlineForm(msgspec.Struct, frozen=True, array_like=True, tag=True, gc=False):
    """How a translation is written back into Markdown.

    ``block`` names the block that holds the text (``line``: one that has no second line), ``prefix`` is what
    a further line starts with (container marks and indent), ``hard_break`` what stands before the line end of
    a hard break.
    """

    block: Literal["paragraph", "heading", "setext", "cell", "line"]
    prefix: str = ""
    hard_break: str = "\\"


class ScalarForm(msgspec.Struct, frozen=True, array_like=True, tag=True, gc=False):
    """How a translation is written back into a front-matter value.

    ``style`` is the string form found: ``basic``, ``literal``, ``multiline-basic``, ``multiline-literal`` in
    TOML; ``plain``, ``single``, ``double``, ``folded`` or ``literal`` in YAML; ``string`` in JSON. ``header``
    is the block-scalar header of YAML (``>-``) or the line end after an opening ``\"\"\"``, ``indent`` the
    columns that a block scalar's lines are indented by, ``flow`` whether the value stands in a YAML flow
    collection, and ``lead`` and ``tail`` the white space of the value around the message.
    """

    format: FrontMatterFormat
    style: str
    header: str = ""
    indent: int = 0
    flow: bool = False
    lead: str = ""
    tail: str = ""


class PhraseForm(msgspec.Struct, frozen=True, array_like=True, tag=True, gc=False):
    """How a translation is written back into a line of syntax: a title, an argument, an attribute, a text.

    ``style`` names the place: ``double``, ``single`` and ``raw`` are quoted strings of a template language
    (``raw`` between backquotes), ``shortcode`` and ``shortcode-bare`` (without quotes) arguments in Hugo,
    ``plain-double`` a string between ``"`` without escapes, ``attribute``, ``attribute-single`` and
    ``attribute-bare`` (without quotes) an attribute's value in HTML, ``html`` text between tags,
    ``title-double``, ``title-single`` and ``title-paren`` the title of a link's definition, ``label``
    Markdown between brackets, ``line`` the rest of a line, ``comment`` and ``string`` a comment and a string
    in code.
    """

    style: Literal[
        "double",
        "single",
        "raw",
        "plain-double",
        "shortcode",
        "shortcode-bare",
        "attribute",
        "attribute-single",
        "attribute-bare",
        "html",
        "title-double",
        "title-single",
        "title-paren",
        "label",
        "line",
        "comment",
        "string",
    ]


Form: TypeAlias = "InlineForm | ScalarForm | PhraseForm"


class Segment(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The smallest piece that a translator translates.

    ``text`` is the msgid. ``spans`` are the pieces of the document that hold it, one per line, sorted and
    disjoint; a translation replaces everything from the first one's start to the last one's end. ``line``
    counts from 1. ``headings`` are the texts of the headings above, outermost first.
    """

    kind: str
    text: str
    spans: tuple[Span, ...]
    line: int
    form: Form
    context: str | None = None
    headings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str | None, str]:
        """What tells messages of one catalog apart: ``(msgctxt, msgid)``."""
        return (self.context, self.text)

    @property
    def breadcrumb(self) -> str:
        """The headings above in one line."""
        return " › ".join(self.headings)

    @property
    def span(self) -> Span:
        """The range that a translation replaces."""
        return Span(self.spans[0].start, self.spans[-1].end)


class Finding(msgspec.Struct, frozen=True, gc=False):
    """Something to mend in what a person wrote: where, what, and what to do about it.

    ``line`` counts from 1. ``path`` is relative to the site's root, with ``/``. ``msgstr`` is there where the
    finding is about a translation's text; ``column`` (from 1) is then the place in it, if there is one, and
    ``place`` the line and column of the file (both from 1, in code points) where that is written.

    Of a message that is missing or stale it also says the ``kind`` of its segment, the headings above
    (``breadcrumb``), the ``earlier`` wording that the msgstr belongs to, and ``notes`` on it, one per line.
    """

    path: str
    line: int
    code: str
    message: str
    severity: Severity = "error"
    language: str | None = None
    source_path: str | None = None
    source_line: int | None = None
    msgid: str | None = None
    msgstr: str | None = None
    column: int | None = None
    kind: str | None = None
    breadcrumb: str = ""
    earlier: str | None = None
    notes: str = ""
    place: tuple[int, int] | None = None

    def __str__(self) -> str:
        """Return the finding as one line for people, whatever characters the path has."""
        path = self.path if self.path.isprintable() else _escape(self.path)
        return f"{path}:{self.line}: {self.message}"


def _escape(text: str) -> str:
    """Write control characters, and bytes of a file name that is no text, as Python escapes."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


class Document(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A source file: its path relative to the root, its text, and its segments in order."""

    path: str
    text: str
    segments: tuple[Segment, ...]
