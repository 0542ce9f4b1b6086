r"""From a message back to Markdown, in the place that its segment left.

A translation may hold anything. `write_message` makes one line of what has to be one line and keeps what a
cell or heading can't hold from ending it; `escape_start` adds the backslashes that keep the starts of lines
from opening blocks. Whether those are needed, only a parse can tell; `is_harmless` says when none is. A few
starts are taken for more by some renderer than by any parse here: they get theirs always.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from i18n_pipeline.markdown.locating import escape_cell
from i18n_pipeline.markdown.syntaxes import syntaxes_of

if TYPE_CHECKING:
    from i18n_pipeline.document import InlineForm
    from i18n_pipeline.markdown.dialect import Dialect

_LINE_END = re.compile(r"\r\n?|\n")
# A run of `#` behind a space closes a heading (CommonMark 0.31, section 4.2), and `{#id}` names it.
_CLOSING_MARKS = re.compile(r"(?:(?<=[ \t])|^)(?=#+$)")
_CLOSING_BRACES = re.compile(r"(?<!\\)(?=\{[^{}]*\}$)")
_BACKSLASHES_AT_END = re.compile(r"(?<!\\)(?:\\\\)*\\$")

# Starts of lines that open no block of any syntax we know, whatever follows them.
_HARMLESS_START = re.compile(
    r"""[^\W\d_] | ["'“”‘’«»„‚¿¡(…—–,;?.&]  # a letter, a quotation mark, an ordinary sign
    | \*{1,3}[^\s*] | _{1,3}[^\s_]           # emphasis: a bullet or a rule has a space or nothing here
    | `{1,2}[^`]                             # a code span: a fence has three
    | !?\[[^\[\]\n]*\]\(                     # a link or an image: a definition has a colon there
    | \d+(?![\d.)])                          # a number: a list mark ends in a dot or parenthesis
    """,
    re.VERBOSE,
)
# A bracket that starts no task, footnote or alert; it may start the label of a definition.
_BRACKET = re.compile(r"\[(?![ xX]\]|[\^!])")
_ESCAPABLE = frozenset("\\`*_{}[]()>#+-.!")
# What tags of template languages are masked with while blocks are parsed.
_PRIVATE = re.compile("[\U000f0000-\U0010ffff]")
_NEVER = "(?!)"
# A line of such signs alone makes a heading or a table of the line above it, which a renderer may take for
# text where it is a tag or attributes here (CommonMark 0.31, section 4.3; GFM 0.29, section 4.10).
_UNDERLINE = r"=+\Z|[-:|][-:| \t]*\Z"
# Code spans (CommonMark 0.31, section 6.1), in which an entity would show as it is written; and pipes.
_PIPES = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)|(?<!\\)(?:\\\\)*\|")
_DIGITS = re.compile(r"\d+(?=[.)])")


def write_message(
    form: InlineForm,
    message: str,
    newline: str,
    dialect: Dialect,
    *,
    escaped: bool = False,
    source: str = "",
) -> str:
    """Return the Markdown that shows ``message`` in the place that ``form`` describes.

    ``newline`` is the document's line end. With ``escaped``, line starts that could open a block, and pipes,
    get a backslash, and tags of template languages stand for themselves where ``source``, the text that was
    translated, does not have them. The result is empty if the message is white space.
    """
    if escaped:
        message = _escape_beside(source, message, dialect)
    lines = message_lines(message)
    # Python-Markdown and kramdown underline one line, no more.
    if form.block in ("heading", "cell", "line") or (form.block == "setext" and "\n" not in source):
        lines = [" ".join(lines)] if lines else []
    if escaped:
        lines = [_escape_line(form, _escape_inline(line, dialect), dialect) for line in lines]
    elif form.block != "heading":
        lines = _escape_loose(form, lines, source, dialect)
    if form.block == "heading":
        lines = [_escape_heading_end(line) for line in lines]
    elif form.block == "cell":
        return "".join(_close_cell(escape_cell(line)) for line in lines)
    broken = [line + _hard_break(form, line) + newline for line in lines[:-1]]
    return form.prefix.join([*broken, *lines[-1:]])


def message_lines(message: str) -> list[str]:
    """Split a message at its line ends; white space at both ends of a line, and empty lines, are left out."""
    text = message.replace("\0", "\ufffd")
    lines = [text] if "\n" not in text and "\r" not in text else _LINE_END.split(text)
    return [line for line in map(str.strip, lines) if line]


def is_harmless(form: InlineForm, message: str, dialect: Dialect) -> bool:
    """Tell whether ``message`` provably leaves the block structure as it is.

    A block is opened by what a line starts with; a table also by pipes in the line above its delimiter row;
    nothing else in a line matters to CommonMark's block structure (0.31, appendix: phase 1). Other syntaxes
    say themselves what to look for.
    """
    lines = message_lines(message)
    if not lines or _is_suspect(lines, dialect):
        return False
    if form.block == "heading":
        return True
    # A label may go over several lines; without an end there is none.
    if lines[0].startswith("[") and "]:" in message:
        return False
    # A row without outer pipes ends its table where it could open another block.
    return all(map(_starts_harmless, lines)) and (form.block == "cell" or "|" not in message)


def _starts_harmless(line: str) -> bool:
    return (_HARMLESS_START.match(line) or _BRACKET.match(line)) is not None


def has_tags(message: str, dialect: Dialect) -> bool:
    """Tell whether ``message`` may hold something that a translation must not lose."""
    return _is_suspect(message_lines(message), dialect)


def _is_suspect(lines: list[str], dialect: Dialect) -> bool:
    openers, suspects = _suspicions(dialect)
    return any(openers.match(line) or suspects.search(line) for line in lines)


@lru_cache(maxsize=16)
def _suspicions(dialect: Dialect) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what the starts of lines, and what anything in a line, may not be: all syntaxes in one."""
    syntaxes = syntaxes_of(dialect)
    openers = [syntax.openers.pattern for syntax in syntaxes if syntax.openers is not None]
    suspects = [syntax.suspects.pattern for syntax in syntaxes if syntax.suspects is not None]
    suspects += [_PRIVATE.pattern] if dialect.syntaxes else []
    return re.compile("|".join(openers) or _NEVER), re.compile("|".join(suspects) or _NEVER)


