"""What a site's own configuration changes about the row of its generator."""

from __future__ import annotations

import posixpath
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from i18n_pipeline.project.sites import OwnAddresses
from i18n_pipeline.site_files import (
    first_table,
    lower_keys,
    parse_table,
    read_script,
    read_text,
    with_extensions,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from i18n_pipeline.project.paths import Project
    from i18n_pipeline.project.sites import GeneratorName, Site
    from i18n_pipeline.site_files import Table


def tune(project: Project) -> Project:
    """Return the project with the row of its site as the generator's own configuration has it."""
    tuner = _TUNERS.get(project.config.site)
    site = None if tuner is None else tuner(project)
    return project if site in (None, project.site) else replace(project, tuned=site)


def _homes(project: Project) -> Iterator[str]:
    """Yield the folders above the documents, where the generator's configuration may lie; inmost first."""
    folder = project.content
    while folder not in (".", ""):
        folder = posixpath.dirname(folder)
        yield folder or "."


# https://gohugo.io/configuration/introduction/; a file named after a key holds what is under that key.
_HUGO_FILES = tuple(with_extensions("config/_default/hugo", "config/_default/config", "hugo", "config"))
_HUGO_MARKUP = tuple(with_extensions("config/_default/markup"))
_ZOLA_FILES = ("zola.toml", "config.toml")
_HUGO_IDS: Mapping[str, GeneratorName] = MappingProxyType(
    {"github-ascii": "goldmark-ascii", "blackfriday": "blackfriday"}
)


def _tune_hugo(project: Project) -> Site | None:
    """Read how Goldmark is set up (https://gohugo.io/configuration/markup/); None if nothing is found."""
    for home in _homes(project):
        goldmark = [table for table in _read_goldmark(project, home) if table is not None]
        if goldmark:
            return _with_goldmark(project.site, goldmark)
    return None


def _read_goldmark(project: Project, home: str) -> Iterator[Table | None]:
    """Yield the tables of Goldmark's settings, empty from files that have none; None where no file is."""
    for path in (*_HUGO_MARKUP, *_HUGO_FILES):
        text = read_text(project.root, posixpath.join(home, path))
        if text is None:
            yield None
        elif "goldmark" not in text.lower():
            yield {}
        else:
            data = parse_table(path, text) or {}
            yield _at(data, "goldmark") if path in _HUGO_MARKUP else _at(data, "markup", "goldmark")


def _at(data: Table, *keys: str) -> Table:
    found: Any = data
    for key in keys:
        found = lower_keys(found).get(key) if isinstance(found, dict) else None
    return lower_keys(found) if isinstance(found, dict) else {}


def _with_goldmark(site: Site, tables: list[Table]) -> Site:
    parser: Table = {}
    renderer: Table = {}
    for table in reversed(tables):
        parser |= _at(table, "parser")
        renderer |= _at(table, "renderer")
    style = str(parser.get("autoidtype") or parser.get("autoheadingidtype"))
    return replace(
        site,
        slugs=_HUGO_IDS.get(style, site.slugs),
        terms="lines" if parser.get("autodefinitiontermid") is True else "none",
        html=renderer.get("unsafe") is True,
    )


_JEKYLL_FILES = ("_config.yml", "_config.yaml")


def _tune_jekyll(project: Project) -> Site | None:
    """Look for jekyll-polyglot, which tells pages with one permalink apart by their language, and folders.

    ``source`` is that of the site, ``collections_dir`` in it that of posts and collections
    (https://jekyllrb.com/docs/configuration/options/).
    """
    texts = (read_text(project.root, name) for name in _JEKYLL_FILES)
    text = next((text for text in texts if text is not None), "")
    site = replace(project.site, own=OwnAddresses()) if "jekyll-polyglot" in text else project.site
    source, collections = _folder(text, "source"), _folder(text, "collections_dir")
    if source and f"{project.content}/".startswith(f"{source}/"):
        links = replace(site.links, root=source, static=(source,))
        site = replace(site, page=f"{source}/{site.page}", links=links)
    elif source:
        # The content folder is another one than the site's: whoever configures it so has a reason.
        return site
    if collections:
        folder = posixpath.join(source, collections)
        posts = f"{folder}/{{lang}}/{{posts}}{{ext}}"
        site = replace(site, posts_page=posts, links=replace(site.links, collections=folder))
    return site


def _folder(text: str, key: str) -> str:
    """Return the folder under a key of Jekyll's configuration, empty for the root."""
    found = re.search(rf"""^{key}[ \t]*:[ \t]*["']?([^"'#\r\n]+)""", text, re.MULTILINE)
    folder = posixpath.normpath(found[1].strip().strip("/") or ".") if found else "."
    return "" if folder == "." or folder.startswith("..") else folder


def _tune_zola(project: Project) -> Site | None:
    """Read how anchors are made (https://www.getzola.org/documentation/getting-started/configuration/)."""
    for home in dict.fromkeys((*_homes(project), ".")):
        found = first_table(project.root, (posixpath.join(home, name) for name in _ZOLA_FILES))
        if found is not None:
            safe = _at(found[1], "slugify").get("anchors") in ("safe", "off")
            return replace(project.site, slugs="zola-safe") if safe else None
    return None


# What leaves braces to JavaScript alone, so that an id has to stand in a comment
# (https://docusaurus.io/docs/api/docusaurus-config, ``markdown.mdx1Compat`` and ``future.v4``).
_HEADING_IDS = re.compile(r"\bheadingIds[\"']?\s*:\s*(true|false)")
_STRICT = re.compile(r"\b(?:v4|mdx1CompatDisabledByDefault)[\"']?\s*:\s*true")
_VERSION = re.compile(r'"@docusaurus/core"\s*:\s*"[^\d"]*(\d+)')


def _tune_docusaurus(project: Project) -> Site | None:
    """Look for what makes ``{#id}`` an error: version 4, or its ways switched on in version 3."""
    for home in dict.fromkeys((*_homes(project), ".")):
        paths = (posixpath.join(home, f"docusaurus.config.{ext}") for ext in ("js", "ts", "mjs", "cjs"))
        texts = [text for path in paths if (text := read_script(project.root, path)) is not None]
        if texts:
            version = _VERSION.search(read_text(project.root, posixpath.join(home, "package.json")) or "")
            strict = _is_strict(texts[0], int(version[1]) if version else 3)
            return replace(project.site, attributes="comment") if strict else None
    return None


def _is_strict(configuration: str, version: int) -> bool:
    told = _HEADING_IDS.search(configuration)
    return told[1] == "false" if told else version > 3 or _STRICT.search(configuration) is not None


# https://docs.astro.build/en/reference/configuration-reference/#markdownsmartypants: hyphens stay then.
_NO_TYPOGRAPHY = re.compile(r"\bsmartypants[\"']?\s*:\s*false")
_ASTRO_VERSION = re.compile(r'"astro"\s*:\s*"[^\d"]*(\d+)')


def _tune_starlight(project: Project) -> Site | None:
    """Look for what changes the text of headings before their ids are made: typography, and by whom."""
    for home in dict.fromkeys((*_homes(project), ".")):
        for extension in ("mjs", "js", "ts", "mts"):
            text = read_script(project.root, posixpath.join(home, f"astro.config.{extension}"))
            if text is not None:
                version = _ASTRO_VERSION.search(
                    read_text(project.root, posixpath.join(home, "package.json")) or ""
                )
                slugs = _astro_slugs(text, int(version[1]) if version else 0)
                return None if slugs is None else replace(project.site, slugs=slugs)
    return None


def _astro_slugs(configuration: str, version: int) -> GeneratorName | None:
    if _NO_TYPOGRAPHY.search(configuration):
        return "github"
    # Version 7 reads Markdown with another program, unless it is told to keep to remark.
    return "astro-7" if version >= 7 and "markdown-remark" not in configuration else None


_TUNERS: Mapping[str, Callable[[Project], Site | None]] = MappingProxyType(
    {
        "hugo": _tune_hugo,
        "hugo-dirs": _tune_hugo,
        "jekyll": _tune_jekyll,
        "docusaurus": _tune_docusaurus,
        "starlight": _tune_starlight,
        "zola": _tune_zola,
    }
)
