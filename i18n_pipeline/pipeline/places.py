"""Where the configurations of earlier runs had files, and which files are no documents for that.

Nothing is imported here that reads documents: most often there is nothing to read.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from i18n_pipeline.project import SITES, Project
from i18n_pipeline.project.tuning import tune
from i18n_pipeline.store import Places, read_pages, read_places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from i18n_pipeline.project import Content

# A folder that a language may have given its name.
_TAG = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)


def places_of(project: Project) -> Places:
    """Return where the configuration has its files."""
    config = project.config
    return Places(
        config.site, project.content, config.page, config.catalog, config.template, config.languages
    )


def find_earlier(project: Project) -> tuple[Project, ...]:
    """Return the site with the places of earlier configurations, the last one first."""
    now = places_of(project)
    found = dict.fromkeys(places for places in reversed(read_places(project.root)) if places != now)
    return tuple(_with_places(project, places) for places in found if places.site in SITES)


def _with_places(project: Project, places: Places) -> Project:
    config = replace(project.config, **msgspec.structs.asdict(places))
    return tune(Project(project.root, config, project.config_name))


def set_pages_apart(project: Project, content: Content) -> Content:
    """Tell pages of an earlier configuration from documents; few files may be such pages, and are read."""
    suspects = list(_find_suspects(project, content.documents))
    if not suspects:
        return content
    from i18n_pipeline.pipeline.resettling import read_source  # only here is anything read

    digests = read_pages(project.root)
    pages = frozenset(path for path in suspects if read_source(project, path, digests) is not None)
    return replace(
        content,
        documents=[path for path in content.documents if path not in pages],
        pages=sorted(pages),
    )


def _find_suspects(project: Project, documents: Sequence[str]) -> Iterator[str]:
    """Yield files in a folder, or with a suffix, that may be named after a language."""
    known = {tag.lower() for places in read_places(project.root) for tag in places.languages}
    known |= {tag.lower() for tag in project.config.languages}
    start = 0 if project.content == "." else len(project.content) + 1
    for path in documents:
        *folders, name = path[start:].split("/")
        if any(folder.lower() in known or _is_tag(folder) for folder in folders) or _has_suffix(name, known):
            yield path


def _has_suffix(name: str, known: Iterable[str]) -> bool:
    parts = re.split(r"[._-]", name.lower())
    return any(tag in name.lower() and set(re.split(r"[._-]", tag)) <= set(parts) for tag in known)


@lru_cache(maxsize=1024)
def _is_tag(folder: str) -> bool:
    if not _TAG.fullmatch(folder):
        return False
    from babel.localedata import exists  # rarely needed, and slow to import

    return bool(exists(folder.replace("-", "_")))
