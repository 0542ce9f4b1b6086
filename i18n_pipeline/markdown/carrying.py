"""Mechanical edits of a wording, made in its translation too.

A message is text with tokens in it that translators copy: code spans, addresses, labels, tags and their
values, numbers, marks of emphasis. Where two wordings differ in nothing but tokens, white space, typography
or the sign at their end, the translation of the one becomes that of the other by rule. Wherever a rule can't
be sure there is no translation: a stale message is a smaller evil than a wrong one that looks translated.

Inline syntax is that of CommonMark 0.31 (section 6), of Hugo, Liquid and MDX tags as far as their ends go.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from i18n_pipeline.catalog import Carried

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DESTINATION = r"<[^<>\n]*>|(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*"
_TITLE = r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)"""
_TOKEN = re.compile(
    rf"""
    (?=[\\`{{<\[\]$%hfwv0-9*_~])(?:           # most characters start none: they are passed over at once
      (?P<text> \\[!-/:-@\[-`{{-~] )
    | (?P<code> (?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`) )
    | (?P<tag> \{{\{{.*?\}}\}} | \{{%.*?%\}} | <!--.*?-->
             | </?[A-Za-z][\w:.-]*(?:\s(?:[^"'<>]|"[^"]*"|'[^']*')*)?/?> )
    | (?P<address> <[A-Za-z][\w+.-]{{1,31}}:[^\s<>]*> | <[^\s<>@]+@[^\s<>]+> )
    | (?P<link> \]\(\s*(?:{_DESTINATION})(?:\s+(?:{_TITLE}))?\s*\) )
    | (?P<label> \]\[[^\[\]]*\] | \[\^[^\]\s]+\] )
    | (?P<attributes> \{{[:.\#][^{{}}]*\}} )
    | (?P<placeholder> \$\{{[^{{}}]*\}} | \{{\w[\w.]*\}} | %(?:\(\w+\)|[0-9]+\$)?[sdifux](?![A-Za-z0-9]) )
    | (?P<bare> (?:(?:https?|ftp)://|www\.)[^\s<>]*[^\s<>.,;:!?'"()\[\]*_`、。，] )
    | (?P<number> (?<![A-Za-z0-9_])v?[0-9]+(?:[.,-][0-9]+)*(?![A-Za-z0-9_]) )
    | (?P<mark> \*+(?=[^\s*]) | (?<=\S)\*+ | (?<!\w)_+(?=[^\s_]) | (?<=\S)_+(?!\w) | ~~ )
    )""",
    re.VERBOSE | re.DOTALL,
)
# The pieces of a token that have a life of their own: values between quotes, the target of a link.
_VALUE = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`""", re.DOTALL)
_TARGET = re.compile(rf"\]\(\s*(?P<target>{_DESTINATION})", re.DOTALL)
_COMPOSITE = frozenset({"tag", "link", "attributes"})


class _Piece(NamedTuple):
    """A piece of a message: ``text``, or a token of another kind."""

    kind: str
    text: str


def _split_coarse(message: str) -> list[_Piece]:
    """Split a message to text and tokens; a tag or a link's target and title is one token."""
    pieces, pos = [], 0
    for match in _TOKEN.finditer(message):
        if match.lastgroup == "text":
            continue
        # ``lastgroup`` is the group that closed last, and groups within a token close before it.
        pieces += [_Piece("text", message[pos : match.start()]), _Piece(match.lastgroup or "", match[0])]
        pos = match.end()
    return [*pieces, _Piece("text", message[pos:])]


def _split_fine(message: str) -> list[_Piece]:
    """Split a message so that the values of tags and links are tokens of their own."""
    return [fine for piece in _split_coarse(message) for fine in _split_token(piece)]


def _split_token(piece: _Piece) -> Iterator[_Piece]:
    if piece.kind not in _COMPOSITE:
        yield piece
        return
    target = _TARGET.match(piece.text)
    pos = 0
    if target:
        yield from (_Piece("syntax", "]("), _Piece("target", target["target"]))
        pos = target.end()
    for value in _VALUE.finditer(piece.text, pos):
        yield from (_Piece("syntax", piece.text[pos : value.start() + 1]), _Piece("value", value[0][1:-1]))
        pos = value.end() - 1
    yield _Piece("syntax", piece.text[pos:])


def _tokens(pieces: Sequence[_Piece]) -> list[_Piece]:
    return [piece for piece in pieces if piece.kind != "text"]


# What does not count

_TYPOGRAPHY = str.maketrans(
    dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛‹›′", "'") | dict.fromkeys("–—―", "-") | {"…": "..."}
)
_DASHES = re.compile(r"-{2,3}(?!-)")
_CJK = "\u2e80-\u312f\u3190-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
# Between two words a space says where one ends; elsewhere it is a matter of taste.
_SPACE_THAT_COUNTS = re.compile(rf"(?<=[^\W{_CJK}])\s+(?=[^\W{_CJK}])")
_SPACE = re.compile(r"\s+")
_PLACEHOLDER = "\0"
# Longer tokens are cut short where a comment names them.
_EXCERPT = 80


# Wordings are looked for by their outlines, and likened by them.
@lru_cache(maxsize=4096)
def _outline(message: str) -> str:
    """Write each token as its kind, and the text in one typography, without white space that says nothing."""
    body, _ = _split_tail(message)
    pieces = (
        piece.text.translate(_TYPOGRAPHY) if piece.kind == "text" else f"{_PLACEHOLDER}{piece.kind}\1"
        for piece in _split_coarse(body)
    )
    text = _DASHES.sub("-", "".join(pieces))
    return _SPACE.sub("", _SPACE_THAT_COUNTS.sub("\2", text)).strip()


# Tokens


def _patch(old: Sequence[_Piece], new: Sequence[_Piece], target: Sequence[_Piece]) -> list[_Piece] | None:
    """Give ``target`` the tokens that ``new`` has in place of those of ``old``.

    None where it isn't certain which token is which: one becomes two, or stands in the target more or less
    often than in the old wording.
    """
    before, after = _tokens(old), _tokens(new)
    if [token.kind for token in before] != [token.kind for token in after]:
        return None
    changes: dict[_Piece, _Piece] = {}
    for one, other in zip(before, after, strict=True):
        if changes.setdefault(one, other) != other:
            return None
    counts, wanted = Counter(_tokens(target)), Counter(before)
    if any(counts[one] != wanted[one] for one, other in changes.items() if one != other):
        return None
    return [changes.get(piece, piece) for piece in target]


def _carry_tokens(old: str, new: str, msgstr: str) -> str | None:
    """Patch whole tokens; where a translation has a part of one in its own words, patch the other parts."""
    for split in (_split_coarse, _split_fine):
        patched = _patch(split(old), split(new), split(msgstr))
        if patched is None:
            continue
        text = "".join(piece.text for piece in patched)
        # What is patched in must be what it was meant to be: ``_`` within a word marks nothing.
        if _tokens(split(text)) == _tokens(patched):
            return text
    return None


def _describe_tokens(old: str, new: str) -> list[str]:
    before, after = _tokens(_split_fine(old)), _tokens(_split_fine(new))
    if len(before) != len(after):
        before, after = _tokens(_split_coarse(old)), _tokens(_split_coarse(new))
    pairs = dict.fromkeys((one.text, other.text) for one, other in zip(before, after, strict=True))
    return [f"{_excerpt(one)} → {_excerpt(other)}" for one, other in pairs if one != other]


def _excerpt(token: str) -> str:
    return token if len(token) <= _EXCERPT else token[: _EXCERPT - 1] + "…"


# Languages whose nouns follow a number in more than two ways (CLDR, Language Plural Rules): another number
# may take another word.
_MANY_PLURALS = frozenset(
    (
        "ar", "be", "br", "bs", "cs", "cy", "dsb", "ga", "gd", "gv", "he", "hr", "hsb", "kw", "lt", "lv",
        "mk", "mt", "pl", "ro", "ru", "sh", "sk", "sl", "sr", "uk",
    )
)  # fmt: skip
_MAY_COUNT = re.compile(r"(?<![A-Za-z0-9_.,])([0-9]{1,3})(?![0-9.,]*[0-9])\s*(?=[^\W\d_])")


def _counts_something(old: str, new: str, msgstr: str, language: str) -> bool:
    """Tell whether a number that has changed may decide on the form of the word after it."""
    if language not in _MANY_PLURALS:
        return False
    pairs = zip(_tokens(_split_coarse(old)), _tokens(_split_coarse(new)), strict=True)
    changed = {one.text for one, other in pairs if one != other and one.kind == "number"}
    return not changed.isdisjoint(_MAY_COUNT.findall(msgstr))


# The sign at the end

# Each sign with its forms in other scripts.
_SIGNS = {
    form: sign
    for sign, forms in {
        ".": ".。．।۔።",
        ",": ",，、،",
        ":": ":：",
        ";": ";；؛",
        "!": "!！",
        "?": "?？؟",
        "…": "…",
    }.items()
    for form in forms
}
_TAIL = re.compile(rf"\s*(?:\.\.\.|……|(?<![.…])[{re.escape(''.join(_SIGNS))}])\s*$")
_FULL_WIDTH = {".": "。", ":": "：", ";": "；", "!": "！", "?": "？"}
# Scripts that have the signs of English, as long as the language is none of those below.
_WESTERN_SCRIPTS = frozenset({"LATIN", "CYRILLIC", "GREEK", "HEBREW", "HANGUL", "GEORGIAN"})
# French puts a space before, Spanish opens a question, Greek asks with a semicolon; an unknown language may.
_OTHER_WAYS = frozenset({"", "fr", "br", "es", "gl", "ast", "ca", "el", "hy"})
_ALIKE_EVERYWHERE = frozenset({".", ",", "…"})


def _split_tail(text: str) -> tuple[str, str]:
    """Split off the sign that ends a text, with the white space around it."""
    match = _TAIL.search(text)
    if match is None or match.start() == 0 or text[: match.start()].endswith("\\"):
        return text, ""
    return text[: match.start()], match[0]


def _sign(tail: str) -> str:
    """Return the sign of a tail as English writes it."""
    form = tail.strip()
    return "…" if len(form) > 1 else _SIGNS.get(form, "")


def _carry_tail(old: str, new: str, msgstr: str, language: str) -> str | None:
    """Return the tail that a translation has to have; None if its language may have another way."""
    tail = _split_tail(msgstr)[1]
    before, after = _sign(old), _sign(new)
    if before == after:
        return tail
    if _sign(tail) != before:
        return None
    return _write_sign(after, msgstr, language) if after else ""


def _write_sign(sign: str, msgstr: str, language: str) -> str | None:
    scripts = {_script(letter) for letter in msgstr if letter.isalpha()}
    if scripts & {"CJK", "HIRAGANA", "KATAKANA"}:
        return _FULL_WIDTH.get(sign)
    if not scripts <= _WESTERN_SCRIPTS:
        return None
    return sign if sign in _ALIKE_EVERYWHERE or language not in _OTHER_WAYS else None


def _script(letter: str) -> str:
    """Return the first word of a letter's name, which for most is its script."""
    return re.split("[ -]", unicodedata.name(letter, "?"))[0]


# Hard line breaks


def _carry_breaks(old: str, new: str, msgstr: str) -> str | None:
    """Fold a translation's line breaks where the wording's have gone; None if some have come or moved."""
    if [len(_SPACE.sub("", line)) for line in old.split("\n")] == [
        len(_SPACE.sub("", line)) for line in new.split("\n")
    ] or ("\n" not in old and "\n" not in new):
        return msgstr
    if "\n" in new:
        # Tokens of other lengths say nothing about where a line breaks.
        same = [_outline(line) for line in old.split("\n")] == [_outline(line) for line in new.split("\n")]
        return msgstr if same else None
    if old.count("\n") != msgstr.count("\n"):
        return None
    return re.sub(rf"(?<=[{_CJK}])\n(?=[{_CJK}])", "", msgstr).replace("\n", " ")


# All together


class MarkdownCarrier(msgspec.Struct, frozen=True):
    """What of inline Markdown a translation copies, for updates of catalogs."""

    def outline(self, msgid: str) -> str:
        """Return what two wordings have in common that differ only in what is carried over."""
        return _outline(msgid)

    def carry_over(self, old: str, new: str, msgstr: str, language: str = "") -> Carried | None:
        """Bring a translation of ``old`` over to ``new``."""
        return carry_over(old, new, msgstr, language)


def carry_over(old_msgid: str, new_msgid: str, msgstr: str, language: str = "") -> Carried | None:
    """Make a mechanical edit in the translation too; None if it is none, or can't be made with certainty.

    ``language`` is that of the translation, a BCP 47 tag or gettext's form of one.
    """
    if _outline(old_msgid) != _outline(new_msgid):
        return None
    language = re.split("[-_@]", language)[0].lower()
    (old, old_tail), (new, new_tail) = _split_tail(old_msgid), _split_tail(new_msgid)
    tail = _carry_tail(old_tail, new_tail, msgstr, language)
    body = _carry_breaks(old, new, _split_tail(msgstr)[0])
    if tail is None or body is None or _counts_something(old, new, body, language):
        return None
    patched = _carry_tokens(old, new, body)
    if patched is None:
        return None
    return Carried(patched + tail, _describe(old_msgid, new_msgid))


def _describe(old_msgid: str, new_msgid: str) -> str:
    """Say in one line what has changed between two wordings."""
    (old, old_tail), (new, new_tail) = _split_tail(old_msgid), _split_tail(new_msgid)
    changes = _describe_tokens(old, new)
    if _sign(old_tail) != _sign(new_tail):
        changes.append(_describe_signs(_sign(old_tail), _sign(new_tail)))
    changes += _describe_text(_text_of(old), _text_of(new))
    return _SPACE.sub(" ", "; ".join(changes))


def _describe_signs(old: str, new: str) -> str:
    if old and new:
        return f"{old} → {new} at the end"
    return f"{new} added at the end" if new else f"{old} removed at the end"


def _text_of(body: str) -> str:
    return "".join(piece.text if piece.kind == "text" else _PLACEHOLDER for piece in _split_coarse(body))


def _describe_text(old: str, new: str) -> list[str]:
    if _SPACE.sub("", old) != _SPACE.sub("", new):
        return ["typography"]
    return ["white space"] if old != new else []
