"""Known ways to break a good translation, each with the code that has to find it.

They work on the text alone, not on what our parser makes of it. What real catalogs have too little of is
planted first, in the message and in its translation: footnotes, labels, placeholders, shortcodes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    # A translation, broken; None where there is nothing to break.
    Break: TypeAlias = Callable[[random.Random, str], str | None]

_LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\(([^()\s]+)\)")
_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
_ITALIC = re.compile(r"(?<![\w*_`])_([^_*`\n]+)_(?![\w_`])")
# A number on its own, not in code or an address.
_APART = re.compile(r"`[^`]*`|\]\([^)]*\)|<[^>]*>|https?://\S+")
_NUMBER = re.compile(r"(?<![\w.,'/$:-])\d+(?![\w.,'/:-])")
_END = re.compile(r"[.?。？:：]$")


@dataclass(frozen=True, slots=True)
class Breakage:
    """One way to break: its name, the codes any of which finds it, and how it is done.

    ``plant`` is put at the end of message and translation before. ``languages`` are those that it makes sense
    in; all if there are none.
    """

    name: str
    codes: tuple[str, ...]
    make: Break
    plant: str = ""
    languages: tuple[str, ...] = ()


def _replace_one(pattern: re.Pattern[str], new: Callable[[random.Random, re.Match[str]], str]) -> Break:
    def make(rng: random.Random, text: str) -> str | None:
        matches = list(pattern.finditer(text))
        if not matches:
            return None
        match = rng.choice(matches)
        return text[: match.start()] + new(rng, match) + text[match.end() :]

    return make


def _change(rng: random.Random, text: str) -> str:
    places = [index for index, char in enumerate(text) if char.isascii() and char.isalpha()]
    if not places:
        return text + "x"
    place = rng.choice(places)
    return text[:place] + ("q" if text[place] != "q" else "z") + text[place + 1 :]


def _swap_number(rng: random.Random, text: str) -> str | None:
    hidden = _APART.sub(lambda match: "\0" * len(match[0]), text)
    matches = list(_NUMBER.finditer(hidden))
    if not matches:
        return None
    match = rng.choice(matches)
    return text[: match.start()] + str(int(match[0]) + rng.randint(1, 9)) + text[match.end() :]


def _drop_end(_rng: random.Random, text: str) -> str | None:
    return text[:-1].rstrip() if _END.search(text) else None


def _double_word(rng: random.Random, text: str) -> str | None:
    words = list(re.finditer(r"(?<=\s)([^\W\d_]{3,})(?=\s)", _APART.sub(lambda m: "\0" * len(m[0]), text)))
    if not words:
        return None
    match = rng.choice(words)
    return f"{text[: match.end()]} {match[0]}{text[match.end() :]}"


def _double_space(rng: random.Random, text: str) -> str | None:
    places = [match.start() for match in re.finditer(r"(?<=\w) (?=\w)", text)]
    inside = [range(*match.span()) for match in _APART.finditer(text)]
    places = [place for place in places if not any(place in span for span in inside)]
    if not places:
        return None
    place = rng.choice(places)
    return f"{text[:place]} {text[place:]}"


def _swap(old: str, new: str) -> Break:
    return lambda _rng, text: text.replace(old, new) if old in text else None


UNTRANSLATED = "text left in English"

# Of what real translations have.
_FOUND = (
    Breakage("bold dropped", ("markup",), _replace_one(_BOLD, lambda _, m: m[1])),
    Breakage("bold not closed", ("markup",), _replace_one(_BOLD, lambda _, m: f"**{m[1]}")),
    Breakage("emphasis dropped", ("markup",), _replace_one(_ITALIC, lambda _, m: m[1])),
    Breakage("address changed", ("link",), _replace_one(_LINK, lambda r, m: f"[{m[1]}]({_change(r, m[2])})")),
    Breakage("link lost", ("link",), _replace_one(_LINK, lambda _, m: m[1])),
    Breakage("link broken by a space", ("link",), _replace_one(_LINK, lambda _, m: f"[{m[1]}] ({m[2]})")),
    Breakage("code span lost", ("code",), _replace_one(_CODE, lambda *_: "")),
    Breakage("code span as text", ("code",), _replace_one(_CODE, lambda _, m: m[1])),
    Breakage("code altered", ("code",), _replace_one(_CODE, lambda r, m: f"`{_change(r, m[1])}`")),
    Breakage("number swapped", ("number",), _swap_number),
    Breakage("script added", ("html",), lambda _, text: f"{text}<script>alert(1)</script>"),
    Breakage("tag with a handler added", ("html",), lambda _, text: f"<img src=x onerror=y()>{text}"),
    Breakage("space at the end", ("whitespace",), lambda _, text: f"{text} "),
    Breakage("space at the start", ("whitespace",), lambda _, text: f" {text}"),
    Breakage("space doubled", ("whitespace",), _double_space),
    Breakage("end sign dropped", ("punctuation",), _drop_end),
    Breakage("word doubled", ("punctuation",), _double_word, languages=("fr",)),
    Breakage(UNTRANSLATED, ("unchanged",), lambda _, _text: None),
)

# The name, the code, what is planted, what of it is replaced, and with what.
_PLANTED = (
    ("bold planted, dropped", "markup", " **key**", "**key**", "key"),
    ("hard break lost", "markup", "\nx", "\nx", " x"),
    ("image lost", "markup link", " ![x](/x.png)", " ![x](/x.png)", ""),
    ("image changed", "link", " ![x](/x.png)", "/x.png", "/y.png"),
    ("year planted, dropped", "number", " (2019)", " (2019)", ""),
    ("bare address changed", "link", " https://a.example/x", "https://a.example/x", "https://a.example/y"),
    ("bare address lost", "link", " www.example.org/x", " www.example.org/x", ""),
    ("math changed", "code", " $x^2$", "$x^2$", "$x^3$"),
    ("math lost", "code", " $x^2$", " $x^2$", ""),
    ("code in HTML changed", "code", " <code>qx</code>", ">qx<", ">qy<"),
    ("version changed", "number", " v0.120.4", "v0.120.4", "v0.120.5"),
    ("name with a digit changed", "number", " MP3", "MP3", "MP4"),
    ("minus lost", "number", " -37", " -37", " 37"),
    ("HTML attribute changed", "html", ' <span class="warning">!</span>', '"warning"', '"avviso"'),
    ("HTML tag not closed", "html", " <kbd>F1</kbd>", "</kbd>", ""),
    ("placeholder dropped", "placeholder", " %s", " %s", ""),
    ("placeholder translated", "placeholder", " {name}", "{name}", "{nom}"),
    ("placeholder altered", "placeholder", " %(size)d", "%(size)d", "%(size)s"),
    ("footnote label changed", "footnote", "[^note]", "[^note]", "[^2]"),
    ("footnote lost", "footnote", "[^note]", "[^note]", ""),
    ("reference label changed", "reference", " [x][guide]", "][guide]", "][book]"),
    ("reference label translated", "reference", " [x][guide]", "][guide]", "][le]"),
    ("shortcode argument changed", "shortcode", ' {{< ref "a.md" >}}', '"a.md"', '"b.md"'),
    ("shortcode lost", "shortcode", " {{< toc >}}", " {{< toc >}}", ""),
)

BREAKAGES: tuple[Breakage, ...] = (
    *_FOUND,
    *(
        Breakage(name, tuple(codes.split()), _swap(old, new), plant)
        for name, codes, plant, old, new in _PLANTED
    ),
)
