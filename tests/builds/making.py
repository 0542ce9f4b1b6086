"""Sites to build: content put in place, pseudo-translated and synced."""

from __future__ import annotations

import re
import tarfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from i18n_pipeline.pipeline import Request, run
from i18n_pipeline.pipeline.pseudo import pseudo
from i18n_pipeline.project import read_project
from tests.builds.environments import REPOSITORY, UnavailableError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.builds.comparing import Edition

BANNERS = REPOSITORY / "docs" / "banners"
SHARED = REPOSITORY.parent / "shared"
BASE = "https://example.org/"
_REQUEST = Request(date="2026-01-01 00:00+0000", jobs=2)
_FUZZY = re.compile(r"^#, fuzzy\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Case:
    """A site that was built twice: the source alone, and with its languages (the source among them).

    ``warnings`` are those that only the second build gives; ``banners`` the number of pages, by language,
    that have to say that parts of them are out of date.
    """

    name: str
    alone: Edition
    editions: Mapping[str, Edition]
    warnings: tuple[str, ...]
    banners: Mapping[str, int]


def write(root: Path, files: Mapping[str, str]) -> None:
    """Write files by their paths seen from ``root``."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def unpack(name: str, folder: Path) -> None:
    """Put a corpus in the place of ``folder``."""
    archive_path = SHARED / "corpora" / f"{name}.tar.xz"
    if not archive_path.is_file():
        raise UnavailableError(f"{name} is not in ../shared/corpora")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive_path) as archive:
        archive.extractall(folder.parent, filter="data")
    (folder.parent / name).rename(folder)


def translate(root: Path, *languages: str) -> None:
    """Sync the site, and fill the catalogs of ``languages`` with pseudo-translations that count as done."""
    sync(root)
    pseudo(read_project(root), replace(_REQUEST, languages=languages))
    for language in languages:
        for path in (root / "locales" / language).rglob("*.po"):
            path.write_text(_FUZZY.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
    sync(root)


def sync(root: Path) -> None:
    """Bring the site's catalogs and pages up to date."""
    outcome = run(read_project(root), _REQUEST)
    if not outcome.ok:
        raise AssertionError("\n".join(str(finding) for finding in list(outcome.findings)[:10]))


def add_paragraph(root: Path, document: str) -> None:
    """Let a document grow by a paragraph that nobody has translated, and sync."""
    path = root / document
    path.write_text(path.read_text(encoding="utf-8").rstrip() + "\n\nAdded later.\n", encoding="utf-8")
    sync(root)


def new_lines(
    alone: str, together: str, marks: tuple[str, ...], forget: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the warnings of a build that the source alone doesn't give, languages forgotten."""

    def warnings(said: str) -> dict[str, str]:
        found = {}
        for line in said.splitlines():
            if any(mark in line for mark in marks):
                bare = line
                for old, new in forget.items():
                    bare = bare.replace(old, new)
                found[bare] = line
        return found

    known = warnings(alone)
    return tuple(line for bare, line in warnings(together).items() if bare not in known)
