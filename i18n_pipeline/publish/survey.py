"""What is read of a document once, for its pages in all languages: headings with their ids, and links."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from i18n_pipeline.front_matter import find_front_matter
from i18n_pipeline.markdown import GENERATORS, find_links, heading_ids, parse_once, read_headings
from i18n_pipeline.segmentation import body_start

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from i18n_pipeline.markdown import Dialect, Generator, Heading, Link
    from i18n_pipeline.project import Site


class Survey:
    """The headings and links of a document, computed when they are asked for."""

    def __init__(self, text: str, dialect: Dialect, site: Site) -> None:
        self.text = text
        self.dialect = dialect
        self.site = site

    @property
    def generator(self) -> Generator:
        """How the site names headings."""
        return GENERATORS[self.site.slugs]

    @cached_property
    def start(self) -> int:
        """Where the body begins."""
        return body_start(self.text, find_front_matter(self.text))

    @cached_property
    def definitions(self) -> Mapping[str, str]:
        """The addresses that links may refer to, by their labels."""
        return parse_once(self.text[self.start :], self.dialect)[1]

    @cached_property
    def labels(self) -> frozenset[str]:
        """The labels that links may refer to."""
        return frozenset(self.definitions)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """All headings, those too that are no segments; and terms, where they have ids."""
        return read_headings(self.text, self.start, self.dialect, self.site.attributes, self.site.terms)

    @cached_property
    def ids(self) -> tuple[str | None, ...]:
        """The id of each heading; None for one that has none, or that isn't known."""
        return self.ids_of(self.headings)

    def ids_of(self, headings: Sequence[Heading]) -> tuple[str | None, ...]:
        """Return the ids that ``headings`` would get in this document's place."""
        return heading_ids(headings, self.generator, self.labels)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """All links whose destination is written in the body."""
        return find_links(self.text, self.start, self.dialect)
