"""Whether a text has any sign of a danger: without one it is text, in whatever way it is read."""

from __future__ import annotations

import re

from i18n_pipeline.publish.safety.characters import HIDDEN, HIDDEN_IN_BMP
from i18n_pipeline.publish.safety.tags import BREAKOUT

# A class of all that these begin with, and then what makes each of them one: most characters are passed over
# at once.
_SIGN = re.compile(
    rf"[<{{}}&\\@\]/:{HIDDEN_IN_BMP}\U00010000-\U0010ffff]"
    rf"(?:(?<=[<{{}}&\\{HIDDEN}])|(?<=[\w.+%-]@)|(?<=\])\s*[(\[:]|(?<=/)/|(?<=:)\S)"
)
# What is told by letters, in whatever case.
_WORD = re.compile(rf"script\s*:|www\.|^(?:im|ex)port[ \t]|{BREAKOUT}", re.IGNORECASE | re.MULTILINE)


def is_suspect(text: str) -> bool:
    """Tell whether any of the finders of dangers may find one in a text."""
    if _SIGN.search(text):
        return True
    return _may_have_word(text) and _WORD.search(text) is not None


def _may_have_word(text: str) -> bool:
    """Tell whether a text has what each of the words has, and no other letters may stand for."""
    lower = text.lower()
    return (
        (":" in text and "cr" in lower)
        or ("=" in text and ('"' in text or "'" in text or "`" in text))
        or ("\n" in text and "port" in lower)
        or text[2:6].lower() == "port"
        or "www." in lower
    )
