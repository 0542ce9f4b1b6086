"""MDX, the Markdown of Docusaurus and Starlight: ``import`` and ``export``, JSX, ``{expressions}``.

Rules are those of https://mdxjs.com/docs/what-is-mdx/ ("Deviations": no HTML, no indented code, no autolinks)
and of micromark-extension-mdxjs-esm, -mdx-jsx and -mdx-expression. Lines of nothing but tags and
expressions are blocks, and what stands between is Markdown; within a line of text they stay in the message.
HTML comments are no MDX, but Docusaurus takes them out before it parses, so here they are comments.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.document import PhraseForm
from i18n_pipeline.markdown.syntax import DIRECTIVE, INTERRUPTS, Syntax, line_text, push_phrase, push_verbatim
from i18n_pipeline.markdown.syntaxes.jsx import (
    find_expressions,
    find_open_brace,
    find_pieces,
    pieces_alone,
    skip_braces,
    unpaired,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

    from i18n_pipeline.markdown.dialect import Dialect
    from i18n_pipeline.markdown.syntax import Silent
    from i18n_pipeline.markdown.syntaxes.jsx import Piece

# A tag or an expression of more lines than this is none: a page full of `{` must not take for ever.
_MAX_LINES = 200

# `import x from`, `export const x`: words of prose follow `import` otherwise than JavaScript does.
_ESM = re.compile(
    r"""import\s*(?:["'{*]|[\w$]+\s*(?:,|from\b)|type\s)
      | export\s*(?:[{*]|(?:default|const|let|var|function|class|async|type|interface|enum)\b)""",
    re.VERBOSE,
)
# With these words a line of MDX is JavaScript, or the build stops.
_ESM_WORD = re.compile(r"^(?:import|export)(?=[ \t])", re.MULTILINE)
_COMMENT = re.compile(r"(?s:<!--.*?-->)")
_EXPRESSION_COMMENT = re.compile(r"(?s:\{\s*/\*.*\*/\s*\}$)")
_DIRECTIVE = re.compile(r"i18n:")


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
        pieces = pieces_alone(view)
        if pieces:
            after = first + 1 + view.count("\n", 0, pieces[-1].end)
            if not silent:
                _push_flow(state, first, after, view, pieces, dialect)
                state.line = after
            return True
    return False


def _push_flow(
    state: StateBlock, first: int, after: int, view: str, pieces: Sequence[Piece], dialect: Dialect
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
    start = state.bMarks[first]
    found = find_open_brace(state.src[start : state.eMarks[after - 1]])
    return found if found < 0 else start + found


def _add_rules(md: MarkdownIt, dialect: Dialect) -> None:
    def flow(state: StateBlock, first: int, _end: int, silent: Silent) -> bool:
        return _comment(state, first, silent) or _flow(dialect, state, first, silent)

    def esm(state: StateBlock, first: int, _end: int, silent: Silent) -> bool:
        return _esm(state, first, silent)

    md.block.ruler.before("table", "mdx_flow", flow, INTERRUPTS)
    md.block.ruler.before("table", "mdx_esm", esm, INTERRUPTS)
    md.disable(["html_block", "code"])


# Inline


def _hide(message: str) -> str:
    for piece in reversed([piece for piece in find_pieces(message) if piece.kind != "broken"]):
        message = message[: piece.start] + message[piece.end :]
    return message


def _strange(message: str, translation: str) -> list[Piece]:
    """Return what of a translation stops the build, seen beside its message.

    That is a tag or brace without end or partner, and a component or an expression that isn't in the message:
    nobody has imported the one or defined the other.
    """
    known, pieces = list(find_pieces(message)), list(find_pieces(translation))
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


def _unpaired_beside(known: Sequence[Piece], pieces: Sequence[Piece]) -> list[Piece]:
    expected = [(piece.kind, piece.name) for piece in unpaired(known)]
    strange = []
    for piece in unpaired(pieces):
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
        [(piece.kind, piece.name) for piece in unpaired(list(find_pieces(text)))]
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
    find=find_expressions,
)
