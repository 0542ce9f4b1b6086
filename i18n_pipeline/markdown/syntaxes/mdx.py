"""MDX, the Markdown of Docusaurus and Starlight: ``import`` and ``export``, JSX, ``{expressions}``.

Rules are those of https://mdxjs.com/docs/what-is-mdx/ ("Deviations": no HTML, no indented code, no autolinks)
and of micromark-extension-mdxjs-esm, -mdx-jsx and -mdx-expression. Lines of nothing but tags and
expressions are blocks, and what stands between is Markdown; within a line of text they stay in the message.
HTML comments are no MDX, but Docusaurus takes them out before it parses, so here they are comments.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from i18n_pipeline.document import PhraseForm
from i18n_pipeline.markdown.syntax import DIRECTIVE, INTERRUPTS, Syntax, line_text, push_phrase, push_verbatim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

    from i18n_pipeline.markdown.dialect import Dialect
    from i18n_pipeline.markdown.syntax import Silent

# A tag or an expression of more lines, or deeper, than this is none: a page full of `{` must not take
# for ever.
_MAX_LINES = 200
_MAX_DEPTH = 50

# `import x from`, `export const x`: words of prose follow `import` otherwise than JavaScript does.
_ESM = re.compile(
    r"""import\s*(?:["'{*]|[\w$]+\s*(?:,|from\b)|type\s)
      | export\s*(?:[{*]|(?:default|const|let|var|function|class|async|type|interface|enum)\b)""",
    re.VERBOSE,
)
# With these words a line of MDX is JavaScript, or the build stops.
_ESM_WORD = re.compile(r"^(?:import|export)(?=[ \t])", re.MULTILINE)
_SPACE = re.compile(r"\s*")
_BLANKS = re.compile(r"[ \t]*")
_TAG_START = re.compile(r"<\s*(?P<close>/)?\s*(?P<name>[A-Za-z_$][\w$.:-]*)?")
_TAG_END = re.compile(r"\s*(?P<self>/)?\s*>")
_ATTRIBUTE = re.compile(
    r"""(?P<name>[A-Za-z_$@][\w$.:-]*)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<braces>\{)))?"""
)
_COMMENT = re.compile(r"(?s:<!--.*?-->)")
# What counts in JavaScript: braces, the starts of template literals and comments; strings (on one line) are
# skipped. In a template literal its end counts, and where code starts.
_IN_CODE = re.compile(r"""(?P<mark>[{}`]|/\*)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|(?<![:\w])//[^\n]*""")
_IN_TEMPLATE = re.compile(r"(?s:\\.)|(?P<mark>`|\$\{)")
# In text: code spans and escaped characters, in which nothing is JSX.
_INLINE = re.compile(r"(?s:\\.)|(?P<code>`+)|(?P<jsx>[{<])")
_EXPRESSION_COMMENT = re.compile(r"(?s:\{\s*/\*.*\*/\s*\}$)")
_DIRECTIVE = re.compile(r"i18n:")


@dataclass(frozen=True, slots=True)
class _Attribute:
    name: str
    start: int
    end: int
    style: Literal["attribute", "attribute-single"]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of JSX at ``start:end``: a tag, an expression, or what starts as one and never ends."""

    kind: Literal["open", "close", "void", "expression", "broken"]
    start: int
    end: int
    name: str = ""
    attributes: tuple[_Attribute, ...] = ()


def skip_braces(text: str, pos: int) -> int:
    """Return where the expression ends that starts with the ``{`` at ``pos``, or -1.

    One that nests deeper than anybody writes has no end.
    """
    open_marks: list[str] = []
    while len(open_marks) < _MAX_DEPTH:
        in_template = open_marks[-1:] == ["`"]
        match = (_IN_TEMPLATE if in_template else _IN_CODE).search(text, pos)
        if match is None:
            return -1
        pos, mark = match.end(), match["mark"]
        if mark == "/*":
            pos = text.find("*/", pos) + 2
            if pos < 2:
                return -1
        elif mark in ("{", "${") or (mark == "`" and not in_template):
            open_marks.append(mark)
        elif mark:
            open_marks.pop()
            if not open_marks:
                return pos
    return -1


def _read_tag(text: str, start: int) -> _Piece:
    broken = _Piece("broken", start, start + 1)
    opening = _TAG_START.match(text, start)
    if opening is None or text[start + 1 : start + 2].isspace():
        return broken
    attributes, pos = _read_attributes(text, opening.end())
    end = _TAG_END.match(text, pos)
    if end is None or (opening["close"] and (pos != opening.end() or end["self"])):
        return broken
    kind: Literal["open", "close", "void"] = (
        "close" if opening["close"] else "void" if end["self"] else "open"
    )
    return _Piece(kind, start, end.end(), opening["name"] or "", tuple(attributes))


def _read_attributes(text: str, pos: int) -> tuple[list[_Attribute], int]:
    attributes: list[_Attribute] = []
    while True:
        space = _SPACE.match(text, pos)
        at = space.end() if space else pos
        match = _ATTRIBUTE.match(text, at)
        if text.startswith("{", at):
            end = skip_braces(text, at)
        elif match is None:
            return attributes, pos
        elif match["braces"]:
            end = skip_braces(text, match.end() - 1)
        else:
            end = match.end()
            attributes += _string_attribute(match)
        if end < 0:
            return attributes, pos
        pos = end


def _string_attribute(match: re.Match[str]) -> Iterator[_Attribute]:
    if match["double"] is not None:
        yield _Attribute(match["name"], *match.span("double"), "attribute")
    elif match["single"] is not None:
        yield _Attribute(match["name"], *match.span("single"), "attribute-single")


def _read_piece(text: str, start: int) -> _Piece:
    if text[start] == "<":
        return _read_tag(text, start)
    end = skip_braces(text, start)
    return _Piece("expression", start, end) if end >= 0 else _Piece("broken", start, start + 1)


# Blocks


def _view(state: StateBlock, first: int, after: int) -> str:
    """Return lines from the first one's text on, container marks blanked, all characters in their places."""
    parts = [line_text(state, first)]
    for line in range(first + 1, after):
        mark = state.bMarks[line] + state.tShift[line]
        parts.append(" " * (mark - state.eMarks[line - 1] - 1) + state.src[mark : state.eMarks[line]])
    return "\n".join(parts)


def _flow(dialect: Dialect, state: StateBlock, first: int, silent: Silent) -> bool:
    if line_text(state, first)[:1] not in ("<", "{"):
        return False
    for lines in (1, _MAX_LINES):
        view = _view(state, first, min(first + lines, state.lineMax))
        pieces = _pieces_alone(view)
        if pieces:
            after = first + 1 + view.count("\n", 0, pieces[-1].end)
            if not silent:
                _push_flow(state, first, after, view, pieces, dialect)
                state.line = after
            return True
    return False


def _pieces_alone(view: str) -> list[_Piece]:
    """Return the pieces that a line starts with, if nothing stands beside them; else none."""
    pieces: list[_Piece] = []
    pos = 0
    while view[pos : pos + 1] in ("<", "{") and pos < len(view):
        pieces.append(_read_piece(view, pos))
        if pieces[-1].kind == "broken":
            return []
        blanks = _BLANKS.match(view, pieces[-1].end)
        pos = blanks.end() if blanks else pieces[-1].end
    return pieces if pos >= len(view) or view[pos] == "\n" else []


def _push_flow(
    state: StateBlock, first: int, after: int, view: str, pieces: Sequence[_Piece], dialect: Dialect
) -> None:
    offset = state.bMarks[first] + state.tShift[first]
    wanted = [
        (piece, attribute)
        for piece in pieces
        for attribute in piece.attributes
        if attribute.name in dialect.attributes and view[attribute.start : attribute.end].strip()
    ]
    token = push_verbatim(state, first, after, _markup(view[: pieces[-1].end]))
    edges = [0, *(edge for _, found in wanted for edge in (found.start, found.end)), pieces[-1].end]
    if wanted:
        token.content = "\0".join(view[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
    for piece, found in wanted:
        start, end = _stripped(view, found.start, found.end)
        text = " ".join(view[start:end].split())
        kind = f"attribute {piece.name}: {found.name}"
        push_phrase(state, kind, text, offset + start, offset + end, PhraseForm(found.style))


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    return end - len(inner.lstrip()), start + len(inner.rstrip())


def _markup(text: str) -> str:
    return DIRECTIVE if _DIRECTIVE.search(text) else ""


def _comment(state: StateBlock, first: int, silent: Silent) -> bool:
    """Skip an HTML comment that nothing stands beside."""
    if not line_text(state, first).startswith("<!--"):
        return False
    view = _view(state, first, min(first + _MAX_LINES, state.lineMax))
    match = _COMMENT.match(view)
    if match is None or view[match.end() :].split("\n", 1)[0].strip():
        return False
    if not silent:
        after = first + 1 + match[0].count("\n")
        push_verbatim(state, first, after, _markup(match[0]))
        state.line = after
    return True


def _esm(state: StateBlock, first: int, silent: Silent) -> bool:
    """Skip imports and exports: at the start of a line of the document itself, up to a blank line.

    Beyond blank lines if braces are open there (micromark-extension-mdxjs-esm: as long as they parse).
    """
    if state.level or state.blkIndent or state.tShift[first] or not _ESM.match(line_text(state, first)):
        return False
    after = _end_of_paragraph(state, first)
    if not silent:
        while (braces := _open_brace(state, first, after)) >= 0:
            end = skip_braces(state.src, braces)
            if end < 0:
                after = _end_of_paragraph(state, first)
                break
            while state.eMarks[after - 1] < end:
                after += 1
            after = _end_of_paragraph(state, after - 1)
        push_verbatim(state, first, after)
        state.line = after
    return True


def _end_of_paragraph(state: StateBlock, line: int) -> int:
    while line < state.lineMax and not state.isEmpty(line):
        line += 1
    return line


def _open_brace(state: StateBlock, first: int, after: int) -> int:
    """Return the place of the first brace in some lines that isn't closed there, or -1."""
    start, end = state.bMarks[first], state.eMarks[after - 1]
    text = state.src[start:end]
    pos = 0
    while (match := _IN_CODE.search(text, pos)) is not None:
        pos = match.end()
        if match["mark"] == "{":
            pos = skip_braces(text, match.start())
            if pos < 0:
                return start + match.start()
    return -1


def _add_rules(md: MarkdownIt, dialect: Dialect) -> None:
    def flow(state: StateBlock, first: int, _end: int, silent: Silent) -> bool:
        return _comment(state, first, silent) or _flow(dialect, state, first, silent)

    def esm(state: StateBlock, first: int, _end: int, silent: Silent) -> bool:
        return _esm(state, first, silent)

    md.block.ruler.before("table", "mdx_flow", flow, INTERRUPTS)
    md.block.ruler.before("table", "mdx_esm", esm, INTERRUPTS)
    md.disable(["html_block", "code"])


# Inline


def _find_pieces(text: str) -> Iterator[_Piece]:
    """Find tags and expressions in the text of a message, in order."""
    pos = 0
    while (match := _INLINE.search(text, pos)) is not None:
        pos = match.end()
        if match["code"]:
            closing = re.compile(rf"(?<!`){match['code']}(?!`)").search(text, pos)
            pos = closing.end() if closing else pos
        elif match["jsx"] and not _is_plain(text, match.start()):
            piece = _read_piece(text, match.start())
            yield piece
            pos = piece.end


def _find_expressions(text: str) -> Iterator[_Piece]:
    return (piece for piece in _find_pieces(text) if piece.kind == "expression")


def _is_plain(text: str, pos: int) -> bool:
    """Tell whether a ``<`` is text: one before white space is, one at the end of a block is not."""
    return text[pos] == "<" and text[pos + 1 : pos + 2].isspace()


def _hide(message: str) -> str:
    for piece in reversed([piece for piece in _find_pieces(message) if piece.kind != "broken"]):
        message = message[: piece.start] + message[piece.end :]
    return message


def _unpaired(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Return the tags without a partner: in JSX they have to nest."""
    opened: list[_Piece] = []
    strays: list[_Piece] = []
    for piece in pieces:
        if piece.kind == "open":
            opened.append(piece)
        elif piece.kind == "close":
            if opened and opened[-1].name == piece.name:
                opened.pop()
            else:
                strays.append(piece)
    return sorted([*opened, *strays], key=lambda piece: piece.start)


def _strange(message: str, translation: str) -> list[_Piece]:
    """Return what of a translation stops the build, seen beside its message.

    That is a tag or brace without end or partner, and a component or an expression that isn't in the message:
    nobody has imported the one or defined the other.
    """
    known, pieces = list(_find_pieces(message)), list(_find_pieces(translation))
    names = {piece.name for piece in known}
    texts = {message[piece.start : piece.end] for piece in known if piece.kind == "expression"}
    broken = [piece for piece in pieces if piece.kind == "broken"]
    strange = broken[sum(piece.kind == "broken" for piece in known) :]
    for piece in pieces:
        text = translation[piece.start : piece.end]
        if piece.kind == "expression":
            if text not in texts and not _EXPRESSION_COMMENT.match(text):
                strange.append(piece)
        elif piece.kind != "broken" and piece.name not in names and not piece.name.islower():
            strange.append(piece)
    return strange + _unpaired_beside(known, [piece for piece in pieces if piece not in strange])


def _unpaired_beside(known: Sequence[_Piece], pieces: Sequence[_Piece]) -> list[_Piece]:
    expected = [(piece.kind, piece.name) for piece in _unpaired(known)]
    strange = []
    for piece in _unpaired(pieces):
        if (piece.kind, piece.name) in expected:
            expected.remove((piece.kind, piece.name))
        else:
            strange.append(piece)
    return strange


def _breaks(message: str, translation: str) -> bool:
    words = [len(_ESM_WORD.findall(text)) for text in (message, translation)]
    if words[0] < words[1] or _strange(message, translation):
        return True
    # What the message leaves to another one to open or close has to be there.
    known, pieces = (
        [(piece.kind, piece.name) for piece in _unpaired(list(_find_pieces(text)))]
        for text in (message, translation)
    )
    return known != pieces


def _escape_beside(message: str, translation: str) -> str:
    # Without its first sign a piece may give way to another one; each turn takes at least one sign away.
    while strange := _strange(message, translation):
        for piece in sorted(strange, key=lambda piece: -piece.start):
            entity = "&lt;" if translation[piece.start] == "<" else "&#123;"
            translation = translation[: piece.start] + entity + translation[piece.start + 1 :]
    return translation


def _escape(line: str) -> str:
    """Keep a line of text from being an import."""
    return f"&#{ord(line[0])};{line[1:]}" if _ESM_WORD.match(line) else line


MDX = Syntax(
    name="mdx",
    add_rules=_add_rules,
    openers=_ESM_WORD,
    suspects=re.compile(r"[<{]"),
    hide=_hide,
    breaks=_breaks,
    escape=_escape,
    escape_beside=_escape_beside,
    find=_find_expressions,
)
