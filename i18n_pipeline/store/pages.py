"""Digests of the pages that carry no marker, so that a hand edit is told from an old page.

Unlike the rest of the store this is nothing that can be found out again.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from i18n_pipeline.files import write_atomic
from i18n_pipeline.store.folder import FOLDER, make_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PAGES = "pages.json"


def read_pages(root: Path) -> dict[str, str]:
    """Return the digest of each page as it was last written; empty if the store isn't there or is damaged."""
    try:
        # Not as files of the site are read: no work depends on this one.
        data = (root / FOLDER / PAGES).read_bytes()
        return msgspec.json.decode(data, type=dict[str, str])
    except (msgspec.DecodeError, OSError):
        return {}


def write_pages(root: Path, pages: Mapping[str, str]) -> None:
    """Write the digests."""
    folder = make_folder(root)
    ordered = dict(sorted(pages.items()))
    write_atomic(folder / PAGES, msgspec.json.format(msgspec.json.encode(ordered), indent=1) + b"\n")


def page_digest(data: bytes) -> str:
    """Return what identifies a page's content."""
    return hashlib.sha256(data).hexdigest()
