"""Exit statuses of `check`: 0 all is well, 1 there is something to mend, 2 it could not run."""

from __future__ import annotations

import json
import os
from itertools import product
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from i18n_pipeline.cli import main
from i18n_pipeline.cli.commands.looking import CHECK_FORMATS
from tests.sites import snapshot, sync, translate, write_site

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

# A translation of "Two `code` words." by what is found in it.
FINDINGS = {"none": "Due `code` parole.", "warning": "Due **`code`** parole.", "error": "Due `x` parole."}
# What can't be read, and what was edited by hand; by what it is.
TROUBLE = {
    "none": {},
    "document": {"content/bad.md": "---\ntitle: [\n---\n"},
    "catalog": {"locales/it/b.po": "nonsense\n"},
    "page": {"content/b.it.md": "My own page.\n"},
}


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *arguments], catch_exceptions=False)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_site(
        tmp_path,
        {
            "i18n-pipeline.toml": 'languages = ["it"]\n[check]\nsynced = ["templates", "catalogs"]\n',
            "content/a.md": "Two `code` words.\n",
            "content/b.md": "Three.\n",
        },
    )
    sync(tmp_path)
    translate(tmp_path, "locales/it/b.po", {"Three.": "Tre."})
    return tmp_path


@pytest.mark.parametrize(("finding", "trouble"), list(product(FINDINGS, TROUBLE)))
def test_what_is_found_decides_whatever_the_format(site: Path, finding: str, trouble: str) -> None:
    translate(site, "locales/it/a.po", {"Two `code` words.": FINDINGS[finding]})
    sync(site)
    write_site(site, TROUBLE[trouble])
    expected = 0 if finding != "error" and trouble == "none" else 1
    statuses = {name: run(site, "check", "--format", name).exit_code for name in CHECK_FORMATS}
    assert statuses == dict.fromkeys(CHECK_FORMATS, expected)
    pairs = [
        part for name in CHECK_FORMATS for part in ("--format", name, "--output", str(site / f"o.{name}"))
    ]
    assert run(site, "check", *pairs).exit_code == expected
    assert all((site / f"o.{name}").stat().st_size for name in CHECK_FORMATS)
    report = json.loads((site / "o.json").read_bytes())
    assert report["languages"]["it"]["ok"] is (expected == 0)


BAD = {
    "a format that there isn't": ["--format", "xml"],
    "two formats and no output": ["--format", "json", "--format", "text"],
    "an output more than formats": ["--format", "json", "--output", "a", "--output", "b"],
    "one output twice": ["--format", "json", "--output", "a", "--format", "text", "--output", "a"],
    "an output that is a folder": ["--output", "content"],
    "a language that there isn't": ["--language", "xx"],
    "a path that there isn't": ["content/none.md"],
    "an option that there isn't": ["--nonsense"],
    "no number of processes": ["--jobs", "0"],
    "a revision without git": ["--ratchet", "HEAD"],
    "a dry run without a fix": ["--dry-run"],
    "an output of a dry run": ["--fix", "--dry-run", "--output", "a"],
}


@pytest.mark.parametrize("name", BAD)
def test_what_can_not_be_run_ends_with_2_and_writes_nothing(
    site: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site)
    before = snapshot(site)
    done = run(site, "check", *BAD[name])
    assert done.exit_code == 2
    assert "Traceback" not in done.output
    assert done.stdout == ""
    assert snapshot(site) == before


@pytest.mark.parametrize(
    "config",
    [
        "",
        "languages = 3",
        'languages = ["it"]\n[check]\nmissing = 101',
        'languages = ["it"]\ncheck.glossary = "x"',
    ],
)
def test_a_bad_configuration_ends_with_2(site: Path, config: str) -> None:
    (site / "i18n-pipeline.toml").write_text(config, encoding="utf-8")
    done = run(site, "check")
    assert done.exit_code == 2
    assert done.stderr.startswith("i18n-pipeline.toml:")


def test_a_fix_ends_as_the_check_that_follows_it(site: Path) -> None:
    translate(site, "locales/it/a.po", {"Two `code` words.": FINDINGS["error"]})
    assert run(site, "check", "--fix", "--dry-run").exit_code == 1
    assert run(site, "check").exit_code == 1
    done = run(site, "check", "--fix", "--format", "json")
    assert json.loads(done.stdout)["languages"]["it"]["ok"] is True
    assert done.stderr == "mended 1 translation in locales/it/a.po\n"
    assert done.exit_code == 0
    assert run(site, "check", "--fix", "--dry-run").exit_code == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here that have a name")
def test_a_report_is_written_to_a_pipe_not_in_its_place(site: Path) -> None:
    pipe = site / "pipe"
    os.mkfifo(pipe)
    # Opened for both, so that neither side waits for the other.
    end = os.open(pipe, os.O_RDWR)
    try:
        run(site, "check", "--format", "json", "--output", str(pipe))
        assert pipe.is_fifo()
        assert json.loads(os.read(end, 1_000_000))["languages"] == {"it": {"ok": False}}
    finally:
        os.close(end)
