"""Deciding about pages: which file may be written, which is a person's."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, Literal

from i18n_pipeline.document import Finding
from i18n_pipeline.publish.marker import find_digest, find_source, is_unedited
from i18n_pipeline.store import page_digest

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

Ownership = Literal["ours", "edited", "foreign"]


def ownership(data: bytes, path: str, digests: Mapping[str, str], local: Collection[str] = ()) -> Ownership:
    """Tell whose the page with the content ``data`` is.

    ``ours``: as it was generated; ``edited``: generated, and changed by a person since; ``foreign``: nothing
    says that it was generated. Values of front matter under ``local`` keys are a person's anyway. A page
    that was adopted is ours too, as it was then: all of it is in the catalog.
    """
    if digests.get(path) == page_digest(data):
        return "ours"
    text = data.decode("utf-8", "replace")
    if find_digest(text) is not None:
        return "ours" if is_unedited(text, local) else "edited"
    return "edited" if path in digests else "foreign"


def page_source(data: bytes, path: str, digests: Mapping[str, str]) -> str | None:
    """Return the document that a page was generated from; None if nothing says that it was generated.

    Empty if the page has no marker to say it.
    """
    source = find_source(data.decode("utf-8", "replace"))
    return source if source is not None or path not in digests else ""


def hands_off(path: str, owner: Ownership, language: str, source: str) -> Finding:
    """Say that a page is left alone because a person wrote it."""
    what = {
        "edited": "edited by hand since it was generated, so it was left alone",
        "foreign": "a file that i18n-pipeline did not write is in this page's place, so it was left alone",
    }[owner]
    adopt = f"take its text over with: i18n-pipeline adopt --language {language} {quote(path)}"
    advice = f"{adopt}; or overwrite it with: i18n-pipeline sync --force {quote(source)}"
    return Finding(path, 1, "page", f"{what}; {advice}", language=language, source_path=source)
