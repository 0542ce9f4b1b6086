"""What has one right answer is mended: once is enough, nothing else changes, nothing becomes worse."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from msgspec.structs import replace

from i18n_pipeline.catalog import parse_catalog
from i18n_pipeline.checks import check_pair, make_pair
from i18n_pipeline.checks.mending import mend_translation
from i18n_pipeline.pipeline import Request, fix
from i18n_pipeline.project import read_project
from tests.checks.test_faults import MESSAGES, entry_of, segment_of, setting
from tests.sites import DATE, snapshot, sync, write_site

if TYPE_CHECKING:
    from pathlib import Path


def mend(msgid: str, msgstr: str, language: str = "it") -> str:
    return mend_translation(segment_of(msgid), entry_of(msgid, msgstr), setting(language))


def codes(msgid: str, msgstr: str) -> Counter[str]:
    pair = make_pair(segment_of(msgid), entry_of(msgid, msgstr), setting("it"))
    return Counter(check.code for check, _ in check_pair(pair))


@pytest.mark.parametrize(
    ("msgid", "msgstr", "mended"),
    [
        ("Run `a` now", "Esegui `b` ora", "Esegui `a` ora"),
        ("See [a](/b) now", "Vedi [a](/c) ora", "Vedi [a](/b) ora"),
        ("Run `a` and see [b](/b)", "Esegui `x` e vedi [b](/x)", "Esegui `a` e vedi [b](/b)"),
        ("Run `a` or `b`", "Esegui `b` o `a`", "Esegui `b` o `a`"),
        ("Run `a` or `b` now", "Esegui `x` o `y` ora", "Esegui `x` o `y` ora"),
        ("See [a](/b) now", "Vedi ora", "Vedi ora"),
        (
            "See [a](https://en.example.org/b) now",
            "Vedi [a](https://it.example.org/c) ora",
            "Vedi [a](https://it.example.org/c) ora",
        ),
    ],
)
def test_only_what_has_one_answer_is_mended(msgid: str, msgstr: str, mended: str) -> None:
    assert mend(msgid, msgstr) == mended


@given(MESSAGES, MESSAGES)
def test_mending_twice_is_mending_once_and_makes_nothing_worse(msgid: str, msgstr: str) -> None:
    mended = mend(msgid, msgstr)
    assert mend(msgid, mended) == mended
    assert codes(msgid, mended) <= codes(msgid, msgstr)


def test_what_is_in_doubt_or_waved_off_is_left_alone() -> None:
    segment, entry = segment_of("Run `a` now"), entry_of("Run `a` now", "Esegui `b` ora")
    fuzzy = msgspec.structs.replace(entry, flags=("fuzzy",))
    ignored = msgspec.structs.replace(entry, comments=("i18n: ignore=code",))
    assert mend_translation(segment, fuzzy, setting("it")) == entry.msgstr
    assert mend_translation(segment, ignored, setting("it")) == entry.msgstr
    assert mend_translation(segment, entry, setting("it"), off={"code"}) == entry.msgstr


def test_other_entries_keep_their_bytes(tmp_path: Path) -> None:
    texts = {"content/a.md": "Run `a` now.\n\nTwo.\n\nRun `b` now.\n", "content/b.md": "Three.\n"}
    write_site(tmp_path, {"i18n-pipeline.toml": 'languages = ["it"]\n'} | texts)
    sync(tmp_path)
    path = tmp_path / "locales/it/a.po"
    text = path.read_text(encoding="utf-8")
    text = text.replace('now."\nmsgstr ""', 'now."\nmsgstr ""\n"Esegui `c` "\n"ora."', 1)
    text = text.replace('"Two."\nmsgstr ""', '"Two."\nmsgstr ""\n"Du"\n"e."')
    text = text.replace(
        '#. paragraph\n#: content/a.md\nmsgid "Run `b`', '#, fuzzy\n#| msgid "x"\nmsgid "Run `b`'
    )
    text = text.replace('`b` now."\nmsgstr ""', '`b` now."\nmsgstr   "Esegui `x` ora."')
    path.write_bytes(text.replace("\n", "\r\n").encode())
    before = snapshot(tmp_path)
    request = Request(date=DATE)
    assert [one.number for one in fix(read_project(tmp_path), replace(request, dry_run=True)).fixes] == [1]
    assert snapshot(tmp_path) == before
    assert [one.path for one in fix(read_project(tmp_path), request).fixes] == ["locales/it/a.po"]
    old, new = parse_catalog(before["locales/it/a.po"].decode()), parse_catalog(path.read_bytes().decode())
    changed = [b.msgstr for a, b in zip(old.blocks, new.blocks, strict=True) if a.raw != b.raw]
    assert changed == ["Esegui `a` ora."]
    assert b"\n" not in path.read_bytes().replace(b"\r\n", b"")
    assert {name for name, data in snapshot(tmp_path).items() if data != before[name]} == {"locales/it/a.po"}
    assert fix(read_project(tmp_path), request).fixes == ()
