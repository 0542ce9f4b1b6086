"""``python -m tests.builds [hugo] [mkdocs] [mdbook] [docusaurus] [jekyll] [starlight]``."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.builds import docusaurus, hugo, jekyll, mdbook, mkdocs, starlight
from tests.builds.comparing import compare
from tests.builds.environments import CACHE, BuildError, UnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.builds.making import Case

GENERATORS: dict[str, Callable[[Path], Iterator[Case]]] = {
    "hugo": hugo.build,
    "mkdocs": mkdocs.build,
    "mdbook": mdbook.build,
    "docusaurus": docusaurus.build,
    "jekyll": jekyll.build,
    "starlight": starlight.build,
}
_COLUMNS = ("site", "language", "pages", "links", "working", "headings", "banners", "warnings", "broken")
_ROW = "{:<28} {:<8} {:>6} {:>7} {:>7} {:>8} {:>7} {:>8} {:>6}"


def show(case: Case, say: Callable[[str], object]) -> bool:
    """Print a row per language, and what is broken; return whether all promises are kept."""
    source = compare(case.alone, case.alone, 0)
    counts = (source.pages, source.links, source.working, source.headings, 0, "", "")
    say(_ROW.format(case.name, "(alone)", *counts))
    kept = not case.warnings and source.pages > 1 and source.working > 0 and source.headings > 0
    if not kept and not case.warnings:
        say("    found too little to compare: pages, links or headings are not where they are looked for")
    for code, edition in case.editions.items():
        found = compare(case.alone, edition, case.banners[code])
        numbers = (found.pages, found.links, found.working, found.headings, found.banners)
        warnings = len(case.warnings) if edition is list(case.editions.values())[-1] else ""
        say(_ROW.format("", code, *numbers, warnings, len(found.broken)))
        for line in found.broken:
            say(f"    {line}")
        kept = kept and not found.broken
    for line in case.warnings:
        say(f"    {line}")
    return kept


def run_all(names: list[str], say: Callable[[str], object]) -> bool:
    """Build with the named generators; return whether all promises are kept."""
    kept = True
    say(_ROW.format(*_COLUMNS))
    for name in names:
        started = time.monotonic()
        # Next to the modules of npm: Astro takes a module for the site's own
        # unless both have a folder above them in common that isn't the root.
        CACHE.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as folder:
            try:
                for case in GENERATORS[name](Path(folder).resolve()):
                    kept = show(case, say) and kept
            except UnavailableError as error:
                say(f"{name}: skipped: {error}")
            except BuildError as error:
                say(f"{name}: does not build:\n{error}")
                kept = False
        say(f"{name}: {time.monotonic() - started:.0f} s")
    return kept


def main() -> int:
    """Read the arguments, and build."""
    parser = argparse.ArgumentParser(prog="python -m tests.builds", description=__doc__)
    parser.add_argument("generators", nargs="*", metavar="|".join(GENERATORS))
    names = parser.parse_args().generators or list(GENERATORS)
    if unknown := [name for name in names if name not in GENERATORS]:
        parser.error(f"no such generator: {', '.join(unknown)}")
    return 0 if run_all(names, print) else 1


if __name__ == "__main__":
    sys.exit(main())
