"""The HTML report: a check of the site, written as pages into a folder that holds nothing else."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import msgspec

from i18n_pipeline.errors import ConfigError
from i18n_pipeline.files import is_litter, read_if_there, remove_empty_folders, write_atomic
from i18n_pipeline.pipeline.checking import check
from i18n_pipeline.reports.html import render_report

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from i18n_pipeline.pipeline.orders import Request
    from i18n_pipeline.project import Project
    from i18n_pipeline.reports import CheckResult

# Tells our folders from others, and which files in it are ours to remove.
MARKER = ".i18n-report.json"
_IGNORE = ".gitignore"


class Report(msgspec.Struct, frozen=True):
    """What was found, and how many pages were written anew, changed and removed."""

    result: CheckResult
    created: int
    updated: int
    removed: int


def write_report(
    project: Project, request: Request, folder: Path, progress: Callable[[int, int], None] | None = None
) -> Report:
    """Check the site, or the part that ``request`` names, and have ``folder`` hold the report on that.

    A page that would be the same is not written; one of an earlier report that is no longer in it is removed.
    Raises `ConfigError`, before anything is written, if the folder is not one for a report.
    """
    old = _claim(project, folder)
    result = check(project, request, progress)
    pages = dict(render_report(result, project.config.source))
    # Whenever this ends, the marker names all pages that are there.
    _write_marker(folder, old | pages.keys())
    if not (folder / _IGNORE).exists():
        write_atomic(folder / _IGNORE, b"*\n", durable=False)
    actions = [_write_page(folder, name, data) for name, data in pages.items()]
    gone = old - pages.keys()
    for name in sorted(gone):
        _remove_page(folder, name)
    _remove_litter(folder)
    _write_marker(folder, pages.keys())
    return Report(result, actions.count("create"), actions.count("update"), len(gone))


def _claim(project: Project, folder: Path) -> frozenset[str]:
    """Return the names of the pages of an earlier report. Raises `ConfigError` if this can't be one."""
    root, place = project.root.resolve(), folder.resolve()
    content = (root / project.content).resolve()
    if place.is_relative_to(content) and (content != root or place == root):
        raise _refusal(folder, f"is in {project.content}, where documents are; choose another --output")
    if not folder.exists():
        return frozenset()
    if not folder.is_dir():
        raise _refusal(folder, "is a file; choose another --output")
    marker = read_if_there(folder / MARKER)
    if marker is not None:
        return _read_marker(folder, marker)
    if any(not is_litter(path.name) for path in folder.iterdir()):
        raise _refusal(folder, "holds other files than a report; choose another --output, or empty it")
    return frozenset()


def _refusal(path: Path, what: str) -> ConfigError:
    return ConfigError([f"{path}:1: {what}"])


def _read_marker(folder: Path, data: bytes) -> frozenset[str]:
    try:
        names = json.loads(data)["pages"]
        if all(_is_inside(name) for name in names):
            return frozenset(names)
    except (ValueError, KeyError, TypeError):
        pass
    raise _refusal(folder / MARKER, "is damaged; delete the folder of the report, and run this again")


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and path.suffix == ".html"


def _write_marker(folder: Path, names: Collection[str]) -> None:
    data = json.dumps({"pages": sorted(names)}, indent=1).encode() + b"\n"
    if read_if_there(folder / MARKER) != data:
        write_atomic(folder / MARKER, data, durable=False)


def _write_page(folder: Path, name: str, data: bytes) -> str:
    path = _place(folder, name)
    old = read_if_there(path)
    if old != data:
        write_atomic(path, data, durable=False)
    return "create" if old is None else "update" if old != data else ""


def _remove_page(folder: Path, name: str) -> None:
    path = _place(folder, name)
    path.unlink(missing_ok=True)
    remove_empty_folders(path.parent, folder)


def _place(folder: Path, name: str) -> Path:
    """Return where a page lies; a link among its folders would have it lie elsewhere."""
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise _refusal(path, "lies outside of the report by a symbolic link; delete the link")
    return path


def _remove_litter(folder: Path) -> None:
    for path in folder.rglob(".*.tmp"):
        if is_litter(path.name):
            path.unlink(missing_ok=True)
