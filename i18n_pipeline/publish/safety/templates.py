"""Template languages, expressions, attribute lists and includes that a message doesn't have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.markdown.anatomy import mask_templates
from i18n_pipeline.publish.safety.values import Danger
from i18n_pipeline.publish.safety.views import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from i18n_pipeline.publish.safety.values import Guard
    from i18n_pipeline.publish.safety.views import View

_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<%.*?%>", re.DOTALL)
_TEMPLATE_MARK = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|<%|%>")
# Text between two marks that are shown as code: `{{` and `}}`.
_BETWEEN_CODE = re.compile(r"(?<=(?:\{[{%#]|<%)`)[^`{}<>%#|]*(?=`(?:[}%#]\}|%>))")
_BRACES = re.compile(r"\{[^{}]*\}")
_ATTRIBUTE_LIST = re.compile(r"\{(?=:|\s*[.#]|[^{}]*=)[^{}]*\}")
_INCLUDE = re.compile(r"-+8<-+|\{!|^:::\s*\S+", re.MULTILINE)
_MODULE = re.compile(r"^(?:import|export)[ \t].*", re.MULTILINE)
# Commands of TeX by which MathJax and KaTeX link, load and style: https://docs.mathjax.org/en/latest/options/safe.html.
_TEX = re.compile(
    r"\\(?:href|url|style|class|cssId|require|html[A-Z]\w*|includegraphics|data|unicode|toggle|mathtip|texttip"
    r"|tooltip|newcommand|renewcommand|newenvironment)\s*(?:\[[^\]]*\])?\{|\\(?:[gex]?def|let)\s*\\"
)


def find_templates(known: View, new: View, guard: Guard) -> Iterator[Danger]:
    """Yield what a generator, or a program in the page, would work on."""
    rest, _, tags = mask_templates(new.raw, guard.dialect)
    known_rest, _, known_tags = mask_templates(known.raw, guard.dialect)
    for tag in tags:
        if tag not in known_tags:
            kind = "templates" if tag.fixed.startswith(("{{", "{%")) else "expressions"
            yield Danger(kind, tag.name or _first_word(tag.fixed), tag.fixed)
    texts = [_BETWEEN_CODE.sub("", text) for text in _raw_templates(known_rest)]
    for text in _raw_templates(rest) + _raw_templates(decode(rest)):
        if _BETWEEN_CODE.sub("", text) not in texts:
            yield Danger("templates", _first_word(text), text)
    if len(_TEMPLATE_MARK.findall(rest)) > len(_TEMPLATE_MARK.findall(known_rest)):
        yield Danger("templates", "", "{{")
    yield from _find_braces(known_rest, rest, guard)
    yield from _find_commands(known_rest, rest, guard)


def _raw_templates(text: str) -> list[str]:
    return [" ".join(match.split()) for match in _TEMPLATE.findall(text)]


def _first_word(text: str) -> str:
    match = re.search(r"\w[\w/-]*", text)
    return match[0] if match else ""


def _find_braces(known: str, new: str, guard: Guard) -> Iterator[Danger]:
    mdx = "mdx" in guard.dialect.syntaxes
    pattern, kind = (_BRACES, "expressions") if mdx else (_ATTRIBUTE_LIST, "attributes")
    texts = {*pattern.findall(known), *pattern.findall(decode(known))}
    for text in dict.fromkeys(pattern.findall(decode(new))):
        if text not in texts:
            yield Danger(kind, _first_word(text), text)


def _find_commands(known: str, new: str, guard: Guard) -> Iterator[Danger]:
    rows = [("includes", _INCLUDE), ("expressions", _TEX)]
    if "mdx" in guard.dialect.syntaxes:
        rows.append(("includes", _MODULE))
    for kind, pattern in rows:
        there = pattern.findall(known)
        for text in pattern.findall(new):
            if text not in there:
                yield Danger(kind, _first_word(text), text)
