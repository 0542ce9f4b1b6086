"""A check goes by what the last sync knows: it says what it says without, and does less."""

from __future__ import annotations

import os
import random
import shutil
from typing import TYPE_CHECKING

import pytest

from i18n_pipeline.pipeline import settled
from i18n_pipeline.store import FOLDER
from tests.editor import CONFIG, CONFIGS, Editor, make_site
from tests.pipeline.test_ledger import invoke
from tests.sites import snapshot, translate, write_site

if TYPE_CHECKING:
    from pathlib import Path

    from i18n_pipeline.pipeline.orders import Bundle, Outcome, Settled

SITES = {
    **CONFIGS,
    "no marker": CONFIG + "[publish]\nmarker = false\n",
    "stale ones have grace": CONFIG + "[check]\nstale = 0\nstale_days = 3\nlength = { title = 5 }\n",
    "stale ones show the source": CONFIG + '[publish]\nstale = "source"\n[memory]\nfuzzy = 0.6\n',
    "rules of its own": CONFIG
    + '[check]\nmissing = 20\nglossary = "terms.toml"\n[check.severity]\nlink = "off"\n',
}
CHECK = ("check", "--format", "json")
SCOPES = ((), (), ("--language", "it"), ("content/a.md",), ("content/blog",), ("docs", "--language", "it"))
TERMS = '[it]\nuse = { friend = "amico", start = "inizio" }\n'


class Contributor(Editor):
    """Somebody who does worse things to a site than an editor."""

    def contribute(self) -> None:
        """Do something to the site."""
        actions = [self.edit, self.edit, self.lie, self.reword, self.waver, self.hurt, self.configure]
        for _ in range(self.chance.randint(0, 2)):
            self.chance.choice(actions)()

    def lie(self) -> None:
        """Change a file, and give it the date and the size that it had."""
        path = self.pick(self.files(".md", ".po"))
        if path is not None:
            before, data = path.stat(), path.read_bytes()
            path.write_bytes(data.replace(b"more", b"less").replace(b"Avanti", b"Fuori!"))
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    def reword(self) -> None:
        path = self.pick(self.posts())
        if path is not None:
            path.write_bytes(path.read_bytes().replace(b"start", b"beginning").replace(b"One", b"First"))

    def waver(self) -> None:
        """Take the flag from a translation, or give it one."""
        path = self.pick(self.files(".po"))
        if path is not None:
            data = path.read_bytes()
            flagged = data.replace(b"#, fuzzy\n", b"", 1)
            path.write_bytes(flagged if flagged != data else data.replace(b"\n#. ", b"\n#, fuzzy\n#. ", 1))

    def hurt(self) -> None:
        """Write what no page may show, or what isn't right."""
        path = self.pick(self.files(".po"))
        if path is not None:
            word = self.chance.choice([b"<script>", b"# no", b"1,5 `code`", b"{{< x >}}", b"a  "])
            path.write_bytes(path.read_bytes().replace(b'msgstr "Avanti', b'msgstr "' + word, 1))

    def configure(self) -> None:
        path = self.root / "i18n-pipeline.toml"
        path.write_bytes(path.read_bytes().replace(b"= 40\n", b"= 60\n").replace(b"= 20\n", b"= 30\n"))
        write_site(self.root, {"terms.toml": TERMS * self.chance.randint(0, 1)})


def check_without_store(root: Path, *scope: str, days: int = 0) -> tuple[int, str, str]:
    """Check a site as if it had never been synced here; which pages are ours is known all the same."""
    aside = root.with_name("aside")
    shutil.copytree(root / FOLDER, aside)
    for path in (root / FOLDER).glob("*.msgpack*"):
        path.unlink()
    said = invoke(root, *CHECK, *scope, days=days)
    shutil.rmtree(root / FOLDER)
    aside.rename(root / FOLDER)
    return said


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("name", SITES)
def test_a_check_says_the_same_with_what_a_sync_knows(tmp_path: Path, name: str, seed: int) -> None:
    root = tmp_path / "site"
    make_site(root, SITES[name])
    write_site(root, {"terms.toml": TERMS})
    contributor, chance = Contributor(root, seed), random.Random(seed)
    for number in range(9):
        contributor.contribute()
        if number == 0 or chance.random() < 0.6:
            invoke(root, "sync")
            contributor.contribute()
        scope = chance.choice(SCOPES)
        for option in ((), ("--cache",), ())[chance.randint(0, 1) :]:
            files = snapshot(root)
            assert invoke(root, *CHECK, *scope, *option) == check_without_store(root, *scope), number
            assert snapshot(root) == files


