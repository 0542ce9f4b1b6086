"""Pages that are not written because too little is translated, so that no link may lead to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from i18n_pipeline.pipeline.orders import Request
    from i18n_pipeline.project import Project
    from i18n_pipeline.publish.counts import Standing

# ``(document, language)`` of pages that are not written.
Hidden: TypeAlias = "frozenset[tuple[str, str]]"


def has_hidden(project: Project, request: Request) -> bool:
    """Tell whether some pages may not be written, and links have to do with it."""
    publish = project.config.publish
    if publish.minimum == 0 or publish.links == "keep" or not request.steps & {"merge", "check"}:
        return False
    return publish.links == "rewrite" or project.site.links.documents != "keep"


def find_hidden(project: Project, standings: Iterable[Standing]) -> Hidden:
    """Return the pages that are below ``publish.minimum``."""
    minimum = project.config.publish.minimum
    return frozenset(
        (standing.path, standing.language) for standing in standings if standing.segments.percent < minimum
    )
