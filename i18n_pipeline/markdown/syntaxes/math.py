r"""Math: blocks between ``$$``, ``\[`` and ``\]``, and what is math within a text.

GitHub (https://docs.github.com/en/get-started/writing-on-github: mathematical expressions), goldmark's
passthrough extension (https://gohugo.io/content-management/mathematics/), ``pymdownx.arithmatex``, kramdown,
and mdBook, where brackets need two backslashes (https://rust-lang.github.io/mdBook/format/mathjax.html).
Within a line, dollar signs are read as Pandoc does (https://pandoc.org/MANUAL.html#math): the opening one has
no space behind it, the closing one no space before it and no digit behind it: ``$5 and $6`` is no math.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from i18n_pipeline.markdown.syntax import Syntax, line_text, push_verbatim
from i18n_pipeline.markdown.syntaxes.containers import add_block

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

    from i18n_pipeline.markdown.dialect import Dialect

_OPENER = re.compile(r"\$\$|\\{1,2}\[(?![\[\]])")
_CLOSERS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        # An equation's label may stand behind it.
        "$$": re.compile(r"\$\$(?:[ \t]*\([\w.:-]+\))?$"),
        "\\[": re.compile(r"(?<!\\)\\\]$"),
        "\\\\[": re.compile(r"\\\\\]$"),
    }
)
# A backslash and a bracket on one line are more often a bracket that is to be shown.
_TEX = re.compile(r"[\\^=+<>]|_\{|(?<![^\W_])[^\W_]_\w")

# A bracket with a backslash is a bracket, unless it is math.
_BRACKET = re.compile(r"(?<!\\)\\(\\?)([\[\]])")

_INLINE = re.compile(
    r"""(?<![\\$]) \$\$ (?!\$) [^$]+ \$\$
      | (?<![\\$\w]) \$ (?![\s$]) (?: \\. | [^$\\] )*? (?<![\s\\]) \$ (?![\d$])
      | \\{1,2}[(\[] (?P<bracketed> (?: (?!\\{1,2}[(\[]) . )+? ) \\{1,2}[)\]] (?! \( )""",
    re.VERBOSE | re.DOTALL,
)


def _add_rules(md: MarkdownIt, _: Dialect) -> None:
    add_block(md, "math", _find_end, _push)


def _find_end(state: StateBlock, line: int, end: int) -> int | None:
    """Return the line behind the math that starts on ``line``."""
    text = line_text(state, line).rstrip()
    opener = _OPENER.match(text)
    if opener is None:
        return None
    closer = _CLOSERS[opener[0]]
    rest = text[opener.end() :]
    if closed := closer.search(rest):
        return line + 1 if _is_math(opener[0], rest[: closed.start()]) else None
    if _OPENER.search(rest) or (rest.strip() and opener[0] != "$$"):
        return None
    return _find_closing_line(state, line + 1, end, closer)


def _is_math(opener: str, content: str) -> bool:
    if not content.strip() or "$$" in content:
        return False
    return opener == "$$" or not _is_text(content)


def _find_closing_line(state: StateBlock, first: int, end: int, closer: re.Pattern[str]) -> int | None:
    for line in range(first, end):
        if not state.isEmpty(line) and state.sCount[line] < state.blkIndent:
            return None
        text = line_text(state, line).rstrip()
        if closed := closer.search(text):
            return None if "$$" in text[: closed.start()] else line + 1
        if "$$" in text or _OPENER.match(text):
            return None
    return None


def _push(state: StateBlock, line: int, _: int, after: int) -> None:
    push_verbatim(state, line, after)
    state.line = after


def _hide(message: str) -> str:
    return _INLINE.sub(lambda match: match[0] if _is_text(match["bracketed"]) else "", message)


def _is_text(bracketed: str | None) -> bool:
    return bracketed is not None and _TEX.search(bracketed) is None


def _escape(line: str) -> str:
    line = line.replace("$$", "&#36;&#36;")
    return _BRACKET.sub(lambda match: match[1].replace("\\", "&#92;") + f"&#{ord(match[2])};", line)


MATH = Syntax(
    "math",
    add_rules=_add_rules,
    openers=re.compile(r"\$\$|\\{1,2}\["),
    # A line within a text may be the end of math that began in an earlier block.
    suspects=re.compile(r"\$\$|\\\]"),
    hide=_hide,
    escape=_escape,
    signs={"math": "$\\"},
)
