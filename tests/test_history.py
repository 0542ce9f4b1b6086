"""Law 6 over the life of a site: a translation once written is in a catalog until a person deletes it.

Documents are written, edited, moved, deleted and restored, catalogs translated and regrouped, and syncs
are cut off anywhere. After each sync that came to its end a second one writes nothing.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from unittest import mock

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from i18n_pipeline.catalog import decode_catalog, parse_catalog
from tests.sites import snapshot, sync, write_site

NAMES = ("a", "b", "c", "n/a", "n/d")
TEXTS = (
    "The first paragraph is about cats and their ways.",
    "The first paragraph is about dogs and their ways.",
    "A short one.",
    "Something else that is said at some length, with `code` in it.",
    "Install version 1 of [the tool](https://example.org/1).",
    "Install version 2 of [the tool](https://example.org/2).",
    "A long story that begins here. And that goes on and on. And ends.",
    "A long story that begins here.",
    "Home",
)
LAYOUTS = (
    "locales/{lang}/{path}.po",
    "locales/{lang}.po",
    "locales/{lang}/{section}.po",
    "po/{path}.{lang}.po",
)
CONTENTS = st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4)


class Crash(BaseException):
    """The process is gone between two writes."""


def crashing_after(writes: int) -> mock._patch[object]:
    """Patch what puts files in their places to fail for good after so many of them."""
    original, left = Path.replace, [writes]

    def replace(path: Path, target: Path) -> Path:
        if not left[0]:
            raise Crash
        left[0] -= 1
        return original(path, target)

    return mock.patch.object(Path, "replace", replace)


class History(RuleBasedStateMachine):
    """A site and all translations that were ever written for it."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        # Nobody pulls the plug on this machine, and waiting for its disk is most of the time.
        self.fsync = mock.patch.object(os, "fsync")
        self.fsync.start()
        self.written: list[str] = []
        self.deleted: dict[str, str] = {}
        self.references = "file"

    @initialize(contents=CONTENTS, references=st.sampled_from(["file", "line", "none"]))
    def begin(self, contents: list[str], references: str) -> None:
        self.references = references
        self.configure(LAYOUTS[0])
        self.add("a", contents)
        self.add("n/a", TEXTS[:3])
        self.sync_to_the_end()

    def teardown(self) -> None:
        try:
            self.sync_to_the_end()
        finally:
            self.fsync.stop()
            shutil.rmtree(self.root)

    def configure(self, layout: str) -> None:
        text = f'languages = ["it"]\ncatalog = "{layout}"\n[extract]\nreferences = "{self.references}"\n'
        write_site(self.root, {"i18n-pipeline.toml": text})

    def add(self, name: str, contents: list[str] | tuple[str, ...]) -> None:
        write_site(self.root, {f"content/{name}.md": "\n\n".join(contents) + "\n"})

    def documents(self) -> list[Path]:
        return [path for path in sorted((self.root / "content").rglob("*.md")) if ".it." not in path.name]

    def catalogs(self) -> list[Path]:
        return sorted(self.root.rglob("*.po"))

    # What people do

    @rule(name=st.sampled_from(NAMES), contents=CONTENTS)
    def write_document(self, name: str, contents: list[str]) -> None:
        self.add(name, contents)

    @precondition(lambda self: len(self.documents()) > 1)
    @rule(data=st.data())
    def delete_document(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(self.documents()))
        self.deleted[path.relative_to(self.root).as_posix()] = path.read_text(encoding="utf-8")
        path.unlink()

    @precondition(lambda self: self.deleted)
    @rule(data=st.data())
    def restore_document(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(sorted(self.deleted)))
        write_site(self.root, {path: self.deleted.pop(path)})

    @precondition(lambda self: self.documents())
    @rule(data=st.data(), name=st.sampled_from(NAMES), more=st.sampled_from(["", TEXTS[3]]))
    def move_document(self, data: st.DataObject, name: str, more: str) -> None:
        path = data.draw(st.sampled_from(self.documents()))
        text = path.read_text(encoding="utf-8")
        path.unlink()
        write_site(self.root, {f"content/{name}.md": f"{text}\n{more}\n"})

    @precondition(lambda self: self.catalogs())
    @rule(data=st.data())
    def translate_what_is_missing(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(self.catalogs()))
        pieces = path.read_text(encoding="utf-8").split('"\nmsgstr ""\n')
        for number in range(1, len(pieces)):
            if pieces[number].startswith('"') or pieces[number - 1].endswith('msgid "'):
                pieces[number] = '"\nmsgstr ""\n' + pieces[number]
                continue
            translation = f"Traduzione {len(self.written)}."
            self.written.append(translation)
            pieces[number] = f'"\nmsgstr "{translation}"\n' + pieces[number]
        path.write_bytes("".join(pieces).encode())

    @precondition(lambda self: self.catalogs())
    @rule(data=st.data())
    def accept_what_is_stale(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(self.catalogs()))
        path.write_bytes(path.read_bytes().replace(b"#, fuzzy\n", b""))

    @rule(layout=st.sampled_from(LAYOUTS))
    def change_the_layout(self, layout: str) -> None:
        self.configure(layout)

    @rule(data=st.data())
    def edit_a_page(self, data: st.DataObject) -> None:
        pages = sorted((self.root / "content").rglob("*.it.md"))
        if pages:
            page = data.draw(st.sampled_from(pages))
            page.write_bytes(page.read_bytes() + b"By hand.\n")

    # What the tool does

    @rule()
    def sync_to_the_end(self) -> None:
        if self.documents():
            sync(self.root)
            before = snapshot(self.root)
            assert not sync(self.root).changes
            assert snapshot(self.root) == before
        self.nothing_is_lost()

    @precondition(lambda self: self.documents())
    @rule(writes=st.integers(0, 6))
    def sync_cut_off(self, writes: int) -> None:
        try:
            with crashing_after(writes):
                sync(self.root)
        except Crash:
            pass
        self.nothing_is_lost()

    def nothing_is_lost(self) -> None:
        texts = [path.read_text(encoding="utf-8") for path in self.catalogs()]
        for text in texts:
            parse_catalog(decode_catalog(text.encode()))
        together = "\n".join(texts)
        for translation in self.written:
            assert translation in together


TestHistory = History.TestCase
TestHistory.settings = settings(
    max_examples=40,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
