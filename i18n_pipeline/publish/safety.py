r"""What a translation may not bring to a page: catalogs are written by strangers.

A msgstr is held against its msgid. What it has and the msgid hasn't is a danger if it can run, load, lead or
hide something: tags and attributes of HTML, addresses on other hosts and of other schemes, tags of template
languages, expressions, attribute lists, includes, invisible characters. What a message shows is parsed; what
might be read otherwise by another generator (entities, code spans, escapes) is scanned as well, and the
stricter view counts. Browsers' reading of addresses is that of the WHATWG URL Standard (section 4.4: tabs and
line ends are dropped, ``\\`` is ``/``); direction and invisible characters are those of Unicode 15 (UAX #9,
UTS #39).
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from i18n_pipeline.markdown import COMMONMARK, Dialect
from i18n_pipeline.markdown.anatomy import dissect, is_surely_markdown, mask_templates, notation_of, read_tag
from i18n_pipeline.markdown.html import scan_html

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from i18n_pipeline.document import Form
    from i18n_pipeline.markdown.anatomy import HtmlTag


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Without one of these a translation is text, in whatever way it is read.
_SUSPECT = re.compile(
    r"[<{}&@\\\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\ue000-\uf8ff"
    r"\U000e0000-\U0010ffff]|\]\s*[(\[:]|//|:\S|www\.|8<",
    re.IGNORECASE,
)
# Formatting that a translator may add, with attributes that say what language a word is of.
_FORMATTING = _words(
    "abbr b bdi bdo br cite code del dfn em i ins kbd mark nobr q rb rp rt rtc ruby s samp small span "
    "strong sub sup u var wbr"
)
_HARMLESS_ATTRIBUTES = frozenset(("lang", "dir", "title", "translate", "xml:lang"))
_TEXT_ATTRIBUTES = frozenset(
    ("alt", "title", "aria-label", "aria-description", "placeholder", "summary", "label")
)
_LANGUAGE_ATTRIBUTES = frozenset(("lang", "hreflang", "dir", "xml:lang", "srclang"))
_ADDRESS_ATTRIBUTES = frozenset(("href", "src", "cite", "action", "formaction", "poster", "data", "srcset"))
# Elements that are no placeholder (``<name>``) even where code is shown.
_ACTIVE = _words(
    "a applet audio base body button embed form frame frameset head html iframe img input link math meta "
    "object script select source style svg template textarea title track video"
)
_SPACE_IN_ADDRESS = re.compile(r"[\x00-\x20\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_AUTHORITY = re.compile(
    r"(?:(?:https?|ftp|wss?):)?[/\\]{2,}([^/\\?#]*)|https?:[/\\]?([^/\\?#]*)", re.IGNORECASE
)
_BARE = re.compile(
    r"(?:\b[A-Za-z][A-Za-z0-9+.-]*:|(?<![\w:/]))//[^\s<>\"'`)\]]+|\bwww\.[^\s<>\"'`)\]]+", re.IGNORECASE
)
_MAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_SCRIPT = re.compile(
    r"\b(java\s*script|vb\s*script|live\s*script|view-source|file|blob|filesystem)\s*:\s*\S"
    r"|\bdata\s*:\s*(?:[\w.+-]+/[\w.+-]+|;base64|,)",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_TEMPLATE_MARK = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_BRACES = re.compile(r"\{[^{}]*\}")
_ATTRIBUTE_LIST = re.compile(r"\{(?=:|\s*[.#]|[^{}]*=)[^{}]*\}")
_INCLUDE = re.compile(r"-+8<-+|\{!|^:::\s*\S+|^(?:import|export)[ \t].*", re.MULTILINE)
_EMOJI_JOINER = re.compile(
    "(?<=[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d(?=[\u2190-\u2bff\U0001f000-\U0001faff])"
)
_SELECTOR = re.compile("(?<=[^\ufe00-\ufe0f\U000e0100-\U000e01ef\\s])[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_BLANK_LETTERS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u034f")
_SCRIPTS_WITH_JOINERS = _words(
    "ar fa ur ps sd ug ku ckb he yi dv hi mr ne bn as ta te ml kn gu pa or si sa kok mai bho my km bo dz mn"
)
_RIGHT_TO_LEFT = _words("ar fa ur ps sd ug ckb he iw yi dv arc ks")
_WITHOUT_SPACES = _words("th lo km my ja zh bo dz")
_DROPPED = frozenset(("Cc", "Cf", "Co", "Cs", "Zl", "Zp"))


@dataclass(frozen=True, slots=True)
class Danger:
    """Something that a translation brings in: of what kind, what it is called, and how it is written."""

    kind: str
    name: str
    what: str


@dataclass(frozen=True, slots=True)
class Guard:
    """What dangers depend on: the site's Markdown, the two languages, and what the configuration allows.

    A rule of ``allow`` is a kind (``html``) or a kind and a name (``html:iframe``, ``hosts:example.org``).
    """

    dialect: Dialect = COMMONMARK
    language: str = ""
    source: str = "en"
    allow: tuple[str, ...] = ()

    def allows(self, danger: Danger) -> bool:
        """Tell whether the configuration lets a danger pass."""
        names = [danger.name]
        if danger.kind == "hosts":
            names = [danger.name.split(".", dots)[-1] for dots in range(danger.name.count(".") + 1)]
        return danger.kind in self.allow or any(f"{danger.kind}:{name}" in self.allow for name in names)


def find_dangers(form: Form, message: str, translation: str, guard: Guard) -> tuple[Danger, ...]:
    """Return what a translation has that its message hasn't, and that nothing allows."""
    if translation == message or not _SUSPECT.search(translation):
        return ()
    found = _all_dangers(form, message, translation, guard)
    return tuple(danger for danger in dict.fromkeys(found) if not guard.allows(danger))


