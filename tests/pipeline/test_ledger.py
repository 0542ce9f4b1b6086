"""Law 5 for the store: with it and without it, runs write the same bytes and say the same."""

from __future__ import annotations

import os
import random
import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from i18n_pipeline.catalog import Catalog
from i18n_pipeline.cli import main
from i18n_pipeline.pipeline import copies, gathering
from i18n_pipeline.pipeline.catalogs import read_catalog
from i18n_pipeline.pipeline.ledger import Ledger
from i18n_pipeline.pipeline.offers import NAME, digest_offers
from i18n_pipeline.pipeline.orders import Bundle, SharedFile
from i18n_pipeline.pipeline.reading import read_documents
from i18n_pipeline.pipeline.results import work_packed
from i18n_pipeline.store import FOLDER, Journal, journal, load_gists, tool_fingerprint, unpack_gist
from i18n_pipeline.tracing import digest_of
from tests.editor import CONFIG, CONFIGS, Editor, make_site
from tests.sites import snapshot, write_site

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from i18n_pipeline.document import Document, Finding
    from i18n_pipeline.pipeline.orders import Order
    from i18n_pipeline.pipeline.results import Result
    from i18n_pipeline.project import Project


def invoke(root: Path, *arguments: str, days: int = 0) -> tuple[int, str, str]:
    """Run a command, so many days after the one that all others are run on."""
    os.environ["SOURCE_DATE_EPOCH"] = str(1800000000 + 86400 * days)
    result = CliRunner().invoke(main, ["--root", str(root), *arguments], catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", CONFIGS)
def test_with_and_without_the_store_runs_write_and_say_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, seed: int
) -> None:
    # Written anew with every run, now and then, or never.
    monkeypatch.setattr(journal, "_SHORT", (0, 3000, 10**6)[seed])
    make_site(tmp_path / "kept", CONFIGS[name])
    make_site(tmp_path / "fresh", CONFIGS[name])
    editors = [Editor(tmp_path / which, seed) for which in ("kept", "fresh")]
    chance = random.Random(seed)
    for number in range(12):
        for editor in editors:
            editor.edit()
        command = chance.choice(COMMANDS)
        said = invoke(tmp_path / "kept", *command)
        # The store is only left out where there is none, so the other copy never has one.
        shutil.rmtree(tmp_path / "fresh" / FOLDER, ignore_errors=True)
        again = invoke(tmp_path / "fresh", *command)
        assert said == again, (number, command)
        assert snapshot(tmp_path / "kept") == snapshot(tmp_path / "fresh"), (number, command)
        assert_offers_hold(tmp_path / "kept")


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("name", ["hugo", "one catalog for all", "one template, catalogs of their own"])
def test_runs_that_are_cut_short_leave_nothing_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, seed: int
) -> None:
    monkeypatch.setattr(journal, "_BATCH", 1)
    make_site(tmp_path / "kept", CONFIGS[name])
    make_site(tmp_path / "fresh", CONFIGS[name])
    editors = [Editor(tmp_path / which, seed) for which in ("kept", "fresh")]
    chance = random.Random(seed)
    for number in range(16):
        for editor in editors:
            editor.edit()
        with monkeypatch.context() as patch:
            patch.setattr(journal, "_SHORT", chance.choice([0, 3000, 10**6]))
            if chance.random() < 0.4:
                patch.setattr(Ledger, "save", lambda *_: None)
            if chance.random() < 0.4:
                patch.setattr(Journal, "remove", lambda _: None)
            said = invoke(tmp_path / "kept", "sync")
        if chance.random() < 0.4:
            damage_journals(tmp_path / "kept", chance)
        shutil.rmtree(tmp_path / "fresh" / FOLDER, ignore_errors=True)
        assert said == invoke(tmp_path / "fresh", "sync"), number
        assert snapshot(tmp_path / "kept") == snapshot(tmp_path / "fresh"), number


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", ["hugo", "one catalog for all", "one template, catalogs of their own"])
def test_a_run_that_is_interrupted_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, seed: int
) -> None:
    monkeypatch.setattr(journal, "_BATCH", 1)
    # Without memory: what a run that was cut short has filled in already would be one more to choose from. So
    # would catalogs be that nobody can read, where posts are renamed.
    monkeypatch.setattr(Editor, "break_something", Editor.translate)
    config = CONFIGS[name] + "[memory]\nexact = false\n"
    make_site(tmp_path / "kept", config)
    make_site(tmp_path / "fresh", config)
    editors = [Editor(tmp_path / which, seed) for which in ("kept", "fresh")]
    chance = random.Random(seed)
    for number in range(10):
        for editor in editors:
            editor.edit()
        left = iter(range(chance.randint(0, 9)))

        def work_a_while(order: Order, left: Iterator[int] = left) -> Result:
            if next(left, None) is None:
                raise KeyboardInterrupt
            return work_packed(order)

        with monkeypatch.context() as patch:
            patch.setattr(gathering, "work_packed", work_a_while)
            invoke(tmp_path / "kept", "sync")
        invoke(tmp_path / "kept", "sync")
        shutil.rmtree(tmp_path / "fresh" / FOLDER, ignore_errors=True)
        invoke(tmp_path / "fresh", "sync")
        assert snapshot(tmp_path / "kept") == snapshot(tmp_path / "fresh"), number


