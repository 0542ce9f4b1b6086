"""Marks that a translation has lost or added, and marks that it has written so that they show as text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.checks.comparing import compare, describe_change
from i18n_pipeline.checks.pair import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from i18n_pipeline.checks.pair import Pair
    from i18n_pipeline.markdown.anatomy import Anatomy

# Marks that a parser has left in the text. One of them alone may be meant: ``*`` for a note, ``_`` in a name.
_LOOSE = re.compile(r"\*\*+|__+|~~+|`+|\]\(|\]\[|(?<![\w*])\*(?=[^\W\d_])|(?<=[^\W\d_])\*(?![\w*])")
# All of these have one of these signs.
_SIGN = re.compile(r"[*_~`\]]")


def find_markup_faults(pair: Pair) -> Iterator[Fault]:
    """Compare how often each mark is there; links, images, code and footnotes count as marks too.

    What tags of HTML are there is for ``html`` to say.
    """
    if not _SIGN.search(pair.new) and (pair.alike or (pair.source.is_text and pair.target.is_text)):
        return
    if pair.alike and not _LOOSE.search(pair.new):
        return
    lost, added = compare(_marks(pair.source), _marks(pair.target), key=lambda mark: mark[0])
    if not lost and all(name == "emphasis" and _is_foreign(pair, start) for name, start in added):
        added = []
    loose = _find_loose(pair)
    if loose is not None:
        start, text = loose
        what = f"{text} shows as text"
        if lost:
            what += f", so that there is no {', '.join(sorted({name for name, _ in lost}))}"
        advice = "close what is opened, with no space inside, and a space or punctuation outside"
        yield Fault(what, start, start + len(text), severity="error", advice=advice)
    elif lost or added:
        what = describe_change((name for name, _ in lost), (name for name, _ in added))
        yield Fault(what, added[0][1] if added else None)


def _marks(anatomy: Anatomy) -> list[tuple[str, int]]:
    """Return the names and places of marks; a reference is a link, and counted as one."""
    return [(piece.kind, piece.start) for piece in anatomy.pieces if piece.kind != "reference"]


def _is_foreign(pair: Pair, start: int) -> bool:
    """Tell whether emphasis at ``start`` marks a word of the source, as prose does with foreign words."""
    word = re.compile(r"([*_])([^*_]+)\1").match(pair.msgstr, start)
    return word is not None and word[2].lower() in pair.old.lower()


def _find_loose(pair: Pair) -> tuple[int, str] | None:
    """Return the first mark, and its place, that is text in the translation and not in the message."""
    new = list(_LOOSE.finditer(pair.new)) if _SIGN.search(pair.new) else []
    if not new:
        return None
    old = list(_LOOSE.finditer(pair.old))
    added = compare(old, new, key=lambda match: match[0])[1]
    written = [match for match in added if pair.msgstr.startswith(match[0], pair.place(match.start()))]
    return (pair.place(written[0].start()), written[0][0]) if written else None
