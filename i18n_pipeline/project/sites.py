"""The site generators, one row each: where a page goes and what its front matter may hold."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from i18n_pipeline.document import FrontMatterFormat

MarkerStyle = Literal["front-matter", "html", "mdx"]


@dataclass(frozen=True, slots=True)
class Site:
    """What differs from one generator to the next.

    ``page`` is the default page pattern. ``bare_front_matter`` is the format in which a page gets front
    matter where its document has none; None where the generator would print it or act on its presence.
    ``marker`` says where the marker of a page without front matter goes.
    """

    name: str
    page: str
    bare_front_matter: FrontMatterFormat | None = None
    marker: MarkerStyle = "html"
    syntaxes: tuple[str, ...] = ()


_ROWS = (
    # Hugo takes front matter that holds nothing but a comment, and warns about raw HTML in the body.
    Site("hugo", "{dir}/{stem}.{lang}{ext}", "yaml", "front-matter"),
    Site("hugo-dirs", "content/{lang}/{path}{ext}", "yaml", "front-matter"),
    # Jekyll processes a file only if it has front matter: to add one would turn a static file into a page.
    Site("jekyll", "{lang}/{path}{ext}"),
    # MkDocs prints front matter that isn't a mapping, so a lone comment can't go there.
    Site("mkdocs", "{dir}/{stem}.{lang}{ext}", "yaml"),
    Site(
        "docusaurus", "i18n/{lang}/docusaurus-plugin-content-docs/current/{path}{ext}", "yaml", "front-matter"
    ),
    Site("starlight", "src/content/docs/{lang}/{path}{ext}", "yaml", "front-matter"),
    Site("zola", "{dir}/{stem}.{lang}{ext}", "toml", "front-matter"),
    Site("mdbook", "i18n/{lang}/src/{path}{ext}"),
    Site("plain", "{dir}/{stem}.{lang}{ext}"),
)

SITES: Mapping[str, Site] = MappingProxyType({site.name: site for site in _ROWS})
