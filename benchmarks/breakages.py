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
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()\s]+\)")
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
    codes: frozenset[str]
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


def _change_letter(rng: random.Random, text: str) -> str:
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


def _codes(*names: str) -> frozenset[str]:
    return frozenset(names)


UNTRANSLATED = "text left in English"

BREAKAGES: tuple[Breakage, ...] = (
    Breakage("bold dropped", _codes("markup"), _replace_one(_BOLD, lambda _, m: m[1])),
    Breakage("bold not closed", _codes("markup"), _replace_one(_BOLD, lambda _, m: f"**{m[1]}")),
    Breakage("bold planted, dropped", _codes("markup"), _swap("**key**", "key"), " **key**"),
    Breakage("emphasis dropped", _codes("markup"), _replace_one(_ITALIC, lambda _, m: m[1])),
    Breakage("hard break lost", _codes("markup"), _swap("\nx", " x"), "\nx"),
    Breakage("image lost", _codes("markup", "link"), _swap(" ![x](/x.png)", ""), " ![x](/x.png)"),
    Breakage("image changed", _codes("link"), _swap("/x.png", "/y.png"), " ![x](/x.png)"),
    Breakage(
        "address changed",
        _codes("link"),
        _replace_one(_LINK, lambda rng, m: f"[{m[1]}]({_change_letter(rng, m[2])})"),
    ),
    Breakage("link lost", _codes("link"), _replace_one(_LINK, lambda _, m: m[1])),
    Breakage(
        "link broken by a space", _codes("link"), _replace_one(_LINK, lambda _, m: f"[{m[1]}] ({m[2]})")
    ),
    Breakage("code span lost", _codes("code"), _replace_one(_CODE, lambda *_: "")),
    Breakage("code span as text", _codes("code"), _replace_one(_CODE, lambda _, m: m[1])),
    Breakage(
        "code altered", _codes("code"), _replace_one(_CODE, lambda rng, m: f"`{_change_letter(rng, m[1])}`")
    ),
    Breakage("number swapped", _codes("number"), _swap_number),
    Breakage("year planted, dropped", _codes("number"), _swap(" (2019)", ""), " (2019)"),
    Breakage(
        "bare address changed",
        _codes("link"),
        _swap("https://a.example/x", "https://a.example/y"),
        " https://a.example/x",
    ),
    Breakage("bare address lost", _codes("link"), _swap(" www.example.org/x", ""), " www.example.org/x"),
    Breakage("math changed", _codes("code"), _swap("$x^2$", "$x^3$"), " $x^2$"),
    Breakage("math lost", _codes("code"), _swap(" $x^2$", ""), " $x^2$"),
    Breakage("code in HTML changed", _codes("code"), _swap(">qx<", ">qy<"), " <code>qx</code>"),
    Breakage("version changed", _codes("number"), _swap("v0.120.4", "v0.120.5"), " v0.120.4"),
    Breakage("name with a digit changed", _codes("number"), _swap("MP3", "MP4"), " MP3"),
    Breakage("minus lost", _codes("number"), _swap(" -37", " 37"), " -37"),
    Breakage("script added", _codes("html"), lambda _, text: f"{text}<script>alert(1)</script>"),
    Breakage("tag with a handler added", _codes("html"), lambda _, text: f"<img src=x onerror=y()>{text}"),
    Breakage(
        "HTML attribute changed",
        _codes("html"),
        _swap('class="warning"', 'class="avviso"'),
        ' <span class="warning">!</span>',
    ),
    Breakage("HTML tag not closed", _codes("html"), _swap("</kbd>", ""), " <kbd>F1</kbd>"),
    Breakage("placeholder dropped", _codes("placeholder"), _swap(" %s", ""), " %s"),
    Breakage("placeholder translated", _codes("placeholder"), _swap("{name}", "{nom}"), " {name}"),
    Breakage("placeholder altered", _codes("placeholder"), _swap("%(size)d", "%(size)s"), " %(size)d"),
    Breakage("footnote label changed", _codes("footnote"), _swap("[^note]", "[^2]"), "[^note]"),
    Breakage("footnote lost", _codes("footnote"), _swap("[^note]", ""), "[^note]"),
    Breakage("reference label changed", _codes("reference"), _swap("][guide]", "][book]"), " [x][guide]"),
    Breakage("reference label translated", _codes("reference"), _swap("][guide]", "][le]"), " [x][guide]"),
    Breakage(
        "shortcode argument changed", _codes("shortcode"), _swap('"a.md"', '"b.md"'), ' {{< ref "a.md" >}}'
    ),
    Breakage("shortcode lost", _codes("shortcode"), _swap(" {{< toc >}}", ""), " {{< toc >}}"),
    Breakage("space at the end", _codes("whitespace"), lambda _, text: f"{text} "),
    Breakage("space at the start", _codes("whitespace"), lambda _, text: f" {text}"),
    Breakage("space doubled", _codes("whitespace"), _double_space),
    Breakage("end sign dropped", _codes("punctuation"), _drop_end),
    Breakage("word doubled", _codes("punctuation"), _double_word, languages=("fr",)),
    Breakage(UNTRANSLATED, _codes("unchanged"), lambda _, _text: None),
)
