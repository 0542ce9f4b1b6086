"""What the search for dangers speaks in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from i18n_pipeline.markdown import COMMONMARK, Dialect

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


def words(text: str) -> frozenset[str]:
    """Return the words of a list that is easier to read without quotation marks."""
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Danger:
    """Something that a translation brings in: of what kind, what it is called, and how it is written."""

    kind: str
    name: str
    what: str


@dataclass(frozen=True, slots=True)
class Guard:
    """What dangers depend on: the site's Markdown, the two languages, and what the configuration allows.

    A rule of ``allow`` is a kind (``html``) or a kind and a name (``html:iframe``, ``hosts:example.org``).
    ``definitions`` are the addresses that links of the document may refer to, by their labels as the parser
    compares them.
    """

    dialect: Dialect = COMMONMARK
    language: str = ""
    source: str = "en"
    allow: tuple[str, ...] = ()
    definitions: Mapping[str, str] = field(default_factory=dict)
    labels: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "labels", frozenset(self.definitions))

    def allows(self, danger: Danger) -> bool:
        """Tell whether the configuration lets a danger pass."""
        return is_allowed(self.allow, danger.kind, danger.name)


def is_allowed(rules: Collection[str], kind: str, name: str) -> bool:
    """Tell whether one of the rules of ``publish.allow`` is about a name; a host stands for those below."""
    names = [name]
    if kind == "hosts":
        names = [name.split(".", dots)[-1] for dots in range(name.count(".") + 1)]
    return kind in rules or any(f"{kind}:{name}" in rules for name in names)
