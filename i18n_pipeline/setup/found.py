"""What a detector finds out about a site."""

from __future__ import annotations

import msgspec


class Found(msgspec.Struct, frozen=True):
    """What a site turned out to be.

    ``evidence`` is the file that told, relative to the root; empty if there was none. ``page`` is None where
    the site's own pattern fits; ``include`` is empty where all Markdown files below ``content`` are
    documents. ``front_matter`` are the keys to translate, ``link_keys`` those that hold links.
    """

    site: str
    evidence: str
    source: str = "en"
    languages: tuple[str, ...] = ()
    content: str = "content"
    page: str | None = None
    include: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    front_matter: tuple[str, ...] = ("title", "subtitle", "description", "summary")
    link_keys: tuple[str, ...] = ()
