"""The Markdown of a site: which syntaxes are on, and what is to translate in them."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from i18n_pipeline.markdown.abbreviations import ABBREVIATIONS
from i18n_pipeline.markdown.admonitions import ADMONITIONS
from i18n_pipeline.markdown.alerts import ALERTS
from i18n_pipeline.markdown.attributes import ATTRIBUTES
from i18n_pipeline.markdown.autodoc import AUTODOC
from i18n_pipeline.markdown.blocks import BLOCKS
from i18n_pipeline.markdown.colon_fences import COLON_FENCES
from i18n_pipeline.markdown.definition_lists import DEFINITION_LISTS
from i18n_pipeline.markdown.footnotes import FOOTNOTES
from i18n_pipeline.markdown.kramdown import KRAMDOWN
from i18n_pipeline.markdown.liquid import LIQUID, TERA
from i18n_pipeline.markdown.math import MATH
from i18n_pipeline.markdown.mdx import MDX
from i18n_pipeline.markdown.shortcodes import SHORTCODES
from i18n_pipeline.markdown.snippets import SNIPPETS
from i18n_pipeline.markdown.tabs import TABS
from i18n_pipeline.markdown.wiki_links import WIKI_LINKS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from i18n_pipeline.markdown.syntax import Syntax


@dataclass(frozen=True, slots=True)
class Dialect:
    """Syntaxes that are on, by name and in the order of their rules, and their settings.

    ``shortcodes`` maps names of shortcodes to the arguments to translate (names, or positions from 0);
    ``code`` is whether comments and strings of fenced code are messages; ``attributes`` are those of MDX's
    components to translate.
    """

    syntaxes: tuple[str, ...] = ()
    shortcodes: tuple[tuple[str, tuple[str | int, ...]], ...] = ()
    code: bool = False
    attributes: tuple[str, ...] = (
        "title",
        "label",
        "alt",
        "placeholder",
        "aria-label",
        "description",
        "summary",
    )


COMMONMARK = Dialect()

# What no generator shows otherwise than it is read here, or does no harm there.
_ALWAYS: tuple[Syntax, ...] = (ALERTS,)

_ROWS: tuple[Syntax, ...] = (
    SHORTCODES,
    LIQUID,
    TERA,
    KRAMDOWN,
    MDX,
    # Fences and the like, in the order in which a line is offered to them.
    SNIPPETS,
    ADMONITIONS,
    TABS,
    BLOCKS,
    COLON_FENCES,
    AUTODOC,
    MATH,
    FOOTNOTES,
    ABBREVIATIONS,
    ATTRIBUTES,
    DEFINITION_LISTS,
    WIKI_LINKS,
)

SYNTAXES: Mapping[str, Syntax] = MappingProxyType({syntax.name: syntax for syntax in _ROWS})


def syntaxes_of(dialect: Dialect) -> tuple[Syntax, ...]:
    """Return the syntaxes of a dialect, in order: those of every site first."""
    return (*_ALWAYS, *(SYNTAXES[name] for name in dialect.syntaxes))
