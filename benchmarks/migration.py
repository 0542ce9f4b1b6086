"""Catalogs of other tools taken over: how much of them, and how much of it is right (``make migration``).

Each tool makes its catalogs of the public manuals; every message is translated with letters replaced and
markup kept, so that for each of our messages the right translation is known. The French and Japanese catalogs
of mdbook-i18n-helpers are real ones, made for earlier versions of the manual.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tarfile
import tempfile
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.peers import UnavailableError, all_peers
from benchmarks.sites import catalogs_of
from benchmarks.tallies import read_entries, translate_with_polib
from benchmarks.wording import count_words
from i18n_pipeline.pipeline import Request
from i18n_pipeline.pipeline.migrating import migrate
from i18n_pipeline.project import read_project
from tests.corpora import CORPORA, SHARED, unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from benchmarks.peers import Peer
    from i18n_pipeline.pipeline.migrating import Migration

_MANUALS = ("book", "crust", "fastapi", "hugoDocs")
_REAL = {"fr": "fr.po", "ja": "ja.po"}
_REAL_MANUAL = "crust"
_DATE = "2026-01-01 00:00+0000"
# What the documents hold of our words has to come over, unless the tool never had it.
_FLOOR = 95.0
_HEAD = (
    f"{'tool, manual':<30}{'their words':>12}{'taken':>9}{'stale':>8}{'kept':>8}"
    f"{'our words':>11}{'translated':>12}{'wrong':>7}"
)
_TARGET = re.compile(r"\]\([^()]*\)|&#?\w+;")


@dataclass(slots=True)
class Result:
    """Words of theirs by what became of them, words of ours, and translations that are of another text."""

    theirs: Counter[str] = field(default_factory=Counter)
    ours: int = 0
    translated: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Return how much of our words is translated, in percent."""
        return 100 * self.translated / self.ours if self.ours else 0.0


def main(say: Callable[[str], object], arguments: Sequence[str] | None = None) -> bool:
    """Measure what is asked for and print it; return whether nothing is wrong and enough came over."""
    parser = argparse.ArgumentParser("python -m benchmarks.migration", description=__doc__.split("\n")[0])
    parser.add_argument("--manual", dest="manuals", action="append", choices=_MANUALS, help="only this one")
    parser.add_argument(
        "--sample", type=int, default=0, metavar="N", help="print N pairs of the real catalogs"
    )
    parser.add_argument("--cache", type=Path, default=Path(".benchmarks"), help="where other tools are kept")
    options = parser.parse_args(arguments)
    manuals = options.manuals or list(_MANUALS)
    options.cache.mkdir(parents=True, exist_ok=True)
    say(_HEAD)
    good = True
    for peer in all_peers():
        try:
            peer.prepare(options.cache.absolute())
        except UnavailableError as error:
            say(f"{peer.name:<30}{error}")
            continue
        for manual in manuals:
            good &= _say_peer(peer, manual, say)
    if _REAL_MANUAL in manuals:
        for language in _REAL:
            _say_real(language, options.sample, say)
    return good


# Catalogs that the tools make here


def _say_peer(peer: Peer, manual: str, say: Callable[[str], object]) -> bool:
    name = peer.name.split(maxsplit=1)[0]
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        _make_flat_site(root, manual)
        theirs = root / "theirs"
        theirs.mkdir()
        peer.extract(root / "content", theirs)
        for path in theirs.rglob("*.po"):
            translate_with_polib(path)
        migration = migrate(read_project(root), [theirs], Request(_DATE), name, "it")
        result = _tally(root, migration)
    words = result.theirs
    say(
        f"{f'{name}, {manual}':<30}{sum(words.values()):>12}{words['taken']:>9}{words['stale']:>8}"
        f"{words['obsolete'] + words['aside']:>8}"
        f"{result.ours:>11}{result.share:>10.2f} %{len(result.wrong):>7}"
    )
    for line in result.wrong[:5]:
        say(f"  wrong: {line}")
    return not result.wrong and result.share >= _FLOOR


