"""From a file's bytes to a document: the one segmentation that extraction and publishing share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from i18n_pipeline.document import Document, Finding
from i18n_pipeline.files import BOM, decode_utf8
from i18n_pipeline.front_matter import FrontMatterError, find_front_matter, read_segments
from i18n_pipeline.markdown import split_markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from i18n_pipeline.front_matter import FrontMatter


def read_document(path: str, data: bytes, keys: Sequence[str]) -> Document | Finding:
    """Split the bytes of the file at ``path``; ``keys`` are the front-matter keys to translate.

    Returns a `Finding` with code ``document`` where the file can't be read.
    """
    text = decode_utf8(data)
    if isinstance(text, int):
        return Finding(path, text, "document", "not UTF-8; save the file as UTF-8")
    return split_document(path, text, keys)


def split_document(path: str, text: str, keys: Sequence[str]) -> Document | Finding:
    """Split ``text`` to segments: front matter first, then the body."""
    try:
        front_matter = find_front_matter(text)
        segments = () if front_matter is None else read_segments(text, front_matter, keys)
    except FrontMatterError as error:
        return Finding(path, error.line, "document", error.message)
    body = split_markdown(text, body_start(text, front_matter))
    return Document(path, text, (*segments, *body))


def body_start(text: str, front_matter: FrontMatter | None) -> int:
    """Return the offset where Markdown begins: behind the front matter, or behind the byte order mark."""
    if front_matter is not None:
        return front_matter.span.end
    return len(BOM) if text.startswith(BOM) else 0
