"""Paragraphs refolded to a width, as an editor would: other line ends, the same text.

Only plain paragraphs are touched, at the places that the segmentation gives for them. A line is never
broken where the next one could begin a block of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from benchmarks.wording import find_verbatim
from i18n_pipeline.document import InlineForm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from i18n_pipeline.document import Document, Segment

WIDTH = 60
# A space between two words of scripts with spaces; the next word begins like one, not like a block.
_BREAK = re.compile(r"(?<=[^\s\\\u2e80-\uffff]) (?=[\w(\"'“‘*_`\[][^\s\u2e80-\uffff])")
_BLOCK = re.compile(r"\d+[.)]|```|(?:[*_]\s*){3}|\[\^|\[[^\]]*\]:|(?:import|export)\b|[^|\s]*\|")
_UNBREAKABLE = ("<", "{")


def refold_document(document: Document, width: int = WIDTH) -> tuple[str, int]:
    """Return the document's text with its paragraphs refolded, and how many of them changed."""
    text, changed = document.text, 0
    line_end = "\r\n" if "\r\n" in text else "\n"
    for segment in reversed(document.segments):
        if isinstance(segment.form, InlineForm) and _is_plain(segment, segment.form):
            start, end = segment.span.start, segment.span.end
            folded = _refold(segment, segment.form, line_end, width)
            changed += folded != text[start:end]
            text = text[:start] + folded + text[end:]
    return text, changed


def shows_the_same(one: str, other: str) -> bool:
    """Tell whether two texts are one in CommonMark with footnotes, but for white space."""
    parser = MarkdownIt("commonmark").enable("table").use(footnote_plugin)
    html, others = (str(parser.render(text)).split() for text in (one, other))
    return html == others


def _is_plain(segment: Segment, form: InlineForm) -> bool:
    # A tag that is first in a paragraph because it's broken to lines begins a block of HTML when joined.
    return form.block == "paragraph" and not segment.text.startswith("<")


def _refold(segment: Segment, form: InlineForm, line_end: str, width: int) -> str:
    joint = line_end + form.prefix
    stretches = segment.text.split("\n")
    return f"{form.hard_break}{joint}".join(
        joint.join(fold_text(stretch, width - len(form.prefix))) for stretch in stretches
    )


def fold_text(text: str, width: int) -> list[str]:
    """Break ``text`` to lines of at most ``width`` characters, where it can safely be broken."""
    lines: list[str] = []
    for piece in _split_pieces(text):
        if lines and len(lines[-1]) + 1 + len(piece) <= width:
            lines[-1] += " " + piece
        else:
            lines.append(piece)
    return lines


def _split_pieces(text: str) -> Iterator[str]:
    closed = [(a, b) for a, b in find_verbatim(text) if text[a] in _UNBREAKABLE]
    done = 0
    for match in _BREAK.finditer(text):
        place = match.start()
        if _BLOCK.match(text, place + 1) or any(a < place < b for a, b in closed):
            continue
        yield text[done:place]
        done = place + 1
    yield text[done:]
