"""Sites to measure on: public manuals of ``../shared``, and generated posts."""

from __future__ import annotations

import subprocess
import tarfile
from typing import TYPE_CHECKING

from benchmarks.speed.posts import write_posts
from tests.corpora import SHARED

if TYPE_CHECKING:
    from pathlib import Path

# What po4a can read: of the others it makes errors, or pages that lack blocks.
READABLE = ("book", "crust")
MANUALS = ("book", "crust", "fastapi", "hugoDocs")


class NoCorporaError(Exception):
    """The manuals are not at hand."""


def unpack_manuals(site: Path, names: tuple[str, ...]) -> None:
    """Unpack manuals as folders of the content of one site. Raises `NoCorporaError`."""
    if not (SHARED / "corpora").is_dir():
        raise NoCorporaError("the manuals of ../shared/corpora are not there")
    content = site / "content"
    content.mkdir(parents=True)
    for name in names:
        with tarfile.open(SHARED / "corpora" / f"{name}.tar.xz") as archive:
            archive.extractall(content, filter="data")


def generate_site(site: Path, number: int) -> None:
    """Generate ``number`` posts; a smaller site is the beginning of a larger one."""
    write_posts(site / "content", number)


def count_posts(site: Path) -> int:
    """Return the number of documents."""
    return sum(1 for _ in (site / "content").rglob("*.md"))


def commit_all(site: Path) -> None:
    """Make a git repository of a site, with all its files committed."""
    settings = ("user.name=bench", "user.email=bench@example.invalid", "commit.gpgsign=false", "gc.auto=0")
    git = ["git", *(part for setting in settings for part in ("-c", setting))]
    for arguments in (["init"], ["add", "--all"], ["commit", "--message=site"]):
        subprocess.run([*git, *arguments], cwd=site, check=True, capture_output=True)
