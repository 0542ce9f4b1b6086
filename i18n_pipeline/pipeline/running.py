"""One run over a site: which bundles, in how many processes, and what came of them."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from i18n_pipeline.errors import ConfigError
from i18n_pipeline.execution import map_items
from i18n_pipeline.pipeline.memory import search_memory
from i18n_pipeline.pipeline.orders import Bundle, Outcome, Request
from i18n_pipeline.pipeline.planning import Plan, make_plan, survey_site
from i18n_pipeline.pipeline.publishing import find_unpublished, is_selective
from i18n_pipeline.pipeline.reading import segmentation_of
from i18n_pipeline.pipeline.regrouping import shares_of
from i18n_pipeline.pipeline.saving import Log
from i18n_pipeline.pipeline.tidying import move_strays, origins_of, tidy_up
from i18n_pipeline.pipeline.working import work_safely
from i18n_pipeline.project import bundles, collisions, find_documents, mixed_patterns
from i18n_pipeline.store import read_pages, write_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from i18n_pipeline.catalog import Key
    from i18n_pipeline.pipeline.memory import Hit
    from i18n_pipeline.pipeline.planning import Survey
    from i18n_pipeline.project import Content, Project


def run(project: Project, request: Request, progress: Callable[[int, int], None] | None = None) -> Outcome:
    """Do what ``request`` asks for on the whole site or the part it names.

    ``progress`` is called with the number of documents done and their total. Raises `ConfigError` if the
    request can't be met at all: an unknown path or language, or pages that would overwrite each other.
    """
    segmentation_of(project)  # a syntax that nobody knows is a mistake before anything is read
    content = find_content(project)
    documents = content.documents
    languages = find_languages(project, request.languages)
    wanted = _wanted(project, documents, request.paths)
    digests = read_pages(project.root)
    survey = survey_site(project, documents, wanted, languages, request)
    # Pages alone are built from the catalogs as they are. Where documents may be out of sight, none is gone.
    plan = Plan() if request.steps == {"merge"} or content.findings else make_plan(survey)
    before, after = Log(findings=[*content.findings, *plan.findings]), Log()
    move_strays(survey, plan, before)
    orders = _with_unpublished(survey, plan, _bundles(survey, plan, digests))
    outcomes = _work(survey, plan, orders, progress)
    if not content.findings:
        tidy_up(survey, plan, after, digests)
    whole = _join([before.outcome(), *outcomes, after.outcome()])
    if whole.digests and not request.dry_run:
        new = {path: digest for path, digest in (digests | dict(whole.digests)).items() if digest is not None}
        if new != digests:
            write_pages(project.root, new)
    return whole


def find_wanted(project: Project, paths: Sequence[str]) -> frozenset[str]:
    """Return the documents that ``paths`` (files or folders) name; all without paths."""
    return _wanted(project, find_content(project).documents, paths)


def _with_unpublished(survey: Survey, plan: Plan, orders: Sequence[Bundle]) -> Sequence[Bundle]:
    """Tell bundles which pages are not written, if that makes a difference to links."""
    if not is_selective(survey.project) or not survey.request.steps & {"merge", "check"}:
        return orders
    everything = _bundles(replace(survey, wanted=frozenset(survey.documents)), plan, {})
    hidden = find_unpublished(everything, survey.request.jobs)
    return [replace(order, unpublished=hidden) for order in orders]


def _work(
    survey: Survey,
    plan: Plan,
    orders: Sequence[Bundle],
    progress: Callable[[int, int], None] | None,
) -> list[Outcome]:
    """Work on bundles; on those that have questions a second time, when all others are done."""
    outcomes: list[Outcome] = []
    done, total = 0, sum(len(order.documents) for order in orders)
    for order, outcome in zip(orders, map_items(work_safely, orders, jobs=survey.request.jobs), strict=True):
        outcomes.append(outcome)
        done += 0 if outcome.questions else len(order.documents)
        if progress is not None:
            progress(done, total)
    asking = [number for number, outcome in enumerate(outcomes) if outcome.questions]
    if asking:
        answered = _answer(survey, plan, [(orders[number], outcomes[number]) for number in asking])
        for number, outcome in zip(
            asking, map_items(work_safely, answered, jobs=survey.request.jobs), strict=True
        ):
            outcomes[number] = outcome
            done += len(orders[number].documents)
            if progress is not None:
                progress(done, total)
    return outcomes


def _answer(survey: Survey, plan: Plan, asked: Sequence[tuple[Bundle, Outcome]]) -> list[Bundle]:
    """Give each bundle that has questions what is translated elsewhere of them."""
    keys: dict[str, set[Key]] = {}
    for _, outcome in asked:
        for language, found in outcome.questions:
            keys.setdefault(language, set()).update(found)
    hits = {
        language: search_memory(survey, language, _catalogs_of(survey, plan, language), frozenset(found))
        for language, found in keys.items()
    }
    return [replace(order, memory=_part_of(hits, outcome)) for order, outcome in asked]


def _catalogs_of(survey: Survey, plan: Plan, language: str) -> list[str]:
    """Return where the catalogs of a language lie now that strays have been moved."""
    moved = {} if survey.request.dry_run else {move.origin: move.path for move in plan.moves}
    return sorted({moved.get(path, path) for path in plan.catalogs.get(language, ())})


def _part_of(hits: Mapping[str, Mapping[Key, Hit]], outcome: Outcome) -> dict[str, dict[Key, Hit]]:
    return {
        language: {key: hits[language][key] for key in found if key in hits[language]}
        for language, found in outcome.questions
    }


def find_content(project: Project) -> Content:
    """Find the documents of a site. Raises `ConfigError` if no site can be made of them as configured."""
    if not (project.root / project.content).is_dir():
        what = f"no such folder: {project.content}; set content to the folder of the source files"
        raise ConfigError([f"{project.config_name}:1: content: {what}"])
    content = find_documents(project)
    muddle = mixed_patterns(project, content.documents)
    if muddle is not None:
        raise ConfigError([f"{project.config_name}:1: {muddle}"])
    clashes = collisions(project, content.documents, project.config.languages)
    if clashes:
        advice = "rename one, or change page"
        raise ConfigError([f"{page}:1: would be written by {who}; {advice}" for page, who in clashes])
    return content


def find_languages(project: Project, wanted: Sequence[str]) -> tuple[str, ...]:
    """Return the languages that ``wanted`` names, or all. Raises `ConfigError` for an unknown one."""
    known = project.config.languages
    for language in wanted:
        if language.lower() not in map(str.lower, known):
            what = f"not one of the site's languages; use one of: {', '.join(known)}"
            raise ConfigError([f"{project.config_name}:1: --language {language}: {what}"])
    return project.languages(wanted)


def _wanted(project: Project, documents: Sequence[str], paths: Sequence[str]) -> frozenset[str]:
    """Return the documents that ``paths`` (files or folders) name; all without paths.

    A path is seen from the root or, if nothing is there, from the working directory.
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


