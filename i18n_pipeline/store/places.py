"""Where the runs of earlier configurations have put pages, catalogs and templates.

Unlike most of the store this is nothing that can be found out again: who changes a pattern in the
configuration leaves behind what lies where the old one had it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from i18n_pipeline.files import write_atomic
from i18n_pipeline.store.folder import FOLDER, make_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PLACES = "places.json"


class Places(msgspec.Struct, frozen=True):
    """The part of a configuration that says which file lies where; ``page`` is None for the site's own."""

    site: str
    content: str
    page: str | None
    catalog: str
    template: str
    languages: tuple[str, ...]


def read_places(root: Path) -> tuple[Places, ...]:
    """Return the places of all runs that may have left something, the last run's as the last.

    Empty if the store isn't there or is damaged.
    """
    try:
        # Not as files of the site are read: no work depends on this one.
        data = (root / FOLDER / PLACES).read_bytes()
        return msgspec.json.decode(data, type=tuple[Places, ...])
    except (msgspec.DecodeError, OSError):
        return ()


def write_places(root: Path, places: Sequence[Places]) -> None:
    """Write the places. Raises `OSError` if that fails."""
    folder = make_folder(root)
    write_atomic(folder / PLACES, msgspec.json.format(msgspec.json.encode(places), indent=1) + b"\n")
