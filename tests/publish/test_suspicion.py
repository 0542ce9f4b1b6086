"""What is looked for in a text in two steps is what one pattern of all of it finds."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from i18n_pipeline.publish.safety.characters import HIDDEN
from i18n_pipeline.publish.safety.suspicion import is_suspect
from i18n_pipeline.publish.safety.tags import BREAKOUT

PLAINLY = re.compile(
    rf"[<{{}}&\\{HIDDEN}]|@(?<=[\w.+%-]@)|\]\s*[(\[:]|//|:\S"
    rf"|(?i:script\s*:|www\.|^(?:im|ex)port[ \t]|{BREAKOUT})",
    re.MULTILINE,
)
# fmt: off
PIECES = st.sampled_from([
    *("<", "{", "}", "&", "\\", "@", "a@", "]", "](", "] (", "]:", "]\n[", "/", "//", ":", ": ", ":x", "\n"),
    *("script", "SCRIPT :", "ſcript:", "scrİpt :", "scrıpt: ", "www", "WWW.", ".", "import ", "Export\t"),
    *("ımport ", "İmport ", "export", '"', "'", "`", "onclick=", " onclick =", "style", "ſtyle=", "=", "/"),
    *(" ", "x", "words", "\u200b", "\U0001d173", "😀"),
])
# fmt: on


@given(st.one_of(st.lists(PIECES, max_size=6).map("".join), st.text(max_size=8)))
@settings(max_examples=500)
def test_two_steps_find_what_one_does(text: str) -> None:
    assert is_suspect(text) == (PLAINLY.search(text) is not None)
