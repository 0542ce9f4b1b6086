"""The Markdown of a site: which syntaxes are on, and what is to translate in them."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from i18n_pipeline.markdown.syntax import Syntax


@dataclass(frozen=True, slots=True)
class Dialect:
    """Syntaxes that are on, by name and in the order of their rules, and their settings.

    ``shortcodes`` maps names of shortcodes to the arguments to translate (names, or positions from 0);
    ``code`` is whether comments and strings of fenced code are messages.
    """

    syntaxes: tuple[str, ...] = ()
    shortcodes: tuple[tuple[str, tuple[str | int, ...]], ...] = ()
    code: bool = False


COMMONMARK = Dialect()

_ROWS: tuple[Syntax, ...] = ()

SYNTAXES: Mapping[str, Syntax] = MappingProxyType({syntax.name: syntax for syntax in _ROWS})


def syntaxes_of(dialect: Dialect) -> tuple[Syntax, ...]:
    """Return the syntaxes of a dialect, in order."""
    return tuple(SYNTAXES[name] for name in dialect.syntaxes)
