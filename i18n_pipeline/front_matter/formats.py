"""The table of formats: a new one is one more file and one more row."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from i18n_pipeline.document import FrontMatterFormat
    from i18n_pipeline.front_matter.values import Format

# The first character of a document tells the format. A module is loaded when a document needs it: a site has
# one format, and the YAML parser alone takes longer to import than the rest together.
FORMATS: Final[tuple[tuple[str, FrontMatterFormat, str], ...]] = (
    ("+", "toml", "i18n_pipeline.front_matter.toml_format"),
    ("-", "yaml", "i18n_pipeline.front_matter.yaml_format"),
    ("{", "json", "i18n_pipeline.front_matter.json_format"),
)


@cache
def get_format(name: FrontMatterFormat) -> Format:
    """Give what the format called ``name`` can do."""
    module = next(module for _, known, module in FORMATS if known == name)
    found: Format = import_module(module).FORMAT
    return found


def match_format(text: str, pos: int) -> FrontMatterFormat | None:
    """Give the only format that a block at ``pos`` could have."""
    return next((name for mark, name, _ in FORMATS if text.startswith(mark, pos)), None)
