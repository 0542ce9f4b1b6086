"""What lies in the trees of catalogs, templates and pages, whether or not a document wants it."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

import msgspec

from i18n_pipeline.project.listing import as_text, list_files
from i18n_pipeline.project.patterns import (
    expand_pattern,
    path_regex,
    pattern_fields,
    static_folder,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from i18n_pipeline.project.listing import Listing
    from i18n_pipeline.project.paths import Project

# The folder, in that of the catalogs, for catalogs of documents that are gone.
ASIDE = "removed"
# Where catalogs lie if nothing is configured: looked at as well, for those that an earlier layout left.
_USUAL_HOME = "locales"
_ANY_LANGUAGE = r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*"


class CatalogName(msgspec.Struct, frozen=True):
    """What the path of a catalog says: its language, and the other fields of the pattern."""

    language: str
    fields: tuple[tuple[str, str], ...]


def aside_folder(project: Project) -> str:
    """Return the folder for catalogs of documents that are gone."""
    return posixpath.join(_home(project), ASIDE)


def aside_path(project: Project, path: str, earlier: Iterable[Project] = ()) -> str:
    """Return where the catalog at ``path`` is kept once no document wants it.

    What was kept aside in one of the ``earlier`` places keeps its name.
    """
    folders = [*map(aside_folder, earlier), _home(project), *map(_home, earlier)]
    home = next((folder for folder in folders if path.startswith(folder + "/")), "")
    return posixpath.join(aside_folder(project), _inside(path, home))


def path_before_aside(project: Project, path: str) -> str | None:
    """Return where a catalog that is kept aside was before, or None if ``path`` isn't aside."""
    folder = aside_folder(project) + "/"
    if not path.startswith(folder):
        return None
    home = _home(project)
    inside = path[len(folder) :]
    return inside if _home_is_root(project) else posixpath.join(home, inside)


def _home(project: Project) -> str:
    return _USUAL_HOME if _home_is_root(project) else static_folder(project.config.catalog)


def _home_is_root(project: Project) -> bool:
    return static_folder(project.config.catalog) == "."


def _inside(path: str, folder: str) -> str:
    return path.removeprefix(folder + "/")


def read_catalog_name(project: Project, path: str) -> CatalogName | None:
    """Read what the path of a catalog says, with the pattern as configured; None if it doesn't fit.

    The language may be one that isn't configured, as long as it looks like a language.
    """
    known = "|".join(map(re.escape, project.config.languages))
    match = path_regex(project.config.catalog, f"{known}|{_ANY_LANGUAGE}").match(path)
    if match is None:
        return None
    fields = match.groupdict()
    language = fields.pop("lang")
    return CatalogName(language, tuple(sorted((name, value or "") for name, value in fields.items())))


def template_of_fields(project: Project, fields: Iterable[tuple[str, str]]) -> str | None:
    """Return the template of a document that may be gone, from the fields of its catalog's path."""
    known = _complete_fields(project, dict(fields))
    if not pattern_fields(project.config.template) <= set(known):
        return None
    return expand_pattern(project.config.template, known)


def _complete_fields(project: Project, fields: Mapping[str, str]) -> dict[str, str]:
    """Add the fields that follow from others."""
    known = dict(fields)
    if "path" not in known and {"dir", "stem"} <= set(known):
        inside = posixpath.relpath(known["dir"] or ".", project.content)
        known["path"] = posixpath.normpath(posixpath.join(inside, known["stem"]))
    if "path" in known:
        folder, stem = posixpath.split(known["path"])
        section = known["path"].split("/", 1)[0] if folder else "_"
        derived = {"dir": posixpath.join(project.content, folder), "stem": stem, "section": section}
        known = derived | known
    return known


class Tree(msgspec.Struct, frozen=True):
    """The files that may be catalogs (those kept aside included) and templates, wanted or not, sorted."""

    catalogs: tuple[str, ...]
    templates: tuple[str, ...]


def site_folders(project: Project) -> set[str]:
    """Return the folders of documents, catalogs, templates and pages, there or not."""
    return {project.content, *_catalog_folders(project), *_page_folders(project)}


def list_site(project: Project, earlier: Iterable[Project] = ()) -> Listing:
    """List the folders of documents, catalogs, templates and pages, and those of ``earlier`` places."""
    folders = {folder for one in (project, *earlier) for folder in site_folders(one)}
    return list_files(str(project.root), folders)


def list_tree(project: Project, listing: Listing | None = None, earlier: Iterable[Project] = ()) -> Tree:
    """List the trees of catalogs and templates, and those in ``earlier`` places."""
    folders = {folder for one in (project, *earlier) for folder in _catalog_folders(one)}
    files = _files_below(listing or list_site(project), folders)
    catalogs = {path for path in files if path.endswith(".po")}
    return Tree(
        tuple(sorted(catalogs.union(*map(_catalogs_at_root, earlier)))),
        tuple(path for path in files if path.endswith(".pot")),
    )


def _catalogs_at_root(project: Project) -> list[str]:
    """Return the catalogs of a pattern such as ``{lang}.po``; not all of a root is listed for them."""
    pattern = project.config.catalog
    paths = [pattern.replace("{lang}", language) for language in project.config.languages]
    lone = pattern_fields(pattern) == {"lang"} and "/" not in pattern
    return [path for path in paths if lone and (project.root / path).is_file()]


def list_pages(project: Project, listing: Listing | None = None) -> list[str]:
    """List the files that may be pages in a configured language, sorted."""
    suffixes = tuple({_suffix(glob) for glob in project.config.include})
    files = _files_below(listing or list_site(project), _page_folders(project))
    return [path for path in files if path.endswith(suffixes) and project.page_match(path)]


def _page_folders(project: Project) -> set[str]:
    folders = {_folder_in(project, project.page_pattern, language) for language in project.config.languages}
    # Pages in collections lie beside their documents.
    return folders | {project.content} if len(project.page_patterns) > 1 else folders


def _files_below(listing: Listing, folders: Iterable[str]) -> list[str]:
    # A name that is not UTF-8 is none of ours.
    found = {path for folder in folders for path in listing.below(folder)}
    return sorted(path for path in found if as_text(path) == path)


def _suffix(glob: str) -> str:
    """Return the extension that all paths of a glob have, or nothing."""
    ext = posixpath.splitext(glob)[1]
    return ext if ext[1:].isalnum() else ""


def _catalog_folders(project: Project) -> set[str]:
    home = static_folder(project.config.catalog)
    folders = {home, _home(project), _USUAL_HOME, static_folder(project.config.template)}
    if home == ".":
        folders |= {
            _folder_in(project, project.config.catalog, language) for language in project.config.languages
        }
        folders.discard(".")
    return folders


def _folder_in(project: Project, pattern: str, language: str) -> str:
    """Return the folder of a pattern's paths in one language."""
    # A document's folder is the content folder or one below.
    return static_folder(pattern.replace("{lang}", language).replace("{dir}", f"{project.content}/{{dir}}"))
