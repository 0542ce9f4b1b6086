"""The public manuals of ``../shared``: unpacked, split, translated and rebuilt (``make corpora``)."""

from __future__ import annotations

import sys
import tarfile
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from i18n_pipeline.pipeline import Request, run
from i18n_pipeline.project import read_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SHARED = Path(__file__).parent.parent.parent / "shared"
CORPORA = {"book": "mdbook", "crust": "mdbook", "fastapi": "mkdocs", "hugoDocs": "hugo"}
CONFIG = """
languages = ["it"]
site = "{site}"
page = "pages/{{lang}}/{{path}}{{ext}}"
[publish]
marker = false
status = "never"
"""


def unpack(name: str, folder: Path) -> None:
    """Unpack a corpus as the content of a site in ``folder``, and configure it."""
    with tarfile.open(SHARED / "corpora" / f"{name}.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    (folder / name).rename(folder / "content")
    (folder / "i18n-pipeline.toml").write_text(CONFIG.format(site=CORPORA[name]), encoding="utf-8")


def sync(folder: Path, *, jobs: int = 2) -> list[str]:
    """Sync the site; return what is to mend."""
    outcome = run(read_project(folder), Request(date="2026-01-01 00:00+0000", jobs=jobs))
    return [str(finding) for finding in outcome.findings]


def differing_pages(folder: Path) -> Iterator[str]:
    """Yield the documents whose page doesn't hold the same bytes."""
    for document in sorted((folder / "content").rglob("*.md")):
        inside = document.relative_to(folder / "content")
        page = folder / "pages" / "it" / inside
        if not page.exists() or page.read_bytes() != document.read_bytes():
            yield str(inside)


def fill_with_source(folder: Path) -> None:
    """Set every msgstr of the site's catalogs to its msgid, as a person would with msgen."""
    from polib import pofile

    for path in (folder / "locales" / "it").rglob("*.po"):
        catalog = pofile(str(path))
        for entry in catalog:
            entry.msgstr = entry.msgid
        catalog.save()


def main(say: Callable[[str], object]) -> bool:
    """Rebuild every corpus twice: with empty catalogs, and with every msgstr equal to its msgid."""
    good = True
    for name in CORPORA:
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            unpack(name, folder)
            number = len(list((folder / "content").rglob("*.md")))
            for what, prepare in (("empty", None), ("msgstr = msgid", fill_with_source)):
                if prepare is not None:
                    prepare(folder)
                    for page in (folder / "pages").rglob("*.md"):
                        page.unlink()
                trouble = [*sync(folder), *(f"differs: {path}" for path in differing_pages(folder))]
                good = good and not trouble
                equal = number - len(trouble)
                say(f"{name}: catalogs {what}: {equal} of {number} pages equal their documents")
                for line in trouble[:10]:
                    say(f"  {line}")
    return good


if __name__ == "__main__":
    sys.exit(0 if main(print) else 1)
