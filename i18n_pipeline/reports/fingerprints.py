"""Names for findings that stay the same from run to run, so that a host can tell old ones from new ones."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from i18n_pipeline.document import Finding


def with_fingerprints(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Yield each finding with a fingerprint that no other of them has, and that no line number is part of.

    What is about a message is known by the message; anything else by what it says. Of findings that are
    alike in all of this, the second one is known as such.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    for finding in findings:
        subject = finding.message if finding.msgid is None else finding.msgid
        parts = (finding.code, finding.language or "", finding.path, finding.source_path or "", subject)
        seen[parts] += 1
        text = "\0".join((*parts, str(seen[parts])))
        yield finding, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
