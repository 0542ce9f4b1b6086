"""New messages that are translated elsewhere: chosen the same way by whoever works, in whatever order."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from i18n_pipeline import execution
from i18n_pipeline.pipeline import beginning, drafting, gathering, memory, reading
from i18n_pipeline.pipeline.catalogs import take_snapshot
from i18n_pipeline.pipeline.memory import search_catalog
from i18n_pipeline.store import FOLDER
from tests.sites import snapshot, sync, translate, translations, write_site

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from i18n_pipeline.catalog import Key
    from i18n_pipeline.document import Document, Finding
    from i18n_pipeline.pipeline.catalogs import Snapshot
    from i18n_pipeline.pipeline.memory import Searched, SearchOrder
    from i18n_pipeline.project import Project

CONFIG = {"i18n-pipeline.toml": 'languages = ["it"]\n'}


def write_translated(root: Path, name: str, translation: str, text: str = "Read on.") -> None:
    write_site(root, CONFIG | {f"content/{name}.md": f"{text}\n\nPost {name}.\n"})
    sync(root)
    catalog = root / f"locales/it/{name}.po"
    if f'msgid "{text}"\nmsgstr ""' in catalog.read_text(encoding="utf-8"):
        translate(root, f"locales/it/{name}.po", {text: translation})
    else:
        old = translations(root, f"locales/it/{name}.po")[text]
        catalog.write_bytes(catalog.read_bytes().replace(old.encode(), translation.encode()))


def test_the_most_frequent_translation_is_taken_then_that_of_the_first_path(tmp_path: Path) -> None:
    for name, translation in (("a", "Avanti."), ("b", "Continua."), ("c", "Continua.")):
        write_translated(tmp_path, name, translation)
    write_site(tmp_path, {"content/d.md": "Read on.\n"})
    sync(tmp_path)
    assert translations(tmp_path, "locales/it/d.po") == {"Read on.": "Continua."}
    assert "#. from content/b.md\n" in (tmp_path / "locales/it/d.po").read_text(encoding="utf-8")
    (tmp_path / "content/c.md").unlink()
    sync(tmp_path)
    write_site(tmp_path, {"content/e.md": "Read on.\n\nAnother post, which is no return of the other.\n"})
    sync(tmp_path)
    assert translations(tmp_path, "locales/it/e.po") == {"Read on.": "Continua."}


def test_a_live_translation_comes_first_then_an_obsolete_one_then_one_kept_aside(tmp_path: Path) -> None:
    write_translated(tmp_path, "a", "Via.")
    write_translated(tmp_path, "b", "Obsoleta.")
    write_translated(tmp_path, "c", "Viva.")
    (tmp_path / "content/a.md").unlink()
    write_site(tmp_path, {"content/b.md": "Post b.\n"})
    sync(tmp_path)
    assert fill_in(tmp_path, "d") == "Viva."
    for name in ("c", "d"):
        (tmp_path / f"locales/it/{name}.po").unlink()
        (tmp_path / f"content/{name}.md").unlink()
    assert fill_in(tmp_path, "e") == "Obsoleta."
    for name in ("b", "e"):
        (tmp_path / f"locales/it/{name}.po").unlink()
        (tmp_path / f"content/{name}.md").unlink()
    assert fill_in(tmp_path, "f") == "Via."


def fill_in(root: Path, name: str) -> str:
    """Write a post that has one text in common with others, and return what it is translated with."""
    others = "".join(f"The {word} paragraph of this one alone.\n\n" for word in ("second", "third", "last"))
    write_site(root, {f"content/{name}.md": f"Read on.\n\n{others}"})
    sync(root)
    return translations(root, f"locales/it/{name}.po")["Read on."]


def test_another_context_is_another_text(tmp_path: Path) -> None:
    write_translated(tmp_path, "a", "Avanti.")
    write_site(tmp_path, {"content/b.md": "<!-- i18n: context=verb -->\nRead on.\n"})
    sync(tmp_path)
    assert translations(tmp_path, "locales/it/b.po") == {}


def test_a_stale_translation_serves_the_text_that_it_was_made_for(tmp_path: Path) -> None:
    write_translated(tmp_path, "a", "Una frase lunga.", "A sentence of some length.")
    write_site(tmp_path, {"content/a.md": "A sentence of quite some length.\n\nPost a.\n"})
    sync(tmp_path)
    write_site(tmp_path, {"content/b.md": "A sentence of some length.\n"})
    sync(tmp_path)
    assert translations(tmp_path, "locales/it/b.po") == {"A sentence of some length.": "Una frase lunga."}


@pytest.mark.parametrize("settings", ["exact = false", "exact = false\nfuzzy = 0.9"])
def test_the_memory_can_be_switched_off(tmp_path: Path, settings: str) -> None:
    write_translated(tmp_path, "a", "Avanti.")
    write_site(tmp_path, {"i18n-pipeline.toml": f'languages = ["it"]\n[memory]\n{settings}\n'})
    write_site(tmp_path, {"content/b.md": "Read on.\n"})
    sync(tmp_path)
    assert translations(tmp_path, "locales/it/b.po") == {}


@pytest.mark.parametrize("settings", ["", "[memory]\nfuzzy = 0.6\n"])
def test_where_nothing_is_new_no_other_catalog_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: str
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError

    write_translated(tmp_path, "a", "Avanti.", "A sentence to read on.")
    write_translated(tmp_path, "b", "Indietro.", "A sentence to go back.")
    write_site(tmp_path, {"i18n-pipeline.toml": f'languages = ["it"]\n{settings}'})
    sync(tmp_path)
    monkeypatch.setattr(gathering, "search_memory", refuse)
    # Code, a rewording whose translation is stale from now on, and a text that goes.
    write_site(tmp_path, {"content/a.md": "A sentence to read on.\n\n```\ncode\n```\n\nPost a.\n"})
    assert sync(tmp_path).changes
    write_site(tmp_path, {"content/a.md": "A sentence to read on again.\n\nPost a.\n"})
    assert sync(tmp_path).changes
    write_site(tmp_path, {"content/a.md": "A sentence to read on again.\n"})
    assert sync(tmp_path).changes


def test_the_only_catalog_of_a_language_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def note(root: Path, path: str, language: str | None = None) -> Snapshot | Finding:
        read.append(path)
        return take_snapshot(root, path, language)

    write_site(tmp_path, {"i18n-pipeline.toml": 'languages = ["it"]\ncatalog = "po/{lang}.po"\n'})
    write_site(tmp_path, {"content/a.md": "A sentence of some length.\n", "content/b.md": "Post b.\n"})
    sync(tmp_path)
    translate(tmp_path, "po/it.po", {"A sentence of some length.": "Una frase lunga."})
    write_site(tmp_path, {"content/a.md": "A sentence of quite some length.\n"})
    sync(tmp_path)
    monkeypatch.setattr(drafting, "take_snapshot", note)
    write_site(tmp_path, {"content/b.md": "Post b.\n\nNew.\n"})
    sync(tmp_path)
    assert read == ["po/it.po"]
    # A stale translation is a good one of the wording that it was made for.
    write_site(tmp_path, {"content/b.md": "Post b.\n\nA sentence of some length.\n"})
    sync(tmp_path)
    found = (tmp_path / "po/it.po").read_text(encoding="utf-8")
    assert '"A sentence of some length."\nmsgstr "Una frase lunga."' in found


def test_serial_and_parallel_runs_write_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(execution, "_WORTH_A_PROCESS", 2)
    one, other = tmp_path / "one", tmp_path / "other"
    for number in range(6):
        write_site(
            one, CONFIG | {f"content/{number}.md": f"Read on.\n\nPost {number}.\n\nText {number % 2}.\n"}
        )
    sync(one)
    for number in range(5):
        translate(
            one,
            f"locales/it/{number}.po",
            {"Read on.": f"Avanti {number % 2}.", f"Post {number}.": f"P{number}."},
        )
    (one / "content/0.md").rename(one / "content/moved.md")
    (one / "content/1.md").unlink()
    for number in range(6, 14):
        write_site(one, {f"content/{number}.md": f"Read on.\n\nPost {number % 6}.\n\nNew {number}.\n"})
    shutil.copytree(one, other)
    sync(one, jobs=1)
    sync(other, jobs=2)
    assert snapshot(one) == snapshot(other)
    assert not sync(one).changes


# Which catalogs are read


def searched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that the catalogs are added to that are searched."""
    paths: list[str] = []

    def note(order: SearchOrder) -> Searched:
        paths.append(order.path)
        return search_catalog(order)

    monkeypatch.setattr(memory, "search_catalog", note)
    return paths


