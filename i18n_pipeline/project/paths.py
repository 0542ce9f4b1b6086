"""Which file is what: documents, and where the template, catalogs and pages of each one lie."""

from __future__ import annotations

import os
import posixpath
import re
import stat
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from i18n_pipeline.document import Finding
from i18n_pipeline.project.listing import as_text, list_files
from i18n_pipeline.project.patterns import (
    COLLECTION,
    POSTS,
    expand_pattern,
    matches_any,
    page_regex,
    static_folder,
)
from i18n_pipeline.project.sites import SITES, Site

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from i18n_pipeline.project.config import Config
    from i18n_pipeline.project.listing import Listing


class Project(msgspec.Struct, frozen=True):
    """A site's root folder (absolute), its configuration, and the name of the file that holds it.

    ``tuned`` is the row of the generator as the site's own configuration has it, if it has anything to say.
    All other paths are relative to the root, with ``/``.
    """

    root: Path
    config: Config
    config_name: str
    tuned: Site | None = None

    @property
    def site(self) -> Site:
        """The row of the configured generator, as the site has tuned it."""
        return self.tuned or SITES[self.config.site]

    @property
    def page_pattern(self) -> str:
        """The pattern of pages, the site's own if none is configured."""
        return self.config.page or self.site.page

    @property
    def page_patterns(self) -> tuple[str, ...]:
        """All patterns of pages; those that hold for some documents alone first."""
        special = () if self.config.page else (self.site.collection_page, self.site.posts_page)
        return (*filter(None, special), self.page_pattern)

    @property
    def content(self) -> str:
        """The content folder, normalised; ``.`` is the root."""
        return _normal(self.config.content or self.site.content.format(source=self.config.source))

    def syntaxes_of(self, path: str) -> tuple[str, ...]:
        """Return the syntaxes beyond CommonMark that are on in the document or page at ``path``."""
        own = self.config.extract.syntaxes
        syntaxes = self.site.syntaxes if own is None else own
        off = {name for name, extension in self.site.only_in if not path.endswith(extension)}
        return tuple(name for name in syntaxes if name not in off)

    def languages(self, wanted: Sequence[str] = ()) -> tuple[str, ...]:
        """Return the configured languages that ``wanted`` names, in whatever case; all if it names none."""
        names = {language.lower() for language in wanted}
        return tuple(tag for tag in self.config.languages if not names or tag.lower() in names)

    def fields(self, path: str) -> dict[str, str]:
        """Return what the pattern fields but ``{lang}`` stand for, for the document at ``path``."""
        return dict(_fields(path, self.content, self.config.source))

    def page_path(self, path: str, language: str) -> str:
        """Return where the page of a document in ``language`` goes."""
        fields = self.fields(path) | {"lang": language}
        for pattern in self.page_patterns[:-1]:
            found = (
                _IN_COLLECTION.match(path) if pattern == self.site.collection_page else _post(pattern, path)
            )
            if found is not None:
                inside = posixpath.join(posixpath.dirname(found["inside"]), fields["stem"])
                return expand_pattern(
                    pattern, fields | found.groupdict() | {"inside": inside, "posts": inside}
                )
        return expand_pattern(self.page_pattern, fields)

    def page_match(self, path: str) -> re.Match[str] | None:
        """Return how ``path`` fits the pattern of pages in a configured language; None if it doesn't."""
        found = (page_regex(pattern, self.config.languages).match(path) for pattern in self.page_patterns)
        return next(filter(None, found), None)

    def catalog_path(self, path: str, language: str) -> str:
        """Return where the catalog of a document in ``language`` lies."""
        return expand_pattern(self.config.catalog, self.fields(path) | {"lang": language})

    def template_path(self, path: str) -> str:
        """Return where the template of a document lies."""
        return expand_pattern(self.config.template, self.fields(path))

    def limits_glob(self, path: str) -> str:
        """Return the glob of ``check.paths`` whose limits hold for the document at ``path``, or nothing."""
        check = self.config.check
        return check.glob_of(posixpath.relpath(path, self.content)) if check.paths else ""

    def source_of_page(self, path: str) -> str | None:
        """Return the stem path of the document whose page ``path`` would be, or None if it is no page.

        The answer is a path without the source's own language suffix; whether that document exists is
        another question.
        """
        match = self.page_match(path)
        if match is None:
            return None
        groups = match.groupdict()
        if "collection" in groups:
            return f"{groups['collection']}/{groups['inside']}{groups['ext']}"
        if "posts" in groups:
            return posixpath.join(static_folder(self.site.posts_page or ""), groups["posts"] + groups["ext"])
        if "stem" in groups:
            folder = groups.get("dir") or posixpath.dirname(path)
            return posixpath.normpath(posixpath.join(folder, groups["stem"] + (groups.get("ext") or "")))
        inside = (groups.get("path") or "") + (groups.get("ext") or "")
        return posixpath.normpath(posixpath.join(self.content, inside))


_IN_COLLECTION = re.compile(rf"(?P<collection>{COLLECTION})/(?P<inside>.+)")


def _post(pattern: str, path: str) -> re.Match[str] | None:
    """Return how the path of a post goes on from the folder that the pages of posts lie in."""
    return re.match(rf"{re.escape(static_folder(pattern))}/(?P<inside>{POSTS})", path)


@lru_cache(maxsize=8)
def _normal(folder: str) -> str:
    # Asked for with every link.
    return posixpath.normpath(folder)


