r"""From a message back to Markdown, in the place that its segment left.

A translation may hold anything. `write_message` makes one line of what has to be one line and keeps what a
cell or heading can't hold from ending it; `escape_blocks` adds the backslashes that keep the starts of lines
from opening blocks. Whether those are needed, only a parse can tell; `is_harmless` says when none is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.markdown.dialect import syntaxes_of
from i18n_pipeline.markdown.locating import escape_cell

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
    r"""[^\W\d_] | ["'“”‘’«»„‚¿¡(…—–,;?.]   # a letter, a quotation mark, an ordinary sign
    | \*{1,3}[^\s*] | _{1,3}[^\s_]           # emphasis: a bullet or a rule has a space or nothing here
    | `{1,2}[^`]                             # a code span: a fence has three
    | !?\[[^\[\]\n]*\]\(                     # a link or an image: a definition has a colon there
    | \d+(?![\d.)])                          # a number: a list mark ends in a dot or parenthesis
    """,
    re.VERBOSE,
)
_DIGITS = re.compile(r"\d+(?=[.)])")


def write_message(
    form: InlineForm, message: str, newline: str, dialect: Dialect, *, escaped: bool = False
) -> str:
    """Return the Markdown that shows ``message`` in the place that ``form`` describes.

    ``newline`` is the document's line end. With ``escaped``, line starts that could open a block, and pipes,
    get a backslash, and tags of template languages stand for themselves. The result is empty if the message
    is white space.
    """
    lines = message_lines(message)
    if form.block in ("heading", "cell"):
        lines = [" ".join(lines)] if lines else []
    if escaped:
        lines = [escape_blocks(_escape_inline(line, dialect)) for line in lines]
    if form.block == "heading":
        lines = [_escape_heading_end(line) for line in lines]
    elif form.block == "cell":
        return "".join(_close_cell(escape_cell(line)) for line in lines)
    broken = [line + _hard_break(form, line) + newline for line in lines[:-1]]
    return form.prefix.join([*broken, *lines[-1:]])


def message_lines(message: str) -> list[str]:
    """Split a message at its line ends; white space at both ends of a line, and empty lines, are left out."""
    lines = (line.strip() for line in _LINE_END.split(message.replace("\0", "\ufffd")))
    return [line for line in lines if line]


def is_harmless(form: InlineForm, message: str, dialect: Dialect) -> bool:
    """Tell whether ``message`` provably leaves the block structure as it is.

    A block is opened by what a line starts with; a table also by pipes in the line above its delimiter row;
    nothing else in a line matters to CommonMark's block structure (0.31, appendix: phase 1). Other syntaxes
    say themselves what to look for.
    """
    lines = message_lines(message)
    if not lines or _is_suspect(lines, dialect):
        return False
    if form.block in ("heading", "cell"):
        return True
    return all("|" not in line and _HARMLESS_START.match(line) is not None for line in lines)


def _is_suspect(lines: list[str], dialect: Dialect) -> bool:
    for syntax in syntaxes_of(dialect):
        if syntax.openers is not None and any(map(syntax.openers.match, lines)):
            return True
        if syntax.suspects is not None and any(map(syntax.suspects.search, lines)):
            return True
    return False


def escape_blocks(line: str) -> str:
    r"""Put a backslash before what could open a block: a first sign (``1\.`` for numbers), and pipes."""
    line = re.sub(r"(?<!\\)((?:\\\\)*)\|", r"\1\\|", line)
    if digits := _DIGITS.match(line):
        return f"{digits[0]}\\{line[digits.end() :]}"
    first = line[:1]
    return "\\" + line if first.isascii() and first and not first.isalnum() and first != "\\" else line


def _escape_inline(line: str, dialect: Dialect) -> str:
    for syntax in syntaxes_of(dialect):
        line = line if syntax.escape is None else syntax.escape(line)
    return line


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
