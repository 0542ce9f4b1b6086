"""The start of a run: what is asked for, what lies where, and what is known of it.

Nothing is imported here that splits documents or reads catalogs: where all is known, none of that is needed.
"""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from i18n_pipeline.errors import ConfigError
from i18n_pipeline.pipeline.ledger import Ledger
from i18n_pipeline.pipeline.opening import open_ledger
from i18n_pipeline.pipeline.orders import SYNC, Settled
from i18n_pipeline.pipeline.packing import has_findings
from i18n_pipeline.pipeline.pieces import cut_into_pieces
from i18n_pipeline.pipeline.places import find_earlier, set_pages_apart
from i18n_pipeline.project import collisions, config_error, find_documents, mixed_patterns
from i18n_pipeline.project.trees import list_site
from i18n_pipeline.store import read_pages, tool_fingerprint
from i18n_pipeline.tracing import digest_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from i18n_pipeline.pipeline.hiding import Hidden
    from i18n_pipeline.pipeline.opening import Answers
    from i18n_pipeline.pipeline.orders import Request
    from i18n_pipeline.pipeline.pieces import Group, Piece
    from i18n_pipeline.project import Content, Project
    from i18n_pipeline.project.listing import Listing
    from i18n_pipeline.store import SiteRecord
    from i18n_pipeline.tracing import Question


