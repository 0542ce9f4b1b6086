"""Directives in comments: ``<!-- i18n: skip|off|on|note TEXT|context=TEXT -->``."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_COMMENT = re.compile(r"<!--\s*i18n:\s*(.*?)\s*-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Directives:
    """What directives say: of the next block (``skip``, ``context``, ``notes``), or of all (``off``)."""

    skip: bool = False
    off: bool = False
    context: str | None = None
    notes: tuple[str, ...] = ()

    def for_next_block(self) -> Directives:
        """Return what stays when the block they were for is over."""
        return Directives(off=self.off)


def find_directives(comment: str) -> list[str]:
    """Return the directives in the text of an HTML block, in order."""
    return [" ".join(match[1].split()) for match in _COMMENT.finditer(comment)]


def apply_directive(before: Directives, directive: str) -> Directives:
    """Return what holds after ``directive``; one that isn't known changes nothing."""
    word, _, rest = directive.partition(" ")
    if directive == "skip":
        return replace(before, skip=True)
    if directive in ("off", "on"):
        return replace(before, off=directive == "off")
    if word == "note" and rest:
        return replace(before, notes=(*before.notes, rest))
    if directive.startswith("context=") and directive != "context=":
        return replace(before, context=directive.removeprefix("context=").strip("\"'"))
    return before
