"""Translations mended where there is one right answer: a space, a link's target, a code span, a full stop.

A check that knows the answer says so (`Fault.mended`). It is taken only if nothing else becomes wrong by it,
so that mending twice is mending once.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from i18n_pipeline.checks.faults import check_pair
from i18n_pipeline.checks.pair import make_pair

if TYPE_CHECKING:
    from collections.abc import Collection

    from i18n_pipeline.catalog import Entry
    from i18n_pipeline.checks.pair import Fault, Setting
    from i18n_pipeline.document import Segment

_HOST = re.compile(r"(?:https?:)?//([^/?#]+)")


def mend_translation(segment: Segment, entry: Entry, setting: Setting, off: Collection[str] = ()) -> str:
    """Return the msgstr of an entry, mended; codes of ``off`` are left alone.

    What is not translated, stale, or has plural forms is not touched.
    """
    if not entry.translated or entry.msgid_plural is not None:
        return entry.msgstr
    msgstr = entry.msgstr
    faults = _find(segment, entry, setting, msgstr, off)
    while True:
        for code, fault in faults:
            mended = msgstr if _is_choice(code, fault, msgstr, setting) else _apply(msgstr, fault)
            left = _find(segment, entry, setting, mended, off) if mended != msgstr else faults
            if len(left) < len(faults) and Counter(_codes(left)) <= Counter(_codes(faults)):
                msgstr, faults = mended, left
                break
        else:
            return msgstr


def _find(
    segment: Segment, entry: Entry, setting: Setting, msgstr: str, off: Collection[str]
) -> list[tuple[str, Fault]]:
    pair = make_pair(segment, replace(entry, msgstr=msgstr), setting)
    return [(check.code, fault) for check, fault in check_pair(pair) if check.code not in off]


def _is_choice(code: str, fault: Fault, msgstr: str, setting: Setting) -> bool:
    """Tell whether a translator may have meant it: a page on a host in the reader's language, say."""
    there = msgstr[fault.start : fault.end]
    if "\n" in there:
        return True
    host = _HOST.match(there) if code == "link" else None
    names = {setting.language.lower(), setting.language.lower().split("-")[0]}
    return host is not None and not names.isdisjoint(host[1].lower().split("."))


def _codes(faults: list[tuple[str, Fault]]) -> list[str]:
    return [code for code, _ in faults]


def _apply(msgstr: str, fault: Fault) -> str:
    if fault.mended is None or fault.start is None or fault.end is None:
        return msgstr
    return msgstr[: fault.start] + fault.mended + msgstr[fault.end :]
