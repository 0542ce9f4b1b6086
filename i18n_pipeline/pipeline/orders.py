"""What a run is asked to do, and what it says of what it did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, overload

import msgspec
from msgspec.structs import replace

from i18n_pipeline.publish.counts import Counts, Standing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from i18n_pipeline.catalog import Key
    from i18n_pipeline.checks import Renditions
    from i18n_pipeline.document import Finding
    from i18n_pipeline.execution import Jobs
    from i18n_pipeline.markdown import PseudoStyle
    from i18n_pipeline.pipeline.copies import Copy
    from i18n_pipeline.pipeline.memory import Hit
    from i18n_pipeline.pipeline.pieces import Digests
    from i18n_pipeline.pipeline.slices import Slice
    from i18n_pipeline.project import Project, Terms
    from i18n_pipeline.tracing import Trace

Step = Literal["extract", "update", "merge", "check"]
SYNC: frozenset[Step] = frozenset(("extract", "update", "merge"))


class Request(msgspec.Struct, frozen=True):
    """What a person asked for. No ``paths`` means all documents, no ``languages`` all configured ones.

    Without ``cache`` nothing is taken over from earlier runs, or kept for later ones; what a check finds out
    is kept only with ``keep``, for it writes nothing unasked.
    ``date`` is the creation date for new messages, as catalogs write it (``2026-11-23 10:00+0000``). With
    ``pseudo`` catalogs that are brought up to date are also filled, in this style. ``terms`` is what the
    glossary has for each language, for a check.
    """

    date: str
    paths: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    steps: frozenset[Step] = SYNC
    jobs: Jobs = 1
    dry_run: bool = False
    force: bool = False
    cache: bool = True
    keep: bool = False
    pseudo: PseudoStyle | None = None
    terms: Mapping[str, Terms] = msgspec.field(default_factory=dict)

    @property
    def keeps_offers(self) -> bool:
        """Whether catalogs are brought up to date, and what they hold then is kept for later runs."""
        return self.cache and not self.dry_run and "update" in self.steps and self.pseudo is None


class Settled(msgspec.Struct, frozen=True):
    """What a sync knows of documents that it has nothing left to do for.

    ``outcome`` says how they stand, ``files`` are those that this follows from; both are packed.
    """

    outcome: bytes
    files: bytes


class Given(msgspec.Struct, frozen=True):
    """What is known of a document whose files are shared: a copy of it, and its slices by language.

    A language is left out whose catalog can't be read. All slices have entries.
    """

    copy: Copy
    slices: Mapping[str, Slice]


class Bundle(msgspec.Struct, frozen=True):
    """Documents that share catalogs, with all that a worker needs; ``wanted`` are those to build pages for.

    ``digests`` are of pages without a marker, as last written. ``origins`` are files to read templates,
    catalogs and pages from that, in a dry run, would be moved to those paths. ``shares`` are the catalogs of
    an earlier layout that a catalog takes entries from, with whether it takes them all. ``memory`` holds
    translations for new messages, by language; None: to be asked for. ``unpublished`` are documents and
    languages of pages that are not written. ``settled`` is there for a check where the last sync would find
    nothing to do. With ``given`` it is a single document, whose files have been brought up to date.
    """

    project: Project
    documents: tuple[str, ...]
    wanted: frozenset[str]
    languages: tuple[str, ...]
    request: Request
    digests: tuple[tuple[str, str], ...]
    origins: Mapping[str, str] = msgspec.field(default_factory=dict)
    shares: Mapping[str, tuple[tuple[str, bool], ...]] = msgspec.field(default_factory=dict)
    memory: Memory | None = None
    unpublished: frozenset[tuple[str, str]] = frozenset()
    settled: Settled | None = None
    given: Given | None = None


class SharedFile(msgspec.Struct, frozen=True):
    """A template, or a catalog in ``language`` (empty: a template), for a worker to bring up to date.

    ``bundle`` are the documents that share it, ``copies`` what they hold. ``known`` are digests of their
    slices, as far as these need not be handed back if they are the same. ``sole`` tells that there is no
    other catalog in the language.
    """

    path: str
    language: str
    bundle: Bundle
    copies: tuple[Copy, ...]
    known: Mapping[str, Digests]
    sole: bool


# Translations for new messages, by language.
Memory: TypeAlias = "Mapping[str, Mapping[Key, Hit]]"
# What a worker is given to do.
Order: TypeAlias = "Bundle | SharedFile"


@overload
def with_memory(order: SharedFile, memory: Memory) -> SharedFile: ...
@overload
def with_memory(order: Bundle, memory: Memory) -> Bundle: ...
def with_memory(order: Order, memory: Memory) -> Order:
    """Return an order with the translations that it asked for."""
    if isinstance(order, SharedFile):
        return replace(order, bundle=replace(order.bundle, memory=memory))
    return replace(order, memory=memory)


class Change(msgspec.Struct, frozen=True):
    """A file that was (or, in a dry run, would be) written, removed, or moved from ``origin``."""

    path: str
    kind: Literal["template", "catalog", "page"]
    action: Literal["create", "update", "remove", "move", "set aside"]
    origin: str | None = None


# What a run stumbles over. Other findings are about translations: ``check`` fails on them, a sync goes on.
FILE_TROUBLE = frozenset(("document", "catalog", "page", "write"))


class Outcome(msgspec.Struct, frozen=True):
    """What a run did: changes, standings, what is to mend, and digests of pages without a marker.

    A digest of None means that the page is gone. ``questions`` are messages, by language, that are new: with
    any of them nothing has been done yet, for a translation of them may lie elsewhere in the site.
    ``searched`` tells that this has been looked for. ``renditions`` are notes on what stands for what, for a
    check to compare; ``trace`` is what the work depended on. ``offers`` are digests of what catalogs have
    translations for, by path. ``slices`` are those of a shared catalog, by document. ``settled`` tells that
    it follows from what a sync knew as well.
    """

    changes: Collection[Change] = ()
    standings: Collection[Standing] = ()
    findings: Collection[Finding] = ()
    digests: tuple[tuple[str, str | None], ...] = ()
    questions: tuple[tuple[str, frozenset[Key]], ...] = ()
    renditions: Collection[Renditions] = ()
    searched: bool = False
    offers: tuple[tuple[str, bytes], ...] = ()
    trace: Trace | None = None
    slices: tuple[tuple[str, Slice], ...] = ()
    settled: bool = False

    @property
    def ok(self) -> bool:
        """Whether every file could be read and written."""
        return not any(finding.code in FILE_TROUBLE for finding in self.findings)


def words_by_language(standings: Iterable[Standing]) -> dict[str, Counts]:
    """Add up the words of all documents, per language."""
    words: dict[str, Counts] = {}
    for standing in standings:
        words[standing.language] = words.get(standing.language, Counts()) + standing.words
    return words
