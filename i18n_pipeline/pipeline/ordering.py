"""Orders for the pieces of a site: all that a worker needs, put together when it is asked for."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

import msgspec
from msgspec.structs import replace

from i18n_pipeline.pipeline.orders import Bundle, Given, Order, SharedFile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from i18n_pipeline.catalog import Key
    from i18n_pipeline.pipeline.copies import Copy
    from i18n_pipeline.pipeline.hiding import Hidden
    from i18n_pipeline.pipeline.memory import Hit
    from i18n_pipeline.pipeline.pieces import Digests, Piece
    from i18n_pipeline.pipeline.planning import Survey
    from i18n_pipeline.pipeline.slices import Slice
    from i18n_pipeline.pipeline.starting import Start


class Circumstances(msgspec.Struct, frozen=True):
    """What orders are made from, beside their pieces.

    ``origins`` and ``shares`` are by path, as in a `Bundle`, and for all of them; so are ``memory`` and
    ``unpublished``. ``copies`` are the documents whose files are shared, by path, ``slices`` those of their
    catalogs, by document and language. ``known`` are digests of slices, by language and then document.
    ``sole`` are catalogs that are the only ones in their languages.
    """

    start: Start
    survey: Survey
    origins: Mapping[str, str]
    shares: Mapping[str, tuple[tuple[str, bool], ...]]
    memory: Mapping[str, Mapping[Key, Hit]] | None
    unpublished: Hidden
    sole: frozenset[str] = frozenset()
    known: Mapping[str, Mapping[str, Digests]] = msgspec.field(default_factory=dict)
    copies: Mapping[str, Copy] = msgspec.field(default_factory=dict)
    slices: Mapping[str, Mapping[str, Slice]] = msgspec.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Orders(Sequence[Order]):
    """The orders for pieces, each made when it is asked for: never all of them at once."""

    pieces: Sequence[Piece]
    around: Circumstances

    def __len__(self) -> int:
        return len(self.pieces)

    @overload
    def __getitem__(self, place: int) -> Order: ...
    @overload
    def __getitem__(self, place: slice) -> list[Order]: ...
    def __getitem__(self, place: int | slice) -> Order | list[Order]:
        if isinstance(place, slice):
            return [_make_order(piece, self.around) for piece in self.pieces[place]]
        return _make_order(self.pieces[place], self.around)


def _make_order(piece: Piece, around: Circumstances) -> Order:
    bundle = _make_bundle(piece, around)
    if not piece.is_document:
        copies = tuple(around.copies[path] for path in piece.documents)
        language = "".join(piece.languages)
        known = around.known.get(language, {})
        mine = {path: known[path] for path in piece.documents if path in known}
        return SharedFile(piece.name, language, bundle, copies, mine, piece.name in around.sole)
    if piece.is_sharing:
        found = around.slices.get(piece.name, {})
        slices = {language: found[language] for language in piece.languages if language in found}
        return replace(bundle, given=Given(around.copies[piece.name], slices))
    return bundle


def _make_bundle(piece: Piece, around: Circumstances) -> Bundle:
    survey, project = around.survey, around.survey.project
    pages: list[str] = []
    if piece.is_document:
        pages = [project.page_path(piece.name, language) for language in piece.languages]
    files = _files_of(survey, piece) if around.origins or around.shares else ()
    digests = around.start.digests
    documents = piece.documents or (piece.name,)
    return Bundle(
        project,
        documents,
        frozenset(documents),
        survey.languages,
        survey.request,
        tuple((page, digests[page]) for page in pages if page in digests),
        {path: around.origins[path] for path in files if path in around.origins},
        {path: around.shares[path] for path in files if path in around.shares},
        around.memory,
        around.unpublished,
        around.start.recall_settled(piece) if piece.is_document and not files else None,
    )


def _files_of(survey: Survey, piece: Piece) -> Sequence[str]:
    """Return the templates, catalogs and pages of a piece."""
    if not piece.is_document:
        return (piece.name,)
    project = survey.project
    own = () if piece.is_sharing else (project.template_path(piece.name),)
    paths_of = (project.page_path,) if piece.is_sharing else (project.catalog_path, project.page_path)
    return (*own, *(path_of(piece.name, language) for path_of in paths_of for language in survey.languages))


def weigh_order(order: Order) -> int:
    """Return the size of what is read for an order, which is about what the work on it goes by."""
    if isinstance(order, SharedFile):
        return sum(map(_weigh_copy, order.copies)) + _size_of(order.bundle, order.path)
    return sum(_size_of(order, path) for path in order.documents)


def _weigh_copy(copy: Copy) -> int:
    return len(copy.found) if isinstance(copy.found, bytes) else 0


def _size_of(bundle: Bundle, path: str) -> int:
    with suppress(OSError):
        # Not through Path, which keeps the parts of all names.
        return os.stat(f"{bundle.project.root}/{path}").st_size  # noqa: PTH116
    return 0
