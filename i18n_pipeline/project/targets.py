"""What an address in a document leads to, as the site's generator resolves it."""

from __future__ import annotations

import posixpath
import re
from html import unescape
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote

import msgspec

from i18n_pipeline.files import is_file
from i18n_pipeline.project.patterns import matches_any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from i18n_pipeline.project.paths import Project

Form = Literal["file", "root", "content", "url", "near", "static"]

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|.*(?:\{\{|\{%)", re.DOTALL)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_EXTENSIONS = (".md", ".mdx", ".markdown")
_INDEXES = ("index", "_index", "README")


class Address(msgspec.Struct, frozen=True):
    """An address within the site: its path, decoded, and the query and fragment behind it as written."""

    path: str
    tail: str = ""

    @property
    def fragment(self) -> str:
        """What stands behind ``#``, decoded."""
        return unquote(self.tail.partition("#")[2])


class Target(msgspec.Struct, frozen=True):
    """A file that an address leads to, seen from the root.

    ``form`` tells how it was named: from the document's folder (``file``), from the folder that ``/`` stands
    for (``root``) or ``@/`` (``content``), by a page's address (``url``, ``near`` if relative), or below a
    folder of static files (``static``).
    """

    path: str
    form: Form
    document: bool = True


def read_address(text: str) -> Address | None:
    """Split an address as it is written; None if it leads out of the site or is made by a template."""
    if _ELSEWHERE.match(text):
        return None
    plain = unescape(_ESCAPE.sub(r"\1", text))
    match = re.match(r"[^?#]*", plain)
    path = match[0] if match else ""
    return Address(unquote(path), plain[len(path) :])


def find_target(project: Project, document: str, path: str) -> Target | None:
    """Return what ``path`` leads to from ``document``; None if no file that is known of."""
    return next(_targets(project, document, path), None)


def _targets(project: Project, document: str, path: str) -> Iterator[Target]:
    rule = project.site.links
    if path.startswith("@/"):
        yield from _documents(project, project.content, path[2:], "content")
    elif path.startswith("/"):
        root = rule.root.replace("{content}", project.content)
        yield from _documents(project, root, path[1:], "root")
        if rule.documents in ("urls", "hugo"):
            yield from _by_address(project, root, path[1:], "url")
        for folder in rule.static:
            yield from _files(project, folder, path[1:], "static")
    elif path:
        folder = posixpath.dirname(document)
        yield from _documents(project, folder, path, "file")
        if rule.documents == "hugo":
            yield from _by_address(project, _address_folder(document, path), path, "near")
        yield from _files(project, folder, path, "file")
        if path.endswith(".html"):
            yield from _by_address(project, folder, path, "near")


def _address_folder(document: str, path: str) -> str:
    """Return the folder that a relative address starts at: Hugo looks beside a document, a browser below."""
    folder, name = posixpath.split(document)
    stem = posixpath.splitext(name)[0]
    return posixpath.join(folder, stem) if path.startswith("../") and stem not in _INDEXES else folder


def _inside(folder: str, path: str) -> str | None:
    joined = posixpath.normpath(posixpath.join(folder, path))
    return None if joined.startswith("../") or joined in ("..", "") else joined


def _documents(project: Project, folder: str, path: str, form: Form) -> Iterator[Target]:
    joined = _inside(folder, path)
    if joined is None:
        return
    stem, ext = posixpath.splitext(joined)
    for name in (joined, f"{stem}.{project.config.source}{ext}"):
        if is_document(project, name):
            yield Target(name, form)


def _by_address(project: Project, folder: str, path: str, form: Form) -> Iterator[Target]:
    stem = path.rstrip("/").removesuffix(".html")
    names = [stem + ext for ext in _EXTENSIONS if stem not in ("", ".")]
    names += [posixpath.join(stem, index + ext) for index in _INDEXES for ext in _EXTENSIONS]
    for name in names:
        yield from _documents(project, folder, name, form)


def _files(project: Project, folder: str, path: str, form: Form) -> Iterator[Target]:
    joined = _inside(folder, path)
    if joined is not None and is_file(str(project.root), joined):
        yield Target(joined, form, document=False)


def is_document(project: Project, path: str) -> bool:
    """Tell whether there is a document at ``path``; a page of one is none."""
    prefix = "" if project.content == "." else project.content + "/"
    if not path.startswith(prefix):
        return False
    inside, config = path[len(prefix) :], project.config
    if not matches_any(inside, config.include) or matches_any(inside, config.exclude):
        return False
    if not is_file(str(project.root), path):
        return False
    source = project.source_of_page(path)
    return source is None or source == path or not is_file(str(project.root), source)
