from .dialect import COMMONMARK, Dialect
from .headings import Heading, read_headings
from .inline_html import breaks_html, escape_html
from .likeness import has_same_markup
from .lines import Lines, split_lines
from .links import Link, find_links, find_message_links, may_hold_links
from .messages import count_words, is_spaceless
from .parser import (
    Block,
    Outline,
    block_starts,
    code_blocks,
    outline,
    parse_once,
    top_blocks,
)
from .phrases import is_harmless_phrase, write_phrase
from .pseudo import PseudoStyle, pseudo_translate
from .slugs import GENERATORS, Generator, heading_ids
from .splitting import split_markdown
from .syntaxes import SYNTAXES
from .writing import breaks_inline, has_tags, is_harmless, write_message

__all__ = [
    "COMMONMARK",
    "GENERATORS",
    "SYNTAXES",
    "Block",
    "Dialect",
    "Generator",
    "Heading",
    "Lines",
    "Link",
    "Outline",
    "PseudoStyle",
    "block_starts",
    "breaks_html",
    "breaks_inline",
    "code_blocks",
    "count_words",
    "escape_html",
    "find_links",
    "find_message_links",
    "has_same_markup",
    "has_tags",
    "heading_ids",
    "is_harmless",
    "is_harmless_phrase",
    "is_spaceless",
    "may_hold_links",
    "outline",
    "parse_once",
    "pseudo_translate",
    "read_headings",
    "split_lines",
    "split_markdown",
    "top_blocks",
    "write_message",
    "write_phrase",
]
