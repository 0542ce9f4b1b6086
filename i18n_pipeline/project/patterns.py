"""Path patterns with fields: ``locales/{lang}/{path}.po`` and the like."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FIELDS = ("lang", "dir", "stem", "ext", "path", "section")
_FIELD = re.compile(r"\{([^{}]*)\}")
# Where in a folder a Jekyll post or draft lies.
POSTS = r"(?:[^/]+/)*_(?:posts|drafts)/.+"
# A folder of a Jekyll collection, or of what is included: posts and drafts are found in all folders, these
# only where they are (https://jekyllrb.com/docs/collections/). Patterns of sites alone have such fields.
COLLECTION = r"(?:[^/]+/)*?_(?!(?:posts|drafts)/)[^/]+"


def pattern_fields(pattern: str) -> frozenset[str]:
    """Return the names between braces in ``pattern``."""
    return frozenset(_FIELD.findall(pattern))


def has_stray_brace(pattern: str) -> bool:
    """Tell whether there is a brace outside of fields."""
    return re.search("[{}]", _FIELD.sub("", pattern)) is not None


def expand_pattern(pattern: str, fields: Mapping[str, str]) -> str:
    """Return the normalised relative path that ``pattern`` gives for ``fields``."""
    return posixpath.normpath(_FIELD.sub(lambda match: fields[match[1]], pattern))


def leaves_root(path: str) -> bool:
    """Tell whether a relative path (or pattern) is absolute or climbs out with ``..``."""
    if path.startswith(("/", "~", "\\")) or re.match(r"[A-Za-z]:", path):
        return True
    # A field stands for one folder name here: what counts is whether the fixed parts climb.
    normal = posixpath.normpath(_FIELD.sub("x", path.replace("\\", "/")))
    return normal == ".." or normal.startswith("../")


@lru_cache(maxsize=64)
def glob_regex(glob: str) -> re.Pattern[str]:
    """Compile a glob over whole relative paths: ``**/`` any folders, ``*`` and ``?`` within one name."""
    parts = re.split(r"(\*\*/|/\*\*$|\*\*|\*|\?|\[[^\]]+\])", glob)
    table = {"**/": r"(?:[^/]+/)*", "/**": r"(?:/.*)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    out = []
    for part in parts:
        if part in table:
            out.append(table[part])
        elif part.startswith("[") and part.endswith("]"):
            out.append(part.replace("[!", "[^", 1))
        else:
            out.append(re.escape(part))
    return re.compile("".join(out) + r"\Z")


def is_glob(glob: str) -> bool:
    """Tell whether ``glob`` can be compiled: its brackets are in order."""
    try:
        glob_regex(glob)
    except re.error:
        return False
    return bool(glob)


def matches_any(path: str, globs: Sequence[str]) -> bool:
    """Tell whether the whole relative ``path`` matches one of ``globs``."""
    return any(glob_regex(glob).match(path) for glob in globs)


_FIELD_REGEX = {
    "dir": ".*?",
    "path": ".+",
    "stem": "[^/]+",
    "ext": r"\.[^./]+",
    "section": "[^/]*",
    "collection": COLLECTION,
    "inside": ".+",
    "posts": POSTS,
}


def page_regex(pattern: str, languages: tuple[str, ...]) -> re.Pattern[str]:
    """Compile a page pattern to recognise pages in ``languages``; groups are named after the fields."""
    return path_regex(pattern, "|".join(map(re.escape, languages)) or r"(?!)")


@lru_cache(maxsize=64)
def path_regex(pattern: str, language: str) -> re.Pattern[str]:
    """Compile a path pattern to recognise its paths, with the regular expression ``language`` for ``{lang}``.

    Groups are named after the fields.
    """
    table = _FIELD_REGEX | {"lang": language}
    seen: set[str] = set()
    out = []
    for i, piece in enumerate(_FIELD.split(posixpath.normpath(pattern))):
        if i % 2 == 0:
            out.append(re.escape(piece))
        elif piece in seen:
            out.append(f"(?P={piece})")
        else:
            seen.add(piece)
            out.append(f"(?P<{piece}>{table[piece]})")
    # The folder of a file in the root is empty, and so is the slash behind it.
    regex = "".join(out).replace("(?P<dir>.*?)/", "(?:(?P<dir>.*?)/)?")
    return re.compile(regex + r"\Z")


def static_folder(pattern: str) -> str:
    """Return the folder that all paths of ``pattern`` lie in; ``.`` if that is the root."""
    fixed = posixpath.normpath(pattern).split("{", 1)[0]
    return posixpath.dirname(fixed) or "."
