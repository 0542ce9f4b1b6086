"""What results depend on besides the site: this tool, and the libraries that it works with."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

from i18n_pipeline import __version__

_PACKAGE = Path(__file__).parent.parent
# Libraries that decide what is written or said.
_LIBRARIES = ("babel", "markdown_it_py", "msgspec", "pygments", "rapidfuzz", "ruamel", "tomli", "wcwidth")
_HOMES = ("site-packages", "dist-packages")


@cache
def tool_fingerprint() -> str:
    """Return what identifies this version of the tool and of its libraries.

    Read off the names and dates of files: ``importlib.metadata`` takes longer than a run with nothing to do.
    """
    libraries = sorted({name for home in sys.path for name in _installed(home)})
    parts = [__version__, sys.version, *libraries]
    if _PACKAGE.parent.name not in _HOMES:
        # Run from its source, which changes without its version.
        parts += sorted(_sources(str(_PACKAGE)))
    return "\n".join(parts)


def _installed(home: str) -> list[str]:
    """Return the names, with versions, of our libraries in a folder of libraries."""
    if os.path.basename(home) not in _HOMES:  # noqa: PTH119
        return []
    try:
        names = os.listdir(home)  # noqa: PTH208
    except OSError:
        return []
    return [name for name in names if name.endswith(".dist-info") and name.lower().startswith(_LIBRARIES)]


def _sources(folder: str) -> list[str]:
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                found += _sources(entry.path)
            elif entry.name.endswith(".py"):
                status = entry.stat()
                found.append(f"{entry.path} {status.st_size} {status.st_mtime_ns}")
    return found
