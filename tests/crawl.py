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
    """What a built page holds: ids, ids of headings in order, and addresses."""

    ids: set[str] = field(default_factory=set)
    headings: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.ids |= {value for key in ("id", "name") if (value := values.get(key))}
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(values.get("id") or "")
        self.links += [value for key in ("href", "src") if (value := values.get(key))]


@dataclass(frozen=True)
class Crawl:
    """The pages of a site by address (``/it/blog/a/``), and what stands for its root."""

    root: Path
    pages: dict[str, Built]
    base: str

    def works(self, page: str, link: str) -> bool | None:
        """Tell whether a link on a page leads to something; None if it leads out of the site."""
        address = urljoin(self.base + page.lstrip("/"), link)
        if not address.startswith(self.base):
            return None
        parts = urlsplit("/" + address[len(self.base) :])
        path = unquote(parts.path)
        target = self.pages.get(path) or self.pages.get(path.rstrip("/") + "/")
        if target is None:
            return (self.root / path.lstrip("/")).is_file()
        fragment = unquote(parts.fragment)
        return not fragment or fragment in target.ids

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


def crawl(root: Path, base: str) -> Crawl:
    """Read all pages of the built site in ``root``; ``base`` is the address of its first page."""
    pages = {}
    for path in sorted(root.rglob("*.html")):
        inside = "/" + path.relative_to(root).as_posix()
        built = Built()
        built.feed(path.read_text(encoding="utf-8"))
        pages[inside.removesuffix("index.html")] = built
    return Crawl(root, pages, base)
