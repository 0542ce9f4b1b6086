"""Jekyll: its languages, its collections, and the folders that hold pages."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from i18n_pipeline.setup.found import Found
from i18n_pipeline.site_files import first_table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

# What Jekyll leaves out by itself (https://jekyllrb.com/docs/configuration/options/), and what is ours.
_NO_PAGES = frozenset(("vendor", "node_modules", "locales"))
_PUBLISHED = "add locales and i18n-pipeline.toml to exclude in {}, or Jekyll publishes them"


def detect_jekyll(root: Path) -> Found | None:
    """Jekyll: ``_config.yml``; languages as jekyll-polyglot has them."""
    found = first_table(root, ["_config.yml", "_config.yaml"])
    if found is None:
        return None
    path, data = found
    home = posixpath.normpath(str(data.get("source") or ".").strip("/") or ".")
    home = home if (root / home).is_dir() and not home.startswith("..") else "."
    languages, left_out = _strings(data.get("languages")), _strings(data.get("exclude"))
    names = _folders(root / home, {*languages, *(name.strip("/") for name in left_out)})
    folders = (f"{name}/**/*.md" for name in names)
    include = (*_collections(data), *folders, "*.md", "*.markdown")
    source = str(data.get("default_lang") or data.get("lang") or "en")
    is_left_out = home != "." or any(name.strip("/") == "locales" for name in left_out)
    notes = () if is_left_out else (_PUBLISHED.format(path),)
    return Found("jekyll", path, source, languages, home, include=include, notes=notes)


def _strings(value: Any) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def _collections(data: dict[str, Any]) -> tuple[str, ...]:
    """Return what to include of the posts and the collections (jekyllrb.com/docs/collections)."""
    named = data.get("collections")
    names = [str(name) for name in named] if isinstance(named, (dict, list)) else ["docs"]
    folder = str(data.get("collections_dir") or "").strip("/")
    return tuple(posixpath.join(folder, f"_{name}/**/*.md") for name in dict.fromkeys(("posts", *names)))


def _folders(root: Path, without: Collection[str]) -> Iterator[str]:
    """Yield the folders in the site's that hold pages: files with front matter, which Jekyll goes by."""
    for folder in sorted(path for path in root.iterdir() if path.is_dir()):
        hidden = folder.name.startswith(("_", ".", "#")) or folder.name in _NO_PAGES
        if not hidden and folder.name not in without and any(map(_is_page, folder.rglob("*.md"))):
            yield folder.name


def _is_page(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(3) == b"---"
    except OSError:
        return False