def _all_dangers(form: Form, message: str, translation: str, guard: Guard) -> Iterator[Danger]:
    known, new = _read(form, message, guard.dialect), _read(form, translation, guard.dialect)
    yield from _find_tags(known, new, guard)
    yield from _find_addresses(known, new, guard)
    yield from _find_templates(known, new, guard)
    yield from _find_characters(message, translation, guard)


@dataclass(frozen=True, slots=True)
class _View:
    """A text as it may be read: as it is written, with its entities decoded, and parsed."""

    raw: str
    decoded: str
    tags: tuple[HtmlTag, ...]
    live: tuple[HtmlTag, ...]
    targets: tuple[str, ...]


@lru_cache(maxsize=2048)
def _read(form: Form, text: str, dialect: Dialect) -> _View:
    decoded = _decode(text)
    anatomy = dissect(text, dialect, notation_of(form))
    tags = _scan_tags(text) + (_scan_tags(decoded) if decoded != text else ())
    live = anatomy.tags if is_surely_markdown(form) else tags
    return _View(text, decoded, tags, live, anatomy.links + anatomy.images)


def _decode(text: str) -> str:
    """Decode entities, those that are encoded twice too, and drop the backslashes of escapes."""
    for _ in range(3):
        decoded = html.unescape(text)
        if decoded == text:
            break
        text = decoded
    return re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", text)


def _scan_tags(text: str) -> tuple[HtmlTag, ...]:
    if "<" not in text:
        return ()
    # What is taken for an element without text may hold tags to another reader.
    starts = [match.start() for match in re.finditer(r"<(?=[A-Za-z/!?])", text)]
    inner = tuple(read_tag(text[start:].partition(">")[0] + ">") for start in starts)
    whole = [piece for piece in scan_html(text) if piece.kind in ("open", "close", "broken")]
    return inner + tuple(read_tag(text[piece.start : piece.end]) for piece in whole)


# HTML


