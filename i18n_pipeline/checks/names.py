"""Names and signs that are told from others by a digit or a dash: ``MP3`` and ``MP4``, ``5`` and ``-5``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from i18n_pipeline.checks.comparing import describe_change
from i18n_pipeline.checks.pair import Fault
from i18n_pipeline.checks.prose import blank_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from i18n_pipeline.checks.pair import Pair

_DIGIT = re.compile(r"\d")
# What a name and a negative number have; the rest is looked for only then.
_LETTER_AND_DIGIT = re.compile(r"[0-9](?<=[A-Za-z][0-9])")
_SIGN_AND_DIGIT = re.compile(r"[-\u2212]\d")
# ``v1.2`` is a number (``numbers.py``), and so is what stands apart from letters.
_NAME = re.compile(r"(?<![A-Za-z0-9_.\-])(?![vV]\d)[A-Za-z]+[0-9][A-Za-z0-9]*(?![A-Za-z0-9_])")
_NEGATIVE = re.compile(r"[-\u2212](?=\d)(?<![\w.,:;)\]/%*+=-].)(?<!\d\s.)(\d+(?:[.,]\d+)?)(?![\w./:-]*\d)")
_MINUS = "[-\u2212\u2013\u2010\u2011\ufe63\uff0d]"
_NO_MINUS = f"(?<!{_MINUS})"
# How languages say it where they don't write it.
_BELOW = re.compile(
    r"minus|min[uú]s|meno|moins|menos|negativ|négatif|miinus|eksi|минус|мінус|below|under|unter|sotto|sous|bajo"
    r"|abaixo|ниже|onder|マイナス|氷点下|零下|负|負|영하|마이너스|سالب|ناقص|تحت|ऋण|माइनस|मायनस|âm",
    re.IGNORECASE,
)


def find_name_faults(pair: Pair) -> Iterator[Fault]:
    """Report names of which the translation has another one, with other digits, in their place."""
    source, target = pair.old, pair.new
    if not _may_have_name(source) or not _DIGIT.search(target) or pair.msgid == pair.msgstr:
        return
    names = set(_NAME.findall(source := blank_all(source)))
    for match in _NAME.finditer(target := blank_all(target)) if names else ():
        if match[0] in pair.msgid or _has(match[0], pair.msgid):
            continue
        other = next((name for name in sorted(names) if _is_other(name, match[0])), None)
        if other is not None and not _has(other, pair.msgstr):
            start = pair.place(match.start())
            yield Fault(describe_change([other], [match[0]]), start, start + len(match[0]))
            return
    yield from _find_lost_signs(source, target, pair)


# A message is asked for in each language.
@lru_cache(maxsize=4096)
def _may_have_name(text: str) -> bool:
    return (_LETTER_AND_DIGIT.search(text) or _SIGN_AND_DIGIT.search(text)) is not None


def _is_other(name: str, new: str) -> bool:
    """Tell whether two names have the same letters and other digits."""
    return name.lower() != new.lower() and _DIGIT.sub("", name.lower()) == _DIGIT.sub("", new.lower())


def _has(name: str, text: str) -> bool:
    return name.lower() in text.lower()


def _find_lost_signs(source: str, target: str, pair: Pair) -> Iterator[Fault]:
    """Report a negative number that is there without its sign, and without a word for it."""
    matches = list(_NEGATIVE.finditer(source))
    if not matches or _BELOW.search(target):
        return
    for match in matches:
        digits = re.sub("[.,]", "[.,]", match[1])
        bare = re.compile(rf"(?<![\w.,]){_NO_MINUS}{digits}(?![\d.,]*\d)")
        found = None if bare.search(source) else bare.search(target)
        if found is not None and not re.search(rf"{_MINUS}\s?{digits}", target):
            start = pair.place(found.start())
            yield Fault(describe_change([match[0]], [found[0]]), start, start + len(found[0]))
            return
