"""Real translations, broken in known ways: how many are found, and what is said of those left as they are.

``make mutations``. The catalogs are those of the French and Japanese ``crust-po`` in ``../shared``. Entries
that a message of ours can't be (blocks of code, strings and comments of code that are not taken apart) are
left out.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tarfile
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from benchmarks.breakages import BREAKAGES, UNTRANSLATED
from i18n_pipeline.catalog import parse_catalog
from i18n_pipeline.checks import Setting, check_pair, make_pair
from i18n_pipeline.document import InlineForm, Segment, Span
from i18n_pipeline.markdown import Dialect
from tests.corpora import SHARED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.breakages import Breakage
    from i18n_pipeline.catalog import Entry
    from i18n_pipeline.checks import Check, Fault

LANGUAGES = ("fr", "ja")
# All that may be planted, beside what mdBook has.
_DIALECT = Dialect(("shortcodes", "snippets", "math", "footnotes", "definition-lists"))
_CODE = re.compile(r"```|\A(?://|/\*|b?\"|#)|\n\Z")
_LABEL = re.compile(r"\]\[([^\]]+)\]")
_WANTED = 0.99


@dataclass(frozen=True, slots=True)
class Mutation:
    """A good entry of a catalog, broken."""

    language: str
    breakage: Breakage
    entry: Entry
    found: frozenset[str]

    @property
    def is_found(self) -> bool:
        """Whether a code says what was broken."""
        return not self.found.isdisjoint(self.breakage.codes)


def main(say: Callable[[str], object], arguments: Sequence[str] | None = None) -> bool:
    """Break entries and print what is found; return whether enough is."""
    options = _read_options(arguments)
    rng = random.Random(options.seed)
    catalogs = {language: read_entries(language) for language in LANGUAGES}
    untouched = {name: list(_find_all(name, entries)) for name, entries in catalogs.items()}
    good = {name: [entry for entry, found in pairs if not found] for name, pairs in untouched.items()}
    mutations = list(break_entries(good, options.number, rng))
    _say_mutations(mutations, say)
    _say_missed([one for one in mutations if not one.is_found], options.missed, say)
    for name, pairs in untouched.items():
        _say_untouched(name, pairs, say)
    _say_sample(untouched, options.sample, rng, say)
    return sum(one.is_found for one in mutations) >= _WANTED * len(mutations)


def _read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m benchmarks.mutations", description=__doc__.split("\n")[0])
    parser.add_argument("--number", type=int, default=1000, metavar="N", help="how many entries to break")
    parser.add_argument("--seed", type=int, default=6, help="what the choice of entries starts from")
    parser.add_argument("--missed", type=int, default=20, metavar="N", help="print N that are not found")
    parser.add_argument(
        "--sample", type=int, default=0, metavar="N", help="print N reports on what is untouched"
    )
    return parser.parse_args(arguments)


def read_entries(language: str) -> list[Entry]:
    """Return the translated entries of a catalog that messages of ours can be."""
    with tarfile.open(SHARED / "corpora" / "crust-po.tar.xz") as archive:
        file = archive.extractfile(f"{language}.po")
        text = file.read().decode() if file else ""
    return [
        entry for entry in parse_catalog(text).entries if entry.translated and not _CODE.search(entry.msgid)
    ]


def find_faults(language: str, entry: Entry) -> list[tuple[Check, Fault]]:
    """Return what the checks say of an entry."""
    segment = Segment("paragraph", entry.msgid, (Span(0, 0),), 1, InlineForm("paragraph"))
    labels = [*(label.upper() for label in _LABEL.findall(entry.msgid)), "BOOK"]
    return list(
        check_pair(make_pair(segment, entry, Setting(language, "en", _DIALECT, dict.fromkeys(labels, ""))))
    )


def _find_all(language: str, entries: Sequence[Entry]) -> Iterator[tuple[Entry, list[tuple[Check, Fault]]]]:
    yield from ((entry, find_faults(language, entry)) for entry in entries)


def break_entries(good: dict[str, list[Entry]], number: int, rng: random.Random) -> Iterator[Mutation]:
    """Break ``number`` entries, each kind and language in turn, as long as there is one to be broken."""
    kinds = [
        (breakage, language, iter(rng.sample(good[language], len(good[language]))))
        for breakage in BREAKAGES
        for language in good
        if not breakage.languages or language in breakage.languages
    ]
    while kinds and number:
        for kind in list(kinds):
            breakage, language, entries = kind
            broken = next(filter(None, (_break(breakage, entry, rng) for entry in entries)), None)
            if broken is None:
                kinds.remove(kind)
                continue
            codes = frozenset(check.code for check, _ in find_faults(language, broken))
            yield Mutation(language, breakage, broken, codes)
            number -= 1
            if not number:
                return


def _break(breakage: Breakage, entry: Entry, rng: random.Random) -> Entry | None:
    """Return an entry broken; None if it holds nothing to break, or would be the same or its message."""
    if breakage.name == UNTRANSLATED:
        words = re.findall(r"(?<!\S)[a-z]+(?!\S)", re.sub(r"`[^`]*`", "", entry.msgid))
        return replace(entry, msgstr=entry.msgid) if len(words) >= 4 else None
    if "\n" in entry.msgid and breakage.plant:
        return None
    msgid, msgstr = entry.msgid + breakage.plant, entry.msgstr + breakage.plant
    broken = breakage.make(rng, msgstr)
    # What the translation alone has is the translator's own.
    if broken is None or broken in (msgstr, msgid) or breakage.make(rng, msgid) is None:
        return None
    return replace(entry, msgid=msgid, msgstr=broken)


def _say_mutations(mutations: Sequence[Mutation], say: Callable[[str], object]) -> None:
    tried, found = Counter(one.breakage.name for one in mutations), Counter[str]()
    found.update(one.breakage.name for one in mutations if one.is_found)
    say(f"{'broken':28} {'code':14} {'tried':>6} {'found':>6}")
    for breakage in BREAKAGES:
        name = breakage.name
        shown = f"{name} *" if breakage.plant else name
        say(f"{shown:28} {'/'.join(sorted(breakage.codes)):14} {tried[name]:6} {found[name]:6}")
    share = 100 * found.total() / tried.total()
    say(f"{'all':28} {'':14} {tried.total():6} {found.total():6}  {share:.1f} %")
    say("* planted in message and translation before")


def _say_missed(missed: Sequence[Mutation], number: int, say: Callable[[str], object]) -> None:
    for one in missed[:number]:
        found = ", ".join(sorted(one.found)) or "nothing"
        say(f"not found: {one.language}: {one.breakage.name} (found: {found})")
        say(f"    {one.entry.msgid!r}\n    {one.entry.msgstr!r}")


def _say_untouched(
    language: str, pairs: Sequence[tuple[Entry, list[tuple[Check, Fault]]]], say: Callable[[str], object]
) -> None:
    codes = Counter(
        key for _, found in pairs for key in {(_severity(check, fault), check.code) for check, fault in found}
    )
    bad = sum(any(_severity(*one) == "error" for one in found) for _, found in pairs)
    some = sum(bool(found) for _, found in pairs)
    say(f"\n{language}: {len(pairs)} entries untouched, {some} reported, {bad} with an error")
    for (severity, code), number in sorted(codes.items()):
        say(f"    {severity:8} {code:14} {number:5}")


def _say_sample(
    untouched: dict[str, list[tuple[Entry, list[tuple[Check, Fault]]]]],
    number: int,
    rng: random.Random,
    say: Callable[[str], object],
) -> None:
    reports = [
        (name, entry, *one) for name, pairs in untouched.items() for entry, found in pairs for one in found
    ]
    for name, entry, check, fault in rng.sample(reports, min(number, len(reports))):
        say(f"\n{name}.po:{entry.line}: {_severity(check, fault)}: {check.code}: {fault.what}")
        say(f"    {entry.msgid!r}\n    {entry.msgstr!r}")


def _severity(check: Check, fault: Fault) -> str:
    return fault.severity or check.severity


if __name__ == "__main__":
    sys.exit(not main(print))
