"""New messages that are translated elsewhere: chosen the same way by whoever works, in whatever order."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from i18n_pipeline import execution
from i18n_pipeline.pipeline import doing
from tests.sites import snapshot, sync, translate, translations, write_site

if TYPE_CHECKING:
    from pathlib import Path

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


@pytest.mark.parametrize("memory", ["exact = false", "exact = false\nfuzzy = 0.9"])
def test_the_memory_can_be_switched_off(tmp_path: Path, memory: str) -> None:
    write_translated(tmp_path, "a", "Avanti.")
    write_site(tmp_path, {"i18n-pipeline.toml": f'languages = ["it"]\n[memory]\n{memory}\n'})
    write_site(tmp_path, {"content/b.md": "Read on.\n"})
    sync(tmp_path)
    assert translations(tmp_path, "locales/it/b.po") == {}


def test_where_nothing_is_new_no_other_catalog_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError

    write_translated(tmp_path, "a", "Avanti.")
    sync(tmp_path)
    monkeypatch.setattr(doing, "search_memory", refuse)
    write_site(tmp_path, {"content/a.md": "Read on.\n"})
    assert sync(tmp_path).changes != ()


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
    assert sync(one).changes == ()
