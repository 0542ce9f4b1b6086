"""A whole site with mdpo in one process: run with the Python of mdpo's own environment.

Its commands take one file each; to start one per file and language would measure the start of Python.
Arguments: content, catalogs, pages, then languages.
"""

from __future__ import annotations

import sys
from pathlib import Path

from mdpo.md2po import markdown_to_pofile  # type: ignore[import-not-found]
from mdpo.po2md import pofile_to_markdown  # type: ignore[import-not-found]


def main(content: Path, catalogs: Path, pages: Path, languages: list[str]) -> None:
    """Bring each document's catalogs up to date and write its pages; one that fails stops no other."""
    for document in sorted(content.rglob("*.md")):
        inside = document.relative_to(content)
        for language in languages:
            catalog, page = (catalogs / language / inside).with_suffix(".po"), pages / language / inside
            for path in (catalog, page):
                path.parent.mkdir(parents=True, exist_ok=True)
            # Whatever is wrong with one document, its page is missing and counted so.
            try:
                markdown_to_pofile(str(document), save=True, po_filepath=str(catalog), po_encoding="utf-8")
                pofile_to_markdown(str(document), [str(catalog)], save=str(page), po_encoding="utf-8")
            except Exception as error:
                sys.stderr.write(f"{inside}: {error!r}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4:])
