r"""Addresses of other schemes, and on hosts that a message does not lead to.

An address is read as browsers do, by the WHATWG URL Standard (section 4.4: white space at its ends, tabs and
line ends are dropped, ``\`` is ``/``), and hosts by UTS #46.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from i18n_pipeline.publish.safety.values import Danger
from i18n_pipeline.publish.safety.views import decode, decode_entities

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from i18n_pipeline.publish.safety.values import Guard
    from i18n_pipeline.publish.safety.views import View

ADDRESS_ATTRIBUTES = frozenset(("href", "src", "cite", "action", "formaction", "poster", "data", "srcset"))
_HARMLESS_SCHEMES = ("", "http", "https")
_DROPPED = re.compile(r"[\x00-\x20\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_AUTHORITY = re.compile(
    r"(?:(?:https?|ftp|wss?):)?[/\\]{2,}([^/\\?#]*)|https?:[/\\]?([^/\\?#]*)", re.IGNORECASE
)
# Without a scheme a comment in code (``//i64``) looks alike: only what has the signs of a host counts.
_BARE = re.compile(
    r"(?:\b[A-Za-z][A-Za-z0-9+.-]*:|(?<![\w:/])(?=//[^\s<>\"'`)\]/?#]*[.。．｡%@:\[]))//[^\s<>\"'`)\]]+"
    r"|\bwww\.[^\s<>\"'`)\]]+",
    re.IGNORECASE,
)
_BARE_SIGN = re.compile(r"//|[wW]{3}\.")
_MAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
# What runs, or shows another page as this one, in whatever place it is used as an address.
SCRIPT = (
    r"\b(java\s*script|vb\s*script|live\s*script|view-source)\s*:(\s*)\S|\b(file|filesystem|blob):[/\\]"
    r"|\b(data)\s*:\s*(?:(?:application|audio|font|image|message|model|multipart|text|video)/|;base64|,)"
)
_SCRIPT = re.compile(SCRIPT, re.IGNORECASE)
_SCRIPT_SCHEMES = frozenset(
    ("javascript", "vbscript", "livescript", "data", "file", "filesystem", "blob", "view-source")
)


def find_addresses(known: View, new: View, guard: Guard) -> Iterator[Danger]:
    """Yield addresses that lead where the message doesn't; a host that it shows in code is no link.

    What a label of the message stands for the translation may write out.
    """
    defined = [guard.definitions[label] for label in known.labels]
    yield from _find_new([*defined, *_live(known)], list(_live(new)), guard)
    yield from _find_new([*defined, *_all(known)], list(_all(new)), guard)
    yield from _find_scripts(known, new)
    mails = set(_MAIL.findall(new.decoded)) if "@" in new.decoded else set()
    for mail in sorted(mails.difference(_MAIL.findall(known.decoded) if mails else ())):
        yield Danger("schemes", "mailto", mail)


def _live(view: View) -> Iterator[str]:
    """Yield what can be followed, or is loaded, when the page is shown."""
    yield from view.targets
    for tag in view.live:
        for name, value in tag.attributes:
            if name in ADDRESS_ATTRIBUTES:
                yield from _split(name, value)
    yield from _find_bare(view.prose)


def _all(view: View) -> Iterator[str]:
    yield from _live(view)
    for text in dict.fromkeys((view.raw, view.decoded)):
        yield from _find_bare(text)


def _find_bare(text: str) -> list[str]:
    return _BARE.findall(text) if _BARE_SIGN.search(text) else []


def _split(name: str, value: str) -> list[str]:
    """Return the addresses of an attribute: ``srcset`` has several, each with a width behind it."""
    return re.split(r"[\s,]+", value.strip()) if name == "srcset" else [value]


def _find_new(known: Iterable[str], new: Iterable[str], guard: Guard) -> Iterator[Danger]:
    allowed = set(known)
    brought = [address for address in dict.fromkeys(new) if address not in allowed]
    if not brought:
        return
    cleaned = {_clean(address) for address in allowed}
    hosts = {_host(address) for address in allowed}
    for address in brought:
        scheme, host = _scheme(address), _host(address)
        # A time or a ratio (``10:30``), a path with a colon: no scheme that a browser knows.
        if scheme not in _HARMLESS_SCHEMES and _clean(address) not in cleaned:
            yield Danger("schemes", scheme, address)
        elif host and not _is_known(host, hosts, guard):
            yield Danger("hosts", host, address)


def leads_away(name: str, value: str, values: Iterable[str], guard: Guard) -> bool:
    """Tell whether an attribute's value leads elsewhere than all of ``values``."""
    hosts = {_host(other) for known in values for other in _split(name, known)}
    parts = _split(name, value)
    if any(_scheme(part) not in _HARMLESS_SCHEMES for part in parts):
        return True
    return any(host and not _is_known(host, hosts, guard) for host in map(_host, parts))


def _clean(address: str) -> str:
    return _DROPPED.sub("", decode(address))


def _scheme(address: str) -> str:
    match = _SCHEME.match(_clean(address))
    return match[1].lower() if match else ""


def _host(address: str) -> str:
    r"""Return the host that a browser would go to, or nothing.

    In Markdown ``\\`` is one backslash, in HTML it is two, which are as good as ``//``.
    """
    return _read_host(_clean(address)) or _read_host(_DROPPED.sub("", decode_entities(address)))


def _read_host(address: str) -> str:
    address = f"//{address}" if address.lower().startswith("www.") else address
    match = _AUTHORITY.match(address)
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


def _find_scripts(known: View, new: View) -> Iterator[Danger]:
    brought = list(_scripts(new))
    names = {name for name, _ in _scripts(known)} if brought else set()
    for name, what in brought:
        if name not in names:
            yield Danger("schemes", name[0], what)


def _scripts(view: View) -> Iterator[tuple[tuple[str, bool], str]]:
    """Yield schemes that run something, each with whether it stands as words do (``JavaScript: a language``).

    Where a template may take the whole text for an address, what it begins with counts however it is spaced.
    """
    for text in (view.raw, _DROPPED.sub(" ", view.decoded)) if ":" in view.decoded else ():
        for match in _SCRIPT.finditer(text):
            yield (_squeeze(match[1] or match[3] or match[4]), bool(match[2])), match[0]
    if not view.is_markdown and _scheme(view.raw) in _SCRIPT_SCHEMES:
        yield (_scheme(view.raw), re.search(r":\s", view.raw) is not None), view.raw


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text).lower()
