"""The folder of the store, under the root."""

from __future__ import annotations

from typing import TYPE_CHECKING

from i18n_pipeline.files import write_atomic

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ".i18n-pipeline"


def make_folder(root: Path) -> Path:
    """Make the folder if it isn't there, and keep it out of version control."""
    folder = root / FOLDER
    if not (folder / ".gitignore").exists():
        write_atomic(folder / ".gitignore", b"*\n", durable=False)
    return folder
