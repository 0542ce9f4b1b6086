"""Which block rules are asked about a line: those that its first sign may interest.

markdown-it asks each rule about each line, and most lines start with a letter, which interests hardly any.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from markdown_it.ruler import Ruler

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeAlias

    from markdown_it.rules_block import StateBlock

    from i18n_pipeline.markdown.syntax import Silent

    BlockRule: TypeAlias = Callable[[StateBlock, int, int, Silent], bool]

# What a block of CommonMark starts with, by the name of its rule in markdown-it; the others may start with
# anything.
_SIGNS = {
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*+-0123456789",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
}


class BlockRuler(Ruler["BlockRule"]):
    """The block rules of a parser, with ``signs`` that tell by a rule's name what its lines start with.

    A rule without signs is asked about every line.
    """

    def __init__(self, rules: Ruler[BlockRule], signs: Mapping[str, str]) -> None:
        super().__init__()
        self.__rules__ = rules.__rules__
        self._signs = _SIGNS | dict(signs)
        self._chains: dict[str, BlockRule] = {}

    def getRules(self, chainName: str = "") -> list[BlockRule]:  # noqa: N802, N803 (markdown-it's names)
        """Return one rule that stands for all of a chain."""
        if chainName not in self._chains:
            self._chains[chainName] = self._join(chainName)
        return [self._chains[chainName]]

    def _join(self, chain: str) -> BlockRule:
        rules = [rule for rule in self.__rules__ if rule.enabled and (not chain or chain in rule.alt)]
        known = {sign for rule in rules for sign in self._signs.get(rule.name, "")}
        by_sign = {
            sign: [rule.fn for rule in rules if sign in self._signs.get(rule.name, sign)] for sign in known
        }
        others = [rule.fn for rule in rules if rule.name not in self._signs]
        return partial(_ask, by_sign, others)


def _ask(
    by_sign: Mapping[str, list[BlockRule]],
    others: list[BlockRule],
    state: StateBlock,
    line: int,
    end: int,
    silent: Silent,
) -> bool:
    """Ask the rules about a line, in order; tell whether one of them took it."""
    pos = state.bMarks[line] + state.tShift[line]
    for rule in by_sign.get(state.src[pos : pos + 1], others):  # noqa: SIM110 (the hottest loop there is)
        if rule(state, line, end, silent):
            return True
    return False
