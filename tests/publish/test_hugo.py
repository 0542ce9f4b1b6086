"""Our own site in three languages, built by the real Hugo: links and anchors work as they do in English."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from i18n_pipeline.pipeline import Request, run
from i18n_pipeline.project import read_project
from tests.crawl import Crawl, crawl

REPOSITORY = Path(__file__).parent.parent.parent
SEED = REPOSITORY.parent / "shared" / "seed" / "why-deepfake.md"
HUGO = shutil.which("hugo")
BASE = "https://example.org/sub/"
CONFIG = """
baseURL = "https://example.org/sub/"
defaultContentLanguage = "en"
disableKinds = ["taxonomy", "term"]
[markup.goldmark.renderer]
unsafe = true
[languages.en]
weight = 1
[languages.it]
weight = 2
[languages.de]
weight = 3
"""

pytestmark = pytest.mark.skipif(HUGO is None, reason="hugo is not installed")


def sync(root: Path, minimum: int) -> None:
    config = f'languages = ["it", "de"]\n[publish]\nminimum = {minimum}\n'
    (root / "i18n-pipeline.toml").write_text(config, encoding="utf-8")
    assert run(read_project(root), Request(date="2026-01-01 00:00+0000")).ok


def fill(root: Path, language: str) -> None:
    """Translate all that isn't; every text changes, so every id would."""
    from polib import pofile

    for path in (root / "locales" / language).rglob("*.po"):
        catalog = pofile(str(path))
        for entry in catalog:
            entry.msgstr = entry.msgstr or f"Zu {entry.msgid}"
        catalog.save()


def build(root: Path, config: str = CONFIG) -> Crawl:
    (root / "hugo.toml").write_text(config, encoding="utf-8")
    layouts = root / "layouts" / "_default"
    layouts.mkdir(parents=True)
    for name in ("single.html", "list.html"):
        (layouts / name).write_text("<html><body>{{ .Content }}</body></html>", encoding="utf-8")
    done = subprocess.run([HUGO or "", "--source", str(root)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARN" not in done.stdout + done.stderr
    return crawl(root / "public", BASE)


@pytest.fixture(params=[0, 50], ids=["all pages", "only pages that are half translated"])
def site(tmp_path: Path, request: pytest.FixtureRequest) -> Crawl:
    for name in ("content", "locales"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    if SEED.exists():
        shutil.copy(SEED, tmp_path / "content" / "blog")
    sync(tmp_path, request.param)
    fill(tmp_path, "it")
    sync(tmp_path, request.param)
    return build(tmp_path)


@pytest.mark.parametrize("language", ["it", "de"])
def test_links_that_work_in_english_work_in_every_language(site: Crawl, language: str) -> None:
    known = {(page, link) for page, link in site.broken() if not page.startswith(("/it/", "/de/"))}
    broken = [
        (page, link)
        for page, link in site.broken(f"/{language}/")
        if (page.removeprefix(f"/{language}"), link.replace(f"/sub/{language}/", "/sub/")) not in known
    ]
    assert site.links(f"/{language}/")
    assert broken == []


@pytest.mark.parametrize("language", ["it", "de"])
def test_headings_have_the_ids_that_they_have_in_english(site: Crawl, language: str) -> None:
    pairs = [
        (built.headings, site.pages[page.removeprefix(f"/{language}")].headings)
        for page, built in site.pages.items()
        if page.startswith(f"/{language}/blog/")
    ]
    assert pairs
    assert [pair for pair in pairs if pair[0] != pair[1]] == []


def test_marks_and_languages_of_blocks_arrive_in_the_built_page(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    text = "---\ntitle: A\n---\nOne\n\n- two\n\n> three\n\n| four |\n| ---- |\n\n`five`\n"
    (tmp_path / "content" / "a.md").write_text(text, encoding="utf-8")
    (tmp_path / "i18n-pipeline.toml").write_text(
        'languages = ["it", "de"]\n[publish.blocks]\nmissing_before = "{{< missing >}}"\nlanguage = true\n',
        encoding="utf-8",
    )
    assert run(read_project(tmp_path), Request(date="2026-01-01 00:00+0000")).ok
    shortcodes = tmp_path / "layouts" / "_shortcodes"
    shortcodes.mkdir(parents=True)
    (shortcodes / "missing.html").write_text("<hr>", encoding="utf-8")
    attributes = "[markup.goldmark.parser.attribute]\nblock = true\n"
    build(tmp_path, CONFIG.replace("[languages.en]", f"{attributes}[languages.en]"))
    built = (tmp_path / "public" / "it" / "a" / "index.html").read_text(encoding="utf-8")
    assert built.count("<hr>") == 1
    assert re.findall(r'<(\w+) lang="?en"?', built) == ["p", "ul", "blockquote", "table"]
