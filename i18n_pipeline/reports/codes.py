"""What each code of a finding stands for, in a line."""

from __future__ import annotations

from types import MappingProxyType

_TEXTS = MappingProxyType(
    {
        "missing": "A segment is not translated",
        "stale": "A segment changed after it was translated",
        "not-synced": "A sync would write this file",
        "catalog": "A catalog can't be read, or its header is wrong",
        "structure": "A translation would change the structure of the page",
        "markup": "A translation has other markup than its source",
        "link": "A translation links to something else than its source",
        "reference": "A translation has other reference labels than its source",
        "footnote": "A translation has other footnotes than its source",
        "code": "A translation changes code",
        "shortcode": "A translation has other shortcodes than its source",
        "html": "A translation has other HTML than its source",
        "placeholder": "A translation has other placeholders than its source",
        "number": "A translation has other numbers than its source",
        "whitespace": "A translation begins or ends with other spaces than its source",
        "punctuation": "A translation ends with other punctuation than its source",
        "length": "A translation is too long",
        "unchanged": "A translation is the same as its source",
        "inconsistent": "One text is translated in two ways",
        "terminology": "A translation goes against the glossary",
        "unsafe": "A translation brings in markup, an address or a shortcode that the source does not have",
        "anchor": "A link names a heading or id that isn't there",
        "broken-link": "A link names a file that isn't there",
        "document": "A document can't be read",
        "page": "A page was edited by hand, or can't be read",
        "write": "A file can't be written",
    }
)


def describe_code(code: str) -> str:
    """Return what findings with ``code`` are about."""
    return _TEXTS.get(code, code)
