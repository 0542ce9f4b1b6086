"""A crawler of built sites: which links and anchors lead nowhere, page by page."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

if TYPE_CHECKING:
    from pathlib import Path


@dataclass
class Built(HTMLParser):
    """What a built page holds: ids, ids of headings in order, addresses, and text.

    ``headings``, ``anchors`` (the ids in each of these) and ``own`` (addresses) are of the part of the page
    that is inside an element ``within``; without one, of the whole.
    """

    within: str | None = None
    ids: set[str] = field(default_factory=set)
    headings: list[str] = field(default_factory=list)
    anchors: list[set[str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    depth: int = 0
    heading: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.depth += tag == self.within
        inside = self.within is None or self.depth > 0
        keys = ("id", "name") if tag == "a" else ("id",)
        ids = {value for key in keys if (value := values.get(key))}
        self.ids |= ids
        if inside and len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(values.get("id") or "")
            self.anchors.append(set())
            self.heading = tag
        if self.heading:
            self.anchors[-1] |= ids
        links = [value for key in ("href", "src") if (value := values.get(key))]
        self.links += links
        self.own += links if inside else []

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == self.within
        if tag == self.heading:
            self.heading = ""

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@dataclass(frozen=True)
class Crawl:
    """The pages of a site by address (``/it/blog/a/``), and what stands for its root."""

    root: Path
    pages: dict[str, Built]
    base: str

    def resolve(self, page: str, link: str) -> str | None:
        """Return where a link leads, seen from the site's root; None if it leads out of the site."""
        address = urljoin(self.base + page.lstrip("/"), link)
        return "/" + address[len(self.base) :] if address.startswith(self.base) else None

    def find(self, address: str) -> str | None:
        """Return the key of the page at an address; None if there is no page."""
        path = unquote(urlsplit(address).path)
        names = (path, path.rstrip("/") + "/", path.removesuffix("index.html"), path + ".html")
        return next((name for name in names if name in self.pages), None)

    def works(self, page: str, link: str) -> bool | None:
        """Tell whether a link on a page leads to something; None if it leads out of the site."""
        address = self.resolve(page, link)
        if address is None:
            return None
        target = self.find(address)
        parts = urlsplit(address)
        if target is None:
            return (self.root / unquote(parts.path).lstrip("/")).is_file()
        fragment = unquote(parts.fragment)
        return not fragment or fragment in self.pages[target].ids

    def broken(self, prefix: str = "/", without: tuple[str, ...] = ()) -> list[tuple[str, str]]:
        """Return ``(page, link)`` of all links below a prefix that lead nowhere."""
        return [(page, link) for page, link in self.links(prefix, without) if self.works(page, link) is False]

    def links(self, prefix: str = "/", without: tuple[str, ...] = ()) -> list[tuple[str, str]]:
        """Return ``(page, link)`` of all links below a prefix that lead into the site."""
        return [
            (page, link)
            for page, built in sorted(self.pages.items())
            if page.startswith(prefix) and not (without and page.startswith(without))
            for link in built.links
            if self.works(page, link) is not None
        ]


def crawl(root: Path, base: str, within: str | None = None) -> Crawl:
    """Read all pages of the built site in ``root``; ``base`` is the address of its first page."""
    pages = {}
    for path in sorted(root.rglob("*.html")):
        inside = "/" + path.relative_to(root).as_posix()
        built = Built(within)
        built.feed(path.read_text(encoding="utf-8"))
        pages[inside.removesuffix("index.html")] = built
    return Crawl(root, pages, base)
