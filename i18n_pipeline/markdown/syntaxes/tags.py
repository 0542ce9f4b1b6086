"""Tags of template languages, which generators find before they look for Markdown.

Hugo, Jekyll and Zola take their tags out of the text first and parse as Markdown what is left, so nothing in
a tag is Markdown: neither a pipe in an argument nor a line of it that starts with ``>``. Here tags are
masked while blocks are parsed: each of their characters stands as a private one that means nothing, in its
place. Lines that hold nothing but tags are blocks of their own, so the text between a pair of tags is split
as usual. A `TagLanguage` says what a tag looks like; the rest is the same for all.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec
from markdown_it.token import Token

from i18n_pipeline.document import PhraseForm
from i18n_pipeline.markdown.syntax import DIRECTIVE, INTERRUPTS, VERBATIM, Silent, push_phrase, push_verbatim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore

    from i18n_pipeline.markdown.dialect import Dialect

Style: TypeAlias = Literal["shortcode", "shortcode-bare", "raw", "plain-double"]
Role: TypeAlias = Literal["open", "close", "void", "text", "broken"]

# The characters of a tag are moved by this much, into a private plane, and back: into the first plane that
# the text has no characters of, as those couldn't be told from masks.
_PLANES = {
    0xF0000: re.compile("[\U000f0000-\U000fffff]"),
    0x100000: re.compile("[\U00100000-\U0010ffff]"),
}
# An attribute list behind a tag is no text either.
_REST = re.compile(r"(?:\{[^{}\n]*\}[ \t]*)?(?:\n|\Z)")
_MASKABLE = re.compile(r"[^\n\U00010000-\U0010ffff]")


class Value(msgspec.Struct, frozen=True):
    """An argument of a tag: its name or position, its text, and where it is written.

    ``start`` and ``end`` are around what a translation replaces, ``outer_start`` and ``outer_end`` around the
    quotation marks too.
    """

    key: str | int
    text: str
    start: int
    end: int
    outer_start: int
    outer_end: int
    style: Style


class Tag(msgspec.Struct, frozen=True):
    """A tag at ``start:end``.

    ``text`` is an escaped tag, which readers see as it is written; ``broken`` what starts a tag without being
    one. A tag whose content isn't Markdown is one with its content and its closing tag, and ``void``.
    """

    start: int
    end: int
    name: str
    role: Role
    values: tuple[Value, ...] = ()


class TagLanguage(msgspec.Struct, frozen=True):
    """What tags look like.

    ``opener`` finds where one may start. ``match`` reads the tag there; its role is ``broken`` if there is
    none. ``closer`` finds the closing tag of one whose content isn't Markdown; it is None for all others.
    ``closes`` tells whether a closing tag of the first name closes a tag of the second.
    """

    name: str
    opener: re.Pattern[str]
    match: Callable[[str, int], Tag]
    closer: Callable[[str], re.Pattern[str] | None]
    closes: Callable[[str, str], bool] = str.__eq__

    def find(self, text: str) -> Iterator[Tag]:
        """Find the tags of ``text``, in order."""
        pos = 0
        while (opening := self.opener.search(text, pos)) is not None:
            tag = self._with_content(text, self.match(text, opening.start()))
            yield tag
            pos = max(tag.end, opening.end())

    def _with_content(self, text: str, tag: Tag) -> Tag:
        closer = self.closer(tag.name) if tag.role == "open" else None
        closing = closer.search(text, tag.end) if closer else None
        return Tag(tag.start, closing.end(), tag.name, "void", tag.values) if closing else tag

    def unpaired(self, tags: Sequence[Tag]) -> list[Tag]:
        """Return the tags that open or close without a partner among ``tags``, in order.

        Whether a tag that opens has to be closed is in its template, so one that is never closed is as good
        as void; a tag that closes what isn't open stops the build.
        """
        opened: list[Tag] = []
        strays: list[Tag] = []
        for tag in tags:
            if tag.role == "open":
                opened.append(tag)
            elif tag.role == "close":
                partner = next(
                    (other for other in reversed(opened) if self.closes(tag.name, other.name)), None
                )
                if partner is None:
                    strays.append(tag)
                else:
                    opened.remove(partner)
        return sorted([*opened, *strays], key=lambda tag: tag.start)

    def add_rules(self, md: MarkdownIt, dialect: Dialect) -> None:
        """Let the parser see masks instead of tags, and lines of tags as blocks."""
        wanted = dict(dialect.shortcodes)
        md.core.ruler.before("block", f"mask_{self.name}", partial(_mask, self))
        md.core.ruler.after("block", f"unmask_{self.name}", partial(_unmask, self))
        md.block.ruler.before("table", f"lines_{self.name}", partial(_tag_lines, self, wanted), INTERRUPTS)

    def hide(self, message: str) -> str:
        """Take tags out of a message."""
        return self._replace(message, [tag for tag in self.find(message) if tag.role != "broken"], "")

    def breaks(self, message: str, translation: str) -> bool:
        """Tell whether a translation has a tag that is broken, or one too many that opens or closes.

        Characters that masks are made of would do the same, if they weren't in the source.
        """
        return bool(self._strange(message, translation) or _private(message, translation))

    def escape(self, message: str, translation: str) -> str:
        """Write the tags that would break the page so that they stand for themselves."""
        # Without its first sign a tag may give way to another one; each turn takes at least one sign away.
        while strange := self._strange(message, translation):
            translation = self._replace(translation, strange, "&#123;", only_first=True)
        for char in _private(message, translation):
            translation = translation.replace(char, f"&#{ord(char)};")
        return translation

    def _strange(self, message: str, translation: str) -> list[Tag]:
        """Return the tags of a translation that break it, seen beside its message."""
        known, tags = list(self.find(message)), list(self.find(translation))
        expected = Counter((tag.role, tag.name) for tag in self.unpaired(known))
        broken = sum(tag.role == "broken" for tag in known)
        strange = [tag for tag in tags if tag.role == "broken"][broken:]
        for tag in self.unpaired(tags):
            if not expected[tag.role, tag.name]:
                strange.append(tag)
            elif tag.role == "close":
                expected[tag.role, tag.name] -= 1
        return sorted(strange, key=lambda tag: tag.start)

    def _replace(self, text: str, tags: Sequence[Tag], new: str, *, only_first: bool = False) -> str:
        for tag in reversed(tags):
            text = text[: tag.start] + new + text[tag.start + 1 if only_first else tag.end :]
        return text


def _private(message: str, translation: str) -> set[str]:
    found = {char for chars in _PLANES.values() for char in chars.findall(translation)}
    return found - set(message)


class _Found(msgspec.Struct, frozen=True):
    """The tags of the text that is being parsed, their starts to look them up, and where they are masked."""

    tags: tuple[Tag, ...]
    starts: tuple[int, ...]
    plane: int | None


def _mask(language: TagLanguage, state: StateCore) -> None:
    if language.opener.search(state.src) is None:
        return
    tags = tuple(language.find(state.src))
    plane = next((plane for plane, chars in _PLANES.items() if chars.search(state.src) is None), None)
    state.env[language.name] = _Found(tags, tuple(tag.start for tag in tags), plane)
    if plane is None:
        return
    pieces, pos = [], 0
    for tag in tags:
        if tag.role in ("open", "close", "void"):
            pieces += [state.src[pos : tag.start], _masked(state.src[tag.start : tag.end], plane)]
            pos = tag.end
    state.src = "".join([*pieces, state.src[pos:]])


def _masked(text: str, plane: int) -> str:
    return _MASKABLE.sub(lambda match: chr(ord(match[0]) + plane), text)


def _unmasked(text: str, plane: int) -> str:
    return _PLANES[plane].sub(lambda match: chr(ord(match[0]) - plane), text)


def _unmask(language: TagLanguage, state: StateCore) -> None:
    found: _Found | None = state.env.get(language.name)
    if found is None:
        return
    if found.plane is not None:
        _unmask_tokens(state.tokens, found.plane)
    if state_of_pairs := _state_of_pairs(language, found.tags):
        token = Token(VERBATIM, "", 0, content=state_of_pairs, map=[0, 0], block=True)
        state.tokens.append(token)


def _unmask_tokens(tokens: Sequence[Token], plane: int) -> None:
    for token in tokens:
        token.content = _unmasked(token.content, plane)
        token.info = _unmasked(token.info, plane)
        token.attrs = {
            key: _unmasked(value, plane) if isinstance(value, str) else value
            for key, value in token.attrs.items()
        }


def _state_of_pairs(language: TagLanguage, tags: Sequence[Tag]) -> str:
    """Return what is wrong with the pairs of a whole page: a part of its structure that no block shows.

    A tag that isn't closed counts only if one of its name is closed somewhere.
    """
    closing = {tag.name for tag in tags if tag.role == "close"}
    alone = [
        f"{tag.role} {tag.name}"
        for tag in language.unpaired(tags)
        if tag.role == "close" or any(language.closes(name, tag.name) for name in closing)
    ]
    return "\n".join(sorted(alone))


def _tag_lines(
    language: TagLanguage,
    wanted: Mapping[str, tuple[str | int, ...]],
    state: StateBlock,
    first: int,
    _end: int,
    silent: Silent,
) -> bool:
    found: _Found | None = state.env.get(language.name)
    tags = _tags_alone(found, state, first) if found is not None else []
    if not tags:
        return False
    after = first + 1
    while state.eMarks[after - 1] < tags[-1].end:
        after += 1
    if after > state.lineMax:
        return False
    if not silent:
        _push_tags(state, first, after, tags, wanted)
        state.line = after
    return True


def _tags_alone(found: _Found, state: StateBlock, line: int) -> list[Tag]:
    """Return the tags that a line starts with, if nothing stands beside them; else none."""
    pos = state.bMarks[line] + state.tShift[line]
    index = bisect_left(found.starts, pos)
    tags: list[Tag] = []
    while index < len(found.tags):
        tag = found.tags[index]
        if tag.start != pos or tag.role in ("text", "broken"):
            return []
        index += 1
        tags.append(tag)
        pos = state.skipSpaces(tag.end)
        if _REST.match(state.src, pos):
            return tags
    return []


def _push_tags(
    state: StateBlock,
    first: int,
    after: int,
    tags: Sequence[Tag],
    wanted: Mapping[str, tuple[str | int, ...]],
) -> None:
    values = [
        (tag, value)
        for tag in tags
        for value in tag.values
        if value.text and value.key in wanted.get(tag.name, ())
    ]
    directive = any(tag.name == "i18n" for tag in tags)
    block = push_verbatim(state, first, after, DIRECTIVE if directive else "")
    # The structure is what is left without the values, however those are quoted.
    edges = [
        state.bMarks[first],
        *(e for _, v in values for e in (v.outer_start, v.outer_end)),
        state.eMarks[after - 1],
    ]
    block.content = "\0".join(state.src[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
    for tag, value in values:
        form = PhraseForm(value.style)
        push_phrase(state, f"shortcode {tag.name}: {value.key}", value.text, value.start, value.end, form)