def _find_tags(known: _View, new: _View, guard: Guard) -> Iterator[Danger]:
    live = set(new.live)
    for tag in dict.fromkeys((*new.live, *new.tags)):
        if not _is_harmless(tag):
            partners = [
                other for other in (known.live if tag in live else known.tags) if other.name == tag.name
            ]
            if not partners and not (tag not in live and _is_placeholder(tag)):
                yield Danger("html", tag.name or "comment", tag.text)
            elif partners:
                yield from _find_attributes(tag, partners, guard)


def _is_harmless(tag: HtmlTag) -> bool:
    if tag.name not in _FORMATTING:
        return False
    return all(name in _HARMLESS_ATTRIBUTES and _is_plain(value) for name, value in tag.attributes)


def _is_plain(value: str) -> bool:
    return re.search(r"[<>{}`=]", html.unescape(value)) is None


def _is_placeholder(tag: HtmlTag) -> bool:
    return bool(tag.name) and tag.name not in _ACTIVE and not tag.attributes


def _find_attributes(tag: HtmlTag, partners: Sequence[HtmlTag], guard: Guard) -> Iterator[Danger]:
    if not tag.name and all(other.text != tag.text for other in partners):
        yield Danger("html", "comment", tag.text)
    for name, value in tag.attributes:
        values = [known for other in partners for key, known in other.attributes if key == name]
        if value in values or (name in _HARMLESS_ATTRIBUTES and _is_plain(value)):
            continue
        if values and name in _LANGUAGE_ATTRIBUTES | _TEXT_ATTRIBUTES and _is_plain(value):
            continue
        if values and name in _ADDRESS_ATTRIBUTES and not _leads_away(value, values, guard):
            continue
        yield Danger("html", f"{tag.name}.{name}", tag.text)


# Addresses


def _leads_away(value: str, values: Sequence[str], guard: Guard) -> bool:
    scheme, host = _scheme(value), _host(value)
    if scheme not in ("", "http", "https"):
        return True
    return bool(host) and not _is_known(host, {_host(other) for other in values}, guard)


def _clean(address: str) -> str:
    return _SPACE_IN_ADDRESS.sub("", _decode(address))


def _scheme(address: str) -> str:
    match = _SCHEME.match(_clean(address))
    return match[1].lower() if match else ""


def _host(address: str) -> str:
    """Return the host that a browser would go to, or nothing."""
    cleaned = _clean(address)
    cleaned = f"//{cleaned}" if cleaned.lower().startswith("www.") else cleaned
    match = _AUTHORITY.match(cleaned)
    if match is None:
        return ""
    host = unicodedata.normalize("NFKC", (match[1] or match[2] or "?").rpartition("@")[2])
    return re.sub(r":\d*$", "", host).lower().rstrip(".,;:!?*_").replace("。", ".")


def _is_known(host: str, hosts: set[str], guard: Guard) -> bool:
    """Tell whether a host is one of the message's, or that host in the reader's language."""
    first, _, rest = host.partition(".")
    language, source = guard.language.lower().split("-")[0], guard.source.lower().split("-")[0]
    if host in hosts:
        return True
    return bool(language) and first in (language, guard.language.lower()) and f"{source}.{rest}" in hosts


def _addresses(view: _View) -> Iterator[str]:
    yield from view.targets
    for tag in view.live:
        yield from (value for name, value in tag.attributes if name in _ADDRESS_ATTRIBUTES)
    for text in dict.fromkeys((view.raw, view.decoded)):
        yield from _BARE.findall(text)


def _find_addresses(known: _View, new: _View, guard: Guard) -> Iterator[Danger]:
    allowed = set(_addresses(known))
    hosts = {_host(address) for address in allowed}
    for address in dict.fromkeys(_addresses(new)):
        scheme, host = _scheme(address), _host(address)
        if address in allowed:
            continue
        if scheme not in ("", "http", "https") and not _is_same_target(address, allowed):
            yield Danger("schemes", scheme, address)
        elif host and not _is_known(host, hosts, guard):
            yield Danger("hosts", host, address)
    yield from _find_scripts(known, new)
    mails = set(_MAIL.findall(known.decoded))
    for mail in set(_MAIL.findall(new.decoded)) - mails:
        yield Danger("schemes", "mailto", mail)


