"""Docusaurus, with a small site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builds.comparing import Edition
from tests.builds.environments import from_npm, run_build
from tests.builds.making import BANNERS, BASE, Case, add_paragraph, new_lines, translate, write
from tests.crawl import crawl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PACKAGES = {
    "@docusaurus/core": "3.10",
    "@docusaurus/faster": "3.10",
    "@docusaurus/preset-classic": "3.10",
    "@mdx-js/react": "3",
    "react": "18",
    "react-dom": "18",
}
_CONFIG = """
module.exports = {
  title: 'Manual', url: 'https://example.org', baseUrl: '/',
  onBrokenLinks: 'warn', onBrokenAnchors: 'warn',
  future: {faster: true, v4: FUTURE},
  i18n: {defaultLocale: 'en', locales: [LOCALES]},
  presets: [['classic', {docs: {routeBasePath: '/'}, blog: false}]],
};
"""
_OURS = """
languages = ["it"]
site = "docusaurus"
content = "docs"
include = ["**/*.md", "**/*.mdx"]
"""
_SITE = {
    "package.json": '{"name": "manual", "private": true}',
    "static/img/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
    "docs/dot.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>',
    "docs/index.md": "---\ntitle: Welcome\nslug: /\n---\n\nSee [the guide](guide/start.md#first-steps), "
    "[the parts](./parts.mdx) or [below](#what-is-new).\n\n## What is new\n\nNothing, says the "
    "[guide](/guide/start#first-steps-1).\n\n![A dot](./dot.svg)\n\n![The logo](/img/logo.svg)\n",
    "docs/guide/start.md": "# Start\n\n[Home](../index.md#what-is-new), [parts][p].\n\n## First steps\n\n"
    ":::note[Mind this]\n\nA [link](../parts.mdx#tabs) inside.\n\n:::\n\n## First steps\n\n"
    "Twice: [one](#first-steps-1). A [broken one](#nowhere).\n\n## Own id {#mine}\n\n"
    "| a | b |\n| --- | --- |\n| [cell](#mine) | b |\n\n[p]: ../parts.mdx\n",
    "docs/parts.mdx": "# Parts\n\nimport Tabs from '@theme/Tabs';\nimport TabItem from '@theme/TabItem';\n\n"
    '## Tabs\n\n<Tabs>\n<TabItem value="a" label="First">\n\nSee [the start](guide/start.md#mine).\n\n'
    "</TabItem>\n</Tabs>\n\n### `code` in a heading\n\nBack to [it](#code-in-a-heading). "
    '<a href="#tabs">Up</a>\n',
}


# Ids in braces as in version 3; as in version 4, braces that hold anything but a comment are an error.
_FUTURES = {"small": "{removeLegacyPostBuildHeadAttribute: true}", "small, v4": "true"}


def build(folder: Path) -> Iterator[Case]:
    """Build the site in English and in Italian, with ids as in versions 3 and 4."""
    modules = from_npm("docusaurus", _PACKAGES)
    for number, (name, future) in enumerate(_FUTURES.items()):
        yield _small(modules, folder / str(number), name, future)


def _small(modules: Path, folder: Path, name: str, future: str) -> Case:
    config = _CONFIG.replace("FUTURE", future)
    site = {path: text.replace("{#mine}", "{/* #mine */}") for path, text in _SITE.items()}
    write(folder, (_SITE if future != "true" else site) | {"i18n-pipeline.toml": _OURS})
    (folder / "node_modules").symlink_to(modules)
    layout = (BANNERS / "docusaurus" / "index.js").read_text(encoding="utf-8")
    write(folder, {"src/theme/DocItem/Layout/index.js": layout})
    program = str(modules / ".bin" / "docusaurus")
    alone = _build(program, folder, "alone", config.replace("LOCALES", "'en'"))
    translate(folder, "it")
    add_paragraph(folder, "docs/parts.mdx")
    together = _build(program, folder, "all", config.replace("LOCALES", "'en', 'it'"))
    warnings = new_lines(alone, together, ("WARN", "ERROR", "->", "Broken"), {"/it/": "/"})
    pages = crawl(folder / "all", BASE, "article")
    editions = {"en": Edition(pages, "/", ("/it/",)), "it": Edition(pages, "/it/")}
    source = Edition(crawl(folder / "alone", BASE, "article"))
    return Case(f"Docusaurus: {name}", source, editions, warnings, {"en": 0, "it": 1})


def _build(program: str, folder: Path, where: str, config: str) -> str:
    write(folder, {"docusaurus.config.js": config})
    quiet = {"CI": "1", "DISABLE_UPDATE_NOTIFIER": "1", "DO_NOT_TRACK": "1"}
    return run_build([program, "build", "--out-dir", where], folder, **quiet)