def _documents_at(documents: Sequence[str], path: str) -> set[str]:
    return {name for name in documents if path in (name, ".") or name.startswith(path + "/")}


def _inside_root(project: Project, path: str) -> str | None:
    """Return ``path``, seen from the working directory, as seen from the root; None if it is outside."""
    # Not resolved: a document may be a link.
    whole = Path(posixpath.normpath(Path.cwd().resolve() / path))
    return whole.relative_to(project.root).as_posix() if whole.is_relative_to(project.root) else None


def _bundles(survey: Survey, plan: Plan, digests: Mapping[str, str]) -> list[Bundle]:
    project, request, languages = survey.project, survey.request, survey.languages
    origins = origins_of(survey, plan)
    shares = shares_of(plan.regroupings)
    memory: dict[str, dict[Key, Hit]] | None = None if _has_memory(survey, plan) else {}
    orders = []
    for group in bundles(project, list(survey.documents)):
        mine = survey.wanted & frozenset(group)
        if mine:
            pages = (project.page_path(path, language) for path in mine for language in languages)
            known = tuple((page, digests[page]) for page in pages if page in digests)
            files = _files_of(project, group, languages) if origins or shares else ()
            orders.append(
                Bundle(
                    project,
                    group,
                    mine,
                    languages,
                    request,
                    known,
                    {path: origins[path] for path in files if path in origins},
                    {path: shares[path] for path in files if path in shares},
                    memory,
                )
            )
    return orders


def _has_memory(survey: Survey, plan: Plan) -> bool:
    """Tell whether there is any translation to look for: on a first run there is none."""
    memory = survey.project.config.memory
    wanted = (memory.exact or memory.fuzzy > 0) and survey.request.pseudo is None
    return wanted and any(plan.catalogs.values())


def _files_of(project: Project, group: Sequence[str], languages: Sequence[str]) -> list[str]:
    """Return the templates and catalogs of a group of documents."""
    files = [project.template_path(path) for path in group]
    files += [project.catalog_path(path, language) for path in group for language in languages]
    return list(dict.fromkeys(files))


def _join(outcomes: Sequence[Outcome]) -> Outcome:
    return Outcome(
        tuple(change for outcome in outcomes for change in outcome.changes),
        tuple(standing for outcome in outcomes for standing in outcome.standings),
        tuple(finding for outcome in outcomes for finding in outcome.findings),
        tuple(digest for outcome in outcomes for digest in outcome.digests),
        renditions=tuple(note for outcome in outcomes for note in outcome.renditions),
    )