def damage_journals(root: Path, chance: random.Random) -> None:
    """Leave of each journal what a loss of power may."""
    for path in sorted((root / FOLDER).glob("*.journal")):
        data = path.read_bytes()
        place = chance.randint(0, len(data))
        rest = chance.choice([b"", bytes(len(data) - place), chance.randbytes(len(data) - place)])
        path.write_bytes(data[:place] + rest)


def assert_offers_hold(root: Path) -> None:
    """Whatever is known of a catalog that is as it was is what it says."""
    context = digest_of(tool_fingerprint().encode()).hex()
    for path, packed in load_gists(root, NAME, context)[0].items():
        offer = unpack_gist(packed)
        data = (root / path).read_bytes() if (root / path).is_file() else b""
        if digest_of(data) == offer.sighting.digest:
            catalog = read_catalog(root, path)
            assert offer.content == (digest_offers(catalog) if isinstance(catalog, Catalog) else b"")


COMMANDS = (
    *([("sync",)] * 4),
    ("check", "--cache", "--format", "json"),
    ("check", "--cache", "--format", "json"),
    ("check", "--language", "it"),
    ("status", "--json"),
    ("status",),
    ("sync", "--dry-run"),
    ("sync", "--language", "it"),
    ("sync", "--force"),
    ("merge",),
    ("update",),
)


# What is done again


