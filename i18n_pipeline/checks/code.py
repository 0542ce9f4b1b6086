"""Code spans that a translation has changed: what is in them is typed, not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from i18n_pipeline.checks.comparing import compare, describe_change
from i18n_pipeline.checks.pair import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from i18n_pipeline.checks.pair import Pair


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
        shown = all(piece.value in known or piece.value in pair.target.text for piece in lost)
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
