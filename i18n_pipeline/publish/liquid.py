"""Links that Jekyll makes: ``{% link about.md %}``, ``{% post_url 2024-01-02-first %}``, addresses in Liquid.

https://jekyllrb.com/docs/liquid/tags/#links and https://jekyllrb.com/docs/liquid/filters/: ``link`` names a
file from the site's folder, ``post_url`` a post without its extension. ``relative_url``, ``absolute_url`` and
``{{ site.baseurl }}`` stand around an address that is written as everywhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

_BASE = r"(?:\{\{-?\s*site\.(?:base)?url\s*-?\}\})"
_TAG = re.compile(
    rf"{_BASE}*(?P<tag>\{{%-?\s*(?P<name>link|post_url)\s+(?P<target>[^{{}}%|]*[^{{}}%|\s-])\s*-?%\}})"
    r"(?:[?#][^{}]*)?"
)
_FILTERED = re.compile(
    r"\{\{-?\s*(?P<quote>[\"'])(?P<target>[^\"'{}]*)(?P=quote)\s*\|\s*(?:relative|absolute)_url\s*-?\}\}"
    r"(?:[?#][^{}]*)?"
)
_BEHIND_BASE = re.compile(rf"{_BASE}+(?P<target>/[^{{}}]*)")
_POST = re.compile(r"/?(?P<folder>(?:.+/)?)(?P<name>\d+-\d+-\d+-[^/]*)")


class LiquidLink(msgspec.Struct, frozen=True):
    """A link in Liquid: what it names, a ``file``, a ``post`` or an ``address``, and the text around that.

    Of a post, ``before`` and ``after`` are around the whole tag.
    """

    kind: Literal["file", "post", "address"]
    target: str
    before: str
    after: str


def read_liquid(text: str) -> LiquidLink | None:
    """Read a link's destination that is written in Liquid; None if it is none of these, or has variables."""
    if tag := _TAG.fullmatch(text):
        is_post = tag["name"] == "post_url"
        start, end = tag.span("tag" if is_post else "target")
        return LiquidLink("post" if is_post else "file", tag["target"], text[:start], text[end:])
    if match := _FILTERED.fullmatch(text) or _BEHIND_BASE.fullmatch(text):
        start, end = match.span("target")
        return LiquidLink("address", match["target"], text[:start], text[end:])
    return None


def post_paths(name: str) -> Iterator[str]:
    """Yield where the post may lie that ``post_url`` names (``lib/jekyll/tags/post_url.rb``)."""
    match = _POST.fullmatch(name)
    if match is not None:
        for extension in ("md", "markdown", "mkd", "mkdn"):
            yield f"_posts/{match['folder']}{match['name']}.{extension}"
            if match["folder"]:
                yield f"{match['folder']}_posts/{match['name']}.{extension}"
