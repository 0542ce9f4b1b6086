"""MkDocs with Material and mkdocs-static-i18n: FastAPI's manual by suffix, a small site by folder."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from tests.builds.comparing import Edition
from tests.builds.environments import from_pypi, run_build
from tests.builds.making import BANNERS, BASE, Case, add_paragraph, new_lines, translate, unpack, write
from tests.crawl import crawl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CONFIG = """
site_name: Manual
site_url: https://example.org/
theme:
  name: material
  custom_dir: overrides
plugins:
  - i18n:
      docs_structure: {structure}
      languages:
        - {{locale: en, name: English, default: true}}
{others}
markdown_extensions:
  - attr_list
  - md_in_html
  - tables
  - footnotes
  - def_list
  - admonition
  - pymdownx.superfences
  - pymdownx.blocks.admonition:
      types: [note, tip, warning, danger, info, check]
  - pymdownx.blocks.details
  - pymdownx.blocks.tab: {{alternate_style: true}}
validation:
  links: {{anchors: warn, absolute_links: info}}
"""
# Not of headings whose own id has `__` in it: Python-Markdown takes that for emphasis in `{#…}`, too.
_EXPLICIT_ID = re.compile(r"^(#{1,6} (?:(?!__).)*?) *\{ *#[\w-]+ *\}", re.MULTILINE)
_SMALL = {
    "docs/en/index.md": "# Welcome\n\nSee [the guide](guide/start.md#first-steps) "
    "or [below](#what-is-new).\n\n"
    "## What is new\n\nNothing.\n",
    "docs/en/guide/start.md": '---\ntitle: Start\n---\n\n# Start\n\n[Home](../index.md#what-is-new "Go")\n\n'
    "## First steps\n\n![A dot](../img/dot.png)\n\n## First steps\n\nTwice: [one](#first-steps_1).\n\n"
    '!!! note "Mind this"\n\n    A [link](../index.md) inside.\n',
    "docs/en/img/dot.png": "",
}


def build(folder: Path) -> Iterator[Case]:
    """Build both sites."""
    mkdocs = str(from_pypi("mkdocs", "mkdocs<2", "mkdocs-material", "mkdocs-static-i18n") / "mkdocs")
    yield _small(mkdocs, folder / "small")
    yield _manual(mkdocs, folder / "manual")


def _small(mkdocs: str, root: Path) -> Case:
    config = 'languages = ["it"]\nsite = "mkdocs"\ncontent = "docs/en"\npage = "docs/{lang}/{path}{ext}"\n'
    write(root, _SMALL | {"i18n-pipeline.toml": config})
    alone = _build(mkdocs, root, "folder")
    translate(root, "it")
    add_paragraph(root, "docs/en/guide/start.md")
    return _case("MkDocs: small, folders", root, alone, _build(mkdocs, root, "folder", "it"))


def _manual(mkdocs: str, root: Path) -> Case:
    """FastAPI's manual, its headings without the ids that its authors gave them."""
    write(root, {"i18n-pipeline.toml": 'languages = ["it"]\nsite = "mkdocs"\ncontent = "docs"\n'})
    unpack("fastapi", root / "docs")
    for path in (root / "docs").rglob("*.md"):
        path.write_text(_EXPLICIT_ID.sub(r"\1", path.read_text(encoding="utf-8")), encoding="utf-8")
    alone = _build(mkdocs, root, "suffix")
    translate(root, "it")
    add_paragraph(root, "docs/tutorial/testing.md")
    return _case("MkDocs: fastapi, suffixes", root, alone, _build(mkdocs, root, "suffix", "it"))


def _build(mkdocs: str, root: Path, structure: str, *languages: str) -> str:
    others = "".join(f"        - {{locale: {code}, name: {code}, build: true}}\n" for code in languages)
    write(root, {"mkdocs.yml": _CONFIG.format(structure=structure, others=others)})
    (root / "overrides").mkdir(exist_ok=True)
    shutil.copy(BANNERS / "mkdocs" / "main.html", root / "overrides" / "main.html")
    return run_build([mkdocs, "build", "--site-dir", "all" if languages else "alone"], root)


def _case(name: str, root: Path, alone: str, together: str) -> Case:
    source = Edition(crawl(root / "alone", BASE, "article"))
    pages = crawl(root / "all", BASE, "article")
    editions = {"en": Edition(pages, "/", ("/it/",)), "it": Edition(pages, "/it/")}
    forget = {".it.md": ".md", "'it/": "'en/", "it/": ""}
    warnings = new_lines(alone, together, ("WARNING", "ERROR"), forget)
    return Case(name, source, editions, warnings, {"en": 0, "it": 1})
