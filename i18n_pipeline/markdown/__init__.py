"""Markdown: text to segments, and translations back to text, with the block structure kept."""

from i18n_pipeline.markdown.messages import count_words
from i18n_pipeline.markdown.parser import Outline, outline
from i18n_pipeline.markdown.splitting import split_markdown
from i18n_pipeline.markdown.writing import is_harmless, write_message

__all__ = ["Outline", "count_words", "is_harmless", "outline", "split_markdown", "write_message"]
