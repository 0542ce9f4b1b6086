"""The catalogs of a bundle: read, brought up to date, written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from i18n_pipeline.catalog import (
    Catalog,
    CatalogError,
    decode_catalog,
    format_catalog,
    new_catalog,
    parse_catalog,
    update_catalog,
    update_template,
)
from i18n_pipeline.document import Finding
from i18n_pipeline.files import read_if_there
from i18n_pipeline.markdown.carrying import MarkdownCarrier

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from i18n_pipeline.catalog import Message

# What new headers say in Project-Id-Version: the same wherever the site lies, so that runs agree.
PROJECT = "site"


class Snapshot(msgspec.Struct, frozen=True):
    """A catalog as it was read, and the bytes that were there: None if there is no such file."""

    data: bytes | None
    catalog: Catalog | None


def take_snapshot(root: Path, path: str, language: str | None = None) -> Snapshot | Finding:
    """Read the catalog at ``path``; a `Finding` (``catalog``) if it can't be read."""
    try:
        data = read_if_there(root / path)
        return Snapshot(data, None if data is None else parse_catalog(decode_catalog(data)))
    except CatalogError as error:
        return Finding(path, error.line, "catalog", error.message, language=language)
    except OSError as error:
        return unreadable(path, error, "catalog")


def read_catalog(root: Path, path: str, language: str | None = None) -> Catalog | Finding | None:
    """Read the catalog at ``path``; None if there is none, a `Finding` (``catalog``) if it can't be read."""
    found = take_snapshot(root, path, language)
    return found if isinstance(found, Finding) else found.catalog


def unreadable(path: str, error: OSError, code: str) -> Finding:
    """Say that a file couldn't be read."""
    return Finding(path, 1, code, f"can't be read ({error.strerror}); check the file and its permissions")


def refresh_catalog(old: Catalog | None, messages: Sequence[Message], language: str, date: str) -> Catalog:
    """Return the catalog that ``messages`` make of ``old``."""
    return update_catalog(
        old or empty_catalog(language, date),
        messages,
        date=date,
        language=language,
        carrier=MarkdownCarrier(),
    )


def empty_catalog(language: str, date: str) -> Catalog:
    """Return a catalog that holds its header and nothing else."""
    return new_catalog(language, project=PROJECT, date=date)


def refresh_template(old: Catalog | None, messages: Sequence[Message], date: str) -> Catalog:
    """Return the template that ``messages`` make of ``old``."""
    return update_template(old, messages, date=date, project=PROJECT)


def catalog_bytes(catalog: Catalog) -> bytes:
    """Return a catalog as it goes to disk."""
    return format_catalog(catalog).encode()
