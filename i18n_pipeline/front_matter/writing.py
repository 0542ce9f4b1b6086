"""From translations back to text. What is written has been read back: right, or not written."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import msgspec

from i18n_pipeline.document import ScalarForm, Span
from i18n_pipeline.front_matter.formats import get_format
from i18n_pipeline.front_matter.reading import parse_data, parse_inner
from i18n_pipeline.front_matter.values import LINE_END, DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from i18n_pipeline.document import FrontMatterFormat, Segment
    from i18n_pipeline.front_matter.values import Data, FrontMatter, Leaf, Scalar, Table

# Halves of a character can't be saved as UTF-8, however a format might escape them.
SURROGATE: Final = re.compile("[\ud800-\udfff]")


class _Draft(msgspec.Struct, frozen=True):
    """A translation on its way: its place in the caller's list, its scalar, ways to write it, its value."""

    index: int
    scalar: Scalar
    candidates: tuple[str, ...]
    value: str


def write_scalar(form: ScalarForm, message: str, newline: str) -> str | None:
    """Give the preferred text for a segment's span, without reading it back.

    ``newline`` is the document's line end. None if ``message`` can't be saved as UTF-8.
    """
    if SURROGATE.search(message):
        return None
    return next(get_format(form.format).write_candidates(form, message, newline), None)


def write_values(
    text: str, front_matter: FrontMatter, replacements: Sequence[tuple[Segment, str]]
) -> list[str | None]:
    """Give the text for each segment's span, or None where nothing says what the translation says.

    All of them together have been read back: the front matter with them in place holds the translations
    (between their ``lead`` and ``tail``) and is the same in all else. Each is quoted as the source is, if
    that can hold it. A translation equal to its segment's text gives the source's own characters.
    """
    results: list[str | None] = [
        text[segment.span.start : segment.span.end] if message == segment.text else None
        for segment, message in replacements
    ]
    drafts = _draft_values(text, front_matter, replacements)
    for draft, written in _choose_texts(text, front_matter, drafts):
        results[draft.index] = written
    return results


def splice_values(text: str, front_matter: FrontMatter, replacements: Sequence[tuple[Segment, str]]) -> str:
    """Give the text with translations in place; a segment that can't be written shows the source."""
    written = write_values(text, front_matter, replacements)
    pieces = [
        (segment.span, new)
        for (segment, _), new in zip(replacements, written, strict=True)
        if new is not None
    ]
    return _splice(text, pieces)


def add_table(text: str, front_matter: FrontMatter, name: str, table: Table) -> str | None:
    """Give the text with a table as last entry of the front matter, in its own format and indentation.

    None if there is a value of that name already, or if it can't be added without changing something else.
    """
    data = parse_inner(text, front_matter)
    if data.column is None or any(path and path[0] == name for path, _, _ in data.leaves):
        return None
    inner = text[front_matter.inner.start : front_matter.inner.end]
    newline = find_newline(text, front_matter)
    written = get_format(front_matter.format).write_table(inner, data.column, name, table, newline)
    return _replace_inner(text, front_matter, written, _add_leaves(front_matter.format, data, name, table))


def add_comment(text: str, front_matter: FrontMatter, comment: str) -> str | None:
    """Give the text with a comment line after the opening delimiter; None in JSON, which has no comments.

    ``comment`` comes without a ``#``; line ends in it become spaces.
    """
    mark = get_format(front_matter.format).comment
    if not mark:
        return None
    words = f"{mark} {' '.join(comment.split())}".rstrip()
    line = words + find_newline(text, front_matter)
    start = front_matter.inner.start
    if words.isprintable():
        # A whole line of comment means nothing: the data need not be read again.
        return text[:start] + line + text[start:]
    inner = text[start : front_matter.inner.end]
    return _replace_inner(text, front_matter, line + inner, parse_inner(text, front_matter).leaves)


def new_block(name: FrontMatterFormat, key: str, table: Table, newline: str) -> str:
    """Give a whole block of front matter, delimiters included, that holds one table and nothing else."""
    spec = get_format(name)
    if spec.closing is None:
        return spec.write_table(f"{{{newline}}}", 0, key, table, newline) + newline
    return spec.opening + newline + spec.write_table("", 0, key, table, newline) + spec.opening + newline


def find_newline(text: str, front_matter: FrontMatter) -> str:
    r"""Give the line end that the front matter uses: that of its first line, ``\n`` if it has none."""
    match = LINE_END.search(text, front_matter.span.start, front_matter.span.end)
    return match[0] if match else "\n"


