"""Pages of catalogs give their catalogs back."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from i18n_pipeline.pipeline import Adoption, AdoptOrder, Request, adopt, run
from i18n_pipeline.pipeline.pseudo import pseudo
from i18n_pipeline.project import read_project
from tests.sites import DATE, snapshot, sync, translations, write_site

if TYPE_CHECKING:
    from pathlib import Path

POST = """---
title: Why coffee is good
---
# Coffee and tea

Coffee is a brewed drink, see [tea](tea.md) and [more](tea.md#more "Title"), or `brew --strong`.

> - It wakes you up \\
>   in the morning.

| Bean | Place |
| --- | --- |
| Arabica \\| best | Ethiopia |

## Coffee and tea

![A cup](cup.png) <b>of coffee</b>, it's *said*, is one of the best things.

<p>Beans are <a href="tea.md">no leaves</a>.</p>
"""
TEA = "# Tea\n\nTea is made of leaves, and [coffee](coffee.md) of beans.\n\n## More\n\nMuch more text.\n"


def adopt_all(root: Path, **options: object) -> Adoption:
    return adopt(read_project(root), AdoptOrder(DATE, **options))  # type: ignore[arg-type]


def make(root: Path, site: str, extra: str = "") -> None:
    config = f'languages = ["de", "ja"]\nsite = "{site}"\ncontent = "content"\n{extra}'
    page = '[publish]\nstatus = "always"\n'
    write_site(root, {"i18n-pipeline.toml": config + page, "content/coffee.md": POST, "content/tea.md": TEA})
    project = read_project(root)
    for language, style in (("de", "accents"), ("ja", "cjk")):
        run(project, Request(date=DATE, languages=(language,), steps=frozenset(("update",))))
        pseudo(project, Request(date=DATE, languages=(language,)), style)  # type: ignore[arg-type]
        for name in ("coffee", "tea"):
            path = root / f"locales/{language}/{name}.po"
            path.write_text(path.read_text(encoding="utf-8").replace("#, fuzzy\n", ""), encoding="utf-8")


@pytest.mark.parametrize("site", ["hugo", "plain", "jekyll", "zola", "docusaurus", "mkdocs"])
def test_pages_that_were_generated_give_back_their_catalogs(site: str, tmp_path: Path) -> None:
    make(tmp_path, site)
    assert sync(tmp_path).ok
    before = {
        path: translations(tmp_path, path)
        for language in ("de", "ja")
        for path in (f"locales/{language}/coffee.po", f"locales/{language}/tea.po")
    }
    assert all(before.values())
    shutil.rmtree(tmp_path / "locales")
    adoption = adopt_all(tmp_path)
    assert adoption.ok, adoption.findings
    assert {path: translations(tmp_path, path) for path in before} == before


def test_pages_as_they_were_generated_change_nothing(tmp_path: Path) -> None:
    make(tmp_path, "hugo")
    sync(tmp_path)
    before = snapshot(tmp_path)
    assert adopt_all(tmp_path).ok
    assert snapshot(tmp_path) == before


def test_an_edit_changes_its_entry_and_no_other_line(tmp_path: Path) -> None:
    make(tmp_path, "plain")
    sync(tmp_path)
    page, catalog = tmp_path / "content/tea.de.md", tmp_path / "locales/de/tea.po"
    old = catalog.read_text(encoding="utf-8").splitlines()
    text = page.read_text(encoding="utf-8")
    last = text.rstrip().rsplit("\n", 1)[1]
    page.write_text(text.replace(last, "Viel mehr Text."), encoding="utf-8")
    assert not sync(tmp_path).ok
    assert adopt_all(tmp_path, paths=("content/tea.de.md",), languages=("de",)).ok
    new = catalog.read_text(encoding="utf-8").splitlines()
    assert [line for line in new if line not in old] == ['msgstr "Viel mehr Text."']
    assert len(new) == len(old)
    assert sync(tmp_path).ok
    assert "Viel mehr Text." in page.read_text(encoding="utf-8")


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    write_site(
        tmp_path,
        {
            "i18n-pipeline.toml": 'languages = ["de"]\n',
            "content/a.md": "# Milk\n\nMilk is white.\n",
            "content/a.de.md": "# Milch\n\nMilch ist weiß.\n",
        },
    )
    before = snapshot(tmp_path)
    adoption = adopt_all(tmp_path, dry_run=True)
    assert len(adoption.pages) == 1
    assert snapshot(tmp_path) == before


def git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("revision", [None, "HEAD~1"])
def test_what_has_changed_in_the_source_since_is_stale(revision: str | None, tmp_path: Path) -> None:
    write_site(
        tmp_path,
        {
            "i18n-pipeline.toml": 'languages = ["de"]\n',
            "content/a.md": "# Milk\n\nMilk is a white drink, and good for you.\n\nThis will go away soon.\n",
            "content/a.de.md": "# Milch\n\nMilch ist ein weißes Getränk, und gesund.\n\nDas geht bald.\n",
        },
    )
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "One")
    write_site(
        tmp_path,
        {"content/a.md": "# Milk\n\nMilk is a white and cold drink, and good for you.\n\nSomething else.\n"},
    )
    git(tmp_path, "commit", "-qam", "Two")
    adoption = adopt_all(tmp_path, revision=revision)
    assert adoption.ok
    assert adoption.pages[0].revision is not None
    text = (tmp_path / "locales/de/a.po").read_text(encoding="utf-8")
    assert '#, fuzzy\n#| msgid "Milk is a white drink, and good for you."\n' in text
    assert '#~ msgid "This will go away soon."\n#~ msgstr "Das geht bald."' in text
    assert translations(tmp_path, "locales/de/a.po") == {"Milk": "Milch"}


def test_a_text_that_moves_on_a_page_is_noted_once(tmp_path: Path) -> None:
    page = "# Radsport\n\nDas Fahrrad ist schnell.\n\n"
    config = 'languages = ["de"]\nsite = "plain"\ncontent = "content"\n[publish]\nmarker = false\n'
    write_site(
        tmp_path,
        {
            "i18n-pipeline.toml": config,
            "content/a.md": "# Cycling\n\nThe bicycle is fast.\n",
            "content/a.de.md": page + "Es gibt mehr.\n",
        },
    )
    adopt_all(tmp_path)
    before = snapshot(tmp_path / "locales")
    (tmp_path / "content/a.de.md").write_text(page + "\n\nEs gibt mehr.\n", encoding="utf-8")
    assert not adopt_all(tmp_path).changes
    assert snapshot(tmp_path / "locales") == before


def test_a_text_without_translation_is_counted_once(tmp_path: Path) -> None:
    text = "# Cycling\n\nThe bicycle is the fastest way to go.\n"
    config = 'languages = ["de"]\nsite = "plain"\ncontent = "content"\n'
    write_site(tmp_path, {"i18n-pipeline.toml": config, "content/a.md": text, "content/a.de.md": text})
    (page,) = adopt_all(tmp_path).pages
    states = [decision.state for decision in page.settlement.decisions]
    assert states == ["translated", "untranslated"]
    assert not page.missing


def test_a_page_whose_catalog_cannot_be_written_is_not_overwritten(tmp_path: Path) -> None:
    config = 'languages = ["de"]\nsite = "plain"\ncontent = "content"\n'
    page = "# Radsport\n"
    files = {"i18n-pipeline.toml": config, "content/a.md": "# Cycling\n", "content/a.de.md": page}
    # A file where the catalog's folder should be.
    write_site(tmp_path, files | {"locales/de": ""})
    assert not adopt_all(tmp_path).pages
    (tmp_path / "locales/de").unlink()
    assert [finding.path for finding in sync(tmp_path).findings] == ["content/a.de.md"]
    assert (tmp_path / "content/a.de.md").read_text(encoding="utf-8") == page
