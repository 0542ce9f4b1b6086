"""Markdown: text to segments, and translations back to text, with the block structure kept.

Each name is imported when it is asked for: what works on wordings alone needs no parser.
"""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from i18n_pipeline.markdown.dialect import COMMONMARK, Dialect
    from i18n_pipeline.markdown.headings import Heading, read_headings
    from i18n_pipeline.markdown.inline_html import breaks_html, escape_html
    from i18n_pipeline.markdown.likeness import has_same_markup
    from i18n_pipeline.markdown.lines import Lines, split_lines
    from i18n_pipeline.markdown.links import Link, find_inline_links, find_links, may_hold_links
    from i18n_pipeline.markdown.messages import count_words, is_spaceless
    from i18n_pipeline.markdown.parser import (
        Block,
        Outline,
        block_starts,
        code_blocks,
        outline,
        parse_once,
        top_blocks,
    )
    from i18n_pipeline.markdown.phrases import is_harmless_phrase, write_phrase
    from i18n_pipeline.markdown.pseudo import PseudoStyle, pseudo_translate
    from i18n_pipeline.markdown.slugs import GENERATORS, Generator, heading_ids
    from i18n_pipeline.markdown.splitting import split_markdown
    from i18n_pipeline.markdown.syntaxes import SYNTAXES
    from i18n_pipeline.markdown.writing import breaks_inline, has_tags, is_harmless, write_message

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
    "find_inline_links",
    "find_links",
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

_NAMES = {
    "dialect": (
        "COMMONMARK",
        "Dialect",
    ),
    "headings": (
        "Heading",
        "read_headings",
    ),
    "inline_html": (
        "breaks_html",
        "escape_html",
    ),
    "likeness": ("has_same_markup",),
    "lines": (
        "Lines",
        "split_lines",
    ),
    "links": (
        "Link",
        "find_inline_links",
        "find_links",
        "may_hold_links",
    ),
    "messages": (
        "count_words",
        "is_spaceless",
    ),
    "parser": (
        "Block",
        "Outline",
        "block_starts",
        "code_blocks",
        "outline",
        "parse_once",
        "top_blocks",
    ),
    "phrases": (
        "is_harmless_phrase",
        "write_phrase",
    ),
    "pseudo": (
        "PseudoStyle",
        "pseudo_translate",
    ),
    "slugs": (
        "GENERATORS",
        "Generator",
        "heading_ids",
    ),
    "splitting": ("split_markdown",),
    "syntaxes": ("SYNTAXES",),
    "writing": (
        "breaks_inline",
        "has_tags",
        "is_harmless",
        "write_message",
    ),
}
_HOMES = MappingProxyType({name: module for module, names in _NAMES.items() for name in names})


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
