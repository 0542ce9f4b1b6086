"""What a syntax beyond CommonMark brings: block rules, phrases to translate, inline pieces that are no text.

A syntax is one file with a `Syntax` in it, and one row of the table in ``dialect``. Its block rules run in
the parser and push tokens; besides containers (``…_open``, ``…_close``) there are two kinds that every walk
understands: `push_verbatim` for lines that hold nothing to translate, `push_phrase` for a text at a known
place within a line of syntax (the title of an admonition, an argument of a shortcode).
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TypeAlias

import msgspec

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

    from i18n_pipeline.document import PhraseForm
    from i18n_pipeline.markdown.dialect import Dialect

# Whether a block rule only tells if it matches; the parser passes it by position.
Silent: TypeAlias = bool

BlockRule: TypeAlias = "Callable[[StateBlock, int, int, Silent], bool]"

VERBATIM = "verbatim"
PHRASE = "phrase"
# The markup of a verbatim block that may hold directives.
DIRECTIVE = "directive"

# Options of a block rule whose blocks need no blank line before them.
INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}


class Found(Protocol):
    """A tag of a template language, or an expression, in a message."""

    @property
    def start(self) -> int:
        """Where it starts."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def name(self) -> str:
        """What it is called, or nothing."""


class Syntax(msgspec.Struct, frozen=True):
    """One syntax beyond CommonMark.

    ``add_rules`` registers block rules; ``signs`` says by a rule's name what its lines may start with (a rule
    that isn't there is asked about every line). ``openers`` matches the starts of lines that may open (or
    close) a block of this syntax, ``suspects`` what anywhere in a line may matter to more than the line; a
    message that either matches is parsed before it is believed. ``loose`` matches the starts of lines that
    some renderer takes for a block where the rules here see none: a translation has them escaped wherever it
    stands. The three have no flags, for those of all syntaxes are made one. ``hide`` takes inline pieces that
    are no text out of a message. ``breaks`` tells whether a translation's inline pieces, seen beside its
    message, would break the page (an unclosed tag), and ``escape`` writes them so that they stand for
    themselves; ``escape_beside``, given message and translation, does that to those alone that would break
    the page.
    ``find`` yields the template tags in a message, whose text is no text of the message.
    """

    name: str
    add_rules: Callable[[MarkdownIt, Dialect], None] | None = None
    openers: re.Pattern[str] | None = None
    suspects: re.Pattern[str] | None = None
    loose: re.Pattern[str] | None = None
    hide: Callable[[str], str] | None = None
    breaks: Callable[[str, str], bool] | None = None
    escape: Callable[[str], str] | None = None
    escape_beside: Callable[[str, str], str] | None = None
    find: Callable[[str], Iterable[Found]] | None = None
    signs: Mapping[str, str] = msgspec.field(default_factory=dict)


def push_verbatim(state: StateBlock, first: int, after: int, markup: str = "") -> Token:
    """Push a block that has nothing to translate: lines ``first`` up to, not including, ``after``."""
    token = state.push(VERBATIM, "", 0)
    token.map = [first, after]
    token.markup = markup
    token.content = state.getLines(first, after, 0, keepLastLF=False)
    token.hidden = True
    return token


def push_phrase(
    state: StateBlock,
    kind: str,
    text: str,
    start: int,
    end: int,
    form: PhraseForm,
    spans: Sequence[tuple[int, int]] = (),
) -> Token:
    """Push a text to translate that stands at ``state.src[start:end]``.

    ``text`` is the message; ``form`` says how a translation is written back in its place. ``spans`` are the
    pieces of a text on several lines, one per line; what is between them goes when a translation comes.
    """
    token = state.push(PHRASE, "", 0)
    line = state.src.count("\n", 0, start)
    token.map = [line, line + 1]
    token.content = text
    token.info = kind
    token.hidden = True
    token.meta = {"start": start, "end": end, "form": form, "spans": tuple(spans) or ((start, end),)}
    return token


@contextmanager
def push_container(state: StateBlock, name: str, *, wanted: object = True) -> Iterator[None]:
    """Push the start and the end of a container around what is pushed meanwhile, if it is ``wanted``.

    Directives are for one block: phrases that belong together are in a container, and so are one.
    """
    if not wanted:
        yield
        return
    state.push(f"{name}_open", "", 1).hidden = True
    yield
    state.push(f"{name}_close", "", -1).hidden = True


def push_behind(
    md: MarkdownIt, name: str, rule: BlockRule, push: Callable[[StateBlock], None], interrupts: Sequence[str]
) -> None:
    """Have ``push`` called behind each block that a rule of the parser pushes."""

    def extended(state: StateBlock, first: int, last: int, silent: Silent) -> bool:
        found = rule(state, first, last, silent)
        if found and not silent:
            push(state)
        return found

    md.block.ruler.at(name, extended, {"alt": [*interrupts]})


def line_text(state: StateBlock, line: int) -> str:
    """Return the text of a line without container marks and indent."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
