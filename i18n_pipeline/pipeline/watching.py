"""Waiting for somebody to save a file of a site: what counts as a save, and what doesn't."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from watchfiles import watch

from i18n_pipeline.project.trees import site_folders
from i18n_pipeline.tracing import stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from watchfiles import Change

    from i18n_pipeline.project import Project
    from i18n_pipeline.tracing import Stamp

# What editors write beside a file while they save it: Emacs, Vim, GNOME, JetBrains, browsers.
_TEMPORARY = re.compile(
    r"(?:^|/)(?:\.|4913(?:/|$)|#[^/]*#(?:/|$))"
    r"|(?:~|\.sw[a-px]|___jb_(?:tmp|old|bak)___|\.(?:tmp|part|crswap|crdownload))(?:/|$)",
    re.IGNORECASE,
)
# Milliseconds without another event after which a save is over, and between looks at the configuration.
_QUIET = 20
_LOOK_EVERY = 150
# Where generators keep their configuration, beside the files at the root.
_CONFIGURATION_FOLDERS = ("config",)


def is_temporary(path: str) -> bool:
    """Tell whether a file, or a folder above it, has a name that editors use for a moment."""
    return _TEMPORARY.search(path) is not None


def is_told(path: str) -> bool:
    """Tell whether a save of the file at this path below a folder that is watched is noticed."""
    return not is_temporary(path)


def folders_of(project: Project) -> tuple[Path, ...]:
    """Return the folders that hold the files of a site, as far as they are there, none inside another."""
    names = {*site_folders(project), *_CONFIGURATION_FOLDERS}
    found = sorted(path for path in (project.root / name for name in names) if path.is_dir())
    return tuple(path for path in found if not any(other in path.parents for other in found))


def stamp_files(paths: Iterable[Path]) -> dict[Path, Stamp | None]:
    """Return what tells whether files have changed; None for one that isn't there."""
    return {path: _stamp(path) for path in paths}


def stamp_root(root: Path) -> dict[str, Stamp]:
    """Return the stamps of the files right at the root, where configurations lie."""
    with os.scandir(root) as entries:
        return {
            entry.name: stamp_of(entry.stat())
            for entry in entries
            if entry.is_file() and not is_temporary(entry.name)
        }


def _stamp(path: Path) -> Stamp | None:
    try:
        return stamp_of(path.stat())
    except OSError:
        return None


def watch_folders(folders: tuple[Path, ...]) -> Iterator[frozenset[Path]]:
    """Yield the files that were saved or removed below ``folders``, and again and again none.

    Ends when one of the folders is gone. Raises `KeyboardInterrupt` as soon as there is one.
    """

    def is_save(_: Change, path: str) -> bool:
        inside = next((path[len(top) :] for top in tops if path.startswith(top)), path)
        return not is_temporary(inside.replace(os.sep, "/"))

    # Longest first: a folder may begin with the name of another.
    tops = sorted((str(folder) + os.sep for folder in folders), key=len, reverse=True)
    events = watch(
        *folders,
        watch_filter=is_save,
        step=_QUIET,
        debounce=5 * _QUIET,
        rust_timeout=_LOOK_EVERY,
        yield_on_timeout=True,
    )
    for changes in events:
        if not all(folder.is_dir() for folder in folders):
            return
        yield frozenset(Path(path) for _, path in changes)
