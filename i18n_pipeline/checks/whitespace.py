"""White space that a translation has at its ends, twice in a row, or before a sign, unlike its message."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.checks.pair import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from i18n_pipeline.checks.pair import Pair

_SPACES = " \t\u00a0\u202f\u3000"
_DOUBLE = re.compile(rf"(?<=[^\s{_SPACES}])[{_SPACES}]{{2,}}(?=[^\s{_SPACES}])")
# Between a word and a sign (that begins no name, as in ``.gitignore``), or between a bracket and a word.
_BEFORE_SIGN = re.compile(r"(?<=\w)[ \t]+(?=[,.](?:\s|$)|[、。，．])|(?<=\()[ \t]+(?=\w)|(?<=\w)[ \t]+(?=\))")
# What the two look for, and more; looking behind each character takes long.
_SUSPECT = re.compile(rf"[{_SPACES}(](?:[{_SPACES}]|(?<=[ \t])[,.)、。，．])")
_HARD_SPACE = "\u00a0"
_FRENCH = re.compile(r" (?:(?<=[\w)\]%»].)(?=[;:!?»](?:\s|$))|(?<=«.)(?=\w))")
_HARD_SPACES = re.compile("[\u00a0\u202f](?=[;:!?»])|(?<=«)[\u00a0\u202f]")


def find_whitespace_faults(pair: Pair) -> Iterator[Fault]:
    """Compare the spaces at the ends; look for those within that the message has nowhere."""
    if pair.msgid == pair.msgstr:
        return
    if pair.msgid != pair.msgid.strip() or pair.msgstr != pair.msgstr.strip():
        yield from _find_at_ends(pair)
    if _SUSPECT.search(pair.new):
        yield from _find_within(pair, _DOUBLE, " ", "there are two spaces in a row", "write one")
        yield from _find_within(pair, _BEFORE_SIGN, "", "there is a space where none belongs", "take it out")
    if pair.language == "fr" and _has_hard_space(pair.msgstr) and _HARD_SPACES.search(pair.msgstr):
        what = "a line may break at this space"
        yield from _find_within(pair, _FRENCH, _HARD_SPACE, what, "write U+00A0, as elsewhere in this text")


def _has_hard_space(text: str) -> bool:
    return "\u00a0" in text or "\u202f" in text


def _find_at_ends(pair: Pair) -> Iterator[Fault]:
    lead, tail = _ends(pair.msgid)
    own_lead, own_tail = _ends(pair.msgstr)
    end = len(pair.msgstr)
    if (
        pair.language == "fr"
        and not lead
        and len(own_lead) == 1
        and pair.msgstr.lstrip()[:1] in tuple(";:!?»")
    ):
        lead = own_lead
    if own_lead != lead:
        what = f"the translation begins with {_name(own_lead)}, the source with {_name(lead)}"
        yield Fault(what, 0, len(own_lead), lead, advice="begin as the source does")
    if own_tail != tail and pair.msgstr.strip():
        what = f"the translation ends with {_name(own_tail)}, the source with {_name(tail)}"
        yield Fault(what, end - len(own_tail), end, tail, advice="end as the source does")


def _ends(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _name(space: str) -> str:
    if not space:
        return "no space"
    return "a space" if space == " " else "a line end" if space == "\n" else ascii(space)


def _find_within(
    pair: Pair, pattern: re.Pattern[str], mended: str, what: str, advice: str
) -> Iterator[Fault]:
    if not pattern.search(pair.new) or pattern.search(pair.old):
        return
    for match in pattern.finditer(pair.new):
        start = pair.place(match.start())
        # What markup has moved together stands apart in the message.
        if pair.msgstr.startswith(match[0], start):
            end = start + len(match[0])
            near = pair.msgstr[max(0, start - 10) : end + 10].replace("\n", " ").strip()
            yield Fault(f"{what}: “{near}”", start, end, mended, advice=advice)
            return
