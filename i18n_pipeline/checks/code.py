"""Code that a translation has changed, in spans and in elements of HTML: it is typed, not read."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from i18n_pipeline.checks.comparing import compare, describe_change
from i18n_pipeline.checks.pair import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from i18n_pipeline.checks.pair import Pair
    from i18n_pipeline.markdown.anatomy import Anatomy

_ELEMENTS = frozenset(("code", "samp"))
_START = re.compile(r"<(?:code|samp)", re.IGNORECASE)


class _Element(NamedTuple):
    """What is in an element of code, as it is written and as it is shown, and its place."""

    text: str
    shown: str
    start: int


def find_code_faults(pair: Pair) -> Iterator[Fault]:
    """Compare what is in code spans, in whatever order they are."""
    lost, added = compare(
        pair.source.of("code span"), pair.target.of("code span"), key=lambda piece: piece.value
    )
    if not lost and not added:
        return
    what = describe_change((f"`{piece.value}`" for piece in lost), (f"`{piece.value}`" for piece in added))
    if not added:
        # What is there as text, or said once for twice, misleads nobody.
        known = {piece.value for piece in pair.target.of("code span")}
        shown = all(piece.value in known or piece.value in pair.new for piece in lost)
        yield Fault(what, severity="warning" if shown else None)
        return
    if not lost and all(piece.value in pair.msgid for piece in added):
        # What the source names elsewhere, or as text.
        return
    if not lost:
        # Nothing that was there to be typed is gone.
        yield Fault(what, added[0].start, added[0].end, severity="warning")
        return
    swapped = len(lost) == len(added) == 1
    mended = pair.msgid[lost[0].start : lost[0].end] if swapped else None
    yield Fault(what, added[0].start, added[0].end, mended)


def find_html_code_faults(pair: Pair) -> Iterator[Fault]:
    """Compare what is in ``<code>``; whether the tags are there is for another check."""
    if (pair.alike and not _START.search(pair.msgid)) or not (pair.source.tags and pair.target.tags):
        return
    lost, added = compare(
        list(_elements(pair.msgid, pair.source)),
        list(_elements(pair.msgstr, pair.target)),
        key=lambda element: element.shown,
    )
    # One that is there as a code span is there.
    spans = {piece.value for piece in pair.target.of("code span")}
    lost = [element for element in lost if element.shown not in spans]
    if not lost or not added:
        return
    what = describe_change(*([f"<code>{one.shown}</code>" for one in them] for them in (lost, added)))
    mended = lost[0].text if len(lost) == len(added) == 1 else None
    yield Fault(what, added[0].start, added[0].start + len(added[0].text), mended)


def _elements(text: str, anatomy: Anatomy) -> Iterator[_Element]:
    opened = None
    for tag in anatomy.tags:
        if tag.name in _ELEMENTS and not tag.closing:
            opened = tag
        elif opened is not None and tag.name == opened.name:
            start = opened.start + len(opened.text)
            inner = text[start : tag.start]
            yield _Element(inner, " ".join(html.unescape(inner).split()), start)
            opened = None
