"""Strings and tables written as YAML: quoting that every reader takes for the same string.

A plain scalar counts as a string only if YAML 1.1 and 1.2 both say so, since generators differ in what they
read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ruamel.yaml.resolver import implicit_resolvers

from i18n_pipeline.document import ScalarForm

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from i18n_pipeline.front_matter.values import Table

RESOLVERS: Final = tuple((frozenset(first), pattern) for _, _, pattern, first in implicit_resolvers)
WIDTH: Final = 80
# Characters that some reader takes for a line end or refuses; they are written as escapes.
UNPRINTABLE: Final = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
ESCAPES: Final = {'"': r"\"", "\\": r"\\", "\n": r"\n", "\t": r"\t", "\r": r"\r", "\0": r"\0"}
# What can't start or stand in a plain scalar; wider than the specification, for the sake of lesser readers.
NOT_PLAIN: Final = re.compile(
    r"""[-?:,\[\]{}\#&*!|>'"%@`=<~.+\s] | .*(?::(?:\s|\Z)|\s\#|\s\Z) | \d[\d,:._a-fA-FxXoO+\-TtZz\ ]*\Z""",
    re.VERBOSE,
)
NOT_PLAIN_IN_FLOW: Final = re.compile(r"[,\[\]{}:?]")
WORDS: Final = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "none"})


def resolves_to_other(value: str) -> bool:
    """Tell if a plain scalar is, in YAML 1.1 or 1.2, something else than a string."""
    first = value[:1]
    return any(first in starts and pattern.match(value) for starts, pattern in RESOLVERS)


def write_candidates(form: ScalarForm, message: str, newline: str) -> Iterator[str]:
    """Give the ways to write a string, nearest to the source's form first."""
    value = form.lead + message + form.tail
    if form.style in ("literal", "folded"):
        yield from write_block(form, message, newline)
        comment = re.search(r"\s#.*", form.header)
        yield write_double(value) + (comment[0] if comment else "")
        return
    if form.style == "plain" and is_plain(value, flow=form.flow):
        yield value
    lines_or_controls = UNPRINTABLE.search(value) is not None
    prefers_double = form.style == "double" or (
        form.style == "plain" and "'" in value and not re.search(r'["\\]', value)
    )
    if not lines_or_controls and not prefers_double:
        yield write_single(value)
    yield write_double(value)


def is_plain(value: str, *, flow: bool) -> bool:
    """Tell if any reader takes ``value``, without quotes, for this very string."""
    return not (
        not value
        or UNPRINTABLE.search(value)
        or NOT_PLAIN.match(value)
        or value.lower() in WORDS
        or resolves_to_other(value)
        or (flow and NOT_PLAIN_IN_FLOW.search(value))
    )


def write_single(value: str) -> str:
    """Write a string between ``'``; it can't hold line ends."""
    return "'" + value.replace("'", "''") + "'"


def write_double(value: str) -> str:
    """Write a string between ``"`` on one line; what can be printed stays readable."""
    escaped = re.sub(r'["\\]', lambda match: "\\" + match[0], value)
    return '"' + UNPRINTABLE.sub(_escape, escaped) + '"'


def _escape(match: re.Match[str]) -> str:
    """Escape a character."""
    code = ord(match[0])
    return ESCAPES.get(match[0]) or (f"\\x{code:02X}" if code < 256 else f"\\u{code:04X}")


def write_block(form: ScalarForm, message: str, newline: str) -> Iterator[str]:
    """Give the block scalar, unless it would take more than the header there is to hold the message."""
    kept = form.tail.partition("\n")[0]
    if message != message.strip() or not message or UNPRINTABLE.search(message.replace("\n", "")):
        return
    if form.style == "literal":
        lines = (form.lead + message + kept).split("\n")
    elif form.lead.strip("\n") or re.search(r"\n[ \t]", message):
        return
    else:
        lines = [*form.lead.split("\n")[1:], *fold_lines(message + kept, WIDTH - form.indent)]
    indented = (" " * form.indent + line if line else "" for line in lines)
    yield form.header + newline + newline.join(indented)


def fold_lines(message: str, width: int) -> Sequence[str]:
    """Break a message into lines that fold back into it; each line end in it takes one more, empty, line."""
    lines: list[str] = []
    for number, paragraph in enumerate(message.split("\n")):
        # Between two lines of text, one line end is a space; it takes n + 1 of them to say n.
        if number and paragraph:
            lines.append("")
        lines += wrap_words(paragraph, width)
    return lines


def wrap_words(paragraph: str, width: int) -> list[str]:
    """Break at single spaces between words, the only places where a line end reads back as a space."""
    lines = [""]
    for word in re.split(r"(?<=\S) (?=\S)", paragraph):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] += f" {word}" if lines[-1] else word
    return lines


def write_table(inner: str, column: int, name: str, table: Table, newline: str) -> str:
    """Add a block mapping at the end, where the top-level keys stand."""
    outer, deeper = " " * column, " " * (column + 2)
    lines = [f"{outer}{write_text(name)}:"]
    lines += [f"{deeper}{write_text(key)}: {write_text(value)}" for key, value in table.items()]
    return inner + "".join(line + newline for line in lines)


def write_text(value: str | int) -> str:
    """Write a key or a value on one line, plain where it can be."""
    if isinstance(value, int):
        return str(value)
    return next(write_candidates(ScalarForm("yaml", "plain"), value, "\n"))
