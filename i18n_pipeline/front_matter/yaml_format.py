"""YAML front matter, between ``---`` and ``---`` or ``...`` (YAML 1.2, https://yaml.org/spec/1.2.2/).

ruamel.yaml's parser gives events with positions; nodes and Python values are built only where someone asks
for values. Its pure Python form is used even where a C library is installed: that one knows YAML 1.1 only,
and two machines that work on one site have to read it alike.

A plain scalar counts as a string only if YAML 1.1 and 1.2 both say so, since generators differ in what they
read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingStartEvent,
    ScalarEvent,
)
from ruamel.yaml.nodes import MappingNode, SequenceNode
from ruamel.yaml.parser import Parser
from ruamel.yaml.reader import Reader
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scanner import Scanner

from i18n_pipeline.document import Span
from i18n_pipeline.front_matter.fences import compile_closing, compile_opening, match_fences
from i18n_pipeline.front_matter.values import (
    LINE_END,
    Data,
    DataError,
    Format,
    FrontMatter,
    FrontMatterError,
    Scalar,
)
from i18n_pipeline.front_matter.yaml_errors import PARSER_ERRORS, describe_error
from i18n_pipeline.front_matter.yaml_plain import parse_plain
from i18n_pipeline.front_matter.yaml_writing import resolves_to_other, write_candidates, write_table

if TYPE_CHECKING:
    from ruamel.yaml.events import Event
    from ruamel.yaml.nodes import Node

    from i18n_pipeline.front_matter.values import Leaf, Path

OPENING: Final = compile_opening("---")
CLOSING: Final = compile_closing("---", "...")
# The first line that is neither blank nor a comment, if it starts with a key.
KEY_LINE: Final = re.compile(
    r"""(?:[ \t]*(?:\#[^\r\n]*)?(?:\r\n|\n|\r))*
        [ ]*(?:\w[\w.-]*|"[^"\r\n]*"|'[^'\r\n]*')[ \t]*:(?=[ \t\r\n]|\Z)""",
    re.VERBOSE,
)

STYLES: Final = {"'": "single", '"': "double", "|": "literal", ">": "folded"}
STRING_TAGS: Final = ("!", "tag:yaml.org,2002:str")
COMPLEX_KEY: Final = "\0"
# An anchor or a tag, and what stands between it and the scalar.
PROPERTY: Final = re.compile(r"[&!]\S*(?:[ \t]|(?:[ \t]#[^\r\n]*)?(?:\r\n|\n|\r))*")


class _EventReader(Reader, Scanner, Parser, VersionedResolver):
    """ruamel.yaml's own parts up to the events, put together as its loaders do."""

    def __init__(self, source: str) -> None:
        self.comment_handling = None
        Reader.__init__(self, source, loader=self)
        Scanner.__init__(self, loader=self)
        Parser.__init__(self, loader=self)
        VersionedResolver.__init__(self, None, loader=self)


class _Constructor(SafeConstructor):
    """Reads what an application's own tag stands on as if it weren't there."""

    def construct_untagged(self, node: Node) -> object:
        """Give the value of a node without looking at its tag."""
        if isinstance(node, MappingNode):
            return self.construct_mapping(node, deep=True)
        if isinstance(node, SequenceNode):
            return self.construct_sequence(node, deep=True)
        return self.construct_scalar(node)


_Constructor.add_constructor(None, _Constructor.construct_untagged)


@dataclass(slots=True)
class _Frame:
    """A collection that is being read. ``key`` is None while a mapping's next node is a key."""

    path: Path
    is_mapping: bool
    flow: bool
    key: str | None = None
    number: int = 0


@dataclass(slots=True)
class _Walk:
    """What the walk over the events has seen."""

    source: str
    leaves: list[Leaf] = field(default_factory=list)
    scalars: list[Scalar] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    column: int | None = 0
    documents: int = 0


def match_block(text: str, pos: int) -> FrontMatter | None:
    """Find a block between ``---`` and ``---`` or ``...``.

    A ``---`` without a second one is a thematic break, and None; unless a key follows it: `FrontMatterError`.
    """
    opening, closing = match_fences(text, pos, OPENING, CLOSING)
    if opening is None:
        return None
    if closing is not None:
        return FrontMatter("yaml", Span(opening.start, closing.end), Span(opening.end, closing.start))
    if KEY_LINE.match(text, opening.end):
        raise FrontMatterError(1, "front matter opened with --- is never closed; add a --- line")
    return None


def is_data(inner: str) -> bool:
    """Tell a mapping, broken or not, from Markdown between two thematic breaks: it starts with a key."""
    return KEY_LINE.match(inner) is not None


def load(inner: str) -> dict[str, object]:
    """Give ruamel.yaml's reading as plain Python values, and the last of equal keys. Raises `DataError`."""
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = _Constructor
    yaml.allow_duplicate_keys = True
    yaml.composer.warn_double_anchors = False
    try:
        data = yaml.load(inner)
    except PARSER_ERRORS as error:
        raise describe_error(inner, error) from error
    return data if isinstance(data, dict) else {}


def parse(inner: str) -> Data:
    """Give leaves and strings with their places. Raises `DataError`, also for data that are no mapping."""
    return parse_plain(inner) or parse_events(inner)


def parse_events(inner: str) -> Data:
    """Parse as ruamel.yaml does, whatever the text holds."""
    walk = _Walk(inner)
    try:
        reader = _EventReader(inner)
        while reader.check_event():
            visit_event(reader.get_event(), walk)
    except PARSER_ERRORS as error:
        raise describe_error(inner, error) from error
    if not walk.leaves or walk.leaves == [((), "", "")]:
        return Data((((), "map", ""),), ())
    if walk.leaves[0][1][:3] != "map":
        raise DataError(1, "it is not a mapping of keys to values")
    return Data(tuple(walk.leaves), tuple(walk.scalars), walk.column)


def visit_event(event: Event, walk: _Walk) -> None:
    """Take one event in. Raises `DataError` for an alias to nowhere and for a second document."""
    if isinstance(event, CollectionEndEvent):
        walk.frames.pop()
    elif isinstance(event, DocumentStartEvent):
        walk.documents += 1
        if walk.documents > 1:
            raise DataError(event.start_mark.line + 1, "it holds more than one YAML document")
    elif isinstance(event, (ScalarEvent, AliasEvent, CollectionStartEvent)):
        if isinstance(event, AliasEvent):
            if event.anchor not in walk.anchors:
                raise DataError(event.start_mark.line + 1, f"the alias *{event.anchor} has no anchor")
        elif event.anchor:
            walk.anchors.add(event.anchor)
        visit_node(event, walk)


def visit_node(event: ScalarEvent | AliasEvent | CollectionStartEvent, walk: _Walk) -> None:
    """Take a node in, which is a key or a value of the innermost collection, or the root."""
    frame = walk.frames[-1] if walk.frames else None
    if frame and frame.is_mapping and frame.key is None:
        frame.key = _name_key(event)
        if isinstance(event, CollectionStartEvent):
            add_collection(event, walk, (*frame.path, frame.key))
        return
    path = _advance(frame) if frame else ()
    if isinstance(event, CollectionStartEvent):
        add_collection(event, walk, path)
    elif isinstance(event, ScalarEvent):
        add_scalar(event, walk, path, flow=frame is not None and frame.flow)
    else:
        walk.leaves.append((path, "alias", str(event.anchor)))


def _name_key(event: ScalarEvent | AliasEvent | CollectionStartEvent) -> str:
    """Give a key's text; keys that are no scalars get a name that nobody asks for."""
    if isinstance(event, ScalarEvent):
        return str(event.value)
    return f"{COMPLEX_KEY}{event.anchor or ''}"


def _advance(frame: _Frame) -> Path:
    """Give the path of a collection's next value and make ready for the one after it."""
    if frame.is_mapping:
        path: Path = (*frame.path, frame.key or "")
        frame.key = None
        return path
    frame.number += 1
    return (*frame.path, frame.number - 1)


def add_collection(event: CollectionStartEvent, walk: _Walk, path: Path) -> None:
    """Note where a collection starts; what follows is in it."""
    is_mapping, flow = isinstance(event, MappingStartEvent), bool(event.flow_style)
    if not walk.frames:
        walk.column = None if flow else event.start_mark.column
    kind = "map" if is_mapping else "list"
    walk.leaves.append((path, kind + _describe_properties(event), ""))
    walk.frames.append(_Frame(path, is_mapping, flow))


def _describe_properties(event: ScalarEvent | CollectionStartEvent) -> str:
    """Give tag and anchor, which are part of the data."""
    return f"{f' !{event.tag}' if event.tag else ''}{f' &{event.anchor}' if event.anchor else ''}"


def add_scalar(event: ScalarEvent, walk: _Walk, path: Path, *, flow: bool) -> None:
    """Note a scalar, with its place if it is a string."""
    style = STYLES.get(event.style or "", "plain")
    value = str(event.value)
    if event.tag:
        is_string = str(event.tag) in STRING_TAGS
    else:
        is_string = style != "plain" or not resolves_to_other(value)
    if is_string and value.strip():
        walk.scalars.append(locate_scalar(event, walk, path, style, flow=flow))
    walk.leaves.append((path, ("str" if is_string else "") + _describe_properties(event), value))


def locate_scalar(event: ScalarEvent, walk: _Walk, path: Path, style: str, *, flow: bool) -> Scalar:
    """Find where a string stands, without its anchor and tag."""
    start, end = event.start_mark.index, event.end_mark.index
    if event.anchor or event.tag:
        start = skip_properties(walk.source, start)
    value = str(event.value)
    if style not in ("literal", "folded"):
        return Scalar(path, value, start, end, len(walk.leaves), style, flow=flow)
    header, indent, end = match_block_scalar(walk.source, start, value)
    return Scalar(path, value, start, end, len(walk.leaves), style, header, indent)


def skip_properties(src: str, pos: int) -> int:
    """Skip anchor and tag, in either order, and the blanks and comments after them."""
    match = PROPERTY.match(src, pos)
    return skip_properties(src, match.end()) if match else pos


def match_block_scalar(src: str, pos: int, value: str) -> tuple[str, int, int]:
    """Give the header, the indentation and the end of the block scalar at ``pos``.

    The end is that of the last line with content, without its line end: blank lines after it, kept in the
    value or not, and less indented comments stay outside.
    """
    lines = split_lines(src, pos)
    header = src[slice(*lines[0])].rstrip()
    texts = [(start, end, src[start:end]) for start, end in lines[1:] if src[start:end].strip(" \t")]
    # Leading blanks beyond the indentation are part of the value, so the value says how many there are.
    inside = next(line for line in value.split("\n") if line.strip(" \t"))
    indent = _count_spaces(texts[0][2]) - _count_spaces(inside)
    end = texts[0][1]
    for _, line_end, line in texts:
        if _count_spaces(line) < indent:
            break
        end = line_end
    return header, indent, end


def split_lines(src: str, pos: int) -> list[tuple[int, int]]:
    """Give start and end, without line end, of each line from ``pos`` on."""
    lines = []
    for match in LINE_END.finditer(src, pos):
        lines.append((pos, match.start()))
        pos = match.end()
    return [*lines, (pos, len(src))]


def _count_spaces(line: str) -> int:
    """Count the spaces at the start."""
    return len(line) - len(line.lstrip(" "))


FORMAT: Final = Format(
    match_block,
    is_data,
    parse,
    load,
    write_candidates,
    write_table,
    opening="---",
    closing=CLOSING,
    comment="#",
)
