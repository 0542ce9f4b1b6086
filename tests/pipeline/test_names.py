"""Files whose names are no text: named, left alone, and no hindrance to the others."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from i18n_pipeline.cli import main
from tests.sites import sync, translate, translations, write_site

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "darwin", reason="names are text there")
NAMES = (
    b"content/\xff.md",
    b"content/\xff.it.md",
    b"content/\xff/a.md",
    b"locales/it/\xff.po",
    b"locales/\xff.pot",
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_site(tmp_path, {"i18n-pipeline.toml": 'languages = ["it"]\n', "content/a.md": "One.\n"})
    for name in NAMES:
        path = tmp_path / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x\n")
    return tmp_path


@pytest.mark.parametrize("command", ["sync", "status --json", "check", "check --format sarif", "report"])
def test_a_name_that_is_not_utf8_is_named(site: Path, command: str) -> None:
    result = CliRunner().invoke(main, ["--root", str(site), *command.split()], catch_exceptions=False)
    assert result.exit_code == 1
    for name in (r"content/\xff.it.md", r"content/\xff.md", r"content/\xff/a.md"):
        assert f"{name}:1: the file name is not UTF-8; rename the file\n" in result.stderr


def test_a_document_beside_it_can_be_renamed(site: Path) -> None:
    sync(site)
    translate(site, "locales/it/a.po", {"One.": "Uno."})
    (site / "content/a.md").rename(site / "content/b.md")
    sync(site)
    assert translations(site, "locales/it/b.po") == {"One.": "Uno."}
    assert not sync(site).changes
