"""How much of hand-translated pages `adopt` takes over, and how much of that is right (``make adoption``).

First with the truth known: a public course with its real French and Japanese catalogs is published, its pages
are changed as translators change them, and are adopted into empty catalogs. Then real pages: the German pages
of a public manual beside their English source, made at different times.
"""

from __future__ import annotations

import argparse
import random
import re
import tarfile
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polib
from rapidfuzz import fuzz, process

from benchmarks.perturbing import Chunk, cut, perturb, write_page
from i18n_pipeline.catalog import Catalog
from i18n_pipeline.document import Document
from i18n_pipeline.markdown import count_words
from i18n_pipeline.pipeline import AdoptOrder, adopt
from i18n_pipeline.pipeline.catalogs import read_catalog
from i18n_pipeline.pipeline.reading import read_documents, segmentation_of
from i18n_pipeline.project import find_documents, read_project
from i18n_pipeline.publish.splicing import Splicer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TypeAlias

    from i18n_pipeline.catalog import Key
    from i18n_pipeline.pipeline import Adoption
    from i18n_pipeline.project import Project

    Say: TypeAlias = Callable[[str], object]

CORPORA = Path(__file__).parent.parent.parent / "shared" / "corpora"
DATE = "2026-01-01 00:00+0000"
_CONFIG = """
languages = ["{language}"]
site = "{site}"
page = "pages/{{lang}}/{{path}}{{ext}}"
[publish]
marker = false
status = "never"
"""
# The catalogs are for an earlier edition: a message that is nearly the same lends its translation.
_NEARLY = 90
_LONG_ENOUGH = 25


@dataclass(frozen=True, slots=True)
class Case:
    """A document, the translations that were shown, and those that are on its page still."""

    document: Document
    shown: Mapping[Key, str]
    remaining: Mapping[Key, frozenset[str]]


def unpack(name: str, folder: Path) -> None:
    """Unpack a corpus."""
    with tarfile.open(CORPORA / f"{name}.tar.xz") as archive:
        archive.extractall(folder, filter="data")


def make_site(folder: Path, corpus: str, site: str, language: str) -> Project:
    """Make a site of a corpus."""
    unpack(corpus, folder)
    (folder / corpus).rename(folder / "content")
    (folder / "i18n-pipeline.toml").write_text(_CONFIG.format(language=language, site=site), encoding="utf-8")
    return read_project(folder)


class Translations:
    """The translations of a catalog of another tool, by message."""

    def __init__(self, path: Path, *, fuzzy: bool) -> None:
        entries = (e for e in polib.pofile(str(path)) if e.msgstr and not e.obsolete)
        self._by_text = {_fold(e.msgid): e.msgstr for e in entries if fuzzy or not e.fuzzy}
        self._texts = list(self._by_text)

    def get(self, text: str) -> str:
        """Return the translation of a text, or nothing."""
        found = self._by_text.get(_fold(text), "")
        if found or len(text) < _LONG_ENOUGH:
            return found
        best = process.extractOne(_fold(text), self._texts, scorer=fuzz.ratio, score_cutoff=_NEARLY)
        return self._by_text[best[0]] if best else ""


def _fold(text: str) -> str:
    return " ".join(text.split())


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def publish(project: Project, translations: Translations) -> list[tuple[Document, Document, dict[Key, str]]]:
    """Return the documents of a site with their pages, and what is translated on them."""
    segmentation = segmentation_of(project)
    found = []
    for document in read_documents(project, find_documents(project).documents):
        if not isinstance(document, Document):
            continue
        texts = {segment.key: translations.get(segment.text) for segment in document.segments}
        shown = {key: text for key, text in texts.items() if text and text != key[1]}
        page = segmentation.split(document.path, Splicer(document, segmentation).splice(shown).text)
        if isinstance(page, Document) and len(page.segments) == len(document.segments):
            found.append((document, page, shown))
    return found


