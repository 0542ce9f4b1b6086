"""What `adopt --bilingual --split` leaves of a post, over the fixtures of what is found in one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from i18n_pipeline.adopt.detecting import find_strays
from i18n_pipeline.adopt.units import units_of
from i18n_pipeline.catalog import parse_catalog
from i18n_pipeline.document import Document
from i18n_pipeline.pipeline.bilingual import BilingualOrder, adopt_bilingual
from i18n_pipeline.project import read_project
from i18n_pipeline.segmentation import Segmentation
from tests.adopt.test_bilingual import read_fixtures

if TYPE_CHECKING:
    from pathlib import Path

DATE = "2026-11-23 10:00+0000"
CONFIG = 'languages = ["it", "de"]\nsite = "plain"\n'
ORDER = BilingualOrder(DATE, split=True)


def make_site(root: Path, text: str) -> Path:
    (root / "i18n-pipeline.toml").write_text(CONFIG, encoding="utf-8")
    (root / "content").mkdir()
    path = root / "content/a.md"
    path.write_text(text, encoding="utf-8", newline="")
    return path


def all_of_catalogs(root: Path) -> str:
    entries = [
        entry
        for path in root.glob("locales/**/*.po")
        for entry in parse_catalog(path.read_text(encoding="utf-8")).blocks
    ]
    return " ".join(f"{entry.msgstr} {' '.join(entry.comments)}" for entry in entries)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("text", [text for _, text, _ in read_fixtures()])
def test_nothing_is_lost_and_nothing_else_is_changed(text: str, line_end: str, tmp_path: Path) -> None:
    text = (text + "\n").replace("\n", line_end)
    path = make_site(tmp_path, text)
    adopt_bilingual(read_project(tmp_path), ORDER)
    new = path.read_bytes().decode()
    kept = new + all_of_catalogs(tmp_path)
    # The titles of parts say nothing that their place in a catalog does not.
    bare = re.sub(r"^#.*$|<summary>.*", "", text, flags=re.MULTILINE)
    assert all(word in kept for word in bare.split() if word.isalpha())
    # What is left is lines of the document, in their order.
    lines = iter(text.splitlines())
    assert all(any(line == old for old in lines) for line in new.splitlines())


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("text", [text for _, text, _ in read_fixtures()])
def test_another_split_takes_nothing_more(text: str, force: bool, tmp_path: Path) -> None:  # noqa: FBT001
    path = make_site(tmp_path, text + "\n")
    adopt_bilingual(read_project(tmp_path), ORDER)
    left, kept = path.read_bytes(), all_of_catalogs(tmp_path)
    again = adopt_bilingual(read_project(tmp_path), replace(ORDER, force=force))
    assert not again.changes
    assert (path.read_bytes(), all_of_catalogs(tmp_path)) == (left, kept)


@pytest.mark.parametrize("text", [text for _, text, _ in read_fixtures()])
def test_a_dry_run_writes_nothing(text: str, tmp_path: Path) -> None:
    path = make_site(tmp_path, text + "\n")
    adopt_bilingual(read_project(tmp_path), BilingualOrder(DATE, split=True, dry_run=True))
    assert path.read_text(encoding="utf-8") == text + "\n"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["content", "i18n-pipeline.toml"]


def test_what_is_left_of_a_part_is_not_taken_for_a_translation_of_its_neighbours(tmp_path: Path) -> None:
    extra = "Questo paragrafo resta."
    source = "Faces can be captured, without consent.\n\n- one\n"
    target = f"I volti possono essere catturati, senza consenso.\n\n- uno\n\n{extra}\n"
    path = make_site(tmp_path, f"{source}\n## Italiano\n\n{target}")
    adopt_bilingual(read_project(tmp_path), ORDER)
    again = adopt_bilingual(read_project(tmp_path), replace(ORDER, force=True))
    assert path.read_text(encoding="utf-8") == f"{source}\n## Italiano\n\n{extra}\n"
    assert [finding.message.split(";")[0] for finding in again.findings] == [f'no counterpart for "{extra}"']
    assert "I volti possono" in all_of_catalogs(tmp_path)


def test_a_catalog_that_cannot_be_written_leaves_the_post_as_it_is(tmp_path: Path) -> None:
    text = "One text with a [link](/one).\n\n# Italiano\n\nUn testo con un [link](/one).\n"
    path = make_site(tmp_path, text)
    (tmp_path / "locales").write_text("in the way", encoding="utf-8")
    adoption = adopt_bilingual(read_project(tmp_path), ORDER)
    assert adoption.findings
    assert path.read_text(encoding="utf-8") == text


def test_a_comment_with_nothing_left_in_it_goes(tmp_path: Path) -> None:
    path = make_site(tmp_path, "One `text`.\n\n<!--\n# Italiano\n\nUn `text`.\n-->\n\nThe end.\n")
    adopt_bilingual(read_project(tmp_path), ORDER)
    assert path.read_text(encoding="utf-8") == "One `text`.\n\nThe end.\n"


class _Detector:
    def detect(self, text: str) -> tuple[str, float] | None:
        return ("it", 0.99) if "è" in text.split() else ("en", 0.6)


def test_a_paragraph_in_another_language_is_found() -> None:
    document = Segmentation().split(
        "a.md", "This is a text in English.\n\nQuesto è un testo in italiano.\n\nè\n"
    )
    assert isinstance(document, Document)
    found = list(find_strays(units_of(document.segments), _Detector(), "en"))
    assert [(stray.unit.line, stray.language) for stray in found] == [(3, "it")]
