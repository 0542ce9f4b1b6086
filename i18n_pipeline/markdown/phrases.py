"""Translations written back into lines of syntax: titles, arguments, attributes, text between tags.

One writer per style of place, in a table. A writer returns None where the message can't stand in its place.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from i18n_pipeline.document import PhraseForm

# Letters, digits, spaces and signs that mean nothing in any syntax that a phrase stands in.
_HARMLESS = re.compile(r"[\w \-.,;?()’“”«»„…–—/+]*")
_SPACE = re.compile(r"\s*[\r\n\v\f\x85\u2028\u2029]+\s*|\0")


def write_phrase(form: PhraseForm, message: str, *, escaped: bool = False) -> str | None:
    """Return the text that shows ``message`` in the place that ``form`` describes, or None.

    It is of one line: a line end in a message becomes a space. With ``escaped``, what could be markup of the
    place stands for itself.
    """
    line = _SPACE.sub(" ", message).strip()
    if escaped and form.style in _ESCAPERS:
        line = _ESCAPERS[form.style](line)
    return _WRITERS[form.style](line) if line else None


def is_harmless_phrase(message: str) -> bool:
    """Tell whether ``message`` provably leaves the structure around a phrase as it is."""
    return _HARMLESS.fullmatch(message) is not None


def _write_double(line: str) -> str:
    return line.replace("\\", "\\\\").replace('"', '\\"')


def _write_single(line: str) -> str:
    return line.replace("\\", "\\\\").replace("'", "\\'")


def _write_raw(line: str) -> str | None:
    return None if "`" in line else line


def _write_plain_double(line: str) -> str:
    # Without escapes a straight quotation mark would end the string.
    return line.replace('"', "”")


def _write_shortcode(line: str) -> str | None:
    r"""Write what Hugo reads as ``line``: it knows no escape but ``\"``, and then drops all backslashes."""
    if "\\" not in line:
        return line.replace('"', '\\"')
    return None if '"' in line or "\\`" in line or line.endswith("\\") else line


def _write_shortcode_bare(line: str) -> str | None:
    quoted = _write_shortcode(line)
    return line if re.fullmatch(r"[\w.-]+", line) or quoted is None else f'"{quoted}"'


def _write_attribute(line: str) -> str:
    return line.replace('"', "&quot;").replace("<", "&lt;")


def _write_attribute_single(line: str) -> str:
    return line.replace("'", "&#39;").replace("<", "&lt;")


def _write_attribute_bare(line: str) -> str:
    return f'"{_write_attribute(line)}"'


def _escape_html(line: str) -> str:
    return line.replace("<", "&lt;")


def _escape_string(line: str) -> str:
    return re.sub(r"""(?<!\\)((?:\\\\)*)(["'`])""", r"\1\\\2", _double_last_backslash(line))


def _write_title(line: str, marks: str) -> str:
    """Escape the quotation marks of a title (CommonMark 0.31, section 6.3)."""
    return re.sub(rf"(?<!\\)((?:\\\\)*)([{marks}])", r"\1\\\2", _double_last_backslash(line))


def _double_last_backslash(line: str) -> str:
    """Keep a backslash at the end from escaping what stands behind the text."""
    odd = (len(line) - len(line.rstrip("\\"))) % 2
    return line + "\\" if odd else line


def _write_title_double(line: str) -> str:
    return _write_title(line, '"')


def _write_title_single(line: str) -> str:
    return _write_title(line, "'")


def _write_title_paren(line: str) -> str:
    return _write_title(line, "()")


def _write_as_is(line: str) -> str:
    return line


def _write_label(line: str) -> str | None:
    return line if _balanced(line) else re.sub(r"(?<!\\)[\[\]]", r"\\\g<0>", line)


def _balanced(line: str) -> bool:
    depth = 0
    for bracket in re.findall(r"(?<!\\)[\[\]]", line):
        depth += 1 if bracket == "[" else -1
        if depth < 0:
            return False
    return depth == 0


_WRITERS: Mapping[str, Callable[[str], str | None]] = MappingProxyType(
    {
        "double": _write_double,
        "single": _write_single,
        "raw": _write_raw,
        "plain-double": _write_plain_double,
        "shortcode": _write_shortcode,
        "shortcode-bare": _write_shortcode_bare,
        "attribute": _write_attribute,
        "attribute-single": _write_attribute_single,
        "attribute-bare": _write_attribute_bare,
        "html": _write_as_is,
        "title-double": _write_title_double,
        "title-single": _write_title_single,
        "title-paren": _write_title_paren,
        "label": _write_label,
        "line": _write_as_is,
        "comment": _write_as_is,
        "string": _write_as_is,
    }
)

_ESCAPERS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {"html": _escape_html, "string": _escape_string}
)
