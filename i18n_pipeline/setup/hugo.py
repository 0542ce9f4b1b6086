"""Hugo: its languages, and the folders that hold them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from i18n_pipeline.setup.found import Found
from i18n_pipeline.site_files import first_table, lower_keys, with_extensions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


_UNLIKE = (
    "the folders are not named after their languages, as content/it is: "
    "rename them, in Hugo's configuration too"
)


def detect_hugo(root: Path) -> Found | None:
    """Hugo: ``hugo.toml`` and its kin, or ``config/_default/`` (gohugo.io/configuration/introduction)."""
    found = first_table(root, with_extensions("hugo", "config/_default/hugo"))
    if found is None:
        # The older name is also Zola's; Hugo spells its keys in camel case.
        found = first_table(root, with_extensions("config", "config/_default/config"))
        if found is None or not lower_keys(found[1]).keys() & {
            "baseurl",
            "languages",
            "theme",
            "languagecode",
        }:
            return None
        if "base_url" in found[1]:
            return None
    path, raw = found
    data = lower_keys(raw)
    languages = data.get("languages") or {}
    own = first_table(root, with_extensions("config/_default/languages"))
    languages = languages if own is None else own[1]
    return _describe(path, data, languages if isinstance(languages, dict) else {})


def _describe(path: str, data: dict[str, Any], languages: dict[str, Any]) -> Found:
    source = str(data.get("defaultcontentlanguage") or "en")
    off = data.get("disablelanguages") or ()
    tables = {
        tag: lower_keys(table) if isinstance(table, dict) else {}
        for tag, table in languages.items()
        if tag not in off
    }
    tags = tuple(tag for tag, table in tables.items() if table.get("disabled") is not True)
    named = {tag: str(tables[tag]["contentdir"]) for tag in tags if "contentdir" in tables[tag]}
    folders = {tag: folder.strip("/") for tag, folder in [*_mounted(data), *named.items()]}
    found = Found("hugo", path, source, tags, str(data.get("contentdir") or "content"))
    return _with_folders(found, folders) if folders else found


def _mounted(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the folder of each language that is mounted (gohugo.io/configuration/module/#mounts)."""
    module = data.get("module")
    mounts = lower_keys(module).get("mounts") if isinstance(module, dict) else None
    for mount in mounts if isinstance(mounts, list) else ():
        lower = lower_keys(mount) if isinstance(mount, dict) else {}
        if lower.get("target") == "content" and "lang" in lower and "source" in lower:
            yield str(lower["lang"]), str(lower["source"])


def _with_folders(found: Found, folders: Mapping[str, str]) -> Found:
    others = {tag: folder for tag, folder in folders.items() if tag != found.source}
    patterns = {_pattern(tag, folder) for tag, folder in (others or folders).items()}
    pattern = patterns.pop() if len(patterns) == 1 else None
    content = folders.get(found.source, found.content)
    page = f"{pattern}/{{path}}{{ext}}" if pattern and "{lang}" in pattern else None
    notes = () if page else (_UNLIKE,)
    return replace(found, site="hugo-dirs", content=content, page=page, notes=notes)


def _pattern(tag: str, folder: str) -> str:
    return re.sub(rf"(?<![^\W_]){re.escape(tag)}(?![^\W_])", "{lang}", folder)
