"""The Markdown of a site: which syntaxes are on, and what is to translate in them."""

from __future__ import annotations

import msgspec


class Dialect(msgspec.Struct, frozen=True):
    """Syntaxes that are on, by name and in the order of their rules, and their settings.

    ``shortcodes`` maps names of shortcodes to the arguments to translate (names, or positions from 0);
    ``code`` is whether comments and strings of fenced code are messages; ``attributes`` are those of MDX's
    components to translate.
    """

    syntaxes: tuple[str, ...] = ()
    shortcodes: tuple[tuple[str, tuple[str | int, ...]], ...] = ()
    code: bool = False
    attributes: tuple[str, ...] = (
        "title",
        "label",
        "alt",
        "placeholder",
        "aria-label",
        "description",
        "summary",
    )


COMMONMARK = Dialect()
