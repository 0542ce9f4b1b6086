"""The files that ``migrate`` is given: which tool made each, in which language, and what it holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from i18n_pipeline.catalog import Catalog, CatalogError, decode_catalog, gettext_language, parse_catalog
from i18n_pipeline.document import Finding
from i18n_pipeline.errors import ConfigError
from i18n_pipeline.migrate import TOOLS, recognise_tool
from i18n_pipeline.pipeline.catalogs import unreadable
from i18n_pipeline.pipeline.strays import language_of_header

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from i18n_pipeline.migrate import Tool
    from i18n_pipeline.project import Project

# How GNU gettext's binary catalogs begin, in either order of bytes.
_COMPILED = (b"\xde\x12\x04\x95", b"\x95\x04\x12\xde")
_SAID_LANGUAGE = re.compile(r"^Language:[ \t]*(\S+)", re.MULTILINE)


class Brought(msgspec.Struct, frozen=True):
    """A catalog of another tool, as it was read; ``path`` is as it was given."""

    path: str
    catalog: Catalog
    tool: Tool
    language: str


def bring(
    project: Project, files: Sequence[Path], tool: Tool | None, language: str | None
) -> list[Brought | Finding]:
    """Read catalogs, and those in folders; a `Finding` (``catalog``) stands for one that is of no use.

    Without ``tool`` and ``language`` each file says both.
    """
    return [_bring(project, path, tool, language) for path in _expand(files)]


def find_tool(name: str) -> Tool | None:
    """Return the tool of this name; None for ``auto``."""
    return None if name == "auto" else TOOLS[name]


def find_language(project: Project, name: str | None) -> str | None:
    """Return the configured language that ``name`` is; raises `ConfigError` for another one."""
    if name is None:
        return None
    wanted = gettext_language(name)
    known = project.config.languages
    for language in known:
        if gettext_language(language) == wanted:
            return language
    what = f"not one of the site's languages; use one of: {', '.join(known)}"
    raise ConfigError([f"{project.config_name}:1: --language {name}: {what}"])


def _expand(files: Iterable[Path]) -> Iterator[Path]:
    for path in files:
        if path.is_dir():
            found = sorted(file for file in path.rglob("*.po") if not file.is_dir())
            yield from found or [path]
        else:
            yield path


def _bring(project: Project, path: Path, tool: Tool | None, language: str | None) -> Brought | Finding:
    name = path.as_posix()
    catalog = _read(path, name)
    if isinstance(catalog, Finding):
        return catalog
    tool = tool or recognise_tool(catalog)
    if tool is None:
        what = f"no sign of the tool that made it; give --from one of: {', '.join(TOOLS)}"
        return Finding(name, 1, "catalog", what)
    language = language or _language_of(project, name, catalog)
    if language is None:
        return Finding(name, 1, "catalog", _no_language(project, catalog))
    return Brought(name, catalog, tool, language)


def _read(path: Path, name: str) -> Catalog | Finding:
    if path.is_dir():
        return Finding(name, 1, "catalog", "no catalog in this folder; give one that holds .po files")
    try:
        data = path.read_bytes()
        if data.startswith(_COMPILED):
            what = "a compiled catalog; make text of it: msgunfmt -o NAME.po FILE"
            return Finding(name, 1, "catalog", what)
        return parse_catalog(decode_catalog(data))
    except CatalogError as error:
        return Finding(name, error.line, "catalog", error.message)
    except OSError as error:
        return unreadable(name, error, "catalog")


def _language_of(project: Project, path: str, catalog: Catalog) -> str | None:
    """Return the configured language that a header names, or else the path."""
    languages = project.config.languages
    named = language_of_header(catalog, languages)
    if named or _said(catalog):
        return named
    parts = [
        gettext_language(part) for part in re.split(r"[/.\s]|(?<=[a-z])-(?=[a-z]{2}\.po$)", path) if part
    ]
    found = [language for language in languages if gettext_language(language) in parts]
    return found[0] if len(found) == 1 else None


def _said(catalog: Catalog) -> str:
    match = _SAID_LANGUAGE.search(catalog.header.msgstr) if catalog.header else None
    return match[1] if match else ""


def _no_language(project: Project, catalog: Catalog) -> str:
    said = _said(catalog)
    if said:
        return (
            f'its header says "Language: {said}", which is not one of languages; add it, or give --language'
        )
    known = ", ".join(project.config.languages)
    return f"neither its header nor its name says a language; give --language one of: {known}"
