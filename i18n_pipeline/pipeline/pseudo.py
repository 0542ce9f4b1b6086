"""Filling catalogs with pseudo-translations, to see what is not translatable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from i18n_pipeline.pipeline.filling import is_pseudo_language
from i18n_pipeline.pipeline.running import run

if TYPE_CHECKING:
    from collections.abc import Callable

    from i18n_pipeline.markdown import PseudoStyle
    from i18n_pipeline.pipeline.orders import Outcome, Request
    from i18n_pipeline.project import Project

PSEUDO_LANGUAGE = "en-XA"


def pseudo(
    project: Project,
    request: Request,
    style: PseudoStyle = "accents",
    tell: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Fill the catalogs of the request's languages; without any, those of a pseudo language.

    A pseudo language need not be configured: its catalogs can be made before its pages are. ``tell`` is
    called with a line for people if another run has to end first.
    """
    languages = request.languages or (PSEUDO_LANGUAGE,)
    known = project.config.languages
    new = tuple(name for name in languages if name not in known and is_pseudo_language(name))
    config = msgspec.structs.replace(project.config, languages=(*known, *new))
    order = replace(request, languages=languages, steps=frozenset(("update",)), pseudo=style)
    return run(replace(project, config=config), order, tell=tell)
