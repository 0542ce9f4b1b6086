"""Liquid, Jekyll's template language, and what Zola takes out of Tera: ``{% tag %}`` and ``{{ value }}``.

Both generators look for tags before Markdown. Liquid (github.com/Shopify/liquid, ``lib/liquid/tokenizer.rb``)
ends a tag at the first ``%}`` or ``}}`` and stops the build at one that never ends. Zola
(``components/markdown/src/content.pest``) knows ``{{ name(args) }}`` and ``{% name() %}`` … ``{% end %}``;
all else is text, and ``{{/* name() */}}`` shows ``{{ name() }}``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from i18n_pipeline.markdown.syntax import Syntax
from i18n_pipeline.markdown.syntaxes.tags import Role, Tag, TagLanguage, Value

_OPENER = re.compile(r"\{[{%]")
_ENDS = {"{": "}}", "%": "%}"}
_NAME = re.compile(r"[{%]-?\s*(\w*)")
# Tags that stand between others and neither open nor close.
_BETWEEN = frozenset(("else", "elsif", "when", "break", "continue"))
# What they enclose isn't Markdown to anyone (https://shopify.github.io/liquid/tags/template/, and
# https://jekyllrb.com/docs/liquid/tags/ for highlight).
_RAW = frozenset(("raw", "comment", "highlight", "javascript", "stylesheet", "schema"))
_VALUE = re.compile(r"""\b(\w+)\s*=\s*(?:"([^"]*)"|'[^']*')""")
_DIRECTIVE = re.compile(r"\{%-?\s*comment\s*-?%\}\s*i18n:")


def _match_liquid(text: str, start: int) -> Tag:
    end = text.find(_ENDS[text[start + 1]], start + 2) + 2
    if end < 2:
        return Tag(start, start + 2, "", "broken")
    name = _name(text, start)
    if text[start + 1] == "{" or name in _BETWEEN:
        return Tag(start, end, name, "void")
    if name.startswith("end"):
        return Tag(start, end, name[3:], "close")
    return Tag(start, end, name, "open", _values(text, start, end))


def _name(text: str, start: int) -> str:
    if _DIRECTIVE.match(text, start):
        return "i18n"
    match = _NAME.match(text, start + 1)
    return match[1] if match else ""


def _values(text: str, start: int, end: int) -> tuple[Value, ...]:
    return tuple(
        Value(match[1], match[2], *match.span(2), match.start(2) - 1, match.end(2) + 1, "plain-double")
        for match in _VALUE.finditer(text, start, end)
        if match[2] is not None
    )


@lru_cache(maxsize=64)
def _closer(name: str) -> re.Pattern[str] | None:
    if name == "i18n":
        return re.compile(r"\{%-?\s*endcomment\s*-?%\}")
    return re.compile(rf"\{{%-?\s*end{name}\s*-?%\}}") if name in _RAW else None


_ESCAPED_END = {"{": "*/}}", "%": "*/%}"}
_STRING = r"""(?:"[^"]*"|'[^']*'|`[^`]*`)"""
_CALL = re.compile(rf"""\{{[{{%]\s*(?P<name>[A-Za-z_]\w*)\s*\((?:[^"'`()]|{_STRING})*\)\s*[}}%]\}}""")
_TERA_END = re.compile(r"\{%\s*end\s*%\}")


def _match_tera(text: str, start: int) -> Tag:
    if text.startswith("/*", start + 2):
        escaped = text.find(_ESCAPED_END[text[start + 1]], start + 4)
        return Tag(start, start + 2 if escaped < 0 else escaped + 4, "", "text")
    if end := _TERA_END.match(text, start):
        return Tag(start, end.end(), "end", "close")
    call = _CALL.match(text, start)
    if call is None or (text[start + 1] == "{") != (text[call.end() - 2] == "}"):
        return Tag(start, start + 2, "", "broken")
    role: Role = "void" if text[start + 1] == "{" else "open"
    return Tag(start, call.end(), call["name"], role, _values(text, start, call.end()))


def _never(_name: str) -> None:
    """Every body is Markdown to Zola."""


def _ends_any(_closing: str, _opening: str) -> bool:
    return True


_LIQUID = TagLanguage("liquid", _OPENER, _match_liquid, _closer)
_TERA = TagLanguage("tera", _OPENER, _match_tera, _never, _ends_any)
_SUSPECTS = re.compile(r"\{[{%]|[%}]\}")

LIQUID = Syntax(
    name="liquid",
    add_rules=_LIQUID.add_rules,
    suspects=_SUSPECTS,
    hide=_LIQUID.hide,
    breaks=_LIQUID.breaks,
    escape_beside=_LIQUID.escape,
    find=_LIQUID.find,
)

TERA = Syntax(
    name="tera",
    add_rules=_TERA.add_rules,
    suspects=_SUSPECTS,
    hide=_TERA.hide,
    breaks=_TERA.breaks,
    escape_beside=_TERA.escape,
    find=_TERA.find,
)
