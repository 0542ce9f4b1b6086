"""HTML tags and attributes that a translation has changed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from i18n_pipeline.checks.comparing import compare, describe_change
from i18n_pipeline.checks.pair import Fault
from i18n_pipeline.checks.targets import is_localised
from i18n_pipeline.markdown.html import INLINE_TAGS, VOID_TAGS
from i18n_pipeline.publish.safety import is_allowed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from i18n_pipeline.checks.pair import Pair
    from i18n_pipeline.document import Severity
    from i18n_pipeline.markdown.anatomy import HtmlTag

# Attributes that are for a reader, or say what language the text is in.
_FOR_READERS = frozenset(
    ("alt", "title", "aria-label", "aria-description", "placeholder", "summary", "label", "lang", "dir")
)
_ADDRESSES = frozenset(("href", "src"))
# What tells a reader how a word is read, what it means, what language it is of.
_ANNOTATIONS = frozenset(("abbr", "bdi", "dfn", "rb", "rp", "rt", "rtc", "ruby"))
_FOREIGN = frozenset(("cite", "em", "i", "q", "span"))


def find_html_faults(pair: Pair) -> Iterator[Fault]:
    """Compare tags with their attributes, in whatever order these are; texts in attributes are translated."""
    lost, added = compare(pair.source.tags, pair.target.tags, key=_identity)
    for tag in list(added):
        other = next((one for one in lost if _is_localised(one, tag, pair)), None)
        if other is not None:
            lost.remove(other)
            added.remove(tag)
    for tag in [tag for tag in added if _is_allowed_tag(tag, lost, pair.setting.allow)]:
        added.remove(tag)
        lost = _without_partner(tag, lost)
    if not lost and _are_annotations(added):
        return
    what = describe_change((tag.text for tag in lost), (tag.text for tag in added))
    severity: Severity = "warning" if _is_harmless(pair.target.tags, [*lost, *added]) else "error"
    if not added:
        yield Fault(what, severity=severity)
        return
    swapped = len(lost) == len(added) == 1 and not _texts_of(lost[0])
    mended = lost[0].text if swapped else None
    yield Fault(what, added[0].start, added[0].start + len(added[0].text), mended, severity)


def _are_annotations(tags: Sequence[HtmlTag]) -> bool:
    """Tell whether tags bring in nothing but what explains words, each element with its end."""
    balance = Counter[str]()
    for tag in tags:
        names = {name for name, _ in tag.attributes}
        known = tag.name in _ANNOTATIONS or (tag.name in _FOREIGN and (tag.closing or "lang" in names))
        if not known or not names <= _FOR_READERS:
            return False
        balance[tag.name] += -1 if tag.closing else 1
    return not any(balance.values())


def _is_allowed_tag(tag: HtmlTag, others: Sequence[HtmlTag], allow: tuple[str, ...]) -> bool:
    """Tell whether the configuration lets translations bring in a tag, or what one of ``others`` has not."""
    if not allow:
        return False
    partner = _find_partner(tag, others)
    if partner is None or not tag.name:
        return is_allowed(allow, "html", tag.name or "comment")
    new = {name for name, _ in set(tag.attributes) - set(partner.attributes)}
    kept = {name for name, _ in partner.attributes} <= {name for name, _ in tag.attributes}
    return kept and all(is_allowed(allow, "html", f"{tag.name}.{name}") for name in new)


def _find_partner(tag: HtmlTag, others: Sequence[HtmlTag]) -> HtmlTag | None:
    return next((one for one in others if (one.name, one.closing) == (tag.name, tag.closing)), None)


def _without_partner(tag: HtmlTag, others: Sequence[HtmlTag]) -> list[HtmlTag]:
    partner = _find_partner(tag, others)
    return [one for one in others if one is not partner]


def _identity(tag: HtmlTag) -> tuple[object, ...]:
    if not tag.name:
        return ("", tag.text)
    fixed = tuple(sorted(pair for pair in tag.attributes if pair[0] not in _FOR_READERS))
    return (tag.name, tag.closing, fixed)


def _texts_of(tag: HtmlTag) -> list[str]:
    return [value for name, value in tag.attributes if name in _FOR_READERS]


def _is_localised(old: HtmlTag, new: HtmlTag, pair: Pair) -> bool:
    """Tell whether two tags differ in nothing but that the second leads to the reader's language."""
    if (old.name, old.closing, len(old.attributes)) != (new.name, new.closing, len(new.attributes)):
        return False
    both = zip(sorted(old.attributes), sorted(new.attributes), strict=True)
    return all(
        name == other
        and (value == to or name in _FOR_READERS or (name in _ADDRESSES and is_localised(value, to, pair)))
        for (name, value), (other, to) in both
    )


def _is_harmless(tags: Sequence[HtmlTag], changed: Sequence[HtmlTag]) -> bool:
    """Tell whether formatting alone was changed, and each element that is opened is closed."""
    if any(tag.name not in INLINE_TAGS or tag.attributes for tag in changed):
        return False
    balance = Counter[str]()
    for tag in tags:
        if tag.name not in VOID_TAGS and not tag.text.endswith("/>"):
            balance[tag.name] += -1 if tag.closing else 1
    return not any(balance[tag.name] for tag in changed)
