"""What ``check`` has found, as every format of report takes it."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from i18n_pipeline.document import Finding, Severity
    from i18n_pipeline.publish.counts import Counts, Standing

    # Language, severity and code.
    Kind: TypeAlias = tuple[str | None, Severity, str]

Key = TypeVar("Key", bound="tuple[Any, ...]")


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


class Batch(msgspec.Struct, frozen=True):
    """What was found together, in order, and how much of each kind it is.

    Of a large site ``findings`` are unpacked when they are gone through: no more of them than those of one
    batch should be in memory.
    """

    findings: Collection[Finding]
    counts: Mapping[Kind, int]


def make_batch(findings: Collection[Finding]) -> Batch:
    """Return a batch of findings."""
    return Batch(findings, Counter(map(kind_of, findings)))


def kind_of(finding: Finding) -> Kind:
    """Return language, severity and code of a finding."""
    return finding.language, finding.severity, finding.code


class CheckResult(msgspec.Struct, frozen=True):
    """Findings in the order of documents, a verdict per language, and trouble with files.

    What can be said of one message, catalog or document is in one of ``batches``, but for what follows from
    others: ``not-synced`` and ``inconsistent``. ``standings`` are the documents that were checked, each in a
    language.
    """

    batches: Sequence[Batch]
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
        return chain.from_iterable(batch.findings for batch in self.batches)

    @property
    def everything(self) -> Sequence[Batch]:
        """Findings and trouble: all that a report which stands alone has to say."""
        return (*self.batches, make_batch(self.trouble))


def count_all(batches: Iterable[Batch]) -> Counter[Kind]:
    """Return how many findings of each kind there are; kinds in the order in which they come."""
    counts: Counter[Kind] = Counter()
    for batch in batches:
        counts.update(batch.counts)
    return counts


def is_within_limits(finding: Finding) -> bool:
    """Tell whether this is something missing or stale that the limits allow: counted, but not listed."""
    return is_allowed(kind_of(finding))


def is_allowed(kind: Kind) -> bool:
    """Tell of a kind what `is_within_limits` tells of a finding."""
    _, severity, code = kind
    return severity == "warning" and code in ("missing", "stale")


# Codes of work that is left; all others are faults.
_WORK = {"stale": 1, "missing": 2}


def badness_of(kind: Kind) -> tuple[bool, int]:
    """Return a key that sorts errors before warnings, and what is wrong before what is only not done yet.

    A page that would break isn't to be looked for among thousands of untranslated segments.
    """
    _, severity, code = kind
    return severity != "error", _WORK.get(code, 0)


def sort_batches(
    batches: Sequence[Batch], key: Callable[[Kind], Key]
) -> Iterator[tuple[Key, Iterator[Finding]]]:
    """Yield what has the same key together, in the order of keys; otherwise the order stays.

    A batch is gone through once for each of its keys.
    """
    keys = {kind: key(kind) for kind in count_all(batches)}
    for wanted in sorted(set(keys.values())):
        yield wanted, choose(batches, frozenset(kind for kind in keys if keys[kind] == wanted))


def choose(batches: Iterable[Batch], kinds: frozenset[Kind]) -> Iterator[Finding]:
    """Yield the findings of some kinds, in order."""
    for batch in batches:
        if kinds.issuperset(batch.counts):
            yield from batch.findings
        elif not kinds.isdisjoint(batch.counts):
            yield from (finding for finding in batch.findings if kind_of(finding) in kinds)
