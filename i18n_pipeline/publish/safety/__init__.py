r"""What a translation may not bring to a page: catalogs are written by strangers.

A msgstr is held against its msgid. What it has and the msgid hasn't is a danger if it can run, load, lead or
hide something: tags and attributes of HTML, addresses on other hosts and of other schemes, tags of template
languages, expressions, attribute lists, includes, invisible characters; one file each. What a message shows
is parsed; what might be read otherwise by another generator (entities, code spans, escapes) is scanned as
well, and the stricter view counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from i18n_pipeline.publish.safety.addresses import find_addresses
from i18n_pipeline.publish.safety.characters import HIDDEN_CHARACTERS, find_characters, is_hidden
from i18n_pipeline.publish.safety.copies import has_copied_markup
from i18n_pipeline.publish.safety.suspicion import is_suspect
from i18n_pipeline.publish.safety.tags import find_tags
from i18n_pipeline.publish.safety.templates import find_templates
from i18n_pipeline.publish.safety.values import Danger, Guard, is_allowed
from i18n_pipeline.publish.safety.views import read_view

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from i18n_pipeline.document import Form
    from i18n_pipeline.publish.safety.views import View

_FINDERS: tuple[Callable[[View, View, Guard], Iterator[Danger]], ...] = (
    find_tags,
    find_addresses,
    find_templates,
    find_characters,
)


def find_dangers(form: Form, message: str, translation: str, guard: Guard) -> tuple[Danger, ...]:
    """Return what a translation has that its message hasn't, and that nothing allows."""
    if translation == message or not is_suspect(translation):
        return ()
    if has_copied_markup(form, message, translation, guard):
        return ()
    known, new = (read_view(form, text, guard.dialect, guard.labels) for text in (message, translation))
    found = (danger for find in _FINDERS for danger in find(known, new, guard))
    return tuple(danger for danger in dict.fromkeys(found) if not guard.allows(danger))


__all__ = ["HIDDEN_CHARACTERS", "Danger", "Guard", "find_dangers", "is_allowed", "is_hidden"]
