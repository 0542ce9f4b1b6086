"""Documents of shared catalogs, split and packed: for one that is edited, a catalog takes all of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from i18n_pipeline.document import Document, Finding
from i18n_pipeline.execution import map_items
from i18n_pipeline.pipeline.looking import Look
from i18n_pipeline.pipeline.reading import read_documents
from i18n_pipeline.store import Gist, append_gists, load_gists, pack, pack_gists, save_gists, unpack_gist
from i18n_pipeline.tracing import Trace, note_trace, traced

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from i18n_pipeline.execution import Jobs
    from i18n_pipeline.project import Project
    from i18n_pipeline.tracing import Sighting

_NAME = "documents.msgpack"
_decoder = msgspec.msgpack.Decoder(Document)


class Copy(msgspec.Struct, frozen=True):
    """A document, packed, or what is wrong with it; and its file as it was seen."""

    path: str
    found: bytes | Finding
    sighting: Sighting | None

    def note(self, root: Path) -> None:
        """Note that the present work depends on the file."""
        note_trace(Trace(str(root), {self.path: self.sighting}))


def unpack_document(packed: bytes) -> Document:
    """Return the document that a copy holds."""
    return _decoder.decode(packed)


# The catalogs of all languages, and the template, are made of the same ones, one after the other.
@lru_cache(maxsize=1)
def unpack_documents(packed: tuple[bytes, ...]) -> tuple[Document, ...]:
    """Return the documents that copies hold."""
    return tuple(map(unpack_document, packed))


class _CopyOrder(msgspec.Struct, frozen=True):
    project: Project
    path: str


def _make_copy(order: _CopyOrder) -> Copy:
    with traced(str(order.project.root)) as trace:
        (found,) = read_documents(order.project, [order.path])
    return Copy(order.path, found if isinstance(found, Finding) else pack(found), trace.files.get(order.path))


@dataclass(slots=True)
class Copies:
    """Copies of documents: from earlier runs (``old``, packed `Gist` by path), and those of this one.

    ``context`` is what documents are split by; it is empty where nothing is kept.
    """

    project: Project
    context: str
    old: dict[str, bytes] = field(default_factory=dict)
    written: int = 0
    found: dict[str, Copy] = field(default_factory=dict)
    new: dict[str, Gist] = field(default_factory=dict)

    def take(self, paths: Iterable[str], jobs: Jobs) -> Mapping[str, Copy]:
        """Return copies of documents, by path: those that are not known, or have changed, are made."""
        missing = [path for path in paths if path not in self.found]
        if missing and self.context and not self.found:
            self.old, self.written = load_gists(self.project.root, _NAME, self.context)
        look = Look(str(self.project.root), self.written)
        for path in missing:
            if (copy := self._recall(path, look)) is not None:
                self.found[path] = copy
        orders = [_CopyOrder(self.project, path) for path in missing if path not in self.found]
        for copy in map_items(_make_copy, orders, jobs=jobs, weigh=_weigh):
            self.found[copy.path] = copy
            if isinstance(copy.found, bytes) and copy.sighting is not None:
                self.new[copy.path] = Gist(copy.sighting, copy.found)
        return self.found

    def _recall(self, path: str, look: Look) -> Copy | None:
        packed = self.old.get(path)
        if packed is None:
            return None
        gist = unpack_gist(packed)
        holds, sighting = look.confirm(path, gist.sighting)
        return Copy(path, gist.content, sighting) if holds else None

    def save(self, documents: Collection[str]) -> None:
        """Write what is known of these documents. Raises `OSError` if that fails."""
        if self.context and self.new:
            new = [pack_gists(self.new)]
            if not append_gists(self.project.root, _NAME, self.context, new):
                old = {path: packed for path, packed in self.old.items() if path in documents}
                save_gists(self.project.root, _NAME, self.context, old, new)
            self.new.clear()


def _weigh(order: _CopyOrder) -> int:
    try:
        return (order.project.root / order.path).stat().st_size
    except OSError:
        return 0
