"""A commented configuration for a site as it was found."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from i18n_pipeline.setup.found import Found

# Where a site names no other language there has to be one for the configuration to work.
EXAMPLE_LANGUAGE = "it"


def propose_configuration(found: Found) -> str:
    """Return the text of an ``i18n-pipeline.toml`` for the site."""
    example = "fr" if found.source == EXAMPLE_LANGUAGE else EXAMPLE_LANGUAGE
    languages = list(found.languages) or [example]
    comment = "" if found.languages else "   # an example: put yours here"
    origin = f", from {found.evidence}" if found.evidence else ""
    lines = [
        f"# Written by i18n-pipeline init{origin}.",
        "# Only what differs from the defaults has to be here.",
        "",
        f"source = {_quote(found.source)}   # language of the documents",
        f"languages = {json.dumps(languages)}{comment}",
        f"site = {_quote(found.site)}",
        f"content = {_quote(found.content)}   # folder of the documents",
    ]
    if found.include:
        lines.append(f"include = {json.dumps(list(found.include))}   # seen from content")
    if found.page is not None:
        lines.append(f"page = {_quote(found.page)}   # where a document's page goes")
    lines += [f"# To do: {note}." for note in found.notes]
    links = f"link_keys = {json.dumps(list(found.link_keys))}   # front matter that holds links\n"
    tables = _TABLES.replace("FRONT_MATTER", json.dumps(list(found.front_matter)))
    return "\n".join([*lines, tables.replace("LINK_KEYS\n", links if found.link_keys else "")])


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


_TABLES = """
# catalog = "locales/{lang}/{path}.po"           # without {path}: one for all, or one per {section}
# template = "locales/templates/{path}.pot"

[extract]
# Front matter to translate: dotted paths; strings and lists of strings.
front_matter = FRONT_MATTER

[publish]
LINK_KEYS
# stale = "translation"     # what a stale segment shows: the old translation, or "source"
# minimum = 0               # percent translated under which a page is not written
# status = "incomplete"     # state in the page's front matter: never, incomplete, always

[check]
# missing = 0               # percent of words that may be missing before check fails
# stale = 0
"""
