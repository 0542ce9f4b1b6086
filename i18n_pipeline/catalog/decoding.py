"""A catalog's bytes to text that can be read line by line."""

from __future__ import annotations

import re

from i18n_pipeline.catalog.entry import CatalogError

_CHARSET = re.compile(rb"Content-Type:[^\n]*?charset=([^\s\\\"]+)", re.IGNORECASE)
_HEADER_END = re.compile(rb"^msgstr.*?\n\r?\n", re.MULTILINE | re.DOTALL)
_UTF8_NAMES = frozenset({"utf-8", "utf8", "us-ascii", "ascii", "charset"})
# A keyword behind a line end that is none to gettext: after a comment, it would be part of that.
_LONE_RETURN = re.compile(r"\r[ \t]*(?:#~[ \t]*)?msg(?:id|str|ctxt)")


def decode_catalog(data: bytes) -> str:
    """Decode a catalog's bytes.

    Anything but UTF-8, said or found, and lines that end with CR alone are a CatalogError with its line.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "the catalog is not UTF-8; convert it: msgconv -t UTF-8 -o FILE FILE"
        raise CatalogError(line, message) from error
    _check_charset(data)
    _check_line_ends(text)
    return text


def _check_charset(data: bytes) -> None:
    # Only the header says the charset; an entry may speak of charsets as it likes.
    end = _HEADER_END.search(data)
    match = _CHARSET.search(data, 0, end.start() if end else len(data))
    if match and match[1].decode("utf-8").lower() not in _UTF8_NAMES:
        name = match[1].decode("utf-8")
        message = f"the header says charset={name}; convert the catalog: msgconv -t UTF-8 -o FILE FILE"
        raise CatalogError(data.count(b"\n", 0, match.start()) + 1, message)


def _check_line_ends(text: str) -> None:
    lone = _LONE_RETURN.search(text) if "\r" in text else None
    if lone:
        line = len(re.findall(r"\r\n|\r|\n", text[: lone.start()])) + 1
        raise CatalogError(line, "this line ends with CR alone; save the catalog with LF line ends")
