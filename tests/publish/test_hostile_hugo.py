"""Hostile translations in catalogs, synced, and built by the real Hugo with all of its doors open."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from itertools import cycle, islice
from typing import TYPE_CHECKING

import pytest

from i18n_pipeline.catalog import format_catalog, parse_catalog
from i18n_pipeline.catalog.writing import write_string
from tests.publish.hostile import FOLDER, KEYS, SHORTCODES, read_payloads
from tests.publish.hostile.page import read_html
from tests.sites import sync, write_site

if TYPE_CHECKING:
    from pathlib import Path

HUGO = shutil.which("hugo")
POSTS = 20
SITE = """
baseURL = "https://page.test/"
defaultContentLanguage = "en"
disableKinds = ["taxonomy", "term", "rss", "sitemap"]
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.parser.attribute]
block = true
[markup.highlight]
codeFences = false
[markup.goldmark.extensions]
linkify = true
[languages.en]
weight = 1
[languages.it]
weight = 2
"""
# As careless as a theme can be.
LAYOUT = """<html><body><h1>{{ .Title | safeHTML }}</h1><p>{{ .Title | markdownify }}</p>
{{ with .Params.subtitle }}<i>{{ . | safeHTML }}</i>{{ . | markdownify }}{{ end }}
{{ .Description | safeHTML }}{{ .Description | markdownify }}
{{ range .Params.tags }}<b>{{ . | safeHTML }}</b>{{ end }}{{ .Params.params.note | safeHTML }}
{{ .Content }}</body></html>"""


def write_hostile(path: Path, payloads: list[str]) -> None:
    """Give each message of a catalog another hostile translation."""
    catalog = parse_catalog(path.read_text(encoding="utf-8"))
    text = format_catalog(catalog)
    for entry, payload in zip(catalog.entries, payloads, strict=True):
        new = "\n".join(write_string("msgstr", f"Ciao {payload}", width=0x10000))
        text = text.replace(entry.raw, entry.raw.replace('msgstr ""', new))
    path.write_text(text, encoding="utf-8")


def read_built(path: Path) -> Counter[tuple[str, ...]]:
    found: Counter[tuple[str, ...]] = Counter()
    # Links and languages of the page itself differ.
    read_html(re.sub(r"/it/|post\.it", "/", path.read_text(encoding="utf-8")), found)
    return found


@pytest.mark.skipif(HUGO is None, reason="hugo is not installed")
def test_nothing_hostile_reaches_a_page_that_hugo_built(tmp_path: Path) -> None:
    keys = ", ".join(f'"{key}"' for key in KEYS)
    names = "\n".join(f'"{name}" = {list(values)!r}' for name, values in SHORTCODES)
    extract = f"[extract]\nfront_matter = [{keys}]\ncode = true\n[extract.shortcodes]\n{names}\n"
    post = (FOLDER / "hugo.md").read_text(encoding="utf-8")
    posts = {f"content/post{number}.md": post for number in range(POSTS)}
    layouts = {f"layouts/_default/{name}.html": LAYOUT for name in ("single", "list")}
    note = {"layouts/_shortcodes/note.html": "<div>{{ .Inner | markdownify }}</div>"}
    write_site(tmp_path, {"i18n-pipeline.toml": f'languages = ["it"]\n{extract}', "hugo.toml": SITE})
    write_site(tmp_path, posts | layouts | note)
    sync(tmp_path)
    payloads = cycle([payload for kind, payload in read_payloads() if kind != "mdx"])
    catalogs = sorted((tmp_path / "locales/it").glob("*.po"))
    for path in catalogs:
        size = len(parse_catalog(path.read_text(encoding="utf-8")).entries)
        write_hostile(path, list(islice(payloads, size)))
    found = sync(tmp_path)
    assert len([one for one in found.findings if one.code == "unsafe"]) > 0.9 * sum(
        standing.segments.total for standing in found.standings
    )
    done = subprocess.run(
        [HUGO or "", "--source", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for number in range(POSTS):
        english = read_built(tmp_path / f"public/post{number}/index.html")
        italian = read_built(tmp_path / f"public/it/post{number}/index.html")
        assert english
        assert italian - english == Counter()
