"""The table of tools: a new one is a file beside this one, and a row here."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from i18n_pipeline.migrate.mdbook_i18n_helpers import MDBOOK_I18N_HELPERS
from i18n_pipeline.migrate.mdpo import MDPO
from i18n_pipeline.migrate.po4a import PO4A
from i18n_pipeline.migrate.translate_toolkit import TRANSLATE_TOOLKIT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from i18n_pipeline.catalog import Catalog
    from i18n_pipeline.migrate.tool import Tool

# In the order in which a catalog is tried for: surest marks first.
TOOLS: Mapping[str, Tool] = MappingProxyType(
    {tool.name: tool for tool in (PO4A, MDPO, TRANSLATE_TOOLKIT, MDBOOK_I18N_HELPERS)}
)


def recognise_tool(catalog: Catalog) -> Tool | None:
    """Return the tool whose marks a catalog bears, or None."""
    return next((tool for tool in TOOLS.values() if tool.recognises(catalog)), None)