class Start(msgspec.Struct, frozen=True):
    """What a run begins with. ``digests`` are of pages without a marker, as last written.

    ``synced`` is what syncs have found out, for a check to go by. ``earlier`` is the site with the places of
    configurations before this one, which may have left files there.
    """

    project: Project
    request: Request
    languages: tuple[str, ...]
    listing: Listing
    digests: Mapping[str, str]
    ledger: Ledger
    synced: Ledger | None = None
    earlier: tuple[Project, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether all documents and all languages are asked for."""
        return not self.request.paths and self.languages == self.project.config.languages

    def pieces(self, groups: Iterable[Group], wanted: Container[str]) -> list[Piece]:
        """Return the pieces of groups that have a part in what is asked for of the ``wanted`` documents."""
        languages, project = self.languages, self.project
        concerned = (group for group in groups if any(path in wanted for path in group))
        return [
            piece
            for piece in cut_into_pieces(project, concerned, languages)
            if not piece.is_document or piece.name in wanted
        ]

    def recall(self, piece: Piece) -> bytes | None:
        """Return what came of a piece in an earlier run, packed, if that is what this one would find."""
        outcome = self.ledger.recall(piece)
        return outcome if outcome is None or self._would_say(outcome) else None

    def recall_settled(self, piece: Piece) -> Settled | None:
        """Return what a sync knows of a document if it would have nothing to do, and nothing to say."""
        outcome = None if self.synced is None else self.synced.recall(piece)
        if self.synced is None or outcome is None or has_findings(outcome):
            return None
        return Settled(outcome, self.synced.evidence_of(piece.name)[0])

    def recall_standing(self, piece: Piece) -> bytes | None:
        """Return an outcome that says how a document stands, packed, if that is known."""
        known = self.ledger.recall(piece)
        # Where files are shared, what is known of them and of documents has to be of one run.
        if known is None and self.synced is not None and piece.documents == (piece.name,):
            known = self.synced.recall(piece)
        return known

    def settle(self, answers: Mapping[Question, str]) -> None:
        """Forget what was found out from other slices of catalogs than these."""
        self.ledger.settle(answers, in_journal=self.keeps)
        if self.synced is not None:
            self.synced.settle(answers, in_journal=False)

    def hide(self, hidden: Hidden) -> None:
        """Forget what was found out when other pages were hidden than these."""
        self.ledger.hide(hidden, self.languages)
        if self.synced is not None:
            self.synced.hide(hidden, self.languages)

    @property
    def site(self) -> SiteRecord | None:
        """What is known of the site as a whole: a check and a sync find the same."""
        if self.ledger.site is None and self.synced is not None:
            return self.synced.site
        return self.ledger.site

    def recall_site(self) -> tuple[bytes, bytes] | None:
        """Return what came of the site as a whole, before the work on bundles and after it, packed."""
        site = self.site
        if site is None:
            return None
        outcomes = site.before, site.after
        said = any(map(has_findings, outcomes))
        known = all(map(self._would_say, outcomes)) and (self.whole or not said)
        return outcomes if known else None

    def _would_say(self, outcome: bytes) -> bool:
        """Tell whether this run would come to the same: other steps, or force, may find more or less."""
        same_steps = self.request.steps in (SYNC, SYNC | {"check"}) and not self.request.force
        return same_steps or not has_findings(outcome)

    @property
    def keeps(self) -> bool:
        """Whether this run keeps what it finds out: a check does so on request."""
        if not self.ledger.name:
            return False
        if "check" in self.request.steps:
            return self.request.keep
        return self.request.steps == SYNC and not self.request.dry_run

    def save(self) -> None:
        """Write what is known to the store. Raises `OSError` if that fails."""
        if self.keeps:
            self.ledger.save(_context(self.project, self.request), self.listing, self.digests)


def start_run(project: Project, request: Request) -> Start:
    """Look at the site. Raises `ConfigError` for a language that it doesn't have."""
    languages = find_languages(project, request.languages)
    earlier = find_earlier(project)
    listing, digests = list_site(project, earlier), read_pages(project.root)
    if not request.cache or request.pseudo is not None:
        ledger = Ledger(project.root)
        return Start(project, request, languages, listing, digests, ledger, earlier=earlier)
    ledger = _open_ledger(project, request, listing, digests)
    synced = None
    if "check" in request.steps:
        sync = replace(request, steps=SYNC, terms={})
        synced = _open_ledger(project, sync, listing, digests)
    return Start(project, request, languages, listing, digests, ledger, synced, earlier)


def _open_ledger(project: Project, request: Request, listing: Listing, digests: Mapping[str, str]) -> Ledger:
    name = "check.msgpack" if "check" in request.steps else "sync.msgpack"
    ledger = open_ledger(project.root, name, _context(project, request), listing, answers_of(project))
    ledger.forget_pages(digests)
    return ledger


def _context(project: Project, request: Request) -> str:
    """Return what identifies all that the outcome of any work depends on."""
    parts = [
        tool_fingerprint(),
        project.config_name,
        msgspec.json.encode(project.config).decode(),
        repr(project.site),
        repr(sorted(request.terms.items())),
        # A translation is stale for one day more each day.
        request.date[:10] if "check" in request.steps and _has_grace(project) else "",
    ]
    return digest_of("\0".join(parts).encode("utf-8", "surrogateescape")).hex()


def _has_grace(project: Project) -> bool:
    check = project.config.check
    limits = (*check.languages.values(), *check.paths.values())
    return bool(check.stale_days) or any(limit.stale_days for limit in limits)


def answers_of(project: Project) -> Answers:
    """Return how questions are answered that need a file to be read."""

    def ask_names(path: str) -> str:
        from i18n_pipeline.checks.sources import digest_names, names_at
        from i18n_pipeline.pipeline.reading import segmentation_of

        return digest_names(names_at(path, project, segmentation_of(project).dialect))

    def ask_given(path: str) -> str:
        from i18n_pipeline.checks.sources import digest_names, given_at

        return digest_names(given_at(path, project))

    def ask_unsure(path: str) -> bool:
        from i18n_pipeline.publish.links import may_be_missing

        return may_be_missing(path, project)

    return {"names": ask_names, "given": ask_given, "unsure": ask_unsure}


def find_languages(project: Project, wanted: Sequence[str]) -> tuple[str, ...]:
    """Return the languages that ``wanted`` names, or all. Raises `ConfigError` for an unknown one."""
    known = project.config.languages
    for language in wanted:
        if language.lower() not in map(str.lower, known):
            what = f"not one of the site's languages; use one of: {', '.join(known)}"
            raise ConfigError([f"{project.config_name}:1: --language {language}: {what}"])
    return project.languages(wanted)


def find_content(project: Project, listing: Listing | None = None) -> Content:
    """Find the documents of a site. Raises `ConfigError` if pages or catalogs would overwrite each other."""
    if not (project.root / project.content).is_dir():
        what = f"no such folder: {project.content}; set content to the folder of the source files"
        raise config_error(project, "content", what)
    content = set_pages_apart(project, find_documents(project, listing))
    muddle = mixed_patterns(project, content.documents)
    if muddle is not None:
        raise ConfigError([f"{project.config_name}:1: {muddle}"])
    clashes = collisions(project, content.documents, project.config.languages)
    if clashes:
        advice = "rename one, or change page"
        raise ConfigError([f"{page}:1: would be written by {who}; {advice}" for page, who in clashes])
    return content


def find_wanted(project: Project, documents: Sequence[str], paths: Sequence[str]) -> frozenset[str]:
    """Return the documents that ``paths`` (files or folders) name; all without paths.

    A path is seen from the root or, if nothing is there, from the working directory. Raises `ConfigError` for
    one that names none.
    """
    if not paths:
        return frozenset(documents)
    found: set[str] = set()
    for path in paths:
        here = _documents_at(documents, posixpath.normpath(path))
        if not here and (inside := _inside_root(project, path)) is not None:
            here = _documents_at(documents, inside)
        if not here:
            raise ConfigError([f"{path}:1: no document there; give a source file or a folder of the content"])
        found |= here
    return frozenset(found)


def _documents_at(documents: Iterable[str], path: str) -> set[str]:
    return {name for name in documents if path in (name, ".") or name.startswith(path + "/")}


def _inside_root(project: Project, path: str) -> str | None:
    """Return ``path``, seen from the working directory, as seen from the root; None if it is outside."""
    # Not resolved: a document may be a link.
    whole = Path(posixpath.normpath(Path.cwd().resolve() / path))
    return whole.relative_to(project.root).as_posix() if whole.is_relative_to(project.root) else None
