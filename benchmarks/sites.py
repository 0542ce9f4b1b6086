"""Sites to measure on: made in a temporary folder, synced by the real pipeline, translated throughout."""

from __future__ import annotations

import tarfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from benchmarks.wording import pseudo_translate
from i18n_pipeline.catalog import decode_catalog, format_catalog, parse_catalog
from i18n_pipeline.catalog.writing import write_string
from i18n_pipeline.pipeline import Request, run
from i18n_pipeline.project import read_project
from tests.corpora import CONFIG, CORPORA, SHARED

if TYPE_CHECKING:
    from pathlib import Path

    from i18n_pipeline.catalog import Entry

LANGUAGE = "it"
SETS = ("book", "hugoDocs")
_WIDTH = 79
_EMPTY = 'msgstr ""'


@dataclass(frozen=True, slots=True)
class Edit:
    """A real edit of a document: its number in the set, the file before and after."""

    name: str
    before: bytes
    after: bytes


def read_edits(name: str) -> list[Edit]:
    """Return the edits of a set, in order."""
    files: dict[str, bytes] = {}
    with tarfile.open(SHARED / "corpora" / f"edits-{name}.tar.xz") as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file is not None:
                files[member.name.removeprefix("./")] = file.read()
    numbers = sorted({path.rpartition("/")[0] for path in files})
    return [
        Edit(number.rpartition("/")[2], files[f"{number}/before.md"], files[f"{number}/after.md"])
        for number in numbers
    ]


def make_site(root: Path, name: str) -> None:
    """Configure a site of the kind that the manual ``name`` is, without documents."""
    (root / "content").mkdir()
    (root / "i18n-pipeline.toml").write_text(CONFIG.format(site=CORPORA[name]), encoding="utf-8")


def sync_site(root: Path, *, month: int = 1, jobs: int = 1) -> list[str]:
    """Sync in the given month; return the files that couldn't be read or written."""
    outcome = run(read_project(root), Request(date=f"2026-{month:02}-01 00:00+0000", jobs=jobs))
    return [] if outcome.ok else [str(finding) for finding in outcome.findings]


def catalogs_of(root: Path) -> list[Path]:
    """Return the site's catalogs, in order."""
    return sorted((root / "locales" / LANGUAGE).rglob("*.po"))


def translate_site(root: Path) -> None:
    """Translate every entry of the site's catalogs; no other line is touched."""
    for path in catalogs_of(root):
        catalog = parse_catalog(decode_catalog(path.read_bytes()))
        blocks = tuple(_translate(block) for block in catalog.blocks)
        path.write_bytes(format_catalog(replace(catalog, blocks=blocks)).encode())


def _translate(entry: Entry) -> Entry:
    if entry.is_header or entry.obsolete or not entry.raw.endswith(_EMPTY) or entry.msgstr:
        return entry
    msgstr = "\n".join(write_string("msgstr", pseudo_translate(entry.msgid), width=_WIDTH))
    return replace(entry, raw=entry.raw.removesuffix(_EMPTY) + msgstr)
