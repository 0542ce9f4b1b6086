"""Which generator a site uses, from its files: an ordered table of detectors, the first that knows wins.

Each detector reads the generator's own configuration for the languages and the folder of the source. What it
can't read it leaves at the generator's default: the result is a proposal that a person looks at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from i18n_pipeline.site_files import first_table, lower_keys, read_table, read_text, with_extensions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Found:
    """What a site turned out to be.

    ``evidence`` is the file that told, relative to the root. ``page`` is None where the site's own pattern
    fits; ``include`` is empty where all Markdown files below ``content`` are documents.
    """

    site: str
    evidence: str
    source: str = "en"
    languages: tuple[str, ...] = ()
    content: str = "content"
    page: str | None = None
    include: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())


def detect_site(root: Path) -> Found:
    """Tell what the site at ``root`` is; ``plain`` if no generator's files are there."""
    for detect in _DETECTORS:
        found = detect(root)
        if found is not None:
            languages = tuple(tag for tag in dict.fromkeys(found.languages) if tag != found.source)
            return replace(found, languages=languages)
    return _detect_plain(root)


def _strings(value: Any) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, (list, tuple)) else ()


def _detect_hugo(root: Path) -> Found | None:
    """Hugo: ``hugo.toml`` and its kin, or ``config/_default/`` (gohugo.io/configuration/introduction)."""
    found = first_table(root, with_extensions("hugo", "config/_default/hugo"))
    if found is None:
        # The older name is also Zola's; Hugo spells its keys in camel case.
        found = first_table(root, with_extensions("config", "config/_default/config"))
        if found is None or not lower_keys(found[1]).keys() & {
            "baseurl",
            "languages",
            "theme",
            "languagecode",
        }:
            return None
        if "base_url" in found[1]:
            return None
    path, raw = found
    data = lower_keys(raw)
    languages = data.get("languages") or {}
    own = first_table(root, with_extensions("config/_default/languages"))
    languages = languages if own is None else own[1]
    return _describe_hugo(path, data, languages if isinstance(languages, dict) else {})


def _describe_hugo(path: str, data: dict[str, Any], languages: dict[str, Any]) -> Found:
    source = str(data.get("defaultcontentlanguage") or "en")
    folders = {
        tag: str(lower_keys(table)["contentdir"])
        for tag, table in languages.items()
        if isinstance(table, dict) and "contentdir" in lower_keys(table)
    }
    found = Found("hugo", path, source, tuple(languages), str(data.get("contentdir") or "content"))
    if source not in folders:
        return found
    content = folders[source].strip("/")
    parent, _, last = content.rpartition("/")
    page = f"{parent}/{{lang}}/{{path}}{{ext}}" if parent and last == source else None
    notes = () if page else ("the folders of the languages follow no pattern: set page by hand",)
    return replace(found, site="hugo-dirs", content=content, page=page, notes=notes)


def _detect_zola(root: Path) -> Found | None:
    """Zola: ``config.toml`` with ``base_url`` (getzola.org/documentation/getting-started/configuration)."""
    data = read_table(root, "config.toml")
    if data is None or "base_url" not in data:
        return None
    languages = data.get("languages")
    tags = tuple(languages) if isinstance(languages, dict) else ()
    return Found("zola", "config.toml", str(data.get("default_language") or "en"), tags)


def _detect_mkdocs(root: Path) -> Found | None:
    """MkDocs, with the languages of mkdocs-static-i18n where that is in use."""
    found = first_table(root, ["mkdocs.yml", "mkdocs.yaml"])
    if found is None:
        return None
    path, data = found
    content = str(data.get("docs_dir") or "docs")
    plugin = _plugin(data.get("plugins"), "i18n")
    theme = data.get("theme")
    source = str(theme.get("language") or "en") if isinstance(theme, dict) else "en"
    tags = []
    for language in plugin.get("languages") or []:
        if isinstance(language, dict) and isinstance(language.get("locale"), str):
            tags.append(language["locale"])
            source = language["locale"] if language.get("default") else source
    site = Found("mkdocs", path, source, tuple(tags), content)
    if plugin.get("docs_structure") == "folder":
        return replace(site, content=f"{content}/{source}", page=f"{content}/{{lang}}/{{path}}{{ext}}")
    return site


