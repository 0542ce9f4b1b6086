"""Markdown: text to segments, and translations back to text, with the block structure kept."""

from i18n_pipeline.markdown.dialect import COMMONMARK, SYNTAXES, Dialect
from i18n_pipeline.markdown.messages import count_words
from i18n_pipeline.markdown.parser import Outline, outline
from i18n_pipeline.markdown.phrases import is_harmless_phrase, write_phrase
from i18n_pipeline.markdown.splitting import split_markdown
from i18n_pipeline.markdown.writing import breaks_inline, is_harmless, write_message

__all__ = [
    "COMMONMARK",
    "SYNTAXES",
    "Dialect",
    "Outline",
    "breaks_inline",
    "count_words",
    "is_harmless",
    "is_harmless_phrase",
    "outline",
    "split_markdown",
    "write_message",
    "write_phrase",
]
