"""A built language beside the source that was built alone: which promises about it are kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.crawl import Built, Crawl

# Pages that a generator makes once for all languages.
_ONCE = frozenset(("/404.html",))
# Pages whose headings a generator makes from titles: mdBook's, for printing, has one for each chapter.
_TITLED = frozenset(("/print.html",))
_BANNER = re.compile(r"(\d+)\s+of\s+(\d+)\s+parts\s+of\s+this\s+page\s+are\s+up\s+to\s+date")


@dataclass(frozen=True)
class Edition:
    """The pages of one language: those below ``prefix``, but not those of ``others``."""

    crawl: Crawl
    prefix: str = "/"
    others: tuple[str, ...] = ()

    @cached_property
    def pages(self) -> dict[str, Built]:
        """The pages by their addresses seen from the language's first page."""
        return {
            self.bare(address): built
            for address, built in self.crawl.pages.items()
            if address.startswith(self.prefix) and not address.startswith(self.others or ("\0",))
        }

    def bare(self, address: str) -> str:
        """Return an address of the site seen from the language's first page."""
        return "/" + address.removeprefix(self.prefix).lstrip("/")

    def address(self, page: str) -> str:
        """Return the address in the site of a page of the language."""
        return self.prefix + page.lstrip("/")

    def links(self) -> Iterator[tuple[str, str, bool]]:
        """Yield page, bare address and whether it works for all links that lead into the site."""
        for page, built in sorted(self.pages.items()):
            address = self.address(page)
            for link in built.links:
                if (works := self.crawl.works(address, link)) is not None:
                    yield page, self.bare(self.crawl.resolve(address, link) or ""), works

    def strays(self) -> Iterator[tuple[str, str]]:
        """Yield page and link where a page's own text leads to another language although there is a page."""
        for page, built in sorted(self.pages.items()):
            for link in () if _banner(built) else built.own:
                resolved = self.crawl.resolve(self.address(page), link)
                target = self.crawl.find(resolved) if resolved is not None else None
                if target and not target.startswith(self.prefix) and target in self.pages:
                    yield page, link

    def banners(self) -> int:
        """Return how many pages say that parts of them are out of date."""
        return sum(_banner(built) is not None for built in self.pages.values())


def _banner(built: Built) -> re.Match[str] | None:
    return _BANNER.search("".join(built.text))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Counts of a language, and what is broken in it that is not in the source."""

    pages: int
    links: int
    working: int
    headings: int
    banners: int
    broken: tuple[str, ...]


def compare(source: Edition, language: Edition, banners: int) -> Comparison:
    """Compare a language with the source alone; ``banners`` are the pages that have to show one."""
    known = {(page, target) for page, target, works in source.links() if not works}
    links = list(language.links())
    lost = [f"page missing: {page}" for page in sorted(source.pages.keys() - language.pages.keys() - _ONCE)]
    lost += [f"link: {page} -> {to}" for page, to, works in links if not works and (page, to) not in known]
    lost += [f"link to another language: {page} -> {link}" for page, link in language.strays()]
    lost += _fewer_links(source, language)
    lost += _other_ids(source, language)
    shown = language.banners()
    if shown != banners:
        lost.append(f"banners: {shown} instead of {banners}")
    headings = sum(len(built.headings) for built in language.pages.values())
    working = sum(works for *_, works in links)
    return Comparison(len(language.pages), len(links), working, headings, shown, tuple(lost))


def _fewer_links(source: Edition, language: Edition) -> Iterator[str]:
    for page, built in sorted(language.pages.items()):
        there = source.pages.get(page)
        if there is not None and len(built.own) < len(there.own):
            yield f"links lost: {page} has {len(built.own)} instead of {len(there.own)}"


def _other_ids(source: Edition, language: Edition) -> Iterator[str]:
    for page, built in sorted(language.pages.items()):
        there = source.pages.get(page)
        if there is None or page in _TITLED:
            continue
        rows = zip(there.headings, built.headings, built.anchors, strict=False)
        # Where a generator has no other way, the id is that of an anchor in the heading.
        new = [(old, new) for old, new, anchors in rows if old != new and old not in anchors]
        if new or len(there.headings) != len(built.headings):
            yield f"ids of headings: {page}: {new[:2] or 'another number of headings'}"