def _plugin(plugins: Any, name: str) -> dict[str, Any]:
    for plugin in plugins if isinstance(plugins, list) else []:
        if isinstance(plugin, dict) and isinstance(plugin.get(name), dict):
            return dict(plugin[name])
    return {}


_DEFAULT_LOCALE = re.compile(r"""defaultLocale["']?\s*:\s*["']([\w-]+)["']""")
_LOCALE_LIST = re.compile(r"""\blocales["']?\s*:\s*\[([^\]]*)\]""")
_STRING = re.compile(r"""["']([\w-]+)["']""")


def _detect_docusaurus(root: Path) -> Found | None:
    """Docusaurus: ``i18n.defaultLocale`` and ``i18n.locales`` (docusaurus.io/docs/i18n/introduction)."""
    for path in (f"docusaurus.config.{ext}" for ext in ("js", "ts", "mjs", "cjs")):
        text = read_text(root, path)
        if text is not None:
            source = _DEFAULT_LOCALE.search(text)
            locales = _LOCALE_LIST.search(text)
            tags = tuple(_STRING.findall(locales[1])) if locales else ()
            include = ("**/*.md", "**/*.mdx")
            return Found("docusaurus", path, source[1] if source else "en", tags, "docs", include=include)
    return None


def _detect_starlight(root: Path) -> Found | None:
    """Starlight: ``locales`` in ``astro.config.*`` (starlight.astro.build/guides/i18n)."""
    for path in (f"astro.config.{ext}" for ext in ("mjs", "js", "ts", "mts")):
        text = read_text(root, path)
        if text is not None and "starlight" in text:
            return _describe_starlight(path, text)
    return None


def _describe_starlight(path: str, text: str) -> Found:
    default = _DEFAULT_LOCALE.search(text)
    tags = _locale_keys(text)
    source = default[1] if default and default[1] != "root" else "en"
    content = "src/content/docs"
    if tags and "root" not in tags and source in tags:
        content = f"{content}/{source}"
    languages = tuple(tag for tag in tags if tag != "root")
    include = ("**/*.md", "**/*.mdx")
    return Found("starlight", path, source, languages, content, include=include)


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


def _detect_jekyll(root: Path) -> Found | None:
    """Jekyll: ``_config.yml``; languages as jekyll-polyglot has them."""
    found = first_table(root, ["_config.yml", "_config.yaml"])
    if found is None:
        return None
    path, data = found
    include = ("_posts/**/*.md", "_docs/**/*.md", "*.md", "*.markdown")
    source = str(data.get("default_lang") or data.get("lang") or "en")
    return Found("jekyll", path, source, _strings(data.get("languages")), ".", include=include)


def _detect_mdbook(root: Path) -> Found | None:
    """mdBook: ``book.toml`` (rust-lang.github.io/mdBook/format/configuration/general.html)."""
    data = read_table(root, "book.toml")
    if data is None:
        return None
    book: Any = data.get("book")
    book = book if isinstance(book, dict) else {}
    return Found("mdbook", "book.toml", str(book.get("language") or "en"), (), str(book.get("src") or "src"))


def _detect_plain(root: Path) -> Found:
    """No generator: a README and a folder of Markdown."""
    if (root / "content").is_dir():
        return Found("plain", "content")
    include = ("README.md", "docs/**/*.md")
    return Found("plain", "README.md", content=".", include=include)


# Ordered: a Hugo site may hold a package with a book, and `config.toml` is Zola's before it is Hugo's.
_DETECTORS: tuple[Callable[[Path], Found | None], ...] = (
    _detect_zola,
    _detect_hugo,
    _detect_docusaurus,
    _detect_starlight,
    _detect_mkdocs,
    _detect_mdbook,
    _detect_jekyll,
)
