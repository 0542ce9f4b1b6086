"""What has changed between two wordings, word by word; and characters that nobody would see."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# More words than this are shown whole: comparing takes the square of their number, and nobody would read it.
_MOST_WORDS = 2000
# Wordings less alike than this have nothing in common but the words that all texts have.
_LEAST_LIKENESS = 0.3
# Scripts that are written without spaces: each sign is compared by itself.
_SIGN = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
)
# Not allowed in HTML, or turning the text around them (https://trojansource.codes).
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


class Piece(NamedTuple):
    """A stretch of text that both wordings have, or only the old or the new one."""

    kind: Literal["same", "old", "new"]
    text: str


def compare_wordings(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces of both wordings in order, the old one of a change before the new one."""
    before, after = _split_words(old), _split_words(new)
    if max(len(before), len(after)) <= _MOST_WORDS:
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        if matcher.ratio() >= _LEAST_LIKENESS:
            steps = [
                (tag == "equal", "".join(before[a:b]), "".join(after[c:d]))
                for tag, a, b, c, d in matcher.get_opcodes()
            ]
            return tuple(_pieces(_join_changes(steps)))
    return tuple(_pieces([(old == new, old, new)]))


def _split_words(text: str) -> list[str]:
    words: list[str] = []
    last = ""
    for char in text:
        kind = _kind_of(char)
        if kind and kind == last:
            words[-1] += char
        else:
            words.append(char)
        last = kind
    return words


def _kind_of(char: str) -> str:
    """Return what a character is joined to others as; nothing if it is a word by itself."""
    if char.isspace():
        return "space"
    return "word" if unicodedata.category(char)[0] in "LMN" and not _SIGN.match(char) else ""


def _join_changes(steps: list[tuple[bool, str, str]]) -> Iterator[tuple[bool, str, str]]:
    """Make two changes with nothing but white space between them one."""
    held: tuple[bool, str, str] | None = None
    for number, (same, old, new) in enumerate(steps):
        following = steps[number + 1 : number + 2]
        bridge = same and old.isspace() and held is not None and any(map(_is_exchange, following))
        if same and not (bridge and held is not None and _is_exchange(held)):
            if held is not None:
                yield held
            held = None
            yield same, old, new
        else:
            held = (False, (held[1] if held else "") + old, (held[2] if held else "") + new)
    if held is not None:
        yield held


def _is_exchange(step: tuple[bool, str, str]) -> bool:
    same, old, new = step
    return not same and bool(old) and bool(new)


def _pieces(steps: Iterable[tuple[bool, str, str]]) -> Iterator[Piece]:
    for same, old, new in steps:
        if same:
            yield Piece("same", new)
            continue
        if old:
            yield Piece("old", _show_line_ends(old))
        if new:
            yield Piece("new", _show_line_ends(new))


def _show_line_ends(text: str) -> str:
    return text.replace("\n", "⏎\n")


def show_unseen(text: str) -> str:
    """Write what HTML can't hold, or what would turn the text around it, so that a reader sees it."""
    return _UNSEEN.sub(lambda match: _name(match[0]), text)


def _name(char: str) -> str:
    code = ord(char)
    return chr(0x2400 + code) if code < 0x20 else f"⟨U+{code:04X}⟩"
