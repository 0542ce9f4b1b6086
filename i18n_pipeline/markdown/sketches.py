"""Sketches of messages: their marks in order, and what is read of them, seen without the inline parser.

Most translations have copied the marks of their message and differ in words. A sketch tells what a parser
would make of such a text, as long as each mark does its work whatever the words around it are: code, tags and
escapes, links beside each other, emphasis that begins and ends at a letter. Of anything else there is none.
Two messages with the same signs have the same markup; a test holds that, and the text, against `dissect`.
"""

from __future__ import annotations

import re
import string
from functools import lru_cache
from html.entities import html5
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

import msgspec
from markdown_it.common.utils import normalizeReference

from i18n_pipeline.markdown.anatomy import GAP

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    # What is shown for a sign, given the marks that are open; None where that isn't certain.
    _Show: TypeAlias = Callable[[re.Match[str], list[str]], str | None]

# The signs of CommonMark 0.31, section 6, with what each encloses.
_START = re.compile(r"[`\\<\[\]!*_~&\n{\r\0]")
_SIGN = re.compile(
    r"""(?=[`\\<\[\]!*_~&\n{])(?:  # most characters begin none: they are passed over at once
      (?P<code> (?<!`)(`+)(?!`).+?(?<!`)\2(?!`) )
    | (?P<escape> \\[!-/:-@\[-`{-~] )
    | (?P<tag> <[A-Za-z][A-Za-z0-9-]*(?:[ ][A-Za-z][\w:-]*(?:="[^"<>`\\{\n]*")?)*[ ]?/?>
             | </[A-Za-z][A-Za-z0-9-]*> | <!--[ ][^-<>`\\{\n]*[ ]--> | <https?://[^\s<>`\\{]*> )
    | (?P<reference> \[(?:[^\[\]<>*_~`\\&{!^\x00-\x1f\x7f]+|`[^`\n]+`)\](?:\[\]|(?![\[(])) )
    | (?P<opening> !?\[(?!\^) )
    | (?P<closing> \]\([^()<>\[\]\\"'`&{\x00-\x20\x7f]*\) | \]\[[^\[\]<>*~`\\&{!^\x00-\x1f\x7f]+\] )
    | (?P<run> \*+ | _+ )
    | (?P<entity> &[A-Za-z][A-Za-z0-9]*; )
    | (?P<line> \n )
    | (?P<unsure> [`\[\]~{] | <(?![ \d=]) | \\(?![\w ]) | &\# )
    )""",
    re.VERBOSE | re.DOTALL,
)
_BRACKETS = ("[", "![")
_PUNCTUATION = frozenset(string.punctuation)
# What a run of ``_`` may stand beside on the outside.
_OUTSIDE = _PUNCTUATION | {"", " ", "\n"}
_LONGEST_RUN = 3


class Sketch(msgspec.Struct, frozen=True):
    """The signs of a message in order, as they are written, and its text for readers.

    ``text`` is that of the message's `Anatomy`. ``labels`` are those that its links refer to: where one of
    them is not there, the sketch doesn't hold.
    """

    signs: tuple[str, ...]
    text: str
    labels: tuple[str, ...] = ()

    def has_signs_of(self, other: Sketch) -> bool:
        """Tell whether another message has the same signs, each as often, in whatever order."""
        return self.signs == other.signs or sorted(self.signs) == sorted(other.signs)

    def holds(self, labels: Collection[str]) -> bool:
        """Tell whether all that is referred to is among ``labels``, as the parser compares them."""
        return all(label in labels for label in self.labels)


# A message is asked for in each language, a translation for its page and for its checks.
@lru_cache(maxsize=8192)
def sketch_of(message: str) -> Sketch | None:
    """Return the sketch of inline Markdown; None where only a parser can tell what it is."""
    if not _START.search(message):
        return Sketch((), message)
    # These are other characters to the parser.
    found = None if "\r" in message or "\0" in message else _read_signs(message)
    if found is None:
        return None
    texts: list[str] = []
    pos = 0
    for match, shown in found:
        texts += (message[pos : match.start()], shown)
        pos = match.end()
    text = "".join([*texts, message[pos:]])
    # What looks like a footnote's label once escapes are read.
    if "[^" in text:
        return None
    # A run that stands for itself is a word.
    signs = tuple(match[0] for match, shown in found if match.lastgroup != "run" or not shown)
    return Sketch(signs, text, _labels_in(signs) if "[" in message else ())


