"""What ``check`` has found, as every format of report takes it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from i18n_pipeline.document import Finding
    from i18n_pipeline.publish.counts import Counts, Standing


class Tally(msgspec.Struct, frozen=True):
    """The words that are held against one pair of limits, in percent.

    ``glob`` names the documents (seen from ``content``) with limits of their own; empty for all others.
    ``fresh`` are the words that are stale for so few days that they don't count yet. ``reference`` is the git
    revision that the limits come from; None if they are the configuration's.
    """

    words: Counts
    missing_limit: float
    stale_limit: float
    glob: str = ""
    fresh: int = 0
    reference: str | None = None

    @property
    def missing(self) -> float:
        """Percent of words missing."""
        return _share(self.words.missing, self.words.total)

    @property
    def stale(self) -> float:
        """Percent of words that count as stale."""
        return _share(self.words.stale - self.fresh, self.words.total)

    def exceeds(self, code: str) -> bool:
        """Tell whether more is ``missing`` or ``stale`` than may be."""
        part, limit = (
            (self.missing, self.missing_limit) if code == "missing" else (self.stale, self.stale_limit)
        )
        return part > limit


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


class Verdict(msgspec.Struct, frozen=True):
    """How one language fares: a tally per pair of limits, the general one first; and whether it passes."""

    language: str
    tallies: tuple[Tally, ...]
    ok: bool


class CheckResult(msgspec.Struct, frozen=True):
    """Findings in the order of documents, a verdict per language, and trouble with files.

    What was found together is a batch of ``batches``; of a large site no more of them than one should be in
    memory, for each is unpacked when it is gone through. What can be said of one message, catalog or document
    is in one batch, but for what follows from others: ``not-synced`` and ``inconsistent``.
    ``standings`` are the documents that were checked, each in a language.
    """

    batches: Sequence[Collection[Finding]]
    verdicts: tuple[Verdict, ...]
    trouble: tuple[Finding, ...]
    standings: Collection[Standing] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing has to be mended."""
        return not self.trouble and all(verdict.ok for verdict in self.verdicts)

    @property
    def findings(self) -> Iterator[Finding]:
        """All findings, in order."""
        return chain.from_iterable(self.batches)

    @property
    def everything(self) -> Sequence[Collection[Finding]]:
        """Findings and trouble, batch by batch: all that a report which stands alone has to say."""
        return (*self.batches, self.trouble)


def is_within_limits(finding: Finding) -> bool:
    """Tell whether this is something missing or stale that the limits allow: counted, but not listed."""
    return finding.severity == "warning" and finding.code in ("missing", "stale")


# Codes of work that is left; all others are faults.
_WORK = {"stale": 1, "missing": 2}


def badness_of(finding: Finding) -> tuple[bool, int]:
    """Return a key that sorts errors before warnings, and what is wrong before what is only not done yet.

    A page that would break isn't to be looked for among thousands of untranslated segments.
    """
    return finding.severity != "error", _WORK.get(finding.code, 0)


Key = TypeVar("Key", bound="tuple[Any, ...]")


def sort_batches(
    batches: Sequence[Collection[Finding]], key: Callable[[Finding], Key]
) -> Iterator[tuple[Key, Iterator[Finding]]]:
    """Yield what has the same key together, in the order of keys; otherwise the order stays.

    A batch is gone through once for each of its keys, and once more: these are to be few.
    """
    keys = [frozenset(map(key, batch)) for batch in batches]
    for wanted in sorted(frozenset().union(*keys)):
        mine = (batch for batch, found in zip(batches, keys, strict=True) if wanted in found)
        yield wanted, (finding for batch in mine for finding in batch if key(finding) == wanted)