def test_only_catalogs_that_have_the_text_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_translated(tmp_path, "a", "Avanti.")
    write_translated(tmp_path, "b", "Una frase.", "Another text.")
    sync(tmp_path)
    paths = searched(monkeypatch)
    write_site(tmp_path, {"content/c.md": "Read on.\n"})
    sync(tmp_path)
    assert paths == ["locales/it/a.po"]
    assert translations(tmp_path, "locales/it/c.po") == {"Read on.": "Avanti."}
    paths.clear()
    write_site(tmp_path, {"content/d.md": "What nobody has said before.\n"})
    sync(tmp_path)
    assert paths == []


@pytest.mark.parametrize("text", ["Read on.", "Nobody has said this."])
def test_a_post_with_a_new_text_is_split_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    write_translated(tmp_path, "a", "Avanti.")
    sync(tmp_path)
    split: list[str] = []

    def read_documents(project: Project, paths: Sequence[str]) -> list[Document | Finding]:
        split.extend(paths)
        return reading.read_documents(project, paths)

    monkeypatch.setattr(beginning, "read_documents", read_documents)
    write_site(tmp_path, {"content/b.md": f"{text}\n"})
    sync(tmp_path)
    assert split == ["content/b.md"]
    found = {"Read on.": "Avanti."} if text == "Read on." else {}
    assert translations(tmp_path, "locales/it/b.po") == found