def worked_on(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that the documents, and the shared files, are added to that are worked on."""
    documents: list[str] = []

    def note(order: Order) -> Result:
        documents.extend([order.path] if isinstance(order, SharedFile) else order.documents)
        return work_packed(order)

    monkeypatch.setattr(gathering, "work_packed", note)
    return documents


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_site(
        tmp_path,
        {
            "i18n-pipeline.toml": CONFIG,
            "content/a.md": "One. See [b](b.md#two).\n",
            "content/b.md": "# Two\n\nText.\n",
            "content/c.md": "Three. See [what is to come](new.md).\n",
        },
    )
    invoke(tmp_path, "sync")
    invoke(tmp_path, "check", "--cache")
    return tmp_path


@pytest.mark.parametrize("command", ["sync", "check", "status", "extract", "update", "merge"])
def test_where_nothing_has_changed_nothing_is_done(
    site: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    documents = worked_on(monkeypatch)
    invoke(site, command)
    assert documents == []


def test_an_edited_post_is_worked_on_alone(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = worked_on(monkeypatch)
    write_site(site, {"content/b.md": "# Two\n\nAnother text.\n"})
    invoke(site, "sync")
    assert set(documents) == {"content/b.md"}


def test_an_edit_that_keeps_size_and_date_is_seen(site: Path) -> None:
    path = site / "content/b.md"
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"Text", b"Next"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    invoke(site, "sync")
    assert "Next." in (site / "locales/it/b.po").read_text(encoding="utf-8")


def test_a_post_that_is_touched_is_read_once(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = worked_on(monkeypatch)
    (site / "content/b.md").touch()
    invoke(site, "sync")
    assert documents == []


def test_who_links_to_a_heading_is_checked_again_when_that_changes(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = worked_on(monkeypatch)
    write_site(site, {"content/b.md": "# Too\n\nText.\n"})
    assert "the id #two" in invoke(site, "check", "--cache")[1]
    assert set(documents) == {"content/a.md", "content/b.md"}
    documents.clear()
    write_site(site, {"content/b.md": "# Too\n\nText of another kind.\n"})
    invoke(site, "check")
    assert set(documents) == {"content/b.md"}


def test_who_links_to_an_id_that_is_written_is_checked_again_when_ids_change(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_site(site, {"content/a.md": "See [b](b.md#due).\n", "content/b.md": "# Two {#due}\n\nText.\n"})
    invoke(site, "sync")
    assert "the id #due" not in invoke(site, "check", "--cache")[1]
    documents = worked_on(monkeypatch)
    write_site(site, {"content/b.md": "# Too {#due}\n\nText.\n"})
    invoke(site, "check", "--cache")
    assert set(documents) == {"content/b.md"}
    documents.clear()
    write_site(site, {"content/b.md": "# Too\n\nText.\n"})
    assert "the id #due" in invoke(site, "check", "--cache")[1]
    assert set(documents) == {"content/a.md", "content/b.md"}


def test_a_new_post_concerns_only_those_who_asked_for_it(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = worked_on(monkeypatch)
    write_site(site, {"content/new.md": "New.\n"})
    invoke(site, "sync")
    assert set(documents) == {"content/c.md", "content/new.md"}


def test_what_a_run_has_done_before_it_is_killed_is_not_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_site(tmp_path, {f"content/{name}.md": f"{name}. See [a](a.md).\n" for name in "abcdef"})
    write_site(tmp_path, {"i18n-pipeline.toml": CONFIG})
    monkeypatch.setattr(journal, "_BATCH", 1)

    def work_until(order: Order) -> Result:
        if isinstance(order, Bundle) and order.documents == ("content/d.md",):
            raise KeyboardInterrupt
        return work_packed(order)

    with monkeypatch.context() as patch:
        patch.setattr(gathering, "work_packed", work_until)
        invoke(tmp_path, "sync")
    assert [path.name for path in (tmp_path / FOLDER).glob("sync*")] == ["sync.msgpack.journal"]
    documents = worked_on(monkeypatch)
    write_site(tmp_path, {"content/b.md": "Another b.\n"})
    invoke(tmp_path, "status")
    assert set(documents) == {"content/b.md", "content/d.md", "content/e.md", "content/f.md"}
    documents.clear()
    invoke(tmp_path, "sync")
    assert set(documents) == {"content/b.md", "content/d.md", "content/e.md", "content/f.md"}
    assert [path.name for path in (tmp_path / FOLDER).glob("sync*")] == ["sync.msgpack"]
    documents.clear()
    assert invoke(tmp_path, "sync")[1].startswith("Nothing to do")
    assert documents == []


@pytest.mark.parametrize("damage", [b"", b"\0", b"i18n-pipeline store 2\n\x96\0\0\0\0"])
def test_a_damaged_store_is_built_anew(site: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes) -> None:
    documents = worked_on(monkeypatch)
    (site / FOLDER / "sync.msgpack").write_bytes(damage)
    assert invoke(site, "sync")[1].startswith("Nothing to do")
    assert set(documents) == {"content/a.md", "content/b.md", "content/c.md"}
    documents.clear()
    invoke(site, "sync")
    assert documents == []


def test_another_configuration_has_all_done_again(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = worked_on(monkeypatch)
    write_site(site, {"i18n-pipeline.toml": CONFIG + "[publish]\nanchors = false\n"})
    invoke(site, "sync")
    assert len(documents) == 3


def test_without_cache_nothing_is_taken_over_or_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(tmp_path, {"i18n-pipeline.toml": CONFIG, "content/a.md": "One.\n"})
    invoke(tmp_path, "sync", "--no-cache")
    assert not (tmp_path / FOLDER).exists()
    invoke(tmp_path, "sync")
    kept = (tmp_path / FOLDER / "sync.msgpack").read_bytes()
    documents = worked_on(monkeypatch)
    write_site(tmp_path, {"content/a.md": "Two.\n"})
    invoke(tmp_path, "sync", "--no-cache")
    assert set(documents) == {"content/a.md"}
    assert (tmp_path / FOLDER / "sync.msgpack").read_bytes() == kept


def test_without_cache_it_is_remembered_which_pages_without_a_marker_are_ours(tmp_path: Path) -> None:
    config = CONFIG + "[publish]\nmarker = false\n"
    write_site(tmp_path, {"i18n-pipeline.toml": config, "content/a.md": "One.\n"})
    assert invoke(tmp_path, "sync", "--no-cache")[0] == 0
    assert (tmp_path / FOLDER / "pages.json").exists()
    assert not (tmp_path / FOLDER / "sync.msgpack").exists()
    write_site(tmp_path, {"content/a.md": "Two.\n"})
    assert invoke(tmp_path, "sync", "--no-cache")[0] == 0
    assert (tmp_path / "content/a.it.md").read_text(encoding="utf-8").endswith("Two.\n")


@pytest.mark.parametrize("command", [["check"], ["status"], ["sync", "--dry-run"]])
def test_what_only_looks_makes_no_store(tmp_path: Path, command: list[str]) -> None:
    write_site(tmp_path, {"i18n-pipeline.toml": CONFIG, "content/a.md": "One.\n"})
    invoke(tmp_path, *command)
    assert not (tmp_path / FOLDER).exists()


# Files that documents share


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    posts = {f"content/{name}.md": f"# {name}\n\nOnly in {name}.\n" for name in "abc"}
    both = {f"content/{name}.md": f"# {name}\n\nIn both.\n" for name in "de"}
    write_site(tmp_path, {"i18n-pipeline.toml": CONFIGS["one catalog for all"], **posts, **both})
    invoke(tmp_path, "sync")
    return tmp_path


FILES = {"po/all.pot", "po/it.po", "po/pt-BR.po"}


def test_an_edit_redoes_shared_files_and_of_the_pages_its_own(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = worked_on(monkeypatch)
    invoke(shared, "sync")
    assert done == []
    write_site(shared, {"content/b.md": "# b\n\nOnly in b.\n\nA new one, above many.\n"})
    invoke(shared, "sync")
    assert set(done) == FILES | {"content/b.md"}


def test_a_translation_redoes_the_pages_that_use_it(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = worked_on(monkeypatch)
    catalog = shared / "po/it.po"
    text = catalog.read_text(encoding="utf-8")
    catalog.write_text(
        text.replace('"In both."\nmsgstr ""', '"In both."\nmsgstr "In tutti e due."'), encoding="utf-8"
    )
    invoke(shared, "sync")
    # A page is built in all languages at once.
    assert set(done) == {"po/it.po", "po/pt-BR.po", "content/d.md", "content/e.md"}
    assert "In tutti e due." in (shared / "content/e.it.md").read_text(encoding="utf-8")


def test_with_a_shared_template_alone_an_edit_redoes_no_other_catalog(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = CONFIGS["one template, catalogs of their own"]
    write_site(
        tmp_path, {"i18n-pipeline.toml": config, "content/a.md": "Here.\n", "content/b.md": "There.\n"}
    )
    invoke(tmp_path, "sync")
    done = worked_on(monkeypatch)
    write_site(tmp_path, {"content/a.md": "Here and now.\n"})
    invoke(tmp_path, "sync")
    assert set(done) == {"po/all.pot", "locales/it/a.po", "locales/pt-BR/a.po", "content/a.md"}


def test_documents_of_shared_catalogs_are_split_once(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    split: list[str] = []

    def note(project: Project, paths: Iterable[str]) -> list[Document | Finding]:
        split.extend(paths)
        return read_documents(project, paths)

    monkeypatch.setattr(copies, "read_documents", note)
    write_site(shared, {"content/b.md": "# b\n\nAnother.\n"})
    invoke(shared, "sync")
    assert split == ["content/b.md"]
    split.clear()
    (shared / FOLDER / "documents.msgpack").write_bytes(b"damaged")
    write_site(shared, {"content/b.md": "# b\n\nAnother one.\n"})
    invoke(shared, "sync")
    assert len(split) == 5
