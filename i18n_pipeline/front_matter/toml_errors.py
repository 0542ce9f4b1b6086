"""What is wrong with TOML that can't be read, and where: at the start of what is never ended."""

from __future__ import annotations

import re
from typing import Final

from i18n_pipeline.front_matter.values import DataError, line_at

_POSITION: Final = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
# A string or a comment as a whole; else a quote that opens a string without an end, or a bracket.
_TOKEN: Final = re.compile(
    r"""\"{3}(?:[^"\\]|\\[\s\S]|"{1,2}(?!"))*\"{3,5} | '{3}(?:[^']|'{1,2}(?!'))*'{3,5}
    | (?!\"{3})"(?:[^"\\\r\n]|\\[^\r\n])*" | (?!'{3})'[^'\r\n]*' | \#[^\r\n]*
    | (?P<quote>\"{3}|'{3}|["']) | (?P<opening>[\[{]) | (?P<closing>[\]}])""",
    re.VERBOSE,
)


def describe_error(source: str, error: ValueError) -> DataError:
    """Give the line and tomli's reason, without the place in it."""
    match = _POSITION.search(str(error))
    line = int(match[1]) if match and match[1] else source.rstrip().count("\n") + 1
    opening = _find_unclosed(source)
    if opening is not None and line_at(source, opening.start()) <= line:
        return DataError(line_at(source, opening.start()), f"the {opening[0]} is never closed")
    return DataError(line, _POSITION.sub("", str(error)))


def _find_unclosed(source: str) -> re.Match[str] | None:
    """Find the quote or bracket that is never closed."""
    brackets: list[re.Match[str]] = []
    for token in _TOKEN.finditer(source):
        if token["quote"]:
            return token
        if token["opening"]:
            brackets.append(token)
        elif token["closing"] and brackets:
            brackets.pop()
    return brackets[0] if brackets else None
