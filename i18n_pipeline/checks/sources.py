"""Links in the source that lead nowhere: to a heading, or to a document, that there isn't.

Only what is certain is reported. An address that names no file may be made by the generator; ids may come
from a template, an include or a component: where one of these may be at work, nothing is said.
"""

from __future__ import annotations

import difflib
import posixpath
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from i18n_pipeline.document import Finding
from i18n_pipeline.files import decode_utf8, read_if_there
from i18n_pipeline.front_matter import FrontMatterError
from i18n_pipeline.project import find_documents
from i18n_pipeline.project.targets import find_target, read_address
from i18n_pipeline.publish.survey import Survey
from i18n_pipeline.tracing import digest_of, note_answer, traced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from i18n_pipeline.document import Severity
    from i18n_pipeline.markdown import Dialect, Link
    from i18n_pipeline.project import Project, Site
    from i18n_pipeline.project.targets import Address

_FILES = (".md", ".mdx", ".markdown")
# Fragments that name no element: the top, a piece of text, an application's route.
_NOT_AN_ID = re.compile(r"top$|:~:|[!/]|.*[{}]", re.IGNORECASE)
_GIVEN_NAMES = re.compile(
    r"""\b(?:id|name)\s*=\s*["']?([^\s"'<>{}]+)|\{:?[^{}]*?#([^\s{}]+)[^{}]*\}|\[\^([^\]\s]+)\]:"""
)
# Shortcodes of Hugo itself, none of which makes an id that is linked to.
_KNOWN_TAGS = "comment|details|figure|gist|highlight|instagram|param|qr|ref|relref|tweet|vimeo|x|youtube|i18n"
# What brings in text, or ids, from elsewhere: shortcodes, includes, snippets, documented code, components.
_BROUGHT_IN = re.compile(
    rf"\{{\{{%|\{{\{{<(?!\s*/?\s*(?:{_KNOWN_TAGS})\b)(?!/\*)|\{{\{{\#|\{{%|--8<--|^\{{!|^import\s|^:::\s"
    r"|^<[A-Z]|^ {0,3}\{\{[^<%]",
    re.MULTILINE,
)


def find_broken_links(survey: Survey, path: str, project: Project) -> list[Finding]:
    """Return a finding for each link in the document at ``path`` that leads nowhere."""
    names = _Names(survey, path, project)
    found = (_check_link(link, path, project, names) for link in survey.links if link.kind != "image")
    return [finding for finding in found if finding is not None]


class _Names:
    """What fragments may name in a document and in those that it links to."""

    def __init__(self, survey: Survey, path: str, project: Project) -> None:
        self._survey, self._path, self._project = survey, path, project
        self._given: dict[str, frozenset[str]] = {}
        self._all: dict[str, frozenset[str] | None] = {}

    def without(self, fragment: str, path: str) -> frozenset[str] | None:
        """Return all names in a document, if it hasn't got ``fragment``; None if nobody knows what it has."""
        # Most ids that are linked to are written down: for those nothing has to be parsed.
        if path not in self._given:
            self._given[path] = self._find_given(path)
        if fragment in self._given[path]:
            return None
        if path not in self._all:
            self._all[path] = self._find_all(path)
        names = self._all[path]
        return None if names is None or fragment in names else names

    def _find_given(self, path: str) -> frozenset[str]:
        return _given_in(self._survey.text) if path == self._path else _given_at(path, self._project)

    def _find_all(self, path: str) -> frozenset[str] | None:
        if path == self._path:
            return find_names(self._survey)
        return _names_at(path, self._survey, self._project)


def _check_link(link: Link, path: str, project: Project, names: _Names) -> Finding | None:
    address = read_address(link.text)
    if address is None:
        return None
    if not address.path:
        return _check_anchor(link, address, path, path, names)
    target = find_target(project, path, address.path)
    if target is None:
        return _check_file(link, address, path, project)
    return _check_anchor(link, address, path, target.path, names) if target.document else None


