"""The configuration files of site generators, read to plain data."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import tomli

from i18n_pipeline.files import decode_utf8, read_if_there

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

Table = dict[str, Any]


def read_text(root: Path, path: str) -> str | None:
    """Return the text of a file; None if it isn't there or isn't UTF-8."""
    data = read_if_there(root / path) if (root / path).is_file() else None
    text = None if data is None else decode_utf8(data)
    return text if isinstance(text, str) else None


# A string of JavaScript, which may hold what looks like a comment, or a comment.
_STRING_OR_COMMENT = re.compile(
    r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|//[^\n]*|/\*.*?\*/""", re.DOTALL
)


def read_script(root: Path, path: str) -> str | None:
    """Return the text of a configuration in JavaScript, without its comments; None if it isn't there."""
    text = read_text(root, path)
    return None if text is None else _STRING_OR_COMMENT.sub(lambda match: match[1] or "", text)


def read_table(root: Path, path: str) -> Table | None:
    """Read a TOML, YAML or JSON file; None if it isn't there or isn't a table."""
    text = read_text(root, path)
    return None if text is None else parse_table(path, text)


def parse_table(path: str, text: str) -> Table | None:
    """Parse TOML, YAML or JSON, as the name of the file says; None if it isn't a table."""
    try:
        data = _PARSERS[path.rsplit(".", 1)[1]](text)
    except ValueError:
        return None
    return data if isinstance(data, dict) else None


def first_table(root: Path, paths: Iterable[str]) -> tuple[str, Table] | None:
    """Return the path and the data of the first file that can be read."""
    for path in paths:
        data = read_table(root, path)
        if data is not None:
            return path, data
    return None


def with_extensions(*stems: str) -> Iterator[str]:
    """Yield the paths that files with these stems may have."""
    for stem in stems:
        for extension in ("toml", "yaml", "yml", "json"):
            yield f"{stem}.{extension}"


def lower_keys(data: Table) -> Table:
    """Return a table with lower-case keys at its top: Hugo's are case-insensitive."""
    return {key.lower(): value for key, value in data.items()}


def _parse_yaml(text: str) -> Any:
    """Parse YAML; tags such as ``!!python/name:`` in MkDocs' configurations become None."""
    from ruamel.yaml import YAML  # slow to import, and most sites have no YAML to be read
    from ruamel.yaml.constructor import SafeConstructor
    from ruamel.yaml.error import YAMLError

    class Lenient(SafeConstructor):
        """A constructor of its own: ruamel registers tags for all instances of a class."""

    Lenient.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: None)
    Lenient.add_multi_constructor("!", lambda *_: None)
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = Lenient
    try:
        return yaml.load(text)
    except YAMLError as error:
        raise ValueError(str(error)) from None


_PARSERS: dict[str, Callable[[str], Any]] = {
    "toml": tomli.loads,
    "yaml": _parse_yaml,
    "yml": _parse_yaml,
    "json": json.loads,
}
