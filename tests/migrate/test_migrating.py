"""Runs the fixtures: a document, a catalog of the tool as a translator fills it, and what we make of it.

With UPDATE_FIXTURES=1 in the environment the expectations are written anew, to be read before believed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from i18n_pipeline.catalog import parse_catalog
from i18n_pipeline.migrate import TOOLS, recognise_tool
from i18n_pipeline.pipeline import SYNC, Request, run
from i18n_pipeline.pipeline.migrating import Migration, migrate
from i18n_pipeline.project import read_project

FOLDER = Path(__file__).parent
DATE = "2026-11-23 10:00+0000"
CONFIG = """
languages = ["it"]
site = "{site}"
[publish]
marker = false
status = "never"
"""
SITES = {"mdbook-i18n-helpers": "mdbook"}
HEADER = 'msgid ""\nmsgstr ""\n"Language: it\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def read_fixtures(tool: str) -> list[list[str]]:
    pieces = ("\n" + (FOLDER / f"{tool}.txt").read_text(encoding="utf-8")).split("\n.")
    texts = [piece.removeprefix("\n").strip("\n") for piece in pieces[:-1]]
    return [texts[index : index + 4] for index in range(0, len(texts), 4)]


def parameters() -> list[object]:
    return [
        pytest.param(tool, *texts, id=f"{tool}: {title}")
        for tool in TOOLS
        for title, *texts in read_fixtures(tool)
    ]


def make_site(root: Path, site: str, document: str) -> None:
    (root / "i18n-pipeline.toml").write_text(CONFIG.format(site=site), encoding="utf-8")
    (root / "content").mkdir()
    (root / "content/a.md").write_text(document + "\n", encoding="utf-8")


def bring(root: Path, tool: str, catalog: str, *, force: bool = False, date: str = DATE) -> Migration:
    theirs = root / "theirs" / "a.po"
    theirs.parent.mkdir(exist_ok=True)
    theirs.write_text(HEADER + catalog + "\n", encoding="utf-8")
    return migrate(read_project(root), [theirs], Request(date=date, force=force), tool)


def result(root: Path) -> str:
    """The entries of our catalog, without what the document says of them."""
    entries = (root / "locales/it/a.po").read_text(encoding="utf-8").strip("\n").split("\n\n")[1:]
    lines = (
        "\n".join(line for line in entry.split("\n") if line[:2] not in ("#.", "#:")) for entry in entries
    )
    return "\n\n".join(lines)


@pytest.mark.parametrize(("tool", "document", "theirs", "expected"), parameters())
def test_a_catalog_is_taken_over(
    tool: str, document: str, theirs: str, expected: str, tmp_path: Path
) -> None:
    make_site(tmp_path, SITES.get(tool, "hugo"), document)
    assert not bring(tmp_path, tool, theirs).outcome.findings
    assert result(tmp_path) == expected
    # Nothing is left for an update to do, and nothing for another migration.
    assert not run(read_project(tmp_path), Request(date="later", steps=frozenset(("update",)))).changes
    assert not bring(tmp_path, tool, theirs, date="later").outcome.changes


@pytest.mark.parametrize(("tool", "document", "theirs", "expected"), parameters())
def test_no_translation_is_lost(tool: str, document: str, theirs: str, expected: str, tmp_path: Path) -> None:
    make_site(tmp_path, SITES.get(tool, "hugo"), document)
    bring(tmp_path, tool, theirs)
    kept = " ".join(
        entry.msgstr + " ".join(entry.comments)
        for path in tmp_path.glob("locales/**/*.po")
        for entry in parse_catalog(path.read_text(encoding="utf-8")).blocks
    )
    for entry in parse_catalog(HEADER + theirs + "\n").blocks[1:]:
        if not TOOLS[tool].is_copy(entry):
            words = [word for word in entry.msgstr.split() if word.isalpha()]
            assert all(word in kept for word in words), entry.msgstr
    assert expected


@pytest.mark.parametrize(("tool", "document", "theirs", "expected"), parameters())
def test_gettext_accepts_the_catalog(
    tool: str, document: str, theirs: str, expected: str, tmp_path: Path
) -> None:
    if shutil.which("msgfmt") is None:
        pytest.skip("msgfmt of GNU gettext is not installed")
    make_site(tmp_path, SITES.get(tool, "hugo"), document)
    bring(tmp_path, tool, theirs)
    command = ["msgfmt", "--check", "-o", os.devnull, str(tmp_path / "locales/it/a.po")]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    assert expected


@pytest.mark.parametrize("tool", TOOLS)
def test_a_tool_is_recognised_by_its_catalogs(tool: str) -> None:
    theirs = "\n\n".join(fixture[2] for fixture in read_fixtures(tool)[:1])
    found = recognise_tool(parse_catalog(HEADER + theirs + "\n"))
    assert found is not None
    assert found.name == tool


def test_a_translation_that_is_there_stays_unless_forced(tmp_path: Path) -> None:
    make_site(tmp_path, "hugo", "One text.")
    run(read_project(tmp_path), Request(date=DATE, steps=SYNC, languages=("it",)))
    path = tmp_path / "locales/it/a.po"
    ours = path.read_text(encoding="utf-8").replace('"One text."\nmsgstr ""', '"One text."\nmsgstr "Nostro."')
    path.write_text(ours, encoding="utf-8")
    theirs = 'msgid "One text."\nmsgstr "Loro."'
    bring(tmp_path, "po4a", theirs)
    assert "Nostro." in result(tmp_path)
    bring(tmp_path, "po4a", theirs, force=True)
    assert "Loro." in result(tmp_path)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        (
            "a.it.mo",
            b"\xde\x12\x04\x95\0\0\0\0",
            "a compiled catalog; make text of it: msgunfmt -o NAME.po FILE",
        ),
        ("folder/a.txt", b"", "no catalog in this folder; give one that holds .po files"),
    ],
)
def test_what_is_no_catalog_is_named(name: str, data: bytes, message: str, tmp_path: Path) -> None:
    make_site(tmp_path, "hugo", "# A")
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    given = path if path.suffix == ".mo" else path.parent
    found = migrate(read_project(tmp_path), [given], Request(DATE), "po4a", "it").outcome.findings
    assert [(finding.path, finding.message) for finding in found] == [(given.as_posix(), message)]


def test_a_document_that_cannot_be_read_keeps_its_catalog(tmp_path: Path) -> None:
    make_site(tmp_path, "hugo", "One text.")
    bring(tmp_path, "po4a", 'msgid "One text."\nmsgstr "Un testo."')
    before = (tmp_path / "locales/it/a.po").read_bytes()
    (tmp_path / "content/a.md").write_bytes(b"\xff\n")
    migration = bring(tmp_path, "po4a", 'msgid "Two texts."\nmsgstr "Due testi."')
    assert [finding.path for finding in migration.outcome.findings] == ["content/a.md"]
    assert (tmp_path / "locales/it/a.po").read_bytes() == before
    assert "Due testi." in (tmp_path / "locales/removed/it/migrated.po").read_text(encoding="utf-8")


@pytest.mark.skipif(not os.environ.get("UPDATE_FIXTURES"), reason="UPDATE_FIXTURES is not set")
@pytest.mark.parametrize("tool", TOOLS)
def test_update_the_expectations(tool: str, tmp_path: Path) -> None:
    texts = []
    for number, (title, document, theirs, _) in enumerate(read_fixtures(tool)):
        root = tmp_path / str(number)
        root.mkdir()
        make_site(root, SITES.get(tool, "hugo"), document)
        bring(root, tool, theirs)
        texts.append("\n.\n".join([title, document, theirs, result(root)]) + "\n.\n")
    (FOLDER / f"{tool}.txt").write_text("\n".join(texts), encoding="utf-8")