@lru_cache(maxsize=4096)
def _fields(path: str, content: str, source: str) -> tuple[tuple[str, str], ...]:
    # Each path is asked for many times in a run: for its page, catalog and template in each language.
    folder, name = posixpath.split(path)
    stem, ext = posixpath.splitext(name)
    stem = _without_suffix(stem, source)
    inside = posixpath.relpath(path, content)
    section = inside.split("/", 1)[0] if "/" in inside else ""
    return (
        ("dir", folder or "."),
        ("stem", stem),
        ("ext", ext),
        ("path", posixpath.join(posixpath.dirname(inside), stem)),
        ("section", section or "_"),
    )


def _without_suffix(stem: str, language: str) -> str:
    return stem[: -len(language) - 1] if stem.lower().endswith(f".{language.lower()}") else stem


_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)


class Content(msgspec.Struct, frozen=True):
    """The documents of a site, sorted, and what stood in the way of finding them all.

    ``pages`` are files among them that turned out to be pages of an earlier configuration.
    """

    documents: list[str]
    findings: list[Finding]
    pages: Sequence[str] = ()


def find_documents(project: Project, listing: Listing | None = None) -> Content:
    """Find all documents; pages in any language are not among them."""
    listing = listing or list_files(str(project.root), [project.content])
    config = project.config
    findings = [
        Finding(as_text(path), 1, "document", f"can't be read ({why}); check the folder's permissions")
        for path, why in listing.trouble_below(project.content)
    ]
    start = 0 if project.content == "." else len(project.content) + 1
    found = [
        path
        for path in listing.below(project.content)
        if matches_any(path[start:], config.include) and not matches_any(path[start:], config.exclude)
    ]
    found = [path for path in found if _is_usable(project.root, path, findings)]
    names = frozenset(found)
    return Content([path for path in found if not _is_page(project, path, names)], findings)


def _is_usable(root: Path, path: str, findings: list[Finding]) -> bool:
    """Tell whether a document's path can be written to a catalog, and its file read without waiting."""
    text = as_text(path)
    if text != path:
        findings.append(Finding(text, 1, "document", "the file name is not UTF-8; rename the file"))
        return False
    try:
        mode = os.lstat(f"{root}/{path}").st_mode
    except FileNotFoundError:
        return False  # somebody has removed it since it was listed
    if stat.S_ISREG(mode) or stat.S_ISLNK(mode):
        return True
    findings.append(Finding(path, 1, "document", "not a file; take it out of the content folder"))
    return False


def _is_page(project: Project, path: str, names: frozenset[str]) -> bool:
    """Tell whether ``path`` is a page (generated, or translated by hand) and so no document."""
    source = project.source_of_page(path)
    if source is not None:
        # `.it.md` and `it/` can't mean anything else; `make-it.md` is a page only beside `make.md`.
        return _is_unmistakable(project.page_pattern) or source in names
    return _is_foreign_page(path, names, project.config.source)


def _is_unmistakable(pattern: str) -> bool:
    return re.search(r"(^|[/.])\{lang\}($|[/.{])", pattern) is not None


def _is_foreign_page(path: str, names: frozenset[str], source: str) -> bool:
    """Tell whether ``post.fr.md`` is a page in a language that isn't configured: beside ``post.md``."""
    stem, ext = posixpath.splitext(path)
    stem, dot, tag = stem.rpartition(".")
    if not dot or stem + ext not in names or not _TAG.fullmatch(tag) or tag.lower() == source.lower():
        return False
    from babel.localedata import exists  # rarely needed, and slow to import

    return bool(exists(tag.replace("-", "_")))


def collisions(project: Project, documents: list[str], languages: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return ``(page, what wants it)`` for each page path that isn't one document's and language's alone."""
    # Most often there is none, and then no path is kept: the hash of each is enough to tell.
    seen = {hash(path) for path in documents}
    seen.update(hash(project.page_path(path, language)) for path in documents for language in languages)
    if len(seen) == len(documents) * (1 + len(languages)):
        return []
    owners: dict[str, list[str]] = {path: ["the document itself"] for path in documents}
    for path in documents:
        for language in languages:
            owners.setdefault(project.page_path(path, language), []).append(f"{path} in {language}")
    return [(page, " and ".join(wanted)) for page, wanted in sorted(owners.items()) if len(wanted) > 1]


def mixed_patterns(project: Project, documents: Sequence[str]) -> str | None:
    """Say which patterns give two kinds of file one path, or make documents of catalogs; None if none do.

    Patterns that mix do so for any document, so one is enough to tell.
    """
    config = project.config
    for path in documents[:1]:
        for language in config.languages:
            places = {
                "template": project.template_path(path),
                "catalog": project.catalog_path(path, language),
                "page": project.page_path(path, language),
            }
            for one, other in (("template", "catalog"), ("page", "catalog"), ("page", "template")):
                if places[one] == places[other]:
                    return f"{one}: the same as {other} for {path} in {language}; change one of the two"
            for key in ("template", "catalog"):
                inside = posixpath.relpath(places[key], project.content)
                if matches_any(inside, config.include) and not matches_any(inside, config.exclude):
                    return f"{key}: {places[key]} would be taken for a document; move it out of content"
    return None


def bundles(project: Project, documents: list[str]) -> list[tuple[str, ...]]:
    """Group documents that share a catalog or a template; each group can be worked on alone.

    With the default patterns every document is a group of its own. Groups and their documents are in order.
    """
    group_of: dict[str, list[str]] = {}
    for path in documents:
        keys = (project.template_path(path), project.catalog_path(path, "\0"))
        groups = [group_of[key] for key in keys if key in group_of]
        group = groups[0] if groups else []
        for other in groups[1:]:
            if other is not group:
                group.extend(other)
        group.append(path)
        group_of.update(dict.fromkeys(keys, group))
        for other in groups[1:]:
            group_of.update({key: group for key, found in group_of.items() if found is other})
    unique = {id(group): group for group in group_of.values()}
    return sorted(tuple(sorted(group)) for group in unique.values())
