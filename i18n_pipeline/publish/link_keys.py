"""Links in front matter: values under configured keys lead where links of the body do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from i18n_pipeline.document import Span
from i18n_pipeline.front_matter import find_front_matter, splice_values
from i18n_pipeline.front_matter.reading import build_segment, match_path, parse_inner
from i18n_pipeline.markdown import Link
from i18n_pipeline.publish.links import new_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from i18n_pipeline.publish.links import Roadmap


def rewrite_keys(text: str, keys: Sequence[str], document: str, roadmap: Roadmap) -> str:
    """Return a page's text with the links under ``keys`` (dotted) led to where they should.

    Values keep their quotes; what can't be written in the place of a value stays as it is.
    """
    front_matter = find_front_matter(text) if keys else None
    if front_matter is None:
        return text
    wanted = {tuple(key.split(".")) for key in keys}
    found = []
    for scalar in parse_inner(text, front_matter).scalars:
        value = scalar.value.strip()
        if value and match_path(scalar.path, wanted):
            link = Link("value", value, Span(0, len(value)), bracketed=True)
            new = new_address(link, document, roadmap)
            if new is not None:
                found.append((build_segment(text, front_matter, scalar), new))
    return splice_values(text, front_matter, found)
