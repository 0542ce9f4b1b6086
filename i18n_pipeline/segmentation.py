"""From a file's bytes to a document: the one segmentation that extraction and publishing share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from i18n_pipeline.document import Document, Finding
from i18n_pipeline.files import BOM, count_line_ends, decode_utf8
from i18n_pipeline.front_matter import FrontMatter, FrontMatterError, find_front_matter, read_segments
from i18n_pipeline.markdown import (
    COMMONMARK,
    Dialect,
    Outline,
    block_starts,
    outline,
    parse_once,
    split_markdown,
)

if TYPE_CHECKING:
    from collections.abc import Collection


class Segmentation(msgspec.Struct, frozen=True):
    """How the documents of a site are split: front-matter keys to translate, and the Markdown in use."""

    keys: tuple[str, ...] = ()
    dialect: Dialect = COMMONMARK

    def read(self, path: str, data: bytes) -> Document | Finding:
        """Split the bytes of the file at ``path``.

        Returns a `Finding` with code ``document`` where the file can't be read.
        """
        text = decode_utf8(data)
        if isinstance(text, int):
            return Finding(path, text, "document", "not UTF-8; save the file as UTF-8")
        return self.split(path, text)

    def split(self, path: str, text: str) -> Document | Finding:
        """Split ``text`` to segments: front matter first, then the body."""
        try:
            front_matter = find_front_matter(text)
            segments = () if front_matter is None else read_segments(text, front_matter, self.keys)
        except FrontMatterError as error:
            return Finding(path, error.line, "document", error.message)
        body = split_markdown(text, body_start(text, front_matter), self.dialect)
        return Document(path, text, (*segments, *body))

    def outline(self, text: str, without: Collection[int] = ()) -> Outline:
        """Return the block structure of the body of ``text``, a document or a page.

        Blocks that start on one of the lines ``without`` (from 0, in the body) don't count.
        """
        return outline(text[body_start(text, find_front_matter(text)) :], self.dialect, without)

    def block_starts(self, text: str) -> tuple[int, ...]:
        """Return the lines (from 0, in the whole of ``text``) that the blocks of its body start on."""
        start = body_start(text, find_front_matter(text))
        before = count_line_ends(text[:start])
        return tuple(before + line for line in block_starts(text[start:], self.dialect))

    def labels(self, text: str) -> frozenset[str]:
        """Return the labels that links in ``text`` may refer to."""
        return frozenset(parse_once(text[body_start(text, find_front_matter(text)) :], self.dialect)[1])


def body_start(text: str, front_matter: FrontMatter | None) -> int:
    """Return the offset where Markdown begins: behind the front matter, or behind the byte order mark."""
    if front_matter is not None:
        return front_matter.span.end
    return len(BOM) if text.startswith(BOM) else 0
