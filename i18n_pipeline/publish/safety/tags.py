"""Tags and attributes of HTML that a message doesn't have."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from i18n_pipeline.publish.safety.addresses import ADDRESS_ATTRIBUTES, leads_away
from i18n_pipeline.publish.safety.values import Danger, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from i18n_pipeline.markdown.anatomy import HtmlTag
    from i18n_pipeline.publish.safety.values import Guard
    from i18n_pipeline.publish.safety.views import View


# Formatting that a translator may add, with attributes that say what language a word is of. `bdo` is not
# among them: it shows text backwards, as the character U+202E does.
_FORMATTING = words(
    "abbr b bdi br cite code del dfn em i ins kbd mark nobr q rb rp rt rtc ruby s samp small span "
    "strong sub sup u var wbr"
)
_HARMLESS_ATTRIBUTES = frozenset(("lang", "dir", "title", "translate", "xml:lang"))
_TEXT_ATTRIBUTES = frozenset(
    ("alt", "title", "aria-label", "aria-description", "placeholder", "summary", "label")
)
_LANGUAGE_ATTRIBUTES = frozenset(("lang", "hreflang", "dir", "xml:lang", "srclang"))
# Elements that are no placeholder (``<name>``) even where code is shown.
_ACTIVE = words(
    "a applet audio base bdo body button embed form frame frameset head html iframe img input link math meta "
    "object script select source style svg template textarea title track video"
)
# What ends an attribute's value and goes on with another attribute, where a theme prints a text unescaped.
BREAKOUT = r"""["'`][\s/]*(?:on[a-z]{2,}|style|srcdoc|formaction)\s*="""
_BREAKOUT = re.compile(BREAKOUT, re.IGNORECASE)
_STRICT = ADDRESS_ATTRIBUTES | {"style", "srcdoc", "xlink:href", "background", "ping"}
# A name with a dot or a colon is one of JSX, which Markdown alone takes for text.
_PLACEHOLDER = re.compile(r"[\w-]+")


def find_tags(known: View, new: View, guard: Guard) -> Iterator[Danger]:
    """Yield the tags that a translation brings in, and attributes that the message's tags don't have."""
    live = set(new.live)
    for tag in dict.fromkeys((*new.live, *new.tags)):
        if not _is_harmless(tag):
            partners = [
                other for other in (known.live if tag in live else known.tags) if other.name == tag.name
            ]
            if not partners and not (tag not in live and _is_placeholder(tag)):
                yield Danger("html", tag.name or "comment", tag.text)
            elif partners and (tag in live or not _is_shown(tag, partners)):
                yield from _find_attributes(tag, partners, guard)
    if not _BREAKOUT.search(known.decoded) and (match := _BREAKOUT.search(new.decoded)):
        yield Danger("html", "attribute", match[0])


def _is_harmless(tag: HtmlTag) -> bool:
    if tag.name not in _FORMATTING:
        return False
    return all(name in _HARMLESS_ATTRIBUTES and _is_plain(value) for name, value in tag.attributes)


def _is_plain(value: str) -> bool:
    return re.search(r"[<>{}`=]", html.unescape(value)) is None


def _is_placeholder(tag: HtmlTag) -> bool:
    return _PLACEHOLDER.fullmatch(tag.name) is not None and tag.name not in _ACTIVE and not tag.attributes


def _is_shown(tag: HtmlTag, partners: Sequence[HtmlTag]) -> bool:
    """Tell whether this is code that the message has: behind a lone quote (``<'a>``) text looks like more.

    What could run or load is none, in code neither.
    """
    same = any(other.text.partition(">")[0] == tag.text.partition(">")[0] for other in partners)
    names = [name for name, _ in tag.attributes]
    return same and not any(name.startswith("on") or name in _STRICT for name in names)


def _find_attributes(tag: HtmlTag, partners: Sequence[HtmlTag], guard: Guard) -> Iterator[Danger]:
    if not tag.name and all(other.text != tag.text for other in partners):
        yield Danger("html", "comment", tag.text)
    for name, value in tag.attributes:
        values = [known for other in partners for key, known in other.attributes if key == name]
        if value in values or (name in _HARMLESS_ATTRIBUTES and _is_plain(value)):
            continue
        if values and name in _LANGUAGE_ATTRIBUTES | _TEXT_ATTRIBUTES and _is_plain(value):
            continue
        if values and name in ADDRESS_ATTRIBUTES and not leads_away(name, value, values, guard):
            continue
        yield Danger("html", f"{tag.name}.{name}", tag.text)
