"""Front matter: the TOML, YAML or JSON block at the start of a document.

Values are found with their place in the text and replaced in place; comments, order, quoting and blank lines
survive, because nobody touches them. Whatever is written has been read back first.

A format is one file and one row of the table in ``formats``.
"""

from i18n_pipeline.front_matter.reading import find_front_matter, read_segments, read_values
from i18n_pipeline.front_matter.values import FrontMatter, FrontMatterError
from i18n_pipeline.front_matter.writing import (
    add_comment,
    add_table,
    new_block,
    splice_values,
    write_scalar,
    write_values,
)

__all__ = [
    "FrontMatter",
    "FrontMatterError",
    "add_comment",
    "add_table",
    "find_front_matter",
    "new_block",
    "read_segments",
    "read_values",
    "splice_values",
    "write_scalar",
    "write_values",
]