def _draft_values(
    text: str, front_matter: FrontMatter, replacements: Sequence[tuple[Segment, str]]
) -> list[_Draft]:
    """Write each translation in every way that could do."""
    base = front_matter.inner.start
    scalars = {base + scalar.start: scalar for scalar in parse_inner(text, front_matter).scalars}
    newline = find_newline(text, front_matter)
    write = get_format(front_matter.format).write_candidates
    drafts = []
    for index, (segment, message) in enumerate(replacements):
        scalar, form = scalars.get(segment.span.start), segment.form
        if message == segment.text or scalar is None or SURROGATE.search(message):
            continue
        if isinstance(form, ScalarForm):
            candidates = tuple(dict.fromkeys(write(form, message, newline)))
            drafts.append(_Draft(index, scalar, candidates, form.lead + message + form.tail))
    return drafts


def _choose_texts(
    text: str, front_matter: FrontMatter, drafts: Sequence[_Draft]
) -> Sequence[tuple[_Draft, str]]:
    """Give for each draft the first text that reads back, together with all the others'.

    Nearly always the preferred texts all do; so they are tried at once, and one by one if that fails.
    """
    if not drafts:
        return ()
    inner = text[front_matter.inner.start : front_matter.inner.end]
    leaves = parse_inner(text, front_matter).leaves
    preferred = [(draft, draft.candidates[0]) for draft in drafts if draft.candidates]
    if _reads_back(front_matter.format, inner, leaves, preferred):
        return preferred
    chosen: list[tuple[_Draft, str]] = []
    for draft in drafts:
        trials = ([*chosen, (draft, candidate)] for candidate in draft.candidates)
        good = next((t for t in trials if _reads_back(front_matter.format, inner, leaves, t)), None)
        chosen = good or chosen
    return chosen


def _reads_back(
    name: FrontMatterFormat, inner: str, leaves: tuple[Leaf, ...], choices: Sequence[tuple[_Draft, str]]
) -> bool:
    """Tell if the data with these texts in place hold these values, and else what they held."""
    pieces = [(Span(draft.scalar.start, draft.scalar.end), new) for draft, new in choices]
    expected = list(leaves)
    for draft, _ in choices:
        path, kind, _ = expected[draft.scalar.leaf]
        expected[draft.scalar.leaf] = (path, kind, draft.value)
    return _holds(name, _splice(inner, pieces), tuple(expected))


def _holds(name: FrontMatterFormat, inner: str, leaves: tuple[Leaf, ...]) -> bool:
    """Tell if ``inner`` can stand between the delimiters and holds exactly these leaves."""
    closing = get_format(name).closing
    if closing and closing.search(inner):
        return False
    try:
        return parse_data(name, inner).leaves == leaves
    except DataError:
        return False


def _add_leaves(name: FrontMatterFormat, data: Data, key: str, table: Table) -> tuple[Leaf, ...]:
    """Give the leaves to expect once a table has been added: those there are, then the table's."""
    kinds = _kinds_of(name, tuple((member, isinstance(value, str)) for member, value in table.items()))
    paths = ((key,), *((key, member) for member in table))
    values = ("", *map(str, table.values()))
    return data.leaves + tuple(zip(paths, kinds, values, strict=True))


@lru_cache(maxsize=16)
def _kinds_of(name: FrontMatterFormat, members: tuple[tuple[str, bool], ...]) -> tuple[str, ...]:
    """Give the kinds of a table and of its members (with whether each is text), as the format calls them."""
    block = new_block(name, "table", {member: "text" if text else 1 for member, text in members}, "\n")
    found = get_format(name).match_block(block, 0)
    leaves = parse_inner(block, found).leaves if found else ()
    return tuple(kind for path, kind, _ in leaves if path)


def _replace_inner(text: str, front_matter: FrontMatter, inner: str, leaves: tuple[Leaf, ...]) -> str | None:
    """Put new data between the delimiters if they hold exactly these leaves."""
    if not _holds(front_matter.format, inner, leaves):
        return None
    return text[: front_matter.inner.start] + inner + text[front_matter.inner.end :]


def _splice(text: str, pieces: Iterable[tuple[Span, str]]) -> str:
    """Replace spans of a text; they are disjoint, in any order."""
    parts, pos = [], 0
    for span, new in sorted(pieces, key=lambda piece: piece[0].start):
        parts += [text[pos : span.start], new]
        pos = span.end
    return "".join([*parts, text[pos:]])
