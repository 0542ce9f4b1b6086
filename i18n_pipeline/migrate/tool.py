"""What is known of another tool that keeps Markdown in gettext catalogs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from i18n_pipeline.catalog import Catalog, Entry


class Rendering(NamedTuple):
    """A message and its translation as Markdown that they may have been taken from."""

    source: str
    translation: str


class Tool(msgspec.Struct, frozen=True):
    """One tool: how its catalogs are told from others, and how its messages are read.

    ``read`` yields the Markdown that an entry may stand for, beside its own text; ``is_verbatim`` tells of
    entries that hold no Markdown (code), ``is_copy`` of those whose translation the tool itself has made.
    With ``placeholders``, a message has ``{1}`` for each target of a link, tag and address.
    """

    name: str
    recognises: Callable[[Catalog], bool]
    read: Callable[[Entry], Iterator[Rendering]]
    is_verbatim: Callable[[Entry], bool] = lambda _entry: False
    is_copy: Callable[[Entry], bool] = lambda _entry: False
    placeholders: bool = False
