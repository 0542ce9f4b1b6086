"""The files of a three-way merge that git asks for."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

from i18n_pipeline.catalog import Catalog, CatalogError, decode_catalog, merge_catalogs, parse_catalog
from i18n_pipeline.document import Finding
from i18n_pipeline.files import write_atomic
from i18n_pipeline.pipeline.catalogs import catalog_bytes

if TYPE_CHECKING:
    from pathlib import Path


def merge_files(base: Path, ours: Path, theirs: Path, name: str) -> tuple[list[Finding], bool]:
    """Merge three catalogs into the file ``ours``, which is called ``name`` to people.

    Return what to look at, and whether the merge is done. Where a side can't be read, the file is merged
    line by line, as git does without us.
    """
    sides = [_read("the common ancestor", base), _read("ours", ours), _read("theirs", theirs)]
    catalogs = [side for side in sides if isinstance(side, Catalog)]
    trouble = next((side for side in sides if isinstance(side, str)), None)
    if trouble is not None:
        _merge_lines(base, ours, theirs)
        return [Finding(name, 1, "catalog", f"{trouble}; merged line by line")], False
    merged = merge_catalogs(*catalogs)
    write_atomic(ours, catalog_bytes(merged.catalog))
    what = "both sides translated this; the newer translation is fuzzy, the other a comment: choose"
    findings = [
        Finding(name, entry.line, "catalog", what, "warning", msgid=entry.msgid) for entry in merged.conflicts
    ]
    return findings, True


def _read(side: str, path: Path) -> Catalog | str:
    """Read a side's catalog; say what is wrong with it if it is none."""
    try:
        return parse_catalog(decode_catalog(path.read_bytes()))
    except CatalogError as error:
        return f"{side}, line {error.line}: {error.message}"


def _merge_lines(base: Path, ours: Path, theirs: Path) -> None:
    git = shutil.which("git")
    if git:
        subprocess.run([git, "merge-file", ours, base, theirs], check=False, capture_output=True)
