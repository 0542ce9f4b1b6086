"""The site generators, one row each: where a page goes and what its front matter may hold."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

import msgspec
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from i18n_pipeline.document import FrontMatterFormat

MarkerStyle = Literal["front-matter", "html", "mdx"]
# How a generator names headings (``markdown/slugs.py``), and how an id is given (``markdown/headings.py``).
GeneratorName = Literal[
    "goldmark",
    "goldmark-ascii",
    "blackfriday",
    "python-markdown",
    "github",
    "docusaurus",
    "astro",
    "astro-7",
    "kramdown",
    "mdbook",
    "zola",
    "zola-safe",
]
AttributeSyntax = Literal["attributes", "attr-list", "id-or-line", "id-or-comment", "comment", "none"]
# Which terms of definition lists get ids as headings do: none, each line of terms, or all lines as one.
TermIds = Literal["none", "lines", "paragraphs"]
# How a block says that it is in another language: an attribute line behind it (of Goldmark, kramdown, or
# Python-Markdown, which knows them behind paragraphs alone), or an HTML element around it.
LanguageSyntax = Literal["attributes", "kramdown", "attr-list", "html"]


class LinkRule(msgspec.Struct, frozen=True):
    """How the links of a site lead from one document to another.

    ``documents`` says who leads a link to the page in the reader's language: ``files`` and ``urls`` are
    rewritten here (a link names a file, or may be a page's address as well); ``hugo`` resolves links to pages
    that there are by itself, and is told where there is none; ``keep`` leaves all to the generator.
    ``root`` is the folder of documents that a leading ``/`` or ``@/`` stands for (``{content}``: the content
    folder), ``static`` are those where files lie that ``/`` leads to. ``assets`` tells whether a page's
    relative links to files are led to localised ones, and back to where they are if the page lies elsewhere,
    ``liquid`` whether links may be made by Jekyll's tags and filters; these name files in ``collections`` as
    seen from there.
    """

    documents: Literal["files", "urls", "hugo", "keep"] = "keep"
    root: str = "{content}"
    static: tuple[str, ...] = ()
    assets: bool = False
    liquid: bool = False
    collections: str = ""


class OwnAddresses(msgspec.Struct, frozen=True):
    """Under which keys of front matter a document says its own addresses, which its pages can't have, too.

    ``relative``: one without a leading slash is each language's by itself; otherwise the language is put in
    front. ``words`` are values that are no addresses.
    """

    keys: tuple[str, ...] = ()
    relative: bool = False
    words: frozenset[str] = frozenset()


class Site(msgspec.Struct, frozen=True):
    """What differs from one generator to the next.

    ``page`` is the default page pattern, ``collection_page`` that of documents in folders that the generator
    finds in one place only, ``posts_page`` that of posts where these, too, are found in one folder only.
    ``bare_front_matter`` is the format in which a page gets front matter where its document has none; None
    where the generator would print it or act on its presence. ``marker`` says where the marker of a page
    without front matter goes. ``only_in`` are syntaxes that are on in files of one extension alone, each with
    that. ``slugs`` and ``attributes`` say how headings get their ids, ``terms`` which terms of definition
    lists do, and ``html`` whether HTML in a document arrives in the built page. ``links`` says how links lead
    to other documents, ``own`` what makes a page's address its own, ``languages`` how a block in another
    language says so. ``content`` is the folder of the documents if none is configured, with ``{source}`` for
    the source language.
    """

    name: str
    page: str
    bare_front_matter: FrontMatterFormat | None = None
    marker: MarkerStyle = "html"
    syntaxes: tuple[str, ...] = ()
    only_in: tuple[tuple[str, str], ...] = ()
    slugs: GeneratorName = "github"
    attributes: AttributeSyntax = "none"
    terms: TermIds = "none"
    html: bool = True
    links: LinkRule = LinkRule()
    own: OwnAddresses = OwnAddresses()
    languages: LanguageSyntax = "html"
    content: str = "content"
    collection_page: str | None = None
    posts_page: str | None = None


# What a generator's Markdown has by itself, or with the extensions that most of its sites switch on.
_GOLDMARK = ("math", "footnotes", "attributes", "definition-lists")
_PYTHON_MARKDOWN = (
    "snippets",
    "admonitions",
    "tabs",
    "blocks",
    "autodoc",
    "math",
    "footnotes",
    "abbreviations",
    "attributes",
    "definition-lists",
    "markdown-in-html",
)

_KRAMDOWN = (
    "liquid",
    "kramdown",
    "math",
    "footnotes",
    "abbreviations",
    "definition-lists",
    "markdown-in-html",
)

# A link to a page that there is in a language leads there by itself (seen with 0.168). A file beside a page
# is found in the page's language, one in the static folder is not.
_HUGO_LINKS = LinkRule("hugo", static=("static/",))

# Seen with 0.168: aliases and slugs are each language's own, and so is a `url` without a leading slash.
_HUGO_OWN = OwnAddresses(("url",), relative=True)
# https://jekyllrb.com/docs/permalinks/, and the plugin jekyll-redirect-from.
_JEKYLL_OWN = OwnAddresses(
    ("permalink", "redirect_from"), words=frozenset(("date", "pretty", "ordinal", "weekdate", "none"))
)

# Hugo takes front matter that holds nothing but a comment, and warns about raw HTML in the body.
_HUGO = Site(
    "hugo",
    "{dir}/{stem}.{lang}{ext}",
    "yaml",
    "front-matter",
    ("shortcodes", *_GOLDMARK),
    slugs="goldmark",
    attributes="attributes",
    links=_HUGO_LINKS,
    own=_HUGO_OWN,
    languages="attributes",
)

_ROWS = (
    _HUGO,
    replace(_HUGO, name="hugo-dirs", page="content/{lang}/{path}{ext}", content="content/{source}"),
    # Jekyll processes a file only if it has front matter: to add one would turn a static file into a page.
    Site(
        "jekyll",
        "{lang}/{path}{ext}",
        syntaxes=_KRAMDOWN,
        slugs="kramdown",
        attributes="id-or-line",
        links=LinkRule("urls", "", ("",), assets=True, liquid=True),
        own=_JEKYLL_OWN,
        languages="kramdown",
        collection_page="{collection}/{lang}/{inside}{ext}",
    ),
    # MkDocs prints front matter that isn't a mapping, so a lone comment can't go there.
    Site(
        "mkdocs",
        "{dir}/{stem}.{lang}{ext}",
        "yaml",
        syntaxes=_PYTHON_MARKDOWN,
        slugs="python-markdown",
        attributes="attr-list",
        languages="attr-list",
    ),
    Site(
        "docusaurus",
        "i18n/{lang}/docusaurus-plugin-content-docs/current/{path}{ext}",
        "yaml",
        "front-matter",
        ("mdx", "colon-fences", "math", "footnotes"),
        slugs="docusaurus",
        attributes="id-or-comment",
        links=LinkRule("files", static=("static/",), assets=True),
    ),
    Site(
        "starlight",
        "src/content/docs/{lang}/{path}{ext}",
        "yaml",
        "front-matter",
        ("mdx", "colon-fences", "math", "footnotes"),
        # What isn't named so is plain Markdown (https://docs.astro.build/en/guides/integrations-guide/mdx/).
        only_in=(("mdx", ".mdx"),),
        slugs="astro",
        links=LinkRule("urls", "src/content/docs", ("public/",), assets=True),
        own=OwnAddresses(("slug",)),
    ),
    Site(
        "zola",
        "{dir}/{stem}.{lang}{ext}",
        "toml",
        "front-matter",
        ("tera", "footnotes"),
        slugs="zola",
        attributes="attributes",
        links=LinkRule("urls", static=("static/",)),
        own=OwnAddresses(("path", "aliases")),
    ),
    # Definition lists are on by themselves since mdBook 0.5, and terms have ids.
    Site(
        "mdbook",
        "i18n/{lang}/src/{path}{ext}",
        syntaxes=("snippets", "math", "footnotes", "definition-lists"),
        slugs="mdbook",
        attributes="attributes",
        terms="paragraphs",
    ),
    Site(
        "plain",
        "{dir}/{stem}.{lang}{ext}",
        syntaxes=("math", "footnotes"),
        links=LinkRule("files", "", ("",), assets=True),
    ),
)

SITES: Mapping[str, Site] = MappingProxyType({site.name: site for site in _ROWS})
