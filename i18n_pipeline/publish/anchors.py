"""Ids for translated headings: a page's headings, and terms that have ids, keep those of the document.

Generators make ids from the text, so in a translation every link to a heading would be broken.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from msgspec.structs import replace

from i18n_pipeline.document import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from i18n_pipeline.markdown import Heading
    from i18n_pipeline.project import AttributeSyntax, Site
    from i18n_pipeline.publish.survey import Survey

Edit = tuple[Span, str]

# A last line that would open a block if anything stood behind it.
_MARK = re.compile(r"\n[ \t>]*(?:[*+-]|\d{1,9}[.)]|#{1,6})$")
# What kramdown takes for an id behind a heading: a name of XML.
_NAME = re.compile(r"[^\W\d][\w:.-]*")


def find_anchors(survey: Survey, translated: Mapping[int, str]) -> list[Edit]:
    """Return what to insert into the document so that its headings keep their ids.

    ``translated`` holds the new texts of segments by where these start. A heading whose text stays gets an id
    only if it would otherwise get another one: what tells equal headings apart counts those above.
    """
    if not any(heading.span.start in translated for heading in survey.headings):
        return []
    page = [
        replace(heading, text=translated.get(heading.span.start, heading.text)) for heading in survey.headings
    ]
    wanted = {
        index
        for index, heading in enumerate(survey.headings)
        if page[index].text != heading.text and _may_have(heading, survey.ids[index])
    }
    wanted |= _displaced(survey, page, wanted)
    edits = []
    for index in sorted(wanted):
        given = survey.ids[index]
        if given is not None:
            edits += _write(survey.headings[index], page[index].text, given, survey.site)
    return edits


def _may_have(heading: Heading, given: str | None) -> bool:
    return heading.id is None and given is not None


def _displaced(survey: Survey, page: Sequence[Heading], wanted: set[int]) -> set[int]:
    """Return the headings that would get an id other than their own, once those ``wanted`` have theirs."""
    given = [
        replace(heading, id=survey.ids[index])
        if index in wanted and _is_attribute(heading, survey.ids[index] or "", survey.site.attributes)
        else heading
        for index, heading in enumerate(page)
    ]
    return {
        index
        for index, found in enumerate(survey.ids_of(given))
        if found != survey.ids[index] and _may_have(given[index], survey.ids[index])
    }


def _is_attribute(heading: Heading, name: str, attributes: AttributeSyntax) -> bool:
    if heading.is_term:
        return False
    if attributes == "id-or-line":
        return _NAME.fullmatch(name) is not None
    # Python-Markdown looks for emphasis in what becomes the list.
    return attributes != "none" and not (attributes == "attr-list" and "__" in name)


def _write(heading: Heading, text: str, name: str, site: Site) -> list[Edit]:
    """Write an id: in the generator's own syntax, or in HTML at the start of the text if that arrives."""
    if not _is_attribute(heading, name, site.attributes) or _MARK.search(text):
        # mdBook makes a link of a term, and in a link there can be no other.
        tag = "span" if heading.is_term else "a"
        html = f'<{tag} id="{escape(name)}"></{tag}>'
        return [_insert(heading.span.start, html)] if site.html else []
    if heading.list_at is not None:
        return [_insert(heading.list_at, f"#{name} ")]
    # Docusaurus, unlike the others, takes braces behind closing marks for text, and the marks too.
    at = heading.span.end if site.attributes in ("comment", "id-or-comment") else heading.end
    return [_insert(at, f" {{/* #{name} */}}" if site.attributes == "comment" else f" {{#{name}}}")]


def _insert(at: int, text: str) -> Edit:
    return Span(at, at), text
