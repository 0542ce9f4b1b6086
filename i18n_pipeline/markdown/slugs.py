"""Ids of headings, as each generator makes them from their text.

A generator reads the text of a heading in its own way, makes a slug of it, and tells equal slugs apart. Each
is one row of `GENERATORS`, and has been held against the program itself; where a row can't know the id (a tag
of a template language, a script that is transliterated by tables), it says None rather than something wrong.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

import msgspec
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from markdown_it.token import Token

    from i18n_pipeline.markdown.headings import Heading
    from i18n_pipeline.project import GeneratorName

Used = dict[str, int]

_PARSER = MarkdownIt("commonmark").enable("strikethrough")
# Entities and escapes stay tokens of their own.
_PARSER.core.ruler.disable("text_join")

_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
# Hyphens that typography makes dashes of: that of Goldmark and kramdown, of Astro, of Astro since version 7.
_DASHES = re.compile(r"-{2,3}")
_TWO_HYPHENS = re.compile(r"(?<!-)--(?!-)")
_HYPHENS = re.compile(r"-{2,}")
# What goldmark makes links of (GFM 0.29, section 6.9); the id is made of what is not in them.
_ADDRESS = re.compile(
    r"""(?:(?<=[\s*_~(])|^)
    (?: (?: (?:https?|ftp)://[\w-]+(?:\.[\w-]+)+ | www\.[\w-]+(?:\.[\w-]+)* ) (?:[^\s<]*[^\s<?!.,:*_~'")])?
      | [\w.+-]+@[\w-]+(?:\.[\w-]+)+ )""",
    re.VERBOSE,
)


class Reading(msgspec.Struct, frozen=True):
    """What of a heading its text is for a generator.

    ``images``: descriptions of images; ``addresses``: links whose text is their address; ``dashes``: hyphens
    that become dashes; ``entities``: decoded, or else left out; ``lines``: all, or
    only the last one; ``trim``: without white space that is left at the ends.
    """

    images: bool = False
    addresses: bool = True
    dashes: re.Pattern[str] | None = None
    entities: bool = True
    lines: bool = True
    trim: bool = True


class Generator(msgspec.Struct, frozen=True):
    """How a generator names headings.

    ``slug`` gives None where the id can't be known. ``number`` makes a slug unique among those used, and
    notes it. ``explicit`` says which ids that were written by hand count as used: those above, all, or none.
    ``empty`` tells whether a heading without text gets an id, and ``unnamed`` what stands for a slug that is
    empty: of a heading, and of a term.
    """

    reading: Reading
    slug: Callable[[str], str | None]
    number: Callable[[str, Used], str]
    explicit: Literal["above", "all", "none"] = "none"
    empty: bool = True
    unnamed: tuple[str, str] = ("", "")


def heading_ids(
    headings: Sequence[Heading], generator: Generator, labels: Collection[str] = ()
) -> tuple[str | None, ...]:
    """Return the ids of all headings of a page, in order; None for one that has none, or that isn't known.

    ``labels`` are those that links may refer to.
    """
    used: Used = {}
    if generator.explicit == "all":
        used.update((heading.id, 0) for heading in headings if heading.id)
    ids = []
    for heading in headings:
        if heading.id is None:
            ids.append(_make_id(heading, generator, used, labels))
        else:
            ids.append(heading.id)
            if generator.explicit == "above":
                used.setdefault(heading.id, 0)
    return tuple(ids)


def _make_id(heading: Heading, generator: Generator, used: Used, labels: Collection[str]) -> str | None:
    if heading.has_tags:
        return None
    text = read_text(heading.text, generator.reading, frozenset(labels))
    if not text and not generator.empty:
        return None
    slug = generator.slug(text)
    if slug is None:
        return None
    return generator.number(slug or generator.unnamed[heading.is_term], used) or None


@lru_cache(maxsize=1024)
def read_text(markdown: str, reading: Reading, labels: frozenset[str] = frozenset()) -> str:
    """Return the text of a heading's inline Markdown."""
    env = {"references": {label: {"href": "#", "title": ""} for label in labels}}
    tokens = _PARSER.parseInline(markdown, env)[0].children or []
    text = "".join(_texts(tokens if reading.lines else _last_line(tokens), reading))
    if not reading.entities:
        # Typography makes entities; goldmark's ids are made without any that has a name.
        text = re.sub(r"&[A-Za-z][A-Za-z0-9]*;", "", text)
    return text.strip() if reading.trim else text


def _texts(tokens: Sequence[Token], reading: Reading) -> Iterator[str]:
    address = False
    for token in tokens:
        if token.type in ("link_open", "link_close"):
            address = token.type == "link_open" and token.info == "auto"
        elif token.type == "image" and reading.images:
            yield from _texts(token.children or [], reading)
        elif token.type == "code_inline":
            yield token.content
        elif token.type == "text_special":
            yield token.content if reading.entities or token.info != "entity" else token.markup
        elif token.type in ("softbreak", "hardbreak"):
            yield "\n"
        elif token.type == "text" and (reading.addresses or not address):
            yield _read_plain(token.content, reading)


def _read_plain(text: str, reading: Reading) -> str:
    text = _FOOTNOTE.sub("", text)
    if reading.dashes is not None:
        text = reading.dashes.sub("\u2014", text)
    return text if reading.addresses else _ADDRESS.sub("", text)


def _last_line(tokens: Sequence[Token]) -> Sequence[Token]:
    """Leave out all that starts above the last line."""
    depth = start = 0
    broken = False
    for index, token in enumerate(tokens):
        depth += token.nesting
        broken = broken or token.type in ("softbreak", "hardbreak")
        if broken and depth == 0:
            start, broken = index + 1, False
    return tokens[start:]


def _is_letter(char: str) -> bool:
    return unicodedata.category(char)[0] == "L"


def slug_goldmark(text: str) -> str:
    """Give Hugo's ``github`` style (https://gohugo.io/configuration/markup/, ``autoHeadingIDType``)."""
    kept = ("-" if char in "- " else char.lower()[0] for char in text if _counts_in_goldmark(char))
    return "".join(kept)


def _counts_in_goldmark(char: str) -> bool:
    return char in "-_ " or _is_letter(char) or unicodedata.category(char) == "Nd"


def slug_goldmark_ascii(text: str) -> str:
    """Give Hugo's ``github-ascii`` style: letters lose their accents, and signs beyond ASCII are left out."""
    plain = (char for char in unicodedata.normalize("NFD", text) if char.isascii())
    return slug_goldmark("".join(plain))


def slug_blackfriday(text: str) -> str:
    """Give Hugo's ``blackfriday`` style: what is no letter or number becomes one ``-``, within the text."""
    kept = (char.lower()[0] if unicodedata.category(char)[0] in "LN" else " " for char in text)
    return "-".join("".join(kept).split())


def slug_python_markdown(text: str) -> str:
    """Give the ``slugify`` of https://python-markdown.github.io/extensions/toc/: ASCII alone."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", ascii_text).strip().lower())


def slug_github(text: str) -> str:
    """Give what https://github.com/Flet/github-slugger makes: letters, marks, digits, ``_``, ``-``."""
    return "".join("-" if char == " " else char for char in text.lower() if _counts_on_github(char))


def _counts_on_github(char: str) -> bool:
    category = unicodedata.category(char)
    return (
        char in "- \u200c\u200d" or category in ("Nd", "Nl", "Pc") or category[0] in "LM" or _is_circled(char)
    )


def _is_circled(char: str) -> bool:
    """Tell whether a symbol counts as a letter (``Other_Alphabetic`` of the Unicode Character Database)."""
    return (
        "\u24b6" <= char <= "\u24e9"
        or "\U0001f130" <= char <= "\U0001f149"
        or "\U0001f150" <= char <= "\U0001f169"
        or "\U0001f170" <= char <= "\U0001f189"
    )


def slug_kramdown(text: str) -> str:
    """Give what https://github.com/kramdown/parser-gfm makes (``generate_gfm_header_id``); Jekyll's ids."""
    # Ruby lowers a final sigma like any other.
    lowered = "".join(char.lower() for char in text)
    kept = (char for char in lowered if char in "- \t" or _counts_on_github(char))
    return "".join(kept).replace(" ", "-").replace("\t", "-")


def slug_mdbook(text: str) -> str:
    """Give ``normalize_id`` of https://github.com/rust-lang/mdBook: letters, numbers, ``_`` and ``-``."""
    return "".join("-" if char.isspace() else char for char in text.lower() if _counts_in_mdbook(char))


def _counts_in_mdbook(char: str) -> bool:
    category = unicodedata.category(char)
    if category[0] == "M":
        return _is_alphabetic_mark(char)
    return char in "-_" or char.isspace() or category[0] in "LN" or _is_circled(char)


def _is_alphabetic_mark(char: str) -> bool:
    """Tell whether a mark is a vowel or the like, and so a letter to Unicode; accents and viramas are not."""
    if unicodedata.category(char) == "Me":
        return False
    combining = unicodedata.combining(char)
    return combining == 0 or 10 <= combining <= 36 or char == "\u0345"


# What https://docs.rs/deunicode makes of signs that decompose to nothing in ASCII.
_ASCII = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d"}
    | dict.fromkeys("‐‑‒–—―…‘’‚‛“”„‟«»‹›·•¡¿", "-")
)


def slug_zola(text: str) -> str | None:
    """Give ``slugify`` of https://docs.rs/slug, Zola's default: what is no letter or digit becomes ``-``.

    Other scripts are transliterated by tables that are not ours: None.
    """
    decomposed = unicodedata.normalize("NFKD", text.translate(_ASCII))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") if plain.isascii() else None


def slug_zola_safe(text: str) -> str:
    """Give what Zola makes with ``slugify.anchors`` set to ``safe`` or ``off``: white space becomes ``_``."""
    return re.sub(r"[ \t\n\f\r]", "_", text)


def number_goldmark(slug: str, used: Used) -> str:
    """Append the first free of ``-1``, ``-2`` … to a slug that is used."""
    found, number = slug, 0
    while found in used:
        number += 1
        found = f"{slug}-{number}"
    used[found] = 0
    return found


def number_github(slug: str, used: Used) -> str:
    """Append a number that grows with every heading of the same slug."""
    found = slug
    while found in used:
        used[slug] += 1
        found = f"{slug}-{used[slug]}"
    used[found] = 0
    return found


def number_kramdown(slug: str, used: Used) -> str:
    """Append how often the slug was there; whether the result is unique is left to the writer."""
    used[slug] = used.get(slug, -1) + 1
    return f"{slug}-{used[slug]}" if used[slug] else slug


_COUNTED = re.compile(r"^(.*)_([0-9]+)$")


def number_python_markdown(slug: str, used: Used) -> str:
    """Append ``_1``, ``_2`` … or count on from the number that a slug ends with (``toc.py``: ``unique``)."""
    found = slug
    while found in used or not found:
        counted = _COUNTED.match(found)
        found = f"{counted[1]}_{int(counted[2]) + 1}" if counted else f"{found}_1"
    used[found] = 0
    return found


def _hugo(slug: Callable[[str], str]) -> Generator:
    reading = Reading(images=True, addresses=False, dashes=_DASHES, entities=False, lines=False)
    return Generator(reading, slug, number_goldmark, "above", empty=False, unnamed=("heading", "term"))


GENERATORS: Mapping[GeneratorName, Generator] = MappingProxyType(
    {
        "goldmark": _hugo(slug_goldmark),
        "goldmark-ascii": _hugo(slug_goldmark_ascii),
        "blackfriday": _hugo(slug_blackfriday),
        "python-markdown": Generator(Reading(), slug_python_markdown, number_python_markdown, "all"),
        "github": Generator(Reading(), slug_github, number_github),
        "docusaurus": Generator(Reading(images=True), slug_github, number_github),
        "astro": Generator(Reading(dashes=_TWO_HYPHENS), slug_github, number_github),
        "astro-7": Generator(Reading(dashes=_HYPHENS), slug_github, number_github),
        "kramdown": Generator(Reading(dashes=_DASHES, trim=False), slug_kramdown, number_kramdown),
        "mdbook": Generator(Reading(dashes=_DASHES), slug_mdbook, number_goldmark),
        "zola": Generator(Reading(), slug_zola, number_goldmark, "all"),
        "zola-safe": Generator(Reading(), slug_zola_safe, number_goldmark, "all"),
    }
)
