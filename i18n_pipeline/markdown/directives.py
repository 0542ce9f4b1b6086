"""Directives in comments: ``<!-- i18n: skip|off|on|note TEXT|context=TEXT -->``, and in tags of templates.

In Hugo's forms there is no colon: ``{{</* i18n skip */>}}``, which Hugo shows to readers unless it stands in
an HTML comment, and ``{{% i18n skip %}}``, which shows nothing where the site has an empty
``layouts/_shortcodes/i18n.html``.
"""

from __future__ import annotations

import re

import msgspec
from msgspec.structs import replace

_COMMENT = re.compile(
    r"""
      <!--\s*i18n:\s* (?P<html> .*?) \s*-->
    | \{\{[<%]/\*\s*i18n\s+ (?P<escaped> .*?) \s*\*/[>%]\}\}
    | \{\{[<%]\s*i18n\s+ (?P<shortcode> .*?) \s*/?\s*[>%]\}\}
    | \{/\*\s*i18n:\s* (?P<mdx> .*?) \s*\*/\}
    | \{%-?\s*comment\s*-?%\}\s*i18n:\s* (?P<liquid> .*?) \s*\{%-?\s*endcomment
    """,
    re.DOTALL | re.VERBOSE,
)


class Directives(msgspec.Struct, frozen=True):
    """What directives say: of the next block (``skip``, ``context``, ``notes``), or of all (``off``)."""

    skip: bool = False
    off: bool = False
    context: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def are_pending(self) -> bool:
        """Whether they say something of the next block."""
        return self.skip or self.context is not None or bool(self.notes)

    def for_next_block(self) -> Directives:
        """Return what stays when the block they were for is over."""
        return Directives(off=self.off) if self.are_pending else self


def find_directives(comment: str) -> list[str]:
    """Return the directives in the text of a block that may hold some, in order."""
    found = (match[match.lastgroup or 0] for match in _COMMENT.finditer(comment))
    return [" ".join(text.split()) for text in found]


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
