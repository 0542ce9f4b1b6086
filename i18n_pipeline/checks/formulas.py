r"""Math that a translation has changed: ``$x^2$``, ``$$…$$``, ``\(…\)`` and ``\[…\]``.

What TeX sets as text (``\text{if}``) is translated, and a decimal comma may stand for a point.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from i18n_pipeline.checks.comparing import compare, describe_change
from i18n_pipeline.checks.pair import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from i18n_pipeline.checks.pair import Pair
    from i18n_pipeline.markdown.anatomy import Anatomy

# As Pandoc reads dollars: no space inside, no digit behind. There are prices, so a sign of TeX has to be
# in them.
_MATH = re.compile(
    r"""\$\$(?P<block>.{1,2000}?)\$\$
    | (?<![\\$\w])\$(?P<inline>(?![\s$])[^$\n\\^_={}]*[\\^_={}][^$\n]*)(?<![\s\\])\$(?![\d$])
    | \\{1,2}\((?P<round>[^\n]{1,500}?)\\{1,2}\)
    | \\{1,2}\[(?P<square>[^\n]{1,500}?)\\{1,2}\]""",
    re.DOTALL | re.VERBOSE,
)
# Parentheses with a backslash may stand in prose.
_SIGN = re.compile(r"[\\^_={}]")
_TEXT = re.compile(r"\\(?:text[a-z]*|mbox|operatorname)\*?\{[^{}]*\}")
_COMMAND = re.compile(r"\\[A-Za-z]+|\{[^{}]*\}")
_PROSE = re.compile(r"[^\W\d_]{2,}\s|\s[^\W\d_]{2,}")
_COMMA = re.compile(r"(?<=\d)(?:\{,\}|,)(?=\d)")
_SPACE = re.compile(r"\s+")


class _Formula(NamedTuple):
    """A formula as it is written, what has to be the same in all languages, and its place."""

    text: str
    name: str
    start: int


def find_math_faults(pair: Pair) -> Iterator[Fault]:
    """Compare formulas, in whatever order they are."""
    # Math that the translation alone has is the translator's.
    if not _may_have_math(pair.msgid) or pair.msgid == pair.msgstr:
        return
    old, new = _read(pair.msgid, pair.source), _read(pair.msgstr, pair.target)
    lost, added = compare(old, new, key=lambda one: one.name)
    # What was in dollars may be in code, or said twice.
    whole, source = _name(pair.msgstr), _name(pair.msgid)
    lost = [one for one in lost if one.name not in whole]
    added = [one for one in added if one.name not in source]
    if not lost:
        return
    what = describe_change((one.text for one in lost), (one.text for one in added))
    if not added:
        yield Fault(what)
        return
    mended = lost[0].text if len(lost) == len(added) == 1 else None
    yield Fault(what, added[0].start, added[0].start + len(added[0].text), mended)


def _may_have_math(text: str) -> bool:
    return "$" in text or ("\\" in text and ("\\(" in text or "\\[" in text))


def _read(text: str, anatomy: Anatomy) -> list[_Formula]:
    """Read the formulas of a text; dollars in code are for shells."""
    for piece in anatomy.of("code span"):
        text = text[: piece.start] + " " * (piece.end - piece.start) + text[piece.end :]
    found = []
    for match in _MATH.finditer(text):
        inner = next(filter(None, match.groups()), "")
        if match["block"] is None and not _SIGN.search(inner):
            continue
        # Two amounts, or two variables of a shell, have words between them.
        if not _PROSE.search(_COMMAND.sub(" ", _TEXT.sub(" ", inner)).replace("$", " ")):
            found.append(_Formula(match[0], _name(inner), match.start()))
    return found


def _name(formula: str) -> str:
    return _SPACE.sub("", _COMMA.sub(".", _TEXT.sub(r"\\text", formula)))
