"""PO text to a catalog that remembers every byte.

polib is not used here: it splits lines at U+2028 and form feeds, drops what it does not know (``#=``, ``#~|``
comments between entries) and has no end of an entry. The tests hold its reading against this one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from i18n_pipeline.catalog.entry import Catalog, CatalogError, Entry
from i18n_pipeline.catalog.lines import (
    COMMENTS,
    WHITE_SPACE,
    Line,
    LineKind,
    read_keyword,
    read_line,
    reject_line,
)
from i18n_pipeline.catalog.strings import read_strings, unescape_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_BYTE_ORDER_MARK = "\ufeff"
_REFERENCE = re.compile("\u2068([^\u2069]*)\u2069(:[0-9]+)?|(\\S+)")
_STRINGS = r'"[^"\\\n]*(?:\\[ntbrfva\\"][^"\\\n]*)*"(?:\n"[^"\\\n]*(?:\\[ntbrfva\\"][^"\\\n]*)*")*'
# An entry as gettext writes it: most are like this, and need not be read line by line. What follows has to
# be the start of another one.
_USUAL_ENTRY = re.compile(
    rf"""((?:\#(?:[.:,\ ][^\n\r]*)?\n)*)
    (?:msgctxt[ ]({_STRINGS})\n)?
    msgid[ ]({_STRINGS})\n
    msgstr[ ]({_STRINGS})
    (?=\n*\Z | \n\n+(?:\#(?!~) | (?:\#~[ ])?msg(?:id|ctxt)[ ]"))""",
    re.VERBOSE,
)
_BLANK_LINES = re.compile(r"\n+")
_MARKS = frozenset(".:,")
_STARTS: frozenset[LineKind] = COMMENTS | {"msgctxt", "msgid"}
_PLAIN_COMMENTS = COMMENTS - {"previous"}


class _Block(msgspec.Struct):
    """The lines of one entry (without blank ones), and where they stand in the text.

    An entry as gettext writes it has no lines but a ``match``, and ``number`` is that of its first line.
    """

    start: int
    end: int = 0
    lines: list[Line] = []
    number: int = 0
    match: re.Match[str] | None = None


def parse_catalog(text: str) -> Catalog:
    """Read a catalog. ``format_catalog`` of the result is ``text``, whatever it is.

    A CatalogError names the first line that GNU gettext could not read either.
    """
    blocks = list(_split_blocks(text))
    rest = blocks.pop() if blocks and _is_rest(blocks[-1]) else None
    if not blocks:
        return Catalog(text, (), "")
    last_gap = "\r\n\r\n" if text.find("\r\n") == text.find("\n") - 1 >= 0 else "\n\n"
    gaps = [text[a.end : b.start] for a, b in pairwise(blocks)] + [last_gap]
    heads: dict[str, _Head] = {}
    entries = tuple(
        _read_usual(block.match, gap, block.number, heads)
        if block.match
        else _read_entry(block.lines, text[block.start : block.end], gap)
        for block, gap in zip(blocks, gaps, strict=True)
    )
    if rest:
        _check_rest(rest)
    return Catalog(text[: blocks[0].start], entries, text[blocks[-1].end :])


def parse_entry(raw: str) -> Entry:
    """Read the text of a single entry; its lines count from 1."""
    match = _USUAL_ENTRY.match(raw)
    if match and match.end() == len(raw):
        return _read_usual(match, "\n\n", 1, {})
    lines = [read_line(line, number) for number, line in enumerate(raw.split("\n"), 1)]
    return _read_entry([line for line in lines if line.kind != "blank"], raw, "\n\n")


def _split_blocks(text: str) -> Iterator[_Block]:
    pos = len(_BYTE_ORDER_MARK) if text.startswith(_BYTE_ORDER_MARK) else 0
    number = 1
    while pos < len(text):
        match = _USUAL_ENTRY.match(text, pos)
        block = (
            _Block(pos, match.end(), number=number, match=match) if match else _read_block(text, pos, number)
        )
        if block is None:
            return
        yield block
        after = _BLANK_LINES.match(text, block.end)
        end = after.end() if after else block.end
        number += text.count("\n", pos, end)
        pos = end


def _read_block(text: str, pos: int, number: int) -> _Block | None:
    """Read the lines of the entry at ``pos``, up to the start of the next one; None if there is no entry."""
    block: _Block | None = None
    complete = False
    while pos <= len(text):
        end = text.find("\n", pos)
        source = text[pos : end if end >= 0 else len(text)]
        line = read_line(source, number)
        if line.kind == "unknown":
            reject_line(line)
        if line.kind != "blank":
            if complete and line.kind in _STARTS:
                break
            block = block or _Block(pos)
            complete = complete or line.kind == "msgstr"
            block.lines.append(line)
            block.end = pos + len(source) - source.endswith("\r")
        pos += len(source) + 1
        number += 1
    return block


def _is_rest(block: _Block) -> bool:
    """Whether these are comments at the end of the file that belong to no entry."""
    return block.match is None and all(line.kind in COMMENTS for line in block.lines)


def _check_rest(block: _Block) -> None:
    line = next((line for line in block.lines if line.kind == "previous"), None)
    if line:
        raise CatalogError(line.number, "an earlier wording without an entry; delete it or add its entry")


class _Head(NamedTuple):
    """What the comment lines of an entry say, and how many there are."""

    comments: tuple[str, ...]
    extracted: tuple[str, ...]
    references: tuple[str, ...]
    flags: tuple[str, ...]
    lines: int


def _read_usual(match: re.Match[str], gap: str, number: int, heads: dict[str, _Head]) -> Entry:
    """Read an entry as gettext writes it: what `_read_entry` would make of its lines.

    ``heads`` are comment lines that have been read: texts of one kind, below one heading, have the same.
    """
    comments, context, msgid, msgstr = match.groups()
    head = heads.get(comments)
    if head is None:
        head = heads[comments] = _read_head(comments)
    return Entry(
        _read_text(msgid),
        _read_text(msgstr),
        match[0],
        gap,
        None if context is None else _read_text(context),
        comments=head.comments,
        extracted=head.extracted,
        references=head.references,
        flags=head.flags,
        line=number + head.lines + (0 if context is None else context.count("\n") + 1),
    )


def _read_head(comments: str) -> _Head:
    found: dict[str, list[str]] = {}
    lines = comments.split("\n")[:-1]
    for line in lines:
        mark = line[1:2] if line[1:2] in _MARKS else ""
        found.setdefault(mark, []).append(line[1 + len(mark) :].rstrip(WHITE_SPACE))
    return _Head(
        _read_comments(found.get("", ())),
        _read_comments(found.get(".", ())),
        tuple(read_references(found.get(":", ()))),
        _read_flags(found.get(",", ())),
        len(lines),
    )


def _read_text(literals: str) -> str:
    """Read string literals, one per line, without escapes that could be wrong."""
    text = literals[1:-1]
    if '"\n"' in text:
        text = text.replace('"\n"', "")
    return unescape_letters(text)


@dataclass(slots=True)
class _Parts:
    """What is collected of an entry's keywords, live and ``#|``."""

    values: dict[LineKind, list[str]] = field(default_factory=dict)
    msgstrs: list[list[str]] = field(default_factory=list)
    target: list[str] | None = None
    line: int = 0


def _read_entry(lines: list[Line], raw: str, gap: str) -> Entry:
    parts, previous = _Parts(), None
    comments: dict[LineKind, list[str]] = {}
    for line in lines:
        kind = line.kind
        if kind not in COMMENTS:
            _add_keyword(parts, kind, line.content, line.number)
        elif parts.target is not None:
            message = "a comment within an entry; put it before, and see that the entry has a msgstr"
            raise CatalogError(line.number, message)
        elif kind == "previous":
            previous = previous or _Parts()
            _add_previous(previous, line)
        else:
            comments.setdefault(kind, []).append(line.content)
    obsolete = _check_parts(parts, lines)
    msgstrs = ["".join(texts) for texts in parts.msgstrs]
    return Entry(
        msgid="".join(parts.values["msgid"]),
        msgstr=msgstrs[0],
        raw=raw,
        gap=gap,
        msgctxt=_join(parts, "msgctxt"),
        msgid_plural=_join(parts, "msgid_plural"),
        plural_msgstrs=tuple(msgstrs[1:]),
        previous_msgid=_join(previous, "msgid"),
        previous_msgctxt=_join(previous, "msgctxt"),
        comments=_read_comments(comments.get("translator", ())),
        extracted=_read_comments(comments.get("extracted", ())),
        references=tuple(read_references(comments.get("reference", ()))),
        flags=_read_flags(comments.get("flag", ())),
        obsolete=obsolete,
        line=parts.line,
    )


def _add_previous(parts: _Parts, line: Line) -> None:
    content = line.content.strip()
    keyword = read_keyword(content)
    kind, content = keyword or ("string", content)
    _add_keyword(parts, kind, content, line.number)


def _add_keyword(parts: _Parts, kind: LineKind, content: str, number: int) -> None:
    text = read_strings(content, number)
    if kind == "string":
        if parts.target is None:
            raise CatalogError(number, "a string without a keyword; put msgid or msgstr before it")
        parts.target.append(text)
        return
    parts.target = [text]
    if kind == "msgid":
        parts.line = number
    if kind == "msgstr":
        if parts.msgstrs and "msgid_plural" not in parts.values:
            raise CatalogError(number, "a second msgstr in one entry; keep one of the two")
        parts.msgstrs.append(parts.target)
    elif kind in parts.values:
        raise CatalogError(number, f"a second {kind} in one entry; add the msgstr that is missing before it")
    else:
        parts.values[kind] = parts.target


def _check_parts(parts: _Parts, lines: list[Line]) -> bool:
    """Whether the entry is obsolete; a CatalogError if a keyword is missing or only half of it is."""
    if "msgid" not in parts.values:
        raise CatalogError(lines[-1].number, "an entry without msgid; add it or delete the entry")
    if not parts.msgstrs:
        raise CatalogError(lines[-1].number, 'an entry without msgstr; add msgstr ""')
    mark = lines[-1].mark
    for line in lines:
        if line.mark != mark and line.kind not in _PLAIN_COMMENTS:
            raise CatalogError(
                line.number, "an entry is half obsolete; put #~ before all of its lines or none"
            )
    return mark == "#~"


def _join(parts: _Parts | None, kind: LineKind) -> str | None:
    texts = parts.values.get(kind) if parts else None
    return None if texts is None else "".join(texts)


def _read_comments(contents: Iterable[str]) -> tuple[str, ...]:
    return tuple(content.removeprefix(" ") for content in contents)


def _read_flags(contents: Sequence[str]) -> tuple[str, ...]:
    if not contents:
        return ()
    flags = (flag.strip() for content in contents for flag in content.split(","))
    return tuple(flag for flag in flags if flag)


def read_references(contents: Iterable[str]) -> Iterator[str]:
    """Yield the items of ``#:`` lines, given what stands behind the mark."""
    for content in contents:
        if "\u2068" not in content:
            yield from content.split()
            continue
        for isolated, line, plain in _REFERENCE.findall(content):
            yield plain or isolated + line