def _make_flat_site(root: Path, manual: str) -> None:
    """Unpack a manual with all its documents in one folder, as the tools are called on folders."""
    unpack(manual, root)
    content = root / "content"
    for path in sorted(content.rglob("*.md")):
        path.rename(content / "__".join(path.relative_to(content).parts))
    for folder in [path for path in content.iterdir() if path.is_dir()]:
        shutil.rmtree(folder)


def _tally(root: Path, migration: Migration) -> Result:
    result = Result()
    for report in migration.reports:
        result.theirs.update(report.words)
    for path in catalogs_of(root):
        for entry in read_entries(path):
            words = count_words(entry.msgid)
            result.ours += words
            if entry.msgstr and not entry.fuzzy:
                result.translated += words
                if _letters(entry.msgid) != _letters(entry.msgstr):
                    result.wrong.append(f"{path.name}:{entry.linenum}: {entry.msgid!r} -> {entry.msgstr!r}")
    return result


def _letters(text: str) -> str:
    """Return the text's letters and digits alone, without the accents that the translation has put on."""
    plain = unicodedata.normalize("NFD", _TARGET.sub("", text))
    return "".join(char for char in plain if char.isalnum())


# Real catalogs


def _say_real(language: str, sample: int, say: Callable[[str], object]) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        unpack(_REAL_MANUAL, root)
        config = root / "i18n-pipeline.toml"
        config.write_text(
            config.read_text(encoding="utf-8").replace('["it"]', f'["{language}"]'), encoding="utf-8"
        )
        catalog = _unpack_catalog(root, _REAL[language])
        flat = _flatten(path.read_text(encoding="utf-8") for path in (root / "content").rglob("*.md"))
        migration = migrate(read_project(root), [catalog], Request(_DATE))
        entries = [entry for entry in read_entries(catalog) if entry.msgstr]
        gone = {entry.msgid for entry in entries if _flatten([entry.msgid]) not in flat}
        kept = {one.msgid for one in migration.reports[0].kept}
        say(f"mdbook-i18n-helpers, {_REAL_MANUAL} ({language}), {CORPORA[_REAL_MANUAL]}: entries (words)")
        for title, found in (
            ("translated", [entry for entry in entries if not entry.fuzzy]),
            ("fuzzy", [entry for entry in entries if entry.fuzzy]),
        ):
            here = [entry for entry in found if entry.msgid not in gone]
            taken = [entry for entry in found if entry.msgid not in kept]
            say(
                f"  {title:<12}{_size(found)}; still in the manual: {_size(here)}; taken over: {_size(taken)}"
            )
        _say_pairs(root / "locales" / language, sample, say)


@dataclass(frozen=True, slots=True)
class _Pair:
    place: str
    msgid: str
    msgstr: str


def _say_pairs(folder: Path, number: int, say: Callable[[str], object]) -> None:
    pairs = [
        _Pair(f"{path.name}:{entry.linenum}", entry.msgid, entry.msgstr)
        for path in sorted(folder.rglob("*.po"))
        for entry in read_entries(path)
        if entry.msgstr and not entry.fuzzy
    ]
    for index in range(min(number, len(pairs))):
        pair = pairs[index * len(pairs) // number]
        say(f"  {pair.place}\n    {pair.msgid!r}\n    {pair.msgstr!r}")


def _size(entries: Sequence[object]) -> str:
    return f"{len(entries)} ({sum(count_words(getattr(entry, 'msgid', '')) for entry in entries)})"


def _unpack_catalog(root: Path, name: str) -> Path:
    with tarfile.open(SHARED / "corpora" / "crust-po.tar.xz") as archive:
        archive.extractall(root / "theirs", filter="data")
    return next((root / "theirs").rglob(name))


def _flatten(texts: Iterable[str]) -> str:
    return " ".join(" ".join(text.split()) for text in texts)


if __name__ == "__main__":
    sys.exit(0 if main(print) else 1)
