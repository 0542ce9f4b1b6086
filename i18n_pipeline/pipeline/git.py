"""Asking git what was at a revision. Nothing is changed: no checkout, no index, no lock."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

from i18n_pipeline.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

# Seconds; a gate that hangs is worse than one that says so.
_PATIENCE = 300


def resolve_revision(root: Path, option: str, name: str) -> str:
    """Return the id of the commit that ``name`` means in the repository that ``root`` lies in.

    Raises `ConfigError`, which names ``option``, if there is no such commit, no repository or no git.
    """
    if not _git(root, option, "rev-parse", "--is-inside-work-tree"):
        what = "not in a git repository; run it in one, or leave the option out"
        raise ConfigError([f"{root}:1: {option} {name}: {what}"])
    found = _git(root, option, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if not found:
        what = "git knows no such revision; fetch it first (a shallow clone has only the last commits)"
        raise ConfigError([f"{root}:1: {option} {name}: {what}"])
    return found.decode().strip()


def files_touched_since(root: Path, option: str, commit: str) -> frozenset[str]:
    """Return the files, seen from ``root``, that differ from ``commit``, new ones among them.

    Compared is with where the present branch left that commit's.
    """
    base = _git(root, option, "merge-base", commit, "HEAD").decode().strip() or commit
    touched = _git(root, option, "diff", "--name-only", "--no-renames", "-z", "--relative", base, "--", ".")
    new = _git(root, option, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    return frozenset(_names(touched + new))


def restore_files(root: Path, option: str, commit: str, wanted: Callable[[str], bool], target: Path) -> None:
    """Write the files of ``commit`` that are ``wanted`` (by path, seen from ``root``) below ``target``."""
    listing = _git(root, option, "ls-tree", "-r", "-z", commit, "--", ".")
    blobs = [(name, mark) for name, mark in _blobs(listing) if wanted(name)]
    asked = "".join(f"{mark}\n" for _, mark in blobs).encode()
    answer = _git(root, option, "cat-file", "--batch", data=asked)
    start = 0
    for name, _ in blobs:
        # `<id> blob <size> LF <bytes> LF`: https://git-scm.com/docs/git-cat-file#_batch_output
        end = answer.index(b"\n", start)
        size = int(answer[start:end].split()[2])
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(answer[end + 1 : end + 1 + size])
        start = end + 1 + size + 1


def has_history(root: Path) -> bool:
    """Tell whether git is installed, and ``root`` in a repository with a commit."""
    return shutil.which("git") is not None and bool(_git(root, "git", "rev-parse", "--verify", "-q", "HEAD"))


def revisions_of(root: Path, path: str, *, most: int, start: str = "HEAD") -> list[str]:
    """Return the commits up to ``start`` that touched ``path``, seen from ``root``, newest first."""
    found = _git(root, "git", "log", f"--max-count={most}", "--format=%H", start, "--", f"./{path}")
    return found.decode().split()


def files_at(root: Path, path: str, commits: Sequence[str]) -> list[bytes | None]:
    """Return what ``path``, seen from ``root``, held at each of ``commits``; None where it wasn't there."""
    if not commits or "\n" in path:
        return [None] * len(commits)
    asked = "".join(f"{commit}:./{path}\n" for commit in commits).encode()
    answer = _git(root, "git", "cat-file", "--batch", data=asked)
    found: list[bytes | None] = []
    start = 0
    for _ in commits:
        end = answer.index(b"\n", start)
        fields = answer[start:end].split()
        start = end + 1
        if fields[-2:-1] != [b"blob"]:
            found.append(None)
            continue
        size = int(fields[-1])
        found.append(answer[start : start + size])
        start += size + 1
    return found


def _blobs(listing: bytes) -> Iterator[tuple[str, str]]:
    """Yield ``(path, id)`` of files; links and other repositories are none."""
    for line in _names(listing):
        fields, _, name = line.partition("\t")
        mode, kind, mark = fields.split()
        if kind == "blob" and mode.startswith("100"):
            yield name, mark


def _names(listing: bytes) -> list[str]:
    return [name.decode("utf-8", "surrogateescape") for name in listing.split(b"\0") if name]


def _git(root: Path, option: str, *arguments: str, data: bytes = b"") -> bytes:
    """Return what git prints; empty if it fails."""
    git = shutil.which("git")
    if git is None:
        raise ConfigError([f"{root}:1: {option}: git is not installed; install it, or leave the option out"])
    command = [git, "--no-optional-locks", *arguments]
    try:
        done = subprocess.run(
            command, cwd=root, input=data, capture_output=True, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise ConfigError([f"{root}:1: {option}: git took more than {_PATIENCE} s; try again"]) from None
    return done.stdout if done.returncode == 0 else b""
