"""Which generator a site uses, from its files: an ordered table of detectors, the first that knows wins.

Each detector reads the generator's own configuration for the languages and the folder of the source. What it
can't read it leaves at the generator's default: the result is a proposal that a person looks at.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from i18n_pipeline.setup.found import Found
from i18n_pipeline.setup.hugo import detect_hugo
from i18n_pipeline.setup.jekyll import detect_jekyll
from i18n_pipeline.setup.scripts import detect_docusaurus, detect_starlight
from i18n_pipeline.site_files import first_table, read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


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


def _detect_zola(root: Path) -> Found | None:
    """Zola: ``base_url`` in its configuration (getzola.org/documentation/getting-started/configuration)."""
    found = first_table(root, ("zola.toml", "config.toml"))
    if found is None or "base_url" not in found[1]:
        return None
    path, data = found
    languages = data.get("languages")
    tags = tuple(languages) if isinstance(languages, dict) else ()
    return Found("zola", path, str(data.get("default_language") or "en"), tags)


def _detect_mkdocs(root: Path) -> Found | None:
    """MkDocs, with the languages of mkdocs-static-i18n where that is in use."""
    found = first_table(root, ["mkdocs.yml", "mkdocs.yaml"])
    if found is None:
        return None
    path, data = found[0], _with_inherited(root, *found)
    content = str(data.get("docs_dir") or "docs")
    plugin = _plugin(data.get("plugins"), "i18n")
    theme = data.get("theme")
    source = str(theme.get("language") or "en") if isinstance(theme, dict) else "en"
    source = str(plugin.get("default_language") or source)
    tags = []
    for tag, is_default in _locales(plugin.get("languages")):
        tags.append(tag)
        source = tag if is_default else source
    site = Found("mkdocs", path, source, tuple(tags), content)
    if plugin.get("docs_structure") == "folder":
        return replace(site, content=f"{content}/{source}", page=f"{content}/{{lang}}/{{path}}{{ext}}")
    return site


def _with_inherited(root: Path, path: str, data: dict[str, Any]) -> dict[str, Any]:
    """Put the configuration that this one builds on under it (mkdocs.org, "Configuration Inheritance")."""
    seen = {path}
    while isinstance(parent := data.get("INHERIT"), str):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(path), parent))
        table = read_table(root, path) if path not in seen and "." in posixpath.basename(path) else None
        seen.add(path)
        if table is None:
            break
        data = {**table, **{key: value for key, value in data.items() if key != "INHERIT"}}
    return data


def _locales(languages: Any) -> Iterator[tuple[str, bool]]:
    """Yield the languages of mkdocs-static-i18n: a list, or in its versions before 1.0 a table."""
    if isinstance(languages, dict):
        yield from ((tag, False) for tag in languages if isinstance(tag, str) and tag != "default")
    for language in languages if isinstance(languages, list) else ():
        tag = language.get("locale") if isinstance(language, dict) else None
        # "null" is a link to another site in the list of languages.
        if isinstance(tag, str) and tag != "null":
            yield tag, bool(language.get("default"))


def _plugin(plugins: Any, name: str) -> dict[str, Any]:
    for plugin in [plugins] if isinstance(plugins, dict) else plugins if isinstance(plugins, list) else []:
        if isinstance(plugin, dict) and isinstance(plugin.get(name), dict):
            return dict(plugin[name])
    return {}


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
    readmes = (_README.fullmatch(path.name) for path in sorted(root.glob("README.*.md")))
    languages = tuple(readme[1] for readme in readmes if readme)
    evidence = next((name for name in ("README.md", "docs") if (root / name).exists()), "")
    include = ("README.md", "docs/**/*.md")
    return Found("plain", evidence, "en", languages, ".", include=include)


_README = re.compile(r"README\.([a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?)\.md")


# Ordered: a Hugo site may hold a package with a book, and `config.toml` is Zola's before it is Hugo's.
_DETECTORS: tuple[Callable[[Path], Found | None], ...] = (
    _detect_zola,
    detect_hugo,
    detect_docusaurus,
    detect_starlight,
    _detect_mkdocs,
    _detect_mdbook,
    detect_jekyll,
)