def find_shown(message: str, offset: int) -> int:
    """Return where in a message that has a sketch the character at ``offset`` of its text stands."""
    pos = 0
    for match, shown in _read_signs(message) or ():
        words = match.start() - pos
        if offset < words:
            break
        if offset < words + len(shown):
            # What a reference shows is in brackets.
            return match.start() + (match.lastgroup == "reference") + offset - words
        offset -= words + len(shown)
        pos = match.end()
    return pos + offset


def _read_signs(message: str) -> list[tuple[re.Match[str], str]] | None:
    """Return the signs in a message, each with what is shown for it; None where that isn't certain."""
    found = []
    opened: list[str] = []
    for match in _SIGN.finditer(message):
        shown = _SHOWN[match.lastgroup or ""](match, opened)
        if shown is None:
            return None
        found.append((match, shown))
    return None if opened else found


def _labels_in(signs: Sequence[str]) -> tuple[str, ...]:
    """Return the labels behind and in brackets: ``[x][label]``, ``[label][]``, ``[label]``."""
    return tuple(
        normalizeReference(sign[2:-1] if sign[0] == "]" else sign[1 : sign.index("]")])
        for sign in signs
        if sign.startswith("][") or (sign[0] == "[" and len(sign) > 1)
    )


def _show_entity(match: re.Match[str], _opened: list[str]) -> str | None:
    return html5.get(match[0][1:])


def _show_reference(match: re.Match[str], opened: list[str]) -> str | None:
    """Show a link that is its label, if it lies in no other one."""
    if any(bracket in opened for bracket in _BRACKETS):
        return None
    inner = match[0][1 : match[0].index("]")]
    return GAP if inner[0] == "`" else inner


def _show_opening(match: re.Match[str], opened: list[str]) -> str | None:
    """Begin a link or an image, if it lies in no other one."""
    if any(bracket in opened for bracket in _BRACKETS):
        return None
    opened.append(match[0])
    return ""


def _show_closing(_match: re.Match[str], opened: list[str]) -> str | None:
    return "" if opened and opened.pop() in _BRACKETS else None


def _show_run(match: re.Match[str], opened: list[str]) -> str | None:
    """Begin or end emphasis, where it is certain that a run may (CommonMark 0.31, section 6.2)."""
    run, before, after = match[0], *_neighbours(match)
    if before.isalnum() and after.isalnum() and run[0] == "_":
        return run
    if before in ("", " ") and after in ("", " "):
        return run
    if len(run) > _LONGEST_RUN:
        return None
    if opened and opened[-1] == run:
        opened.pop()
        return "" if _flanks(run, before, after) else None
    if any(mark[0] == run[0] for mark in opened):
        return None
    opened.append(run)
    return "" if _flanks(run, after, before) else None


def _flanks(run: str, inner: str, outer: str) -> bool:
    """Tell whether a run may begin or end emphasis, given the characters on its two sides.

    Beside a letter it may whatever is outside, beside punctuation only from a space or from punctuation;
    ``_`` needs these outside in any case.
    """
    if not inner.isalnum() and not (inner in _PUNCTUATION and outer in _OUTSIDE):
        return False
    return run[0] == "*" or outer in _OUTSIDE


def _show_line_end(match: re.Match[str], _opened: list[str]) -> str | None:
    """Show a line end that no space stands beside, as such a space is no text."""
    return None if any(char in (" ", "\t") for char in _neighbours(match)) else "\n"


def _neighbours(match: re.Match[str]) -> tuple[str, str]:
    start, end = match.span()
    return match.string[max(0, start - 1) : start], match.string[end : end + 1]


_SHOWN: Mapping[str, _Show] = MappingProxyType(
    {
        "code": lambda *_: GAP,
        "escape": lambda match, _: match[0][1],
        "tag": lambda *_: "",
        "reference": _show_reference,
        "opening": _show_opening,
        "closing": _show_closing,
        "run": _show_run,
        "entity": _show_entity,
        "line": _show_line_end,
        "unsure": lambda *_: None,
    }
)
