"""Translations that have copied all markup of their message, and differ in words: nothing is brought in.

This is a shortcut to what the finders say; a test holds it against them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from i18n_pipeline.markdown.anatomy import is_surely_markdown
from i18n_pipeline.markdown.likeness import has_same_markup, signs_of, without_signs
from i18n_pipeline.publish.safety.addresses import SCRIPT
from i18n_pipeline.publish.safety.suspicion import is_suspect
from i18n_pipeline.publish.safety.tags import BREAKOUT
from i18n_pipeline.publish.safety.views import decode

if TYPE_CHECKING:
    from i18n_pipeline.document import Form
    from i18n_pipeline.publish.safety.values import Guard

# A tag or comment whose end is in the same piece of markup, and so is not in the words behind it.
_WHOLE_TAG = re.compile(
    r"""</?[A-Za-z][^\s/<>"']*(?:[^"'<>]|"[^"<>]*"|'[^'<>]*')*>|<!--(?!-?>)[^<>]*-->|<(?![A-Za-z/!?%])"""
)
_WHOLE_BRACES = re.compile(r"\{(?![{%#!])[^{}]*\}")
_OPEN = re.compile(r"[<{}]|%>")
# What goes from markup to words, or is nowhere told by signs.
_SPANNING = re.compile(rf"{BREAKOUT}|{SCRIPT}|-8<", re.IGNORECASE)
# What a scheme that runs something ends in.
_SCRIPT_END = re.compile(r":(?<=[tebmaTEBMA\s]:)")


def has_copied_markup(form: Form, message: str, translation: str, guard: Guard) -> bool:
    """Tell whether a translation provably has its message's markup, and nothing suspect in its words."""
    if "mdx" in guard.dialect.syntaxes or not is_surely_markdown(form):
        return False
    if not has_same_markup(message, translation) or is_suspect(without_signs(translation)):
        return False
    whole = all(map(_is_whole, signs_of(translation) or ()))
    return whole and not _spans(translation) and decode(translation) == translation


def _spans(translation: str) -> bool:
    """Tell whether something goes from markup to words; quick where a text has no sign of that."""
    if "=" not in translation and "8<" not in translation and not _SCRIPT_END.search(translation):
        return False
    return _SPANNING.search(translation) is not None


@lru_cache(maxsize=1024)
def _is_whole(sign: str) -> bool:
    return not _OPEN.search(_WHOLE_BRACES.sub("", _WHOLE_TAG.sub("", sign)))
