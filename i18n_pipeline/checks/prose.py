"""What is left of a text for readers once addresses, math and placeholders are blanked out.

Blanks are as long as what they stand for, so that places stay what they are.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from i18n_pipeline.markdown.anatomy import GAP

if TYPE_CHECKING:
    from collections.abc import Sequence

_ADDRESS = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.-]{0,31}://|www\.)[^\s<>\"'`)\]、。，（）]*[^\s<>\"'`)\].,;:!?、。，（）]"
    r"|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|&(?:#\d+|#[xX][\da-fA-F]+|\w+);"
)
_MAIL_SIGN = re.compile(r"@(?<=[\w.+-]@)[\w-]")
# As Pandoc reads it: no space inside, no digit behind; see ``markdown/syntaxes/math.py``.
_MATH = re.compile(r"\$\$.+?\$\$|\$(?![\s$])[^$\n\\^_={}]*[\\^_={}][^$\n]*(?<!\s)\$(?!\d)", re.DOTALL)
# Placeholders of printf (C, Python, PHP, Objective-C), str.format, ICU, templates and shells.
_PLACEHOLDER = re.compile(
    r"""
      %\(\w+\)[-+\#0]*\d*(?:\.\d+)?[sdifuxXeEgGcr]
    | (?<!\d)%(?:\d+\$)?[-+\#0]*\d*(?:\.\d+)?(?:hh|h|ll|l|z|j|t|L)?[sdifuxXeEgGcrp@](?![A-Za-z])
    | %\{\w+\} | %[A-Z][A-Z0-9_]+%
    | \{\{\{?-?\s*[\w.|'"(),:@/$\ -]+?\s*-?\}?\}\}
    | \$\{[^{}\s]+\} | \#\{[^{}\s]+\} | \$[A-Z_][A-Z0-9_]{2,} | (?<![\w$])\$\d(?![\d.,]*\d)
    | \{\s*\w+\s*,\s*(?:plural|select|selectordinal|number|date|time)\b
    | (?<![\\A-Za-z0-9}^_${])\{(?:[^\W\d]\w*(?:[.\[][\w.\[\]-]*)?|\d+)?(?:![rsa])?(?::[^{}\s]*)?\}(?!\})
    """,
    re.VERBOSE,
)
_SIGNS_OF_PLACEHOLDERS = re.compile(r"[%{$]")


@lru_cache(maxsize=4096)
def blank_addresses(text: str) -> str:
    """Blank out addresses, entities and math."""
    if "://" in text or "&" in text or "www." in text or _MAIL_SIGN.search(text):
        text = _ADDRESS.sub(_blank, text)
    return _MATH.sub(_blank, text) if "$" in text else text


@lru_cache(maxsize=4096)
def blank_all(text: str) -> str:
    """Blank out placeholders, too."""
    text = blank_addresses(text)
    return _PLACEHOLDER.sub(_blank, text) if _SIGNS_OF_PLACEHOLDERS.search(text) else text


def may_have_placeholders(text: str) -> bool:
    """Tell whether a text has any sign that a placeholder begins with."""
    return _SIGNS_OF_PLACEHOLDERS.search(text) is not None


def find_placeholders(text: str) -> Sequence[re.Match[str]]:
    """Return the placeholders in a text for readers."""
    return list(_PLACEHOLDER.finditer(blank_addresses(text)))


def _blank(match: re.Match[str]) -> str:
    return GAP * len(match[0])
