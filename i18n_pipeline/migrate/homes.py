"""Which documents another tool's entry may be from: by its references, or by the name of its catalog."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from i18n_pipeline.catalog import Entry

_REFERENCE = re.compile(r"(.+?\.[A-Za-z]+)(?::.*)?")


class Homes:
    """The documents of a site by the ends of their paths, without extension."""

    def __init__(self, documents: Iterable[str]) -> None:
        self._by_name: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for path in documents:
            parts = _parts(path)
            self._by_name.setdefault(parts[-1], []).append((parts, path))

    def find(self, entry: Entry, catalog: str, language: str) -> frozenset[str]:
        """Return the documents that the references of ``entry`` name, or else the path of its catalog."""
        named = {
            self._match(_parts(match[1])) for match in map(_REFERENCE.fullmatch, entry.references) if match
        }
        found = named - {None} or {self._match(_catalog_parts(catalog, language))}
        return frozenset(path for path in found if path is not None)

    def _match(self, parts: tuple[str, ...]) -> str | None:
        """Return the document whose path ends like ``parts``; None if several end equally so."""
        found = sorted(
            ((_common(parts, own), path) for own, path in self._by_name.get(parts[-1], ())), reverse=True
        )
        if not found or (len(found) > 1 and found[0][0] == found[1][0]):
            return None
        return found[0][1]


def _parts(path: str) -> tuple[str, ...]:
    return tuple(part for part in posixpath.splitext(path)[0].split("/") if part not in ("", ".", ".."))


def _catalog_parts(path: str, language: str) -> tuple[str, ...]:
    """Return the parts of a catalog's path, without the language and the extension of the document."""
    tags = "|".join({re.escape(language), re.escape(language.replace("-", "_"))})
    *folders, name = _parts(path)
    name = re.sub(rf"(?:^|[._-])(?:{tags})(?=$|[._-])", "", name, flags=re.IGNORECASE)
    return (*(folder for folder in folders if not re.fullmatch(tags, folder)), re.sub(r"\.mdx?$", "", name))


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Count the parts that two paths end with alike."""
    number = 0
    for mine, its in zip(reversed(one), reversed(other), strict=False):
        if mine != its:
            break
        number += 1
    return number
