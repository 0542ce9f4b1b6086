"""The sign that ends a translation, held against the one that ends its message."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from i18n_pipeline.checks.pair import Fault
from i18n_pipeline.checks.signs import (
    FRENCH_SPACED,
    alike,
    ends_always,
    may_end_without,
    sign_of,
    write_sign,
)
from i18n_pipeline.markdown.anatomy import GAP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from i18n_pipeline.checks.pair import Pair

# What may stand behind the sign: quotes, brackets, marks of notes.
_CLOSERS = frozenset(")]}）］｝〕】》〉」』’”\"'»›‹«“‘*†‡")
# Footnotes are long gaps; code and tags are one character, and a text may end in them.
_NOTES = re.compile(rf"(?:\s*{GAP}{{4,}})+\s*$")
_NOTE = GAP * 4
_ABBREVIATION = re.compile(
    r"(?<![\w-])(?:etc|ecc|usw|et al|e\.g|i\.e|z\.\s?B|vs|inc|ltd|corp|co|no|p|pp|cf|osv|m\.m|itd|itp|"
    r"и т\.\s?д|и т\.\s?п|др|atd|apod|stb|jne|κ\.?λ\.?π|[A-Z]|[ap]\.m)\.$",
    re.IGNORECASE,
)
_AND_SO_ON = re.compile(r"(?:など|等|등|إلخ|וכו['׳])\W*$|(?<!\w)(?:etc|ecc|usw|itd|т\.\s?д)\W*$")
_LETTERS = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class _Ending:
    """The signs at the end of a text, as English writes them, and their place there."""

    signs: str
    start: int
    end: int


def find_ending_faults(pair: Pair) -> Iterator[Fault]:
    """Compare the signs at the end, each language's own; quotes and brackets around them don't count."""
    old, new = pair.old, pair.new
    if old == new or _end_alike(old, new, pair):
        return
    if not (_LETTERS.search(new) or not new.isascii()) or not _LETTERS.search(old):
        return
    before, after = _read_ending(old, pair.source_language), _read_ending(new, pair.language)
    if _agree(before, after, pair.language) or _is_abbreviation(old, before) or _is_abbreviation(new, after):
        return
    if not after.signs and (
        (before.signs == "…" and _AND_SO_ON.search(new))
        or (ends_always(pair.language) and new.rstrip().endswith("）"))
    ):
        return
    yield _fault(pair, before, after)


def _end_alike(old: str, new: str, pair: Pair) -> bool:
    """Tell whether both texts plainly end in a letter, or in a letter or code and the same sign."""
    last, other = old[-1:], new[-1:]
    if last.isalpha() and other.isalpha():
        return True
    sign = sign_of(last, pair.source_language)
    if not sign or sign != sign_of(other, pair.language):
        return False
    last, other = old[-2:-1], new[-2:-1]
    return (last.isalpha() or last == GAP) and (other.isalpha() or other == GAP)


def _agree(before: _Ending, after: _Ending, language: str) -> bool:
    if not before.signs:
        return not after.signs or may_end_without(language) or (after.signs == "." and ends_always(language))
    if not after.signs:
        return may_end_without(language)
    if may_end_without(language):
        return True
    return any(other in alike(sign, language) for sign in before.signs for other in after.signs)


def _read_ending(text: str, language: str) -> _Ending:
    if _NOTE in text:
        text = _NOTES.sub("", text)
    pos = end = len(text.rstrip())
    signs = ""
    while pos > 0:
        char = text[pos - 1]
        sign = sign_of(char, language)
        if sign:
            end = end if signs else pos
            signs = sign + signs
        elif char not in _CLOSERS and not (char.isspace() and signs):
            break
        pos -= 1
    plain = "…" if "..." in signs or signs in ("…", "……") else signs
    return _Ending(plain, pos, end)


def _is_abbreviation(text: str, ending: _Ending) -> bool:
    return ending.signs == "." and _ABBREVIATION.search(text[: ending.end]) is not None


def _fault(pair: Pair, before: _Ending, after: _Ending) -> Fault:
    wanted = write_sign(before.signs[-1:], pair.language)
    text = pair.new
    said = text[after.start : after.end].strip()
    what = f"the translation ends with {_quote(said)}, the source with {_quote(before.signs)}"
    advice = f"end it with “{wanted}”" if before.signs else "end it with no sign"
    start, end = _place(pair, after)
    return Fault(what, start, end, _mend(pair, before, after, start, end), advice=advice)


def _quote(signs: str) -> str:
    return f"“{signs}”" if signs else "no sign"


def _place(pair: Pair, ending: _Ending) -> tuple[int, int]:
    """Return where the signs stand in the translation; where they would, if there are none."""
    if not ending.end:
        return 0, 0
    last = pair.place(ending.end - 1) + 1
    if not ending.signs:
        return last, last
    start = ending.start
    while pair.new[start].isspace() or pair.new[start] in _CLOSERS:
        start += 1
    return pair.place(start), last


def _mend(pair: Pair, before: _Ending, after: _Ending, start: int, end: int) -> str | None:
    """Return what has to stand at the end; None where that isn't certain."""
    wanted = before.signs
    if len(wanted) > 1 or len(after.signs) > 1 or end - start > 1 or end != len(pair.msgstr):
        return None
    if pair.language == "es" and wanted in tuple("?!"):
        return None
    if not after.signs and not (pair.new[-1:].isalnum()):
        return None
    form = write_sign(wanted, pair.language)
    spaced = FRENCH_SPACED[pair.setting.language.lower() == "fr-ca"]
    if pair.language == "fr" and wanted and wanted in spaced:
        return ("" if pair.msgstr[:start].endswith(("\u00a0", "\u202f", " ")) else "\u00a0") + form
    return None if pair.language == "fr" and after.signs in tuple(spaced) else form
