"""What the pages show: findings by language and document, with what a translator needs to know."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import quote

from i18n_pipeline.publish.counts import Counts
from i18n_pipeline.reports.fingerprints import with_fingerprints
from i18n_pipeline.reports.html.languages import Language, describe_language
from i18n_pipeline.reports.html.wording import Piece, compare_wordings
from i18n_pipeline.reports.result import is_within_limits
from i18n_pipeline.reports.text import describe_tally, source_place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from i18n_pipeline.document import Finding
    from i18n_pipeline.publish.counts import Standing
    from i18n_pipeline.reports.result import CheckResult, Verdict

# Bytes of a file name; file systems take 255, and a new file has a few more until it is in its place.
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Item:
    """A finding, and the name of its place in a page, which stays the same from report to report."""

    name: str
    finding: Finding

    @property
    def within_limit(self) -> bool:
        """Whether this is missing or stale, but no more of it than may be."""
        return is_within_limits(self.finding)

    @property
    def changes(self) -> tuple[Piece, ...]:
        """What has changed in the source; nothing if nobody knows its earlier wording."""
        if self.finding.earlier is None or self.finding.msgid is None:
            return ()
        return compare_wordings(self.finding.earlier, self.finding.msgid)

    @property
    def spot(self) -> tuple[str, str, str]:
        """The translation before, at and after the place that the finding points at."""
        text, start = self.finding.msgstr or "", (self.finding.column or 0) - 1
        return (text, "", "") if start < 0 else (text[:start], text[start : start + 1], text[start + 1 :])

    @property
    def notes(self) -> list[str]:
        """What is known of the translation, and what the author has to say."""
        return self.finding.notes.splitlines()

    @property
    def place(self) -> str:
        """File and line of the finding."""
        return f"{self.finding.path}:{self.finding.line}"

    @property
    def source_place(self) -> str:
        """File and line of the source; nothing if that is the finding's own, or there is none."""
        place = source_place(self.finding)
        return "" if place == self.place else place


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document in a language: what is stale, what else was found, and what is missing."""

    standing: Standing
    language: Language
    name: str
    stale: tuple[Item, ...]
    faults: tuple[Item, ...]
    missing: tuple[Item, ...]

    @property
    def parts(self) -> dict[str, str]:
        """The parts of the page by the name of their place, each as ``2 stale``."""
        findings = f"{len(self.faults)} finding{'' if len(self.faults) == 1 else 's'}"
        parts = (
            ("stale", self.stale, f"{len(self.stale)} stale"),
            ("findings", self.faults, findings),
            ("missing", self.missing, f"{len(self.missing)} missing"),
        )
        return {name: label for name, items, label in parts if items}

    @property
    def href(self) -> str:
        """The page, seen from the overview."""
        return quote(self.name, safe="/", errors="surrogateescape")

    @property
    def top(self) -> str:
        """The overview, seen from the page."""
        return "../" * self.name.count("/") + "index.html"


@dataclass(frozen=True, slots=True)
class LanguageView:
    """A language: how its words stand, in how many places something is wrong, and whether it passes."""

    language: Language
    words: Counts
    faults: int
    ok: bool
    limits: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SiteView:
    """The site: its languages, its documents in each of them, and what is about none of them."""

    source: Language
    languages: tuple[LanguageView, ...]
    documents: tuple[DocumentView, ...]
    others: tuple[Item, ...]

    @property
    def rows(self) -> dict[str, dict[str, DocumentView]]:
        """The documents by path, each by language."""
        rows: dict[str, dict[str, DocumentView]] = {}
        for document in self.documents:
            rows.setdefault(document.standing.path, {})[document.language.tag] = document
        return rows


def view_site(result: CheckResult, source: str) -> SiteView:
    """Sort what ``check`` has found to the pages that show it."""
    places = {(standing.language, standing.path) for standing in result.standings}
    items: dict[tuple[str, str], list[Item]] = {place: [] for place in places}
    others: list[Item] = []
    for finding, name in chain.from_iterable(with_fingerprints(result.everything)):
        place = (finding.language or "", finding.source_path or finding.path)
        items.get(place, others).append(Item(f"f-{name[:12]}", finding))
    languages = {verdict.language: describe_language(verdict.language) for verdict in result.verdicts}
    documents = tuple(
        _view_document(standing, languages[standing.language], items[standing.language, standing.path])
        for standing in result.standings
    )
    return SiteView(
        describe_language(source),
        tuple(_view_language(verdict, languages[verdict.language], documents) for verdict in result.verdicts),
        documents,
        tuple(_worst_first(others)),
    )


def _view_document(standing: Standing, language: Language, items: Sequence[Item]) -> DocumentView:
    return DocumentView(
        standing,
        language,
        _page_name(standing),
        tuple(item for item in items if item.finding.code == "stale"),
        tuple(_worst_first([item for item in items if item.finding.code not in ("stale", "missing")])),
        tuple(item for item in items if item.finding.code == "missing"),
    )


def _worst_first(items: Sequence[Item]) -> list[Item]:
    return sorted(items, key=lambda item: item.finding.severity != "error")


def _view_language(verdict: Verdict, language: Language, documents: Sequence[DocumentView]) -> LanguageView:
    mine = [document for document in documents if document.language == language]
    return LanguageView(
        language,
        sum((document.standing.words for document in mine), Counts()),
        sum(len(document.faults) for document in mine),
        verdict.ok,
        tuple((tally.glob, describe_tally(tally)) for tally in verdict.tallies),
    )


def _page_name(standing: Standing) -> str:
    folder, _, name = f"{standing.language}/{standing.path}".rpartition("/")
    data = name.encode("utf-8", "surrogateescape")
    if len(data) > _LONGEST_NAME:
        name = f"{name[:40]}-{hashlib.sha256(data).hexdigest()[:16]}"
    return f"{folder}/{name}.html"
