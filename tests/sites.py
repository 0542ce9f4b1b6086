"""Small sites for tests: written, synced, and looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from i18n_pipeline.catalog import decode_catalog, parse_catalog
from i18n_pipeline.pipeline import Outcome, Request, run
from i18n_pipeline.project import SITES, OwnAddresses, read_project

if TYPE_CHECKING:
    from pathlib import Path

DATE = "2026-11-23 10:00+0000"

# Rows of generators as they come, and as a site's own configuration may have them.
ROWS = {
    **SITES,
    "hugo with terms": replace(SITES["hugo"], terms="lines"),
    "hugo with terms, safe": replace(SITES["hugo"], terms="lines", html=False),
    "docusaurus with v4": replace(SITES["docusaurus"], attributes="comment"),
    "zola with safe anchors": replace(SITES["zola"], slugs="zola-safe"),
    "starlight with Astro 7": replace(SITES["starlight"], slugs="astro-7"),
    "jekyll with polyglot": replace(SITES["jekyll"], own=OwnAddresses()),
    "hugo with github-ascii": replace(SITES["hugo"], slugs="goldmark-ascii"),
    "hugo with blackfriday": replace(SITES["hugo"], slugs="blackfriday"),
}


def write_site(root: Path, files: dict[str, str]) -> None:
    """Write files, by their paths seen from ``root``."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())


def sync(root: Path, *, jobs: int = 1, paths: tuple[str, ...] = ()) -> Outcome:
    """Sync the site at ``root``."""
    return run(read_project(root), Request(date=DATE, jobs=jobs, paths=paths))


def translate(root: Path, path: str, translations: dict[str, str]) -> None:
    """Put translations into the catalog at ``path``, as an editor does."""
    text = (root / path).read_text(encoding="utf-8")
    for msgid, msgstr in translations.items():
        entry = f'msgid "{msgid}"\nmsgstr ""'
        assert text.count(entry) == 1, f"{msgid} in {path}"
        text = text.replace(entry, f'msgid "{msgid}"\nmsgstr "{msgstr}"')
    (root / path).write_bytes(text.encode())


def translations(root: Path, path: str) -> dict[str, str]:
    """Return the msgstrs of the live entries of a catalog that are no doubtful ones, by msgid."""
    catalog = parse_catalog(decode_catalog((root / path).read_bytes()))
    return {entry.msgid: entry.msgstr for entry in catalog.entries if entry.translated}


def snapshot(root: Path) -> dict[str, bytes]:
    """Return all files of a site but hidden ones."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(root).parts)
    }
