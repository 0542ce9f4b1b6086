"""Shortcodes and template tags that a translation has changed in anything but what is translated in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from i18n_pipeline.checks.comparing import compare, describe_change
from i18n_pipeline.checks.pair import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from i18n_pipeline.checks.pair import Pair


def find_shortcode_faults(pair: Pair) -> Iterator[Fault]:
    """Compare names and fixed arguments, white space folded."""
    lost, added = compare(pair.source.templates, pair.target.templates, key=lambda tag: tag.fixed)
    if not lost and not added:
        return
    what = describe_change((tag.fixed for tag in lost), (tag.fixed for tag in added))
    if not added:
        yield Fault(what)
        return
    # With arguments that are translated a tag can't be taken from the source.
    swapped = len(lost) == len(added) == 1 and '"…"' not in lost[0].fixed
    mended = pair.msgid[lost[0].start : lost[0].end] if swapped else None
    yield Fault(what, added[0].start, added[0].end, mended)
