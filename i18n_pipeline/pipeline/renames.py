"""What git says of renamed documents: a hint, and none where there is no git."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

# Seconds; a hint is not worth a longer wait.
_PATIENCE = 10
# Percent: how alike git takes a file for renamed. Its own 50 is for code, which is edited less when it moves.
_LIKENESS = 30


def find_renames(root: Path, content: str, catalogs: Sequence[str]) -> dict[str, str]:
    """Return the old path of each document that git takes for renamed, seen from ``root``.

    Compared are the files as they are now with those of the commit that last touched one of ``catalogs``,
    and with the last commit. Empty without git, outside of a repository, and whatever goes wrong.
    """
    git = shutil.which("git")
    if git is None:
        return {}
    try:
        last = _run(git, root, "log", "-1", "--format=%H", "--", *catalogs).strip()
        found: dict[str, str] = {}
        for base in dict.fromkeys(filter(None, (last, "HEAD"))):
            listing = _run(git, root, *_diff(base), "--", content)
            found = dict(_read_renames(listing)) | found
    except (OSError, ValueError, subprocess.SubprocessError):
        return {}
    return found


def _diff(base: str) -> tuple[str, ...]:
    return (
        "diff",
        "--name-status",
        "-z",
        "--relative",
        f"--find-renames={_LIKENESS}%",
        "--diff-filter=R",
        base,
    )


def _run(git: str, root: Path, *arguments: str) -> str:
    # Nothing is locked or refreshed: the person may be at work with git at the same time.
    command = [git, "--no-optional-locks", "-c", "core.quotePath=false", *arguments]
    done = subprocess.run(command, cwd=root, capture_output=True, timeout=_PATIENCE, check=True)
    return done.stdout.decode("utf-8")


def _read_renames(listing: str) -> Iterator[tuple[str, str]]:
    """Yield ``(new, old)`` from ``R087 NUL old NUL new NUL``."""
    fields = listing.split("\0")
    for status, old, new in zip(fields[::3], fields[1::3], fields[2::3], strict=False):
        if status.startswith("R"):
            yield new, old
