"""Docusaurus and Starlight, whose configurations are programs: what they say plainly is found."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from i18n_pipeline.setup.found import Found
from i18n_pipeline.site_files import read_script

if TYPE_CHECKING:
    from pathlib import Path


_DEFAULT_LOCALE = re.compile(r"""defaultLocale["']?\s*:\s*["']([\w-]+)["']""")
_LOCALE_LIST = re.compile(r"""\blocales["']?\s*:\s*\[([^\]]*)\]""")
_DOCS_PATH = re.compile(r"""\bdocs["']?\s*:\s*\{[^{}]*?\bpath["']?\s*:\s*["']([^"']+)["']""")
_ROOT_LANGUAGE = re.compile(r"""\broot["']?\s*:\s*\{[^{}]*?\blang["']?\s*:\s*["']([\w-]+)["']""")
_INCLUDE = ("**/*.md", "**/*.mdx")
# https://starlight.astro.build/reference/frontmatter/
_STARLIGHT_TEXTS = (
    *("title", "description", "sidebar.label", "sidebar.badge.text", "banner.content"),
    *("hero.title", "hero.tagline", "hero.image.alt", "hero.actions.text", "prev.label", "next.label"),
)
_STARLIGHT_LINKS = (
    *("hero.actions.link", "hero.image.file", "hero.image.dark", "hero.image.light"),
    *("prev.link", "next.link"),
)
_STRING = re.compile(r"""["']([\w-]+)["']""")


def detect_docusaurus(root: Path) -> Found | None:
    """Docusaurus: ``i18n.defaultLocale`` and ``i18n.locales`` (docusaurus.io/docs/i18n/introduction)."""
    for path in (f"docusaurus.config.{ext}" for ext in ("js", "ts", "mjs", "cjs")):
        text = read_script(root, path)
        if text is not None:
            source = _DEFAULT_LOCALE.search(text)
            locales = _LOCALE_LIST.search(text)
            tags = tuple(_STRING.findall(locales[1])) if locales else ()
            found = Found("docusaurus", path, source[1] if source else "en", tags, "docs", include=_INCLUDE)
            return _with_docs_path(found, text)
    return None


def _with_docs_path(found: Found, text: str) -> Found:
    """Read where the documents lie (docusaurus.io/docs/api/plugins/@docusaurus/plugin-content-docs)."""
    named = _DOCS_PATH.search(text)
    if named is None:
        return found
    content = posixpath.normpath(named[1])
    if content.startswith(("..", "/")):
        note = f"the documents are in {content}, outside of this folder: put the configuration above both"
        return replace(found, notes=(note,))
    return replace(found, content=content)


def detect_starlight(root: Path) -> Found | None:
    """Starlight: ``locales`` in ``astro.config.*`` (starlight.astro.build/guides/i18n)."""
    for path in (f"astro.config.{ext}" for ext in ("mjs", "js", "ts", "mts")):
        text = read_script(root, path)
        if text is not None and "starlight" in text:
            return _describe_starlight(path, text)
    return None


def _describe_starlight(path: str, text: str) -> Found:
    default = _DEFAULT_LOCALE.search(text)
    tags = _locale_keys(text)
    root = _ROOT_LANGUAGE.search(text) if "root" in tags else None
    source = default[1] if default and default[1] != "root" else root[1] if root else "en"
    content = "src/content/docs"
    if tags and "root" not in tags and source in tags:
        content = f"{content}/{source}"
    languages = tuple(tag for tag in tags if tag != "root")
    return Found(
        *("starlight", path, source, languages, content),
        include=_INCLUDE,
        front_matter=_STARLIGHT_TEXTS,
        link_keys=_STARLIGHT_LINKS,
    )


def _locale_keys(text: str) -> list[str]:
    """Return the keys of the object ``locales: { … }``, by counting braces."""
    start = re.search(r"\blocales\s*:\s*\{", text)
    keys: list[str] = []
    depth, pos = 1, start.end() if start else len(text)
    for match in re.compile(r"""[{}]|["']?([\w-]+)["']?\s*:""").finditer(text, pos):
        if match[0] in "{}":
            depth += 1 if match[0] == "{" else -1
            if depth == 0:
                break
        elif depth == 1:
            keys.append(match[1])
    return keys