def _check_anchor(link: Link, address: Address, path: str, target: str, names: _Names) -> Finding | None:
    fragment = address.fragment
    if not fragment or _NOT_AN_ID.match(fragment):
        return None
    others = names.without(fragment, target)
    if others is None:
        return None
    where = "this document" if target == path else target
    near = _nearest(fragment, others)
    advice = f"did you mean #{near}?" if near else "correct the link, or give a heading that id"
    what = f"nothing in {where} has the id #{fragment}; {advice}"
    return _finding(path, link, "anchor", what, "error" if target == path else "warning")


def _check_file(link: Link, address: Address, path: str, project: Project) -> Finding | None:
    """Report an address that names a document's file and finds none, if it has to be found from here."""
    content = "" if project.content == "." else project.content + "/"
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), address.path))
    rooted = address.path.startswith(("/", "@/"))
    if not address.path.endswith(_FILES) or link.kind == "html":
        return None
    if (rooted and project.site.links.documents == "keep") or not (rooted or joined.startswith(content)):
        return None
    note_answer("documents", "", "")
    # By name alone: in one folder all paths are much alike.
    documents = {_stem(name): name for name in find_documents(project).documents}
    near = _nearest(_stem(address.path), documents)
    advice = f"did you mean {documents[near]}?" if near else "correct the link"
    return _finding(path, link, "broken-link", f"there is no document {address.path}; {advice}")


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0]


def _finding(path: str, link: Link, code: str, what: str, severity: Severity = "error") -> Finding:
    return Finding(path, link.line, code, what, severity, source_path=path, source_line=link.line)


def _nearest(name: str, names: Iterable[str]) -> str | None:
    return next(iter(difflib.get_close_matches(name, sorted(names), 1)), None)


# Many documents link to the same few.
@lru_cache(maxsize=256)
def _names_in(text: str, dialect: Dialect, site: Site) -> frozenset[str] | None:
    return find_names(Survey(text, dialect, site))


@lru_cache(maxsize=256)
def _given_in(text: str) -> frozenset[str]:
    return frozenset(_given_names(text))


@lru_cache(maxsize=2)
def find_names(survey: Survey) -> frozenset[str] | None:
    """Return all that a fragment may name in a document; None if that can't be known."""
    text = survey.text
    try:
        body = text[survey.start :]
    except FrontMatterError:
        return None
    if _BROUGHT_IN.search(body):
        return None
    pairs = list(zip(survey.headings, survey.ids, strict=True))
    if any(found is None and heading.text for heading, found in pairs):
        return None
    return frozenset(found for _, found in pairs if found) | frozenset(_given_names(text))


def _given_names(text: str) -> Iterator[str]:
    for match in _GIVEN_NAMES.finditer(text):
        name = match[match.lastindex or 0]
        yield from (f"fn:{name}", f"fnref:{name}") if match.lastindex == 3 else (name,)


def _names_at(path: str, survey: Survey, project: Project) -> frozenset[str] | None:
    # A change there matters here only if it changes these names.
    with traced(str(project.root)) as trace:
        names = names_at(path, project, survey.dialect)
    note_answer("names", path, digest_names(names), trace.files.get(path))
    return names


def _given_at(path: str, project: Project) -> frozenset[str]:
    with traced(str(project.root)) as trace:
        names = given_at(path, project)
    note_answer("given", path, digest_names(names), trace.files.get(path))
    return names


def given_at(path: str, project: Project) -> frozenset[str]:
    """Return the names that are written in the document at ``path``; none if it can't be read."""
    text = _read_text(path, project)
    return frozenset() if text is None else _given_in(text)


def names_at(path: str, project: Project, dialect: Dialect) -> frozenset[str] | None:
    """Return all that a fragment may name in the document at ``path``; None if that can't be known."""
    text = _read_text(path, project)
    own = replace(dialect, syntaxes=project.syntaxes_of(path))
    return None if text is None else _names_in(text, own, project.site)


def _read_text(path: str, project: Project) -> str | None:
    try:
        data = read_if_there(project.root / path)
    except OSError:
        return None
    text = decode_utf8(data) if data is not None else 0
    return None if isinstance(text, int) else text


def digest_names(names: frozenset[str] | None) -> str:
    """Return what identifies the names in a document."""
    return "" if names is None else digest_of("\n".join(sorted(names)).encode()).hex()
