"""How a run of the benchmark goes about it: what all sections are given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.peers import UnavailableError
from benchmarks.speed.contenders import Ours, all_contenders

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from benchmarks.speed.contenders import Contender
    from benchmarks.speed.verdicts import Section


@dataclass(frozen=True, slots=True)
class Context:
    """What a person asked for: ``sizes`` in posts, ``peers`` whether other tools run too.

    Other tools are kept in ``cache``; ``say`` tells what is going on.
    """

    cache: Path
    rounds: int
    sizes: Sequence[int]
    peers: bool
    quick: bool
    say: Callable[[str], object]

    def contenders(self, section: Section) -> list[Contender]:
        """Return the tools that are there, with their versions in their names; note those that aren't."""
        found: list[Contender] = []
        for contender in all_contenders() if self.peers else (Ours(),):
            trouble = self._name(contender)
            if trouble:
                section.lines.append(f"  {contender.name}: {trouble}")
            else:
                found.append(contender)
        return found

    def _name(self, contender: Contender) -> str:
        """Install a tool and add its version to its name; return what stands in the way."""
        try:
            contender.name = f"{contender.name} {contender.prepare(self.cache)}"
        except UnavailableError as error:
            return str(error)
        return ""

    def manuals(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return which of the manuals to use: all, or the first in a quick run."""
        return names[:1] if self.quick else names
