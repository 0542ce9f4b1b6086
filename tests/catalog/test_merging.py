"""Merges of catalogs, by themselves and by the real git."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from i18n_pipeline.catalog import Merged, format_catalog, merge_catalogs, parse_catalog
from tests.catalog.fixtures import HEADER, accepts, fixture_parameters

if TYPE_CHECKING:
    from pathlib import Path

DATES = (
    "2026-11-01 10:00+0000",
    "2026-11-02 10:00+0000",
    # Later than the one before, though it sorts before it as a text.
    "2026-11-02 09:30-0200",
)


def header(revision: str, *fields: str) -> str:
    lines = [f'"{field}\\n"\n' for field in (f"PO-Revision-Date: {revision}", *fields)]
    return HEADER.replace('msgstr "', 'msgstr ""\n"').rstrip("\n") + "\n" + "".join(lines) + "\n"


def merge(base: str, ours: str, theirs: str, *, newer: int = 2) -> Merged:
    texts = zip((base, ours, theirs), DATES if newer == 2 else (DATES[0], DATES[2], DATES[1]), strict=True)
    old, one, other = (parse_catalog(header(date) + text + "\n") for text, date in texts)
    return merge_catalogs(old, one, other)


@pytest.mark.parametrize(("base", "ours", "theirs", "expected"), fixture_parameters("merging.txt", 4))
def test_a_merge(base: str, ours: str, theirs: str, expected: str) -> None:
    text = format_catalog(merge(base, ours, theirs).catalog)
    assert text == header(DATES[2]) + expected + "\n"
    assert accepts(text)


@pytest.mark.parametrize(("base", "ours", "theirs", "_expected"), fixture_parameters("merging.txt", 4))
def test_both_directions_hold_the_same_entries(base: str, ours: str, theirs: str, _expected: str) -> None:
    one, other = merge(base, ours, theirs).catalog, merge(base, theirs, ours, newer=1).catalog
    assert {(e.key, e.msgstr, e.flags) for e in one.blocks} == {
        (e.key, e.msgstr, e.flags) for e in other.blocks
    }


def test_a_conflict_is_named() -> None:
    merged = merge('msgid "One"\nmsgstr ""', 'msgid "One"\nmsgstr "Ein"', 'msgid "One"\nmsgstr "Eins"')
    assert [(entry.msgid, entry.msgstr, entry.fuzzy) for entry in merged.conflicts] == [("One", "Eins", True)]


def test_ours_stays_live_where_it_is_newer() -> None:
    merged = merge('msgid "1"\nmsgstr ""', 'msgid "1"\nmsgstr "a"', 'msgid "1"\nmsgstr "b"', newer=1)
    assert merged.catalog.entries[0].msgstr == "a"
    assert '# msgstr "b"' in merged.catalog.entries[0].raw


def test_header_fields_are_merged_one_by_one() -> None:
    base = parse_catalog(header(DATES[0], "Last-Translator: A", "X-Generator: Poedit 3.0"))
    ours = parse_catalog(header(DATES[1], "Last-Translator: B", "X-Generator: Poedit 3.0"))
    theirs = parse_catalog(header(DATES[2], "Last-Translator: C", "X-Generator: Poedit 3.4", "X-New: 1"))
    merged = format_catalog(merge_catalogs(base, ours, theirs).catalog)
    fields = ("Last-Translator: C", "X-Generator: Poedit 3.4", "X-New: 1")
    assert merged == header(DATES[2], *fields).rstrip("\n") + "\n\n"


def test_catalogs_that_both_sides_added_are_merged() -> None:
    ours = parse_catalog(header(DATES[1]) + 'msgid "One"\nmsgstr "1"\n')
    theirs = parse_catalog(header(DATES[2]) + 'msgid "One"\nmsgstr ""\n\nmsgid "Two"\nmsgstr "2"\n')
    merged = merge_catalogs(parse_catalog(""), ours, theirs).catalog
    assert [(entry.msgid, entry.msgstr) for entry in merged.entries] == [("One", "1"), ("Two", "2")]


def test_windows_line_ends_stay() -> None:
    ours = parse_catalog((header(DATES[1]) + 'msgid "One"\nmsgstr "1"\n').replace("\n", "\r\n"))
    theirs = parse_catalog(header(DATES[2]) + 'msgid "One"\nmsgstr ""\n\nmsgid "Two"\nmsgstr "2"\n')
    text = format_catalog(merge_catalogs(None, ours, theirs).catalog)
    assert text.count("\n") == text.count("\r\n")


ENTRIES = st.dictionaries(
    st.sampled_from("abcdef"),
    st.tuples(st.sampled_from(["", "x", "y", "z"]), st.booleans(), st.booleans()),
    max_size=5,
)


def write_entries(entries: dict[str, tuple[str, bool, bool]], side: str) -> str:
    return "\n".join(
        ("#, fuzzy\n" if fuzzy else "")
        + f'{"#~ " * old}msgid "{key}"\n{"#~ " * old}msgstr "{msgstr and side + msgstr}"\n'
        for key, (msgstr, fuzzy, old) in entries.items()
    )


@given(ENTRIES, ENTRIES, ENTRIES)
@settings(deadline=None)
def test_no_translation_that_a_side_has_made_is_lost(
    base: dict[str, tuple[str, bool, bool]],
    ours: dict[str, tuple[str, bool, bool]],
    theirs: dict[str, tuple[str, bool, bool]],
) -> None:
    sides = (write_entries(base, "b"), write_entries(ours, "o"), write_entries(theirs, "t"))
    merged = merge(*sides).catalog
    text = format_catalog(merged)
    assert merged == parse_catalog(text)
    for side, entries in (("o", ours), ("t", theirs)):
        assert all(f'"{side}{msgstr}"' in text for msgstr, _, _ in entries.values() if msgstr)


@given(ENTRIES, ENTRIES)
@settings(deadline=None)
def test_a_side_that_changed_nothing_takes_the_other(
    base: dict[str, tuple[str, bool, bool]], other: dict[str, tuple[str, bool, bool]]
) -> None:
    old, new = (parse_catalog(header(DATES[0]) + write_entries(side, "b")) for side in (base, other))
    assert {block.raw for block in merge_catalogs(old, old, new).catalog.blocks} == {
        b.raw for b in new.blocks
    }
    assert merge_catalogs(old, new, old).catalog == new


# The real git


class Clone:
    """A repository with the driver set up as the documentation says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.catalog = folder / "it.po"
        self.git("init", "-q", "-b", "main")
        command = f'"{sys.executable}" -m i18n_pipeline merge-catalogs %O %A %B %P'
        self.git("config", "merge.i18n-pipeline.driver", command)
        (folder / ".gitattributes").write_text("*.po* merge=i18n-pipeline\n")

    def git(self, *arguments: str, check: bool = True) -> str:
        names = {
            f"GIT_{who}_{what}": "t@example.com"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        environment = os.environ | names | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0 or not check, done.stdout + done.stderr
        return done.stdout + done.stderr

    def commit(self, text: str) -> None:
        self.catalog.write_text(text)
        self.git("add", ".")
        self.git("commit", "-qm", "x")


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    made = Clone(tmp_path)
    made.commit(header(DATES[0]) + 'msgid "One"\nmsgstr ""\n\nmsgid "Two"\nmsgstr ""\n')
    made.git("checkout", "-qb", "other")
    made.commit(header(DATES[2]) + 'msgid "One"\nmsgstr "Eins"\n\nmsgid "Two"\nmsgstr "Zwei"\n')
    made.git("checkout", "-q", "main")
    made.commit(header(DATES[1]) + 'msgid "One"\nmsgstr "Ein"\n\nmsgid "Two"\nmsgstr ""\n')
    return made


EXPECTED = (
    header(DATES[2]) + '# Another translation of this text, left by a merge:\n# msgstr "Ein"\n#, fuzzy\n'
    'msgid "One"\nmsgstr "Eins"\n\nmsgid "Two"\nmsgstr "Zwei"\n'
)


@pytest.mark.parametrize("command", [("merge", "-q", "--no-edit", "other"), ("rebase", "-q", "other")])
def test_git_merges_and_rebases_without_stopping(clone: Clone, command: tuple[str, ...]) -> None:
    said = clone.git(*command)
    assert clone.catalog.read_text() == EXPECTED
    assert "it.po:9: both sides translated this" in said
    assert clone.git("status", "--porcelain") == ""


def test_git_stops_at_a_file_that_is_no_catalog(clone: Clone) -> None:
    clone.commit("nothing of the kind\n")
    assert "CONFLICT" in clone.git("merge", "-q", "--no-edit", "other", check=False)
    text = clone.catalog.read_text()
    assert "<<<<<<<" in text
    assert 'msgstr "Zwei"' in text