def _is_same_target(address: str, allowed: set[str]) -> bool:
    # A time or a ratio (``10:30``), a path with a colon: no scheme that a browser knows.
    return _clean(address) in {_clean(other) for other in allowed}


def _find_scripts(known: _View, new: _View) -> Iterator[Danger]:
    names = {_squeeze(match[0]) for match in _SCRIPT.finditer(f"{known.raw}\n{known.decoded}")}
    for match in _SCRIPT.finditer(f"{new.raw}\n{_SPACE_IN_ADDRESS.sub(' ', new.decoded)}"):
        if _squeeze(match[0]) not in names:
            yield Danger("schemes", _squeeze(match[0].partition(":")[0]), match[0])


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text).lower()


# Template languages, expressions, attributes, includes


def _find_templates(known: _View, new: _View, guard: Guard) -> Iterator[Danger]:
    rest, _, tags = mask_templates(new.raw, guard.dialect)
    known_rest, _, known_tags = mask_templates(known.raw, guard.dialect)
    for tag in tags:
        if tag not in known_tags and tag.fixed.startswith(("{{", "{%")):
            yield Danger("templates", tag.name, tag.fixed)
    texts = _raw_templates(known_rest)
    for text in _raw_templates(rest) + _raw_templates(_decode(rest)):
        if text not in texts:
            yield Danger("templates", _first_word(text), text)
    if len(_TEMPLATE_MARK.findall(rest)) > len(_TEMPLATE_MARK.findall(known_rest)):
        yield Danger("templates", "", "{{")
    yield from _find_braces(known_rest, rest, guard)


def _raw_templates(text: str) -> list[str]:
    return [" ".join(match.split()) for match in _TEMPLATE.findall(text)]


def _first_word(text: str) -> str:
    match = re.search(r"\w[\w/-]*", text)
    return match[0] if match else ""


def _find_braces(known: str, new: str, guard: Guard) -> Iterator[Danger]:
    mdx = "mdx" in guard.dialect.syntaxes
    pattern, kind = (_BRACES, "expressions") if mdx else (_ATTRIBUTE_LIST, "attributes")
    texts = {*pattern.findall(known), *pattern.findall(_decode(known))}
    for text in dict.fromkeys(pattern.findall(_decode(new))):
        if text not in texts:
            yield Danger(kind, _first_word(text), text)
    includes = _INCLUDE.findall(known)
    for text in _INCLUDE.findall(new):
        if text not in includes:
            yield Danger("includes", _first_word(text), text)


# Characters


def _find_characters(message: str, translation: str, guard: Guard) -> Iterator[Danger]:
    language = re.split("[-_]", guard.language)[0].lower()
    for text in dict.fromkeys((translation, _decode(translation))):
        rest = _SELECTOR.sub("", _EMOJI_JOINER.sub("", text))
        for char in sorted(set(rest) - set(message) - set("\n\t\u00ad")):
            if _is_hidden(char) and not _is_usual(char, language):
                name = unicodedata.name(char, f"U+{ord(char):04X}")
                yield Danger("characters", f"U+{ord(char):04X}", name)


def _is_hidden(char: str) -> bool:
    if char in _BLANK_LETTERS or "\ufe00" <= char <= "\ufe0f":
        return True
    return char > "\U000dffff" or unicodedata.category(char) in _DROPPED


def _is_usual(char: str, language: str) -> bool:
    """Tell whether texts of a language need a character that can't be seen."""
    if char in "\u200e\u200f\u061c":
        return language in _RIGHT_TO_LEFT
    if char in "\u200c\u200d":
        return language in _SCRIPTS_WITH_JOINERS
    return char == "\u200b" and language in _WITHOUT_SPACES
