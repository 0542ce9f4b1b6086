"""The public manuals of ``../shared``: unpacked, split, translated and rebuilt (``make corpora``)."""

from __future__ import annotations

import sys
import tarfile
import tempfile
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from i18n_pipeline.document import Document
from i18n_pipeline.front_matter import find_front_matter
from i18n_pipeline.markdown import PseudoStyle, pseudo_translate
from i18n_pipeline.pipeline import Request, run
from i18n_pipeline.pipeline.reading import segmentation_of
from i18n_pipeline.project import read_project
from i18n_pipeline.publish.splicing import Splicer
from i18n_pipeline.segmentation import Segmentation, body_start

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from i18n_pipeline.catalog import Key

SHARED = Path(__file__).parent.parent.parent / "shared"
CORPORA = {"book": "mdbook", "crust": "mdbook", "fastapi": "mkdocs", "hugoDocs": "hugo"}
STYLES: tuple[PseudoStyle, ...] = ("accents", "cjk", "rtl")
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


class Tags(HTMLParser):
    """The tags of a rendered page, in order, with their attributes but for what is text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, ...]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = (f"{name}={' '.join((value or '').split())}" for name, value in attrs if name not in SHOWN)
        self.found.append((tag, *kept))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(("/", tag))


# Attributes that a reader sees or hears: their values are translated.
SHOWN = {"alt", "title", "placeholder", "aria-label", "summary", "label"}
RENDERER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def tags_of(body: str) -> list[tuple[str, ...]]:
    """Return the HTML tags that Markdown renders to."""
    tags = Tags()
    tags.feed(RENDERER.render(body))
    return tags.found


def translate(document: Document, segmentation: Segmentation, style: PseudoStyle) -> dict[Key, str]:
    """Pseudo-translate all messages of a document."""
    labels = segmentation.labels(document.text)
    return {
        segment.key: pseudo_translate(segment.form, segment.text, segmentation.dialect, style, labels)
        for segment in document.segments
    }


def pseudo_faults(path: Path, segmentation: Segmentation, style: PseudoStyle) -> list[str]:
    """Say what is wrong with the pseudo-translated page of a document."""
    document = segmentation.read(path.name, path.read_bytes())
    if not isinstance(document, Document):
        return [str(document)]
    spliced = Splicer(document, segmentation).splice(translate(document, segmentation, style))
    page = segmentation.split(path.name, spliced.text)
    faults = [f"refused: {segment.text}" for segment in spliced.refused]
    if not isinstance(page, Document):
        return [*faults, str(page)]
    if [segment.kind for segment in page.segments] != [segment.kind for segment in document.segments]:
        faults.append("other segments")
    bodies = (text[body_start(text, find_front_matter(text)) :] for text in (document.text, spliced.text))
    if len({tuple(tags_of(body)) for body in bodies}) > 1:
        faults.append("other tags")
    return faults


def check_pseudo(name: str, folder: Path, say: Callable[[str], object]) -> bool:
    """Pseudo-translate all documents of a corpus in each style: pages keep their segments and HTML tags."""
    good = True
    segmentation = segmentation_of(read_project(folder))
    documents = sorted((folder / "content").rglob("*.md"))
    for style in STYLES:
        faults = {path: pseudo_faults(path, segmentation, style) for path in documents}
        wrong = {path: found for path, found in faults.items() if found}
        kept = f"{len(faults) - len(wrong)} of {len(faults)}"
        say(f"{name}: pseudo-translated ({style}): {kept} pages keep segments and tags")
        for path, found in list(wrong.items())[:10]:
            say(f"  {path.relative_to(folder)}: {found[0][:200]}")
        good = good and not wrong
    return good


def main(say: Callable[[str], object]) -> bool:
    """Rebuild every corpus: with empty catalogs, with every msgstr equal to its msgid, pseudo-translated."""
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
            good = check_pseudo(name, folder, say) and good
    return good


if __name__ == "__main__":
    sys.exit(0 if main(print) else 1)