def perturb_site(
    say: Say, project: Project, language: str, translations: Translations, seed: int
) -> list[Case]:
    """Write the pages of a site, changed; return what is on them."""
    dialect, source = segmentation_of(project).dialect, random.Random(seed)
    published = publish(project, translations)
    pages = [(document, cut(page, document, dialect), shown) for document, page, shown in published]
    strangers = [
        chunk
        for _, chunks, shown in pages
        for chunk in chunks
        if chunk.paragraph and chunk.truth[0][0] in shown
    ]
    counts: Counter[str] = Counter()
    cases = []
    for document, chunks, shown in pages:
        changed = perturb(chunks, strangers, source, counts)
        path = project.root / project.page_path(document.path, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(write_page(changed), encoding="utf-8", newline="")
        cases.append(Case(document, shown, _remaining(changed, shown)))
    say(f"  {len(cases)} pages, blocks changed: {dict(sorted(counts.items()))}")
    return cases


def _remaining(chunks: Sequence[Chunk], shown: Mapping[Key, str]) -> dict[Key, frozenset[str]]:
    found: dict[Key, set[str]] = {}
    for chunk in chunks:
        for key, text in chunk.truth:
            if key in shown:
                found.setdefault(key, set()).add(_bare(text))
    return {key: frozenset(texts) for key, texts in found.items()}


def score(project: Project, language: str, cases: Sequence[Case]) -> Counter[str]:
    """Compare the catalogs with what is on the pages."""
    counts: Counter[str] = Counter()
    for case in cases:
        catalog = read_catalog(project.root, project.catalog_path(case.document.path, language))
        entries = catalog.by_key if isinstance(catalog, Catalog) else {}
        counts["remaining"] += len(case.remaining)
        for key, entry in entries.items():
            # A name that is the same in both languages is neither right nor wrong.
            if entry.msgstr and _bare(entry.msgstr) != _bare(entry.msgid):
                right = _bare(entry.msgstr) in case.remaining.get(key, frozenset())
                counts[f"{'fuzzy' if entry.fuzzy else 'sure'} {'right' if right else 'wrong'}"] += 1
    return counts


def measure_known(say: Say, language: str, seed: int, *, fuzzy: bool) -> None:
    """Adopt changed pages whose truth is known, and print precision and recall."""
    say(f"crust, {language}{', fuzzy ones too' if fuzzy else ''}:")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve()
        project = make_site(folder, "crust", "mdbook", language)
        unpack("crust-po", folder)
        catalog = next(path for path in folder.rglob(f"{language}.po"))
        cases = perturb_site(say, project, language, Translations(catalog, fuzzy=fuzzy), seed)
        start = time.process_time()
        adopt(project, AdoptOrder(DATE))
        taken = time.process_time() - start
        counts = score(project, language, cases)
    sure, wrong, remaining = counts["sure right"], counts["sure wrong"], counts["remaining"]
    doubtful, found = counts["fuzzy right"], counts["sure right"] + counts["fuzzy right"]
    say(f"  pairs on the pages: {remaining}; adopt took {taken:.1f} s of processor time")
    say(f"  recall: {found / remaining:.1%} ({found}, of these {doubtful} in doubt)")
    say(f"  precision of those not fuzzy: {sure / max(1, sure + wrong):.2%} ({wrong} wrong)")
    say(f"  wrong and fuzzy: {counts['fuzzy wrong']}")


def measure_real(say: Say, sample: int, seed: int) -> None:
    """Adopt real pages, print how much was taken over, and pairs to be read."""
    say("fastapi, de:")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve()
        project = make_site(folder, "fastapi", "mkdocs", "de")
        unpack("fastapi-de", folder)
        (folder / "pages").mkdir()
        (folder / "de" / "docs").rename(folder / "pages" / "de")
        adoption = adopt(project, AdoptOrder(DATE, dry_run=True))
    _print_shares(say, adoption)
    pairs = [
        decision
        for page in adoption.pages
        for decision in page.settlement.decisions
        if decision.state == "translated"
    ]
    chosen = random.Random(seed).sample(pairs, min(sample, len(pairs)))
    for decision in chosen:
        say(f"  - {_fold(decision.taken.source.text)}\n    {_fold(decision.text)}")


def _print_shares(say: Say, adoption: Adoption) -> None:
    states: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for page in adoption.pages:
        for decision in page.settlement.decisions:
            states[decision.state] += 1
            words[decision.state] += count_words(decision.taken.source.text)
        words["missing"] += sum(count_words(unit.text) for unit in page.missing)
    total = sum(words.values())
    taken = [page for page in adoption.pages if page.settlement.fillings]
    whole = sum(1 for page in adoption.pages if page.released)
    say(f"  pages taken over: {len(taken)} of {len(adoption.pages)}, {whole} without anything left over")
    for state in ("translated", "same", "doubtful", "kept", "untranslated", "missing"):
        say(f"  {state}: {states[state]} segments, {words[state] / total:.1%} of {total} words")


def main(say: Say) -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--sample", type=int, default=0, help="pairs of real pages to print")
    parser.add_argument("--languages", nargs="*", default=["fr", "ja"])
    options = parser.parse_args()
    for language in options.languages:
        for fuzzy in (False, True):
            measure_known(say, language, options.seed, fuzzy=fuzzy)
    measure_real(say, options.sample, options.seed)


if __name__ == "__main__":
    main(print)
