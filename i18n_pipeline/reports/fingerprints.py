"""Names for findings that stay the same from run to run, so that a host can tell old ones from new ones."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from i18n_pipeline.document import Finding
    from i18n_pipeline.reports.result import Batch


# What follows from other documents is found last, and in no batch with what it is about.
_ELSEWHERE = ("inconsistent", "not-synced")


def with_fingerprints(
    batches: Iterable[Batch],
) -> Iterator[Iterator[tuple[Finding, str]]]:
    """Yield, for each batch, its findings with fingerprints.

    No other finding has the same, and no line number is part of it. What is about a message is known by the
    message; anything else by what it says. Of findings that are alike in all of this, the second one is known
    as such: they are in one batch, but for those that are of none.
    """
    elsewhere: Counter[tuple[str, ...]] = Counter()
    for batch in batches:
        yield _mark_batch(batch.findings, elsewhere)


def _mark_batch(
    batch: Iterable[Finding], elsewhere: Counter[tuple[str, ...]]
) -> Iterator[tuple[Finding, str]]:
    own: Counter[tuple[str, ...]] = Counter()
    for finding in batch:
        seen = elsewhere if finding.code in _ELSEWHERE else own
        subject = finding.message if finding.msgid is None else finding.msgid
        parts = (finding.code, finding.language or "", finding.path, finding.source_path or "", subject)
        seen[parts] += 1
        text = "\0".join((*parts, str(seen[parts])))
        yield finding, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
