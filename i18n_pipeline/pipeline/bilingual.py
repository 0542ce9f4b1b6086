"""Posts that hold their own translation: read into catalogs, and the translation taken out of the post."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from i18n_pipeline.adopt.bilingual import Bilingual, read_bilingual
from i18n_pipeline.adopt.detecting import find_strays, load_detector
from i18n_pipeline.adopt.language_names import LanguageNames
from i18n_pipeline.adopt.settling import Circumstances, settle
from i18n_pipeline.adopt.taking import Taking, take_translations
from i18n_pipeline.adopt.undoing import Undo
from i18n_pipeline.adopt.units import CODE
from i18n_pipeline.catalog import Catalog, fill_catalog
from i18n_pipeline.catalog.taking_over import Taken as Kept
from i18n_pipeline.catalog.taking_over import restore_creation_date, take_over
from i18n_pipeline.document import Document, Finding
from i18n_pipeline.files import count_line_ends
from i18n_pipeline.pipeline.catalogs import empty_catalog, read_catalog, refresh_catalog
from i18n_pipeline.pipeline.drafting import Draft, draft_catalogs
from i18n_pipeline.pipeline.messages import messages_of
from i18n_pipeline.pipeline.orders import Bundle, Change, Request
from i18n_pipeline.pipeline.reading import read_documents, segmentation_of
from i18n_pipeline.pipeline.redrafting import write_filled
from i18n_pipeline.pipeline.running import run
from i18n_pipeline.pipeline.saving import Log
from i18n_pipeline.pipeline.splitting import Work, note_held, split_posts
from i18n_pipeline.pipeline.starting import find_content, find_languages, find_wanted
from i18n_pipeline.project import bundles
from i18n_pipeline.store import lock_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from i18n_pipeline.adopt.settling import Decision
    from i18n_pipeline.adopt.taking import Taken
    from i18n_pipeline.adopt.units import Unit
    from i18n_pipeline.catalog import Key
    from i18n_pipeline.document import Span
    from i18n_pipeline.project import Project

_EXCERPT = 60


class BilingualOrder(msgspec.Struct, frozen=True):
    """What a person asked for: see `i18n_pipeline.pipeline.orders.Request`.

    With ``split`` what is in a catalog is taken out of the documents.
    """

    date: str
    paths: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    split: bool = False
    dry_run: bool = False
    force: bool = False


class BilingualPost(msgspec.Struct, frozen=True):
    """What was read of one document in one language.

    ``lines`` are the first and last ones of its parts. ``hidden`` are pairs whose source is in a comment:
    they are kept as obsolete entries, for the day when it is shown. ``left`` has no counterpart.
    """

    document: str
    language: str
    catalog: str
    lines: tuple[tuple[int, int], ...]
    decisions: tuple[Decision, ...]
    hidden: tuple[Taken, ...]
    left: tuple[Unit, ...]


class BilingualAdoption(msgspec.Struct, frozen=True):
    """What was taken over, the documents that were split (as lines of a diff), and what is to mend.

    ``strays`` are single paragraphs that look like another language. ``undetected``: there was no detector to
    look for them.
    """

    posts: tuple[BilingualPost, ...] = ()
    diffs: tuple[tuple[str, ...], ...] = ()
    strays: tuple[Finding, ...] = ()
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()
    undetected: bool = False


def adopt_bilingual(
    project: Project, order: BilingualOrder, tell: Callable[[str], None] = lambda _: None
) -> BilingualAdoption:
    """Read the parts of documents that are in other languages into their catalogs.

    ``tell`` is called with a line for people if another run has to end first. Raises `ConfigError` if the
    order can't be met at all: an unknown path or language, or another run that doesn't end.
    """
    with nullcontext() if order.dry_run else lock_site(project.root, tell, lasting=True):
        return _adopt(project, order)


def _adopt(project: Project, order: BilingualOrder) -> BilingualAdoption:
    languages = find_languages(project, order.languages)
    wanted = find_wanted(project, find_content(project).documents, order.paths)
    log = Log()
    works, rest = _read(project, sorted(wanted), languages, log)
    detector = load_detector((project.config.source, *project.config.languages))
    strays = [
        _stray(path, stray.unit, stray.language)
        for path, bilingual in rest
        if detector is not None
        for stray in find_strays(bilingual.rest, detector, project.config.source)
    ]
    posts: list[BilingualPost] = []
    if works and not order.dry_run:
        _update(project, order, tuple(works), languages, log)
    for language in languages:
        posts += _adopt_language(project, order, works, language, log)
    diffs = list(split_posts(project.root, works, log, dry_run=order.dry_run)) if order.split else []
    if diffs and not order.dry_run:
        _update(project, order, tuple(works), languages, log)
    log.findings += [finding for post in posts for finding in _find_unsettled(post, split=order.split)]
    changes = {change.path: change for change in reversed(log.changes)}
    return BilingualAdoption(
        tuple(posts),
        tuple(diffs),
        tuple(strays),
        tuple(changes.values())[::-1],
        tuple(dict.fromkeys(log.findings)),
        undetected=detector is None,
    )


def _read(
    project: Project, paths: Sequence[str], languages: Sequence[str], log: Log
) -> tuple[dict[str, Work], list[tuple[str, Bilingual]]]:
    """Read documents; return those with parts to take over, and all of them for single paragraphs."""
    config = project.config
    names = LanguageNames((config.source, *config.languages))
    works: dict[str, Work] = {}
    everything = []
    for document in read_documents(project, paths):
        if isinstance(document, Finding):
            log.findings.append(document)
            continue
        segmentation = segmentation_of(project, document.path)
        bilingual = read_bilingual(document, names, config.source, segmentation)
        everything.append((document.path, bilingual))
        parts = tuple(part for part in bilingual.parts if part.language in languages)
        if parts:
            works[document.path] = Work(document, replace(bilingual, parts=parts), {}, set())
    return works, everything


def _update(
    project: Project, order: BilingualOrder, paths: tuple[str, ...], languages: tuple[str, ...], log: Log
) -> None:
    outcome = run(project, Request(order.date, paths, languages, frozenset(("extract", "update"))))
    log.changes.extend(outcome.changes)
    log.findings.extend(outcome.findings)


# Catalogs


def _adopt_language(
    project: Project, order: BilingualOrder, works: Mapping[str, Work], language: str, log: Log
) -> Iterator[BilingualPost]:
    for group in bundles(project, find_content(project).documents):
        mine = [works[path] for path in group if path in works]
        mine = [work for work in mine if any(part.language == language for part in work.bilingual.parts)]
        documents = (
            [one for one in read_documents(project, group) if isinstance(one, Document)] if mine else []
        )
        if not mine or len(documents) < len(group):
            continue
        request = Request(
            order.date, languages=(language,), steps=frozenset(("update",)), dry_run=order.dry_run
        )
        bundle = Bundle(project, group, frozenset(group), (language,), request, (), memory={})
        for draft in draft_catalogs(bundle, documents, language, complete=True):
            if isinstance(draft, Finding):
                log.findings.append(draft)
            else:
                paths = {document.path for document in draft.documents}
                here = [work for work in mine if work.document.path in paths]
                yield from _adopt_catalog(bundle, order, draft, here, log)


def _adopt_catalog(
    bundle: Bundle, order: BilingualOrder, draft: Draft, works: Sequence[Work], log: Log
) -> Iterator[BilingualPost]:
    """Fill a catalog and write it."""
    for work in works:
        work.takings[draft.language] = _take(work, draft.language)
    if draft.catalog is None:
        return
    if (written := write_filled(bundle, draft, lambda now: _fill(bundle, order, now, works), log)) is None:
        return
    catalog, posts = written
    # What is taken out of a post is what is on disk; in a dry run, what would be.
    there = catalog if order.dry_run else read_catalog(bundle.project.root, draft.path, draft.language)
    for work, post in zip(works, posts, strict=True):
        if isinstance(there, Catalog):
            note_held(work, draft.language, _pairs(post), post.left, there)
    yield from posts


def _take(work: Work, language: str) -> Taking:
    """Pair the parts of a document in a language with what they are the translation of."""
    found = [
        take_translations(part.source, part.units)
        for part in work.bilingual.parts
        if part.language == language
    ]
    return Taking(
        tuple(item for taking in found for item in taking.taken),
        tuple(unit for taking in found for unit in taking.left),
        tuple(unit for taking in found for unit in taking.untranslated),
    )


def _fill(
    bundle: Bundle, order: BilingualOrder, draft: Draft, works: Sequence[Work]
) -> tuple[Catalog, list[BilingualPost]]:
    language = draft.language
    catalog = draft.catalog or empty_catalog(language, order.date)
    posts, rest = [], []
    for work in works:
        path, taking = work.document.path, work.takings[language]
        entries = catalog.by_key
        live = tuple(item for item in taking.taken if _key(item) in entries)
        hidden = tuple(item for item in taking.taken if _key(item) not in entries)
        settlement = settle(
            replace(taking, taken=live), entries, Circumstances(path, Undo(), force=order.force)
        )
        catalog = fill_catalog(catalog, settlement.fillings)
        rest += [(item.source.text, Kept(item.text, fuzzy=bool(item.doubts))) for item in hidden]
        lines = tuple(_lines(work, part.span) for part in work.bilingual.parts if part.language == language)
        left = (*settlement.left, *(unit for unit in taking.left if unit.kind == CODE))
        posts.append(BilingualPost(path, language, draft.path, lines, settlement.decisions, hidden, left))
    if rest:
        messages = messages_of(draft.documents, bundle.project.config.extract.references)
        filled = take_over(catalog, {}, rest, force=False)
        new = refresh_catalog(filled, messages, language, order.date)
        catalog = restore_creation_date(new, catalog)
    return catalog, posts


def _pairs(post: BilingualPost) -> list[tuple[Taken, str]]:
    pairs = [(decision.taken, decision.text) for decision in post.decisions]
    return pairs + [(taken, taken.text) for taken in post.hidden]


def _key(taken: Taken) -> Key:
    return taken.source.segment.key if taken.source.segment else (None, taken.source.text)


def _lines(work: Work, span: Span) -> tuple[int, int]:
    text = work.document.text
    return count_line_ends(text[: span.start]) + 1, count_line_ends(text[: span.end].rstrip()) + 1


# Findings


def _find_unsettled(post: BilingualPost, *, split: bool) -> Iterator[Finding]:
    """Yield a finding for each text of a part that is no translation of anything in the catalog."""
    place = "it stays in the post, and" if split else "it is kept"
    for unit in post.left:
        what = f'no counterpart for "{_excerpt(unit.text)}"'
        where = "it stays in the post" if unit.kind == CODE else f"{place} as a comment in {post.catalog}"
        yield _finding(post.document, unit, f"{what}; {where}; translate or remove it by hand", post.language)
    for decision in post.decisions:
        if decision.state == "kept":
            what = f'another translation than in {post.catalog}: "{_excerpt(decision.text)}"'
            advice = f"{place} as a comment there; to replace the catalog's, use --force"
            unit = decision.taken.targets[0]
            yield _finding(post.document, unit, f"{what}; {advice}", post.language)


def _stray(path: str, unit: Unit, language: str) -> Finding:
    what = f'looks like {language}: "{_excerpt(unit.text)}"'
    return _finding(path, unit, f"{what}; put it under a heading that names its language", language)


def _finding(path: str, unit: Unit, message: str, language: str) -> Finding:
    return Finding(path, unit.line, "page", message, language=language, source_path=path)


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _EXCERPT else line[: _EXCERPT - 1].rstrip() + "…"
