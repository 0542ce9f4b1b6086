"""Documents that move, with git and without it; renamed sites; what happens meanwhile."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from i18n_pipeline.pipeline import pairing, planning
from i18n_pipeline.pipeline.pairing import Texts, pair_texts
from tests.sites import snapshot, sync, translate, translations, write_site

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from i18n_pipeline.pipeline.strays import StrayOrder

CONFIG = {"i18n-pipeline.toml": 'languages = ["it"]\n'}
WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def texts(path: str, *messages: str, late: bool = False) -> Texts:
    return Texts(path, {(None, message): len(message.split()) for message in messages}, late)


def pair(new: list[Texts], old: list[Texts], hints: Mapping[str, str] | None = None) -> dict[str, str]:
    pairs = pair_texts(new, old, lambda: hints or {})
    return {new[i].path: old[j].path for i, j in pairs}


def test_each_document_takes_what_fits_it_best() -> None:
    old = [texts("a", "A long text of words.", "Same"), texts("b", "Another text of words.", "Same")]
    new = [texts("x", "Another text of words.", "Same"), texts("y", "A long text of words.", "Same")]
    assert pair(new, old) == {"x": "b", "y": "a"}


def test_what_has_little_in_common_is_not_paired() -> None:
    old = [texts("a", "The boilerplate.", "A long text about one thing and no other.")]
    new = [texts("x", "The boilerplate.", "Something else that was never there before, at all.")]
    assert pair(new, old) == {}


def test_a_post_with_every_paragraph_edited_is_found_by_likeness() -> None:
    old = [texts("a", "The first paragraph is about cats.", "The second one is about dogs and birds.")]
    new = [texts("x", "The first paragraph is about a cat.", "The second one is on dogs and birds.")]
    assert pair(new, old) == {"x": "a"}


def test_of_equal_ones_that_of_the_same_file_name_is_taken_and_last_what_is_kept_aside() -> None:
    old = [texts("o/z", "Same."), texts("o/a", "Same.", late=True), texts("p/x", "Same.")]
    assert pair([texts("n/x", "Same.")], old) == {"n/x": "p/x"}
    assert pair([texts("n/a", "Same.")], old) == {"n/a": "o/z"}


def test_the_hint_is_asked_only_when_texts_do_not_settle_it() -> None:
    def refuse() -> dict[str, str]:
        raise AssertionError

    assert pair_texts([texts("x", "Same.")], [texts("a", "Same.")], refuse) == [(0, 0)]
    assert pair([texts("x", "Hi.")], [texts("a", "Lo.")], {"x": "a"}) == {"x": "a"}


def test_too_many_pairs_are_not_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairing, "_MOST_PAIRS", 0)
    old = [texts("a", "The first paragraph is about cats.")]
    assert pair([texts("x", "The first paragraph is about a cat.")], old) == {}


def test_all_files_of_a_site_renamed_lose_nothing(tmp_path: Path) -> None:
    posts = {f"content/{word}.md": f"# Same\n\nThis is post number {word}.\n" for word in WORDS}
    write_site(tmp_path, CONFIG | posts)
    sync(tmp_path)
    for word in WORDS:
        translate(tmp_path, f"locales/it/{word}.po", {f"This is post number {word}.": f"Post {word}."})
    (tmp_path / "content").rename(tmp_path / "old")
    for word in WORDS:
        write_site(tmp_path, {f"content/new/{word[::-1]}.md": posts[f"content/{word}.md"]})
    outcome = sync(tmp_path)
    assert outcome.ok
    for word in WORDS:
        path = f"locales/it/new/{word[::-1]}.po"
        assert translations(tmp_path, path) == {f"This is post number {word}.": f"Post {word}."}
    assert not (tmp_path / "locales/removed").exists()
    assert not sync(tmp_path).changes


needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


def write_short_post(root: Path) -> None:
    write_site(root, CONFIG | {"content/a.md": "---\ntitle: Hi\ndate: 2026-11-23\nkind: note\n---\nOne.\n"})
    sync(root)
    translate(root, "locales/it/a.po", {"Hi": "Ciao"})


def rewrite_short_post(root: Path) -> None:
    text = (root / "content/b.md").read_text(encoding="utf-8")
    (root / "content/b.md").write_text(text.replace("Hi", "Day").replace("One", "Two"), encoding="utf-8")


@needs_git
@pytest.mark.parametrize("commits", [False, True])
def test_git_knows_a_short_post_that_was_moved_and_rewritten(tmp_path: Path, *, commits: bool) -> None:
    git(tmp_path, "init")
    write_short_post(tmp_path)
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-m", "x")
    git(tmp_path, "mv", "content/a.md", "content/b.md")
    rewrite_short_post(tmp_path)
    git(tmp_path, "add", "-A", "content")
    if commits:
        git(tmp_path, "commit", "-m", "y")
    sync(tmp_path)
    assert "Ciao" in (tmp_path / "locales/it/b.po").read_text(encoding="utf-8")
    assert not (tmp_path / "locales/removed").exists()


@pytest.mark.parametrize("git_path", [None, "/nowhere/git"])
def test_without_git_a_rewritten_post_is_another_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, git_path: str | None
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: git_path)
    write_short_post(tmp_path)
    (tmp_path / "content/a.md").rename(tmp_path / "content/b.md")
    rewrite_short_post(tmp_path)
    assert sync(tmp_path).ok
    assert "Ciao" in (tmp_path / "locales/removed/it/a.po").read_text(encoding="utf-8")


def test_where_all_is_in_place_nothing_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(tmp_path, CONFIG | {"content/a.md": "One.\n", "content/b.md": "Two.\n", "content/c.md": "\n"})
    sync(tmp_path)
    (tmp_path / "content/b.md").unlink()
    sync(tmp_path)
    read: list[str] = []

    def refuse(order: StrayOrder) -> None:
        read.append(order.path)

    monkeypatch.setattr(planning, "read_stray", refuse)
    assert not sync(tmp_path).changes
    assert read == []


def test_a_second_post_deleted_from_one_place_does_not_replace_the_first(tmp_path: Path) -> None:
    for text in ("The first one.", "Something else."):
        write_site(tmp_path, CONFIG | {"content/a.md": text, "content/b.md": "Stays."})
        sync(tmp_path)
        translate(tmp_path, "locales/it/a.po", {text: text.upper()})
        (tmp_path / "content/a.md").unlink()
        sync(tmp_path)
    assert translations(tmp_path, "locales/removed/it/a.po") == {"The first one.": "THE FIRST ONE."}
    assert translations(tmp_path, "locales/removed/it/a.2.po") == {"Something else.": "SOMETHING ELSE."}
    write_site(tmp_path, {"content/c.md": "Something else."})
    sync(tmp_path)
    assert translations(tmp_path, "locales/it/c.po") == {"Something else.": "SOMETHING ELSE."}


def test_an_editor_that_saves_while_sync_works_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(tmp_path, CONFIG | {"content/a.md": "One.\n\nTwo.\n"})
    sync(tmp_path)
    write_site(tmp_path, {"content/a.md": "One.\n\nTwo.\n\nThree.\n"})
    catalog = tmp_path / "locales/it/a.po"
    sync_to_disk = os.fsync
    saved: list[bool] = []

    def save_as_editor(handle: int) -> None:
        sync_to_disk(handle)
        if not saved and list(catalog.parent.glob(".a.po.*.tmp")):
            saved.append(True)
            translate(tmp_path, "locales/it/a.po", {"One.": "Uno."})

    monkeypatch.setattr(os, "fsync", save_as_editor)
    outcome = sync(tmp_path)
    assert saved
    assert outcome.ok
    assert translations(tmp_path, "locales/it/a.po") == {"One.": "Uno."}
    assert "Three." in catalog.read_text(encoding="utf-8")
    assert "Uno." in (tmp_path / "content/a.it.md").read_text(encoding="utf-8")
    assert not sync(tmp_path).changes


def test_a_catalog_that_is_saved_again_and_again_is_left_to_its_editor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_site(tmp_path, CONFIG | {"content/a.md": "One.\n"})
    sync(tmp_path)
    write_site(tmp_path, {"content/a.md": "One.\n\nTwo.\n"})
    catalog = tmp_path / "locales/it/a.po"
    sync_to_disk = os.fsync

    def save_as_editor(handle: int) -> None:
        sync_to_disk(handle)
        if list(catalog.parent.glob(".a.po.*.tmp")):
            catalog.write_bytes(b"# Saved.\n" + catalog.read_bytes())

    monkeypatch.setattr(os, "fsync", save_as_editor)
    outcome = sync(tmp_path)
    assert [str(finding) for finding in outcome.findings] == [
        "locales/it/a.po:1: another program kept changing it meanwhile, so it was left alone; run sync again"
    ]
    assert catalog.read_bytes().startswith(b"# Saved.\n" * 5)


def test_a_damaged_catalog_of_a_deleted_post_is_named_and_left(tmp_path: Path) -> None:
    write_site(tmp_path, CONFIG | {"content/a.md": "One.\n", "content/b.md": "Two.\n"})
    sync(tmp_path)
    (tmp_path / "content/a.md").unlink()
    write_site(tmp_path, {"locales/it/a.po": 'msgid "x'})
    outcome = sync(tmp_path)
    assert [finding.path for finding in outcome.findings] == ["locales/it/a.po"]
    assert (tmp_path / "locales/it/a.po").exists()


@pytest.mark.parametrize(
    "pattern",
    ["{dir}/{stem}.{lang}.po", "{lang}/{path}.po", "po/{path}.{lang}.po", "po/{section}/{stem}.{lang}.po"],
)
def test_moves_and_deletions_work_with_any_pattern(tmp_path: Path, pattern: str) -> None:
    config = {"i18n-pipeline.toml": f'languages = ["it"]\ncatalog = "{pattern}"\n'}
    write_site(tmp_path, config | {"content/n/a.md": "A paragraph.\n", "content/n/b.md": "Other.\n"})
    before = set(snapshot(tmp_path))
    sync(tmp_path)
    (catalog,) = (
        path
        for path in set(snapshot(tmp_path)) - before
        if path.endswith((".po",)) and "a" in path.rpartition("/")[2]
    )
    translate(tmp_path, catalog, {"A paragraph.": "Un paragrafo."})
    (tmp_path / "content/n/a.md").rename(tmp_path / "content/n/c.md")
    assert sync(tmp_path).ok
    assert not (tmp_path / catalog).exists()
    assert b"Un paragrafo." in snapshot(tmp_path)["content/n/c.it.md"]
    (tmp_path / "content/n/c.md").unlink()
    assert sync(tmp_path).ok
    aside = [path for path, data in snapshot(tmp_path).items() if b"Un paragrafo." in data]
    assert len(aside) == 1
    assert "removed/" in aside[0]
    write_site(tmp_path, {"content/d.md": "A paragraph.\n"})
    assert sync(tmp_path).ok
    assert b"Un paragrafo." in snapshot(tmp_path)["content/d.it.md"]
    assert not sync(tmp_path).changes
