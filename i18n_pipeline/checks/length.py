"""Front-matter values that are longer than the configuration lets them be."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from i18n_pipeline.checks.pair import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from i18n_pipeline.checks.pair import Pair, Setting
    from i18n_pipeline.document import Severity
    from i18n_pipeline.markdown.anatomy import Anatomy

_KIND = "front matter: "


def has_limits(setting: Setting) -> bool:
    """Tell whether any length is limited."""
    return bool(setting.lengths)


def find_length_faults(pair: Pair) -> Iterator[Fault]:
    """Count the characters that a reader sees: no marks, no addresses, a letter with its accents as one."""
    if not pair.setting.lengths or not pair.segment.kind.startswith(_KIND):
        return
    key = pair.segment.kind.removeprefix(_KIND)
    limit = pair.setting.lengths.get(key)
    if limit is None or (length := _count(pair.target)) <= limit:
        return
    # What the source itself can't keep to is hardly the translator's fault.
    severity: Severity | None = "warning" if _count(pair.source) > limit else None
    what = f"{key} has {length} characters, {length - limit} more than the {limit} of check.length"
    yield Fault(what, _place(pair.target, limit), len(pair.msgstr), None, severity, advice="shorten it")


def _count(anatomy: Anatomy) -> int:
    codes = sum(len(piece.value) - 1 for piece in anatomy.of("code span"))
    return sum(not unicodedata.combining(char) for char in anatomy.text) + codes


def _place(anatomy: Anatomy, limit: int) -> int:
    return anatomy.place(min(limit, len(anatomy.text)))
