"""Addresses that stand in a text by themselves: a site may make links of them, a reader may copy them.

What is in brackets and in tags has its own checks (``targets.py``, ``html.py``). Here ends an address where
its ASCII does, as nothing but a word of Chinese or Japanese may follow it without a space.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.checks.comparing import compare, describe_change
from i18n_pipeline.checks.pair import Fault
from i18n_pipeline.checks.targets import is_localised

if TYPE_CHECKING:
    from collections.abc import Iterator

    from i18n_pipeline.checks.pair import Pair

_MIDDLE = r"""[!#$%&*+,\-./0-9:;=?@A-Z\\\[^_a-z{|}~]"""
_END = r"[#$%&+\-/0-9=@A-Z_a-z}~]"
_ADDRESS = re.compile(
    rf"(?:(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9+.-]{{0,31}}://|(?<![A-Za-z0-9_.@/-])www\.){_MIDDLE}*{_END}"
    r"|[A-Za-z0-9.+_-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
)
_SCHEME = re.compile(r"\A(?:https?://)?(?:www\.)?", re.IGNORECASE)


def find_address_faults(pair: Pair) -> Iterator[Fault]:
    """Compare bare addresses; one that the other text has as a link or in code is there."""
    source, target = pair.old, pair.new
    if not (_may_have_address(source) or _may_have_address(target)) or source == target:
        return
    lost, added = compare(
        list(_ADDRESS.finditer(source)), list(_ADDRESS.finditer(target)), key=lambda match: _name(match[0])
    )
    if not lost and not added:
        return
    known, shown = (frozenset(map(_name, _ADDRESS.findall(text))) for text in (pair.msgid, pair.msgstr))
    lost = [match for match in lost if _name(match[0]) not in shown]
    added = [match for match in added if _name(match[0]) not in known]
    for match in list(added):
        other = next((one for one in lost if is_localised(one[0], match[0], pair)), None)
        if other is not None:
            lost.remove(other)
            added.remove(match)
    if lost or added:
        yield _fault(pair, lost, added)


def _may_have_address(text: str) -> bool:
    return "://" in text or "@" in text or "www." in text


def _name(address: str) -> str:
    """Return what an address leads to, whether its scheme is written or not."""
    return _SCHEME.sub("", address, count=1).rstrip("/")


def _fault(pair: Pair, lost: list[re.Match[str]], added: list[re.Match[str]]) -> Fault:
    what = describe_change((match[0] for match in lost), (match[0] for match in added))
    if not added:
        return Fault(what)
    start, text = pair.place(added[0].start()), added[0][0]
    end = start + len(text)
    # Where it is written with escapes or entities there is no place to put another one.
    if pair.msgstr[start:end] != text:
        return Fault(what, severity=None if lost else "warning")
    mended = lost[0][0] if len(lost) == len(added) == 1 and lost[0][0] in pair.msgid else None
    return Fault(what, start, end, mended, None if lost else "warning")
