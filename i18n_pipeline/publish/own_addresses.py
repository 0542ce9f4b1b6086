"""The addresses that a document gives itself in its front matter: each page needs ones of its own.

A generator that reads the same address in a document and in its page lets one replace the other, or stops.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.front_matter import find_front_matter, splice_values
from i18n_pipeline.front_matter.reading import build_segment, match_path, parse_inner

if TYPE_CHECKING:
    from i18n_pipeline.project import OwnAddresses

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|//")


def own_addresses(text: str, rule: OwnAddresses, language: str) -> str:
    """Return a page's text with the addresses that it gives itself made those of ``language``.

    Values keep their quotes; what can't be written in the place of a value stays as it is.
    """
    front_matter = find_front_matter(text) if rule.keys else None
    if front_matter is None:
        return text
    wanted = {(key,) for key in rule.keys}
    found = [
        (build_segment(text, front_matter, scalar), new)
        for scalar in parse_inner(text, front_matter).scalars
        if match_path(scalar.path, wanted)
        and (new := _own(scalar.value.strip(), rule, language)) != scalar.value.strip()
    ]
    return splice_values(text, front_matter, found)


def _own(address: str, rule: OwnAddresses, language: str) -> str:
    path = address.lstrip("/")
    if not path or address in rule.words or _ELSEWHERE.match(address):
        return address
    if rule.relative:
        return path
    if path == language or path.startswith(f"{language}/"):
        return address
    return f"{address[: len(address) - len(path)]}{language}/{path}"
