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


def write_phrase(form: PhraseForm, message: str) -> str | None:
    """Return the text that shows ``message`` in the place that ``form`` describes, or None.

    It is of one line: a line end in a message becomes a space.
    """
    line = _SPACE.sub(" ", message).strip()
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


def _write_attribute(line: str) -> str:
    return line.replace('"', "&quot;").replace("<", "&lt;")


def _write_attribute_single(line: str) -> str:
    return line.replace("'", "&#39;").replace("<", "&lt;")


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
        "attribute": _write_attribute,
        "attribute-single": _write_attribute_single,
        "html": _write_as_is,
        "label": _write_label,
        "line": _write_as_is,
        "comment": _write_as_is,
        "string": _write_double,
    }
)
