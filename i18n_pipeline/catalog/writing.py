"""A catalog to text, and new lines as msgcat would write them."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from i18n_pipeline.catalog.entry import Entry
from i18n_pipeline.catalog.reading import read_references
from i18n_pipeline.catalog.strings import escape_string
from i18n_pipeline.catalog.wrapping import NO_WRAP, PAGE_WIDTH, break_escaped, text_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from i18n_pipeline.catalog.entry import Catalog, Message

# The line end before it is found faster than any start of a line.
_LONG_STRING = re.compile(rf'\n(?:#[~|]+ )?(?:msg[a-z_]+(?:\[\d+\])? )?"(.{{{PAGE_WIDTH},}})"\r?(?=\n|\Z)')
_FOLDED_STRING = re.compile(r'[^n"]"\r?\n(?:#[~|]+ )?"')
_NAME_AND_LINE = re.compile(r"(.*?)(:[0-9]+)?", re.DOTALL)


def format_catalog(catalog: Catalog) -> str:
    """Write a catalog; of one that was read and not changed, the text that was read."""
    texts = [catalog.lead]
    for block in catalog.blocks:
        texts += (block.raw, block.gap)
    texts[-1] = catalog.tail if catalog.blocks else catalog.lead + catalog.tail
    return "".join(texts)


def detect_width(text: str) -> int:
    """Find the page width of a catalog: none if it holds more long strings than folded ones."""
    strings = _LONG_STRING.findall("\n" + text)
    long = sum(not _fits(string, width=PAGE_WIDTH - 2, start=0) for string in strings)
    if not long:
        return PAGE_WIDTH
    # As many folded ones are enough to tell.
    folded = sum(1 for _ in islice(_FOLDED_STRING.finditer(text), long))
    return NO_WRAP if long > folded else PAGE_WIDTH


def write_string(keyword: str, text: str, *, width: int, prefix: str = "") -> list[str]:
    """Lines of ``keyword "text"``, each after ``prefix``: one line if it fits, else an empty string first."""
    portions = [escape_string(portion) for portion in re.findall(r"[^\n]*\n|[^\n]+", text)] or [""]
    room = width - 2 - len(prefix)
    if len(portions) == 1 and _fits(portions[0], width=room, start=len(keyword) + 1):
        return [f'{prefix}{keyword} "{portions[0]}"']
    folded = (line for portion in portions for line in break_escaped(portion, width=room, start=0))
    return [f'{prefix}{keyword} ""', *(f'{prefix}"{line}"' for line in folded)]


def _fits(text: str, *, width: int, start: int) -> bool:
    """Tell whether an escaped string is one line: short enough, or nowhere to be broken."""
    return next(break_escaped(text, width=width, start=start)) == text


def write_references(references: Iterable[str], *, width: int) -> list[str]:
    """``#:`` lines of at most ``width`` columns."""
    lines: list[str] = []
    for reference in map(_write_reference, references):
        if lines and text_width(lines[-1]) + 1 + text_width(reference) <= width:
            lines[-1] += " " + reference
        else:
            lines.append("#: " + reference)
    return lines


def _write_reference(reference: str) -> str:
    # GNU gettext puts names with spaces between U+2068 and U+2069.
    match = _NAME_AND_LINE.fullmatch(" ".join(reference.split()))
    name, line = (match[1], match[2] or "") if match else (reference, "")
    return f"\u2068{name}\u2069{line}" if " " in name else name + line


def extracted_lines(message: Message) -> list[str]:
    """Return the texts of a message's ``#.`` lines: kind, breadcrumb, notes."""
    texts = [
        *message.extracted[:1],
        *([message.breadcrumb] if message.breadcrumb else []),
        *message.extracted[1:],
    ]
    return split_comments(texts)


def split_comments(texts: Iterable[str]) -> list[str]:
    """Comment texts, one a line, without white space around."""
    return [line.strip() for text in texts for line in text.replace("\r", "\n").split("\n")]


def write_comments(mark: str, texts: Iterable[str]) -> list[str]:
    """Comment lines after ``mark`` (``#``, ``#.``)."""
    return [f"{mark} {text}" if text else mark for text in texts]


def write_source_comments(message: Message, *, width: int, notes: Sequence[str] = ()) -> list[str]:
    """Write the ``#.`` and ``#:`` lines of a message, with notes on its translation."""
    extracted = write_comments("#.", [*extracted_lines(message), *notes])
    return extracted + write_references(message.references, width=width)


def write_source_strings(message: Message, *, width: int) -> list[str]:
    """Write the msgctxt (if any) and msgid lines of a message."""
    context = [] if message.msgctxt is None else write_string("msgctxt", message.msgctxt, width=width)
    return context + write_string("msgid", message.msgid, width=width)


@lru_cache(maxsize=4096)
def write_entry(message: Message, *, width: int, line_end: str) -> Entry:
    """Write the entry of a message without translation: it is what `parse_entry` reads from its text.

    A document's catalogs and its template nearly all have the same one, so it is kept a while.
    """
    extracted = extracted_lines(message)
    references = write_references(message.references, width=width)
    comments = [*write_comments("#.", extracted), *references]
    strings = write_source_strings(message, width=width)
    before = next(number for number, line in enumerate(strings) if line.startswith("msgid"))
    return Entry(
        msgid=message.msgid,
        msgstr="",
        raw=line_end.join([*comments, *strings, 'msgstr ""']),
        gap=line_end * 2,
        msgctxt=message.msgctxt,
        extracted=tuple(extracted),
        references=tuple(read_references(line[2:] for line in references)),
        line=len(comments) + before + 1,
    )