def _escape_line(form: InlineForm, line: str, dialect: Dialect) -> str:
    """Escape a line so that it opens no block; a cell's pipes are escaped anyway."""
    if form.block != "cell":
        line = escape_pipes(line)
    # What opens no block keeps its meaning: emphasis, a link.
    harmless = _HARMLESS_START.match(line) and not _is_suspect([line], dialect)
    return line if harmless else escape_start(line)


def _escape_loose(form: InlineForm, lines: list[str], source: str, dialect: Dialect) -> list[str]:
    """Escape lines with a start that some renderer takes for a block, unless ``source`` has one too."""
    loose = _loose_starts(dialect, in_cell=form.block == "cell")
    if not any(map(loose.match, lines)):
        return lines
    first, *further = (loose.match(line) is not None for line in message_lines(source) or [""])
    own = [first, *[any(further)] * len(lines)]
    return [
        line if is_own or not loose.match(line) else _escape_line(form, line, dialect)
        for line, is_own in zip(lines, own, strict=False)
    ]


@lru_cache(maxsize=32)
def _loose_starts(dialect: Dialect, *, in_cell: bool) -> re.Pattern[str]:
    """Return which starts of lines some renderer takes for more than is seen here."""
    patterns = [syntax.loose.pattern for syntax in syntaxes_of(dialect) if syntax.loose is not None]
    return re.compile("|".join(patterns + ([] if in_cell else [_UNDERLINE])) or _NEVER)


def escape_pipes(line: str) -> str:
    """Write pipes, which might make a table, as entities, but for those with a backslash and in code."""
    if "|" not in line:
        return line
    return _PIPES.sub(lambda match: match[0] if match[1] else match[0][:-1] + "&#124;", line)


def escape_start(line: str) -> str:
    r"""Escape what could open a block: a first sign (``1\.`` for numbers)."""
    if digits := _DIGITS.match(line):
        return f"{digits[0]}\\{line[digits.end() :]}"
    if line.startswith(("{{", "{%")):
        return line  # generators find tags before they look for escapes, and would show the backslash
    first = line[:1]
    escaped = first.isascii() and first and not first.isalnum() and first not in "\\&"
    return escape_sign(first) + line[1:] if escaped else line


def escape_sign(sign: str) -> str:
    """Return what shows ``sign`` and is no syntax: in CommonMark, in kramdown and in Python-Markdown.

    Python-Markdown has few (``ESCAPED_CHARS`` in its ``core.py``) and shows other backslashes. Entities are
    known to all.
    """
    return f"\\{sign}" if sign in _ESCAPABLE else f"&#{ord(sign)};"


def _escape_inline(line: str, dialect: Dialect) -> str:
    for syntax in syntaxes_of(dialect):
        line = line if syntax.escape is None else syntax.escape(line)
    return line


def _escape_beside(source: str, message: str, dialect: Dialect) -> str:
    for syntax in syntaxes_of(dialect):
        message = message if syntax.escape_beside is None else syntax.escape_beside(source, message)
    return message


def breaks_inline(message: str, translation: str, dialect: Dialect) -> bool:
    """Tell whether tags in a translation of ``message`` (an unclosed one, say) would break the whole page."""
    syntaxes = syntaxes_of(dialect)
    return any(syntax.breaks is not None and syntax.breaks(message, translation) for syntax in syntaxes)


def _escape_heading_end(line: str) -> str:
    line = _CLOSING_MARKS.sub(r"\\", line)
    return _CLOSING_BRACES.sub(r"\\", line)


def _close_cell(line: str) -> str:
    """Keep a backslash at the end from escaping the pipe behind it."""
    return line + " " if line.endswith("\\") else line


def _hard_break(form: InlineForm, line: str) -> str:
    """Return the form's hard break; after a backslash only spaces make one."""
    return "  " if form.hard_break == "\\" and _BACKSLASHES_AT_END.search(line) else form.hard_break
