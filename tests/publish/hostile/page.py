"""What a page brings to its readers and its generator, read without the tool's own parsers."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import tomli
from markdown_it import MarkdownIt
from ruamel.yaml import YAML

BASE = "https://page.test/it/post/"
HARMLESS = frozenset(
    (
        "b",
        "bdi",
        "br",
        "code",
        "del",
        "em",
        "i",
        "kbd",
        "p",
        "pre",
        "s",
        "small",
        "strong",
        "sub",
        "sup",
        "u",
        "span",
    )
)
PLAIN_ATTRIBUTES = frozenset(("lang", "dir", "title", "alt", "label"))
ADDRESSES = frozenset(("href", "src", "cite", "action", "poster", "data"))
MARKS = ("{{", "}}", "{%", "%}", "{#", "#}", "<%", "<?", "--8<--", "{!", "{:")
_LINE = re.compile(r":::\s+\S|\[[^\]^]+\]:|\*\[")
_MODULE = re.compile(rf"(?:import|export)\s|{_LINE.pattern}")
_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
# A browser decides what is an address, not the renderer.
vars(_MARKDOWN).update(validateLink=lambda _: True)


class _Reader(HTMLParser):
    """Gathers tags, attributes, comments and text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Counter[tuple[str, ...]] = Counter()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in HARMLESS:
            self.found["tag", tag] += 1
        for name, value in attrs:
            if name in ADDRESSES:
                self.found["address", _lead(value or "")] += 1
            elif name not in PLAIN_ATTRIBUTES:
                self.found["attribute", name, value or ""] += 1

    def handle_comment(self, data: str) -> None:
        self.found["comment", data] += 1

    def handle_decl(self, decl: str) -> None:
        self.found["declaration", decl] += 1

    def handle_pi(self, data: str) -> None:
        self.found["declaration", data] += 1

    def unknown_decl(self, data: str) -> None:
        self.found["declaration", data] += 1

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def _lead(value: str) -> str:
    """Return where an address leads to: its scheme, if it is no usual one, or its host."""
    address = re.sub(r"[\t\r\n]", "", value.strip("".join(map(chr, range(33))))).replace("\\", "/")
    scheme, colon, rest = address.partition(":")
    if colon and re.fullmatch(r"[A-Za-z][\w+.-]*", scheme) and scheme.lower() not in ("http", "https"):
        return scheme.lower() + ":"
    if colon and scheme.lower() in ("http", "https"):
        address = f"{scheme}://{rest.lstrip('/')}"
    elif address.startswith("//"):
        address = f"//{address.lstrip('/')}"
    return urlsplit(urljoin(BASE, address)).netloc


def read_html(text: str, found: Counter[tuple[str, ...]]) -> None:
    """Add what a piece of HTML has beyond text to ``found``."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    found.update(reader.found)
    for char in set("".join(reader.text)) - {"\n", "\t"}:
        if unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp"):
            found["character", f"{ord(char):04X}"] += 1


def _split(text: str) -> tuple[dict[str, Any], str]:
    """Return the data of the front matter, and the body."""
    if text.startswith("---\n"):
        inner, _, body = text[4:].partition("\n---\n")
        return YAML(typ="safe", pure=True).load(inner), body
    if text.startswith("+++\n"):
        inner, _, body = text[4:].partition("\n+++\n")
        return tomli.loads(inner), body
    if text.startswith("{\n"):
        data, end = json.JSONDecoder().raw_decode(text)
        return data, text[end:]
    return {}, text


def _values(data: object, path: str = "") -> list[tuple[str, object]]:
    if isinstance(data, dict):
        return [pair for key, value in data.items() for pair in _values(value, f"{path}.{key}")]
    if isinstance(data, list):
        return [pair for number, value in enumerate(data) for pair in _values(value, f"{path}.{number}")]
    return [(path, data)]


def read_page(text: str, *, mdx: bool) -> Counter[tuple[str, ...]]:
    """Return all that a page has beyond text: each with how often it has it."""
    marks, line_start = (MARKS, _LINE) if not mdx else ((*MARKS, "{", "}"), _MODULE)
    found: Counter[tuple[str, ...]] = Counter()
    data, body = _split(text)
    for path, value in _values(data):
        found["key", path, "" if isinstance(value, str) else repr(value)] += 1
        if isinstance(value, str):
            # A theme may print it as it is, or as Markdown.
            read_html(value, found)
            read_html(_MARKDOWN.render(value), found)
    read_html(_MARKDOWN.render(body), found)
    for mark in marks:
        found["mark", mark] += text.count(mark)
    for line in body.splitlines():
        if line_start.match(line):
            found["line", line.split()[0]] += 1
    return found