@pytest.mark.parametrize("name", ["content/b.md", "locales/it/b.po"])
def test_what_is_saved_while_the_memory_is_searched_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    write_translated(tmp_path, "a", "Avanti.")
    write_translated(tmp_path, "b", "Indietro.", "Go back.")
    write_site(tmp_path, {"content/b.md": "Go back.\n\nRead on.\n\nPost b.\n"})

    def search(*arguments: Any) -> dict[Key, memory.Hit]:
        path = tmp_path / name
        path.write_bytes(path.read_bytes().replace(b"Post b.", b"Letter b.").replace(b"Indietro.", b"Torna."))
        return memory.search_memory(*arguments)

    monkeypatch.setattr(gathering, "search_memory", search)
    sync(tmp_path)
    page = (tmp_path / "content/b.it.md").read_text(encoding="utf-8")
    saved = name == "content/b.md"
    assert ("Indietro." if saved else "Torna.") in page
    assert page.endswith("Avanti.\n\nLetter b.\n" if saved else "Avanti.\n\nPost b.\n")


def test_a_catalog_that_was_edited_since_is_read_whatever_it_had(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_translated(tmp_path, "a", "Via.", "A text.")
    write_site(tmp_path, {"content/b.md": "Read on.\n"})
    sync(tmp_path)
    paths = searched(monkeypatch)
    write_site(tmp_path, {"content/c.md": "Read on.\n"})
    translate(tmp_path, "locales/it/b.po", {"Read on.": "Avanti."})
    sync(tmp_path)
    assert paths == ["locales/it/b.po"]
    assert translations(tmp_path, "locales/it/c.po") == {"Read on.": "Avanti."}


def test_what_is_kept_aside_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_translated(tmp_path, "a", "Avanti.")
    (tmp_path / "content/a.md").unlink()
    paths = searched(monkeypatch)
    for name, found in (("b", ["locales/removed/it/a.po"]), ("c", [])):
        write_site(tmp_path, {f"content/{name}.md": f"A sentence for {name} only.\n"})
        sync(tmp_path)
        assert paths == found
        paths.clear()


@pytest.mark.parametrize("damage", [None, b"", b"i18n-pipeline store 1 00000000\n\x92"])
def test_without_what_earlier_runs_knew_all_catalogs_are_read(tmp_path: Path, damage: bytes | None) -> None:
    write_translated(tmp_path, "a", "Avanti.")
    sync(tmp_path)
    known = tmp_path / FOLDER / "memory.msgpack"
    known.unlink()
    if damage is not None:
        known.write_bytes(damage)
    write_site(tmp_path, {"content/b.md": "Read on.\n"})
    sync(tmp_path)
    assert translations(tmp_path, "locales/it/b.po") == {"Read on.": "Avanti."}


@pytest.mark.parametrize("similarity", [0.5, 0])
def test_what_is_like_a_text_is_looked_for_in_all_catalogs(tmp_path: Path, similarity: float) -> None:
    write_site(tmp_path, {"i18n-pipeline.toml": f'languages = ["it"]\n[memory]\nfuzzy = {similarity}\n'})
    write_site(tmp_path, {"content/a.md": "Read on, my friend.\n"})
    sync(tmp_path)
    translate(tmp_path, "locales/it/a.po", {"Read on, my friend.": "Avanti, amico mio."})
    sync(tmp_path)
    write_site(tmp_path, {"content/b.md": "Read on, my friends.\n"})
    sync(tmp_path)
    assert ("Avanti" in (tmp_path / "locales/it/b.po").read_text(encoding="utf-8")) == bool(similarity)
