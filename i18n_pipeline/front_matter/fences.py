"""Front matter between two lines of delimiters, as TOML and YAML have it."""

from __future__ import annotations

import re
from typing import Final

from i18n_pipeline.document import Span

LINE_REST: Final = r"[ \t]*(?:\r\n|\n|\r|\Z)"


def compile_opening(mark: str) -> re.Pattern[str]:
    """Give a pattern for a line that holds ``mark`` alone, with its line end, at a known place."""
    return re.compile(re.escape(mark) + LINE_REST)


def compile_closing(*marks: str) -> re.Pattern[str]:
    """Give a pattern for the next line that holds one of ``marks`` alone, with its line end."""
    return re.compile(rf"(?:\A|(?<=[\r\n]))(?:{'|'.join(map(re.escape, marks))}){LINE_REST}")


def match_fences(
    text: str, pos: int, opening: re.Pattern[str], closing: re.Pattern[str]
) -> tuple[Span | None, Span | None]:
    """Give the spans of the opening line at ``pos`` and of the closing line; None for what is not there."""
    first = opening.match(text, pos)
    if first is None:
        return None, None
    last = closing.search(text, first.end())
    return Span(*first.span()), Span(*last.span()) if last else None
