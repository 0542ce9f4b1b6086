"""The syntaxes beyond CommonMark, one file each; this table says which there are and who comes first."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from i18n_pipeline.markdown.syntaxes.abbreviations import ABBREVIATIONS
from i18n_pipeline.markdown.syntaxes.admonitions import ADMONITIONS
from i18n_pipeline.markdown.syntaxes.alerts import ALERTS
from i18n_pipeline.markdown.syntaxes.attributes import ATTRIBUTES
from i18n_pipeline.markdown.syntaxes.autodoc import AUTODOC
from i18n_pipeline.markdown.syntaxes.blocks import BLOCKS
from i18n_pipeline.markdown.syntaxes.colon_fences import COLON_FENCES
from i18n_pipeline.markdown.syntaxes.definition_lists import DEFINITION_LISTS
from i18n_pipeline.markdown.syntaxes.footnotes import FOOTNOTES
from i18n_pipeline.markdown.syntaxes.kramdown import KRAMDOWN
from i18n_pipeline.markdown.syntaxes.liquid import LIQUID, TERA
from i18n_pipeline.markdown.syntaxes.markdown_in_html import MARKDOWN_IN_HTML
from i18n_pipeline.markdown.syntaxes.math import MATH
from i18n_pipeline.markdown.syntaxes.mdx import MDX
from i18n_pipeline.markdown.syntaxes.shortcodes import SHORTCODES
from i18n_pipeline.markdown.syntaxes.snippets import SNIPPETS
from i18n_pipeline.markdown.syntaxes.tabs import TABS
from i18n_pipeline.markdown.syntaxes.wiki_links import WIKI_LINKS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from i18n_pipeline.markdown.dialect import Dialect
    from i18n_pipeline.markdown.syntax import Syntax

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
    MARKDOWN_IN_HTML,
)

SYNTAXES: Mapping[str, Syntax] = MappingProxyType({syntax.name: syntax for syntax in _ROWS})


@lru_cache(maxsize=16)
def syntaxes_of(dialect: Dialect) -> tuple[Syntax, ...]:
    """Return the syntaxes of a dialect, in order: those of every site first."""
    return (*_ALWAYS, *(SYNTAXES[name] for name in dialect.syntaxes))