@pytest.fixture
def spared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that the documents are added to that a check takes for settled."""
    documents: list[str] = []
    original = settled.inspect_settled

    def note(bundle: Bundle, known: Settled) -> Outcome | None:
        outcome = original(bundle, known)
        documents.extend(bundle.documents if outcome is not None else ())
        return outcome

    monkeypatch.setattr(settled, "inspect_settled", note)
    return documents


@pytest.fixture
def site(tmp_path: Path) -> Path:
    make_site(tmp_path / "site", CONFIG)
    invoke(tmp_path / "site", "sync")
    return tmp_path / "site"


def test_what_a_sync_left_nothing_to_do_for_is_not_worked_out_again(site: Path, spared: list[str]) -> None:
    assert invoke(site, "check")[0] == 1
    assert spared == ["content/a.md", "content/b.md", "content/c.md"]


def test_what_a_check_keeps_holds_as_long_as_what_it_went_by(site: Path, spared: list[str]) -> None:
    invoke(site, "check", "--cache")
    spared.clear()
    page = site / "content/a.it.md"
    page.write_bytes(page.read_bytes() + b"By hand.\n")
    assert "content/a.it.md:1: edited by hand" in invoke(site, "check", "--cache")[2]
    assert spared == []


def test_a_document_whose_page_withholds_a_translation_is_looked_at_whole(
    site: Path, spared: list[str]
) -> None:
    path = site / "locales/it/b.po"
    path.write_bytes(path.read_bytes().replace(b'msgstr ""\n\n', b'msgstr "<script>"\n\n', 2))
    invoke(site, "sync")
    assert " unsafe: " in invoke(site, "check")[1]
    assert spared == ["content/a.md", "content/c.md"]


def test_what_is_written_while_a_check_runs_is_looked_at_whole(
    site: Path, spared: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_meanwhile(bundle: Bundle, known: Settled) -> Outcome | None:
        if bundle.documents == ("content/b.md",):
            write_site(site, {"content/b.md": "Something else.\n"})
        return watched(bundle, known)

    watched = settled.inspect_settled
    monkeypatch.setattr(settled, "inspect_settled", write_meanwhile)
    assert "content/b.it.md:1: error: not-synced" in invoke(site, "check")[1]
    assert spared == ["content/a.md", "content/c.md"]


def test_grace_is_counted_from_the_day_of_the_check(tmp_path: Path) -> None:
    root = tmp_path / "site"
    write_site(
        root,
        {
            "i18n-pipeline.toml": 'languages = ["it"]\n[check]\nstale_days = 3\n',
            "content/a.md": "One and two and three.\n",
        },
    )
    invoke(root, "sync")
    translate(root, "locales/it/a.po", {"One and two and three.": "Uno, due, tre."})
    write_site(root, {"content/a.md": "One and two or three.\n"})
    invoke(root, "sync")
    for days, status in ((0, 0), (2, 0), (3, 1)):
        said = invoke(root, *CHECK, days=days)
        assert said[0] == status
        assert said == check_without_store(root, days=days)


def test_a_page_is_not_settled_when_one_that_it_leads_to_would_be_written(
    tmp_path: Path, spared: list[str]
) -> None:
    root = tmp_path / "site"
    config = 'languages = ["it"]\nsite = "plain"\n[publish]\nlinks = "rewrite"\nminimum = 50\n'
    posts = {"content/a.md": "See [b](b.md).\n", "content/b.md": "One.\n", "content/c.md": "Two.\n"}
    write_site(root, {"i18n-pipeline.toml": config, **posts})
    invoke(root, "sync")
    translate(root, "locales/it/a.po", {"See [b](b.md).": "Vedi [b](b.md)."})
    invoke(root, "sync")
    translate(root, "locales/it/b.po", {"One.": "Uno."})
    said = invoke(root, *CHECK)
    assert spared == ["content/c.md"]
    assert "content/a.it.md" in said[1]
    assert said == check_without_store(root)
