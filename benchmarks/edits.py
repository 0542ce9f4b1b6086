"""Real edits of public manuals: how many words stay translated, beside other tools (``make edits``).

Everything is translated before an edit, with letters replaced and markup kept; the edit is applied and the
catalog updated. Words are those of each tool's own messages, shares are in percent of them.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.ours import EditResult, measure_edit
from benchmarks.peers import PeerResult, all_peers, measure_peer
from benchmarks.sites import SETS, Edit, read_edits
from benchmarks.tallies import NO_WORDS
from benchmarks.upheavals import Upheaval, rename_manuals, rewrap_manuals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.tallies import StalePair, Tally

_NAME = "i18n-pipeline"
_SHOWN = 20


def main(say: Callable[[str], object], arguments: Sequence[str] | None = None) -> bool:
    """Measure what is asked for and print it; return whether what is promised was kept."""
    options = _read_options(arguments)
    good = True
    for name in options.sets:
        edits = read_edits(name)
        results = [measure_edit(edit, name) for edit in edits]
        peers = list(_measure_peers(edits, options.cache)) if options.peers else []
        good &= _say_set(name, results, peers, say)
        _say_sample(results, options.sample, say)
    if options.rewrap:
        good &= _say_upheavals("paragraphs refolded", rewrap_manuals(), say)
    if options.rename:
        good &= _say_upheavals("files renamed", rename_manuals(), say)
    return good


def _read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m benchmarks.edits", description=__doc__.split("\n")[0])
    parser.add_argument("--peers", action="store_true", help="measure other tools as well")
    sets = parser.add_mutually_exclusive_group()
    sets.set_defaults(sets=SETS)
    sets.add_argument("--set", dest="sets", nargs=1, choices=SETS, help="only this set of edits")
    sets.add_argument("--no-edits", dest="sets", action="store_const", const=(), help="no set of edits")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="print N stale entries per set")
    parser.add_argument("--rewrap", action="store_true", help="refold the manuals' paragraphs as well")
    parser.add_argument("--rename", action="store_true", help="rename the manuals' files as well")
    parser.add_argument("--cache", type=Path, default=Path(".benchmarks"), help="where other tools are kept")
    return parser.parse_args(arguments)


def _measure_peers(edits: Sequence[Edit], cache: Path) -> Iterator[PeerResult]:
    for peer in all_peers():
        with tempfile.TemporaryDirectory() as temporary:
            yield measure_peer(peer, edits, cache.absolute(), Path(temporary))


def _say_set(
    name: str, results: Sequence[EditResult], peers: Sequence[PeerResult], say: Callable[[str], object]
) -> bool:
    ours = sum((result.tally for result in results), NO_WORDS)
    trouble = [f"{result.name}: {line}" for result in results for line in result.trouble]
    rows = [PeerResult(_NAME, ours, sum(bool(result.trouble) for result in results)), *peers]
    say(f"{name}: {len(results)} edits")
    say(f"  {'words after the edits':<42}{'all':>8}{'kept':>17}{'stale':>16}{'missing':>16}{'failed':>8}")
    for row in rows:
        say(f"  {_row(row)}")
    for line in trouble[:_SHOWN]:
        say(f"  {line}")
    most = all(ours.share(ours.kept) >= row.tally.share(row.tally.kept) for row in peers)
    if peers:
        say(f"  keeps at least as many as any of them: {'yes' if most else 'no'}")
    return _say_promises(results, ours, say) and most and not trouble


def _row(row: PeerResult) -> str:
    if row.unavailable:
        return f"{row.name:<42}{row.unavailable}"
    tally = row.tally
    parts = "".join(
        f"{part:>8}{tally.share(part):>6.2f} %" for part in (tally.kept, tally.stale, tally.missing)
    )
    return f"{row.name:<42}{tally.total:>8} {parts}{row.failed:>8}"


def _say_promises(results: Sequence[EditResult], ours: Tally, say: Callable[[str], object]) -> bool:
    lost = [(result.name, found) for result in results for found in result.lost]
    worst = max(results, key=lambda result: result.churn.excess)
    lines = sum(result.churn.lines for result in results)
    own = sum(result.churn.own for result in results)
    say(f"  (a) stale or missing though only what is carried over changed: {len(lost)}")
    for name, found in lost:
        say(f"      {name}/after.md:{found.line}: {found.state}: {found.old!r} -> {found.new!r}")
    say(f"  (b) stale without an earlier wording: {ours.unexplained} of {ours.stale_segments}")
    say(f"  (c) lines of diff: {lines}; the changed entries' own: {own}; most beyond: {worst.churn.excess}")
    for result in results:
        if result.churn.excess:
            say(f"      {result.name}: {result.churn.lines} lines of diff for {result.churn.own}")
    return not lost and not ours.unexplained and not worst.churn.excess


def _say_sample(results: Sequence[EditResult], number: int, say: Callable[[str], object]) -> None:
    pairs = [pair for result in results for pair in result.pairs]
    for pair in _spread(pairs, number):
        say(f"  {pair.place}: likeness {pair.likeness:.2f}")
        say(f"    was: {pair.old!r}")
        say(f"    is:  {pair.new!r}")


def _spread(pairs: Sequence[StalePair], number: int) -> list[StalePair]:
    """Choose ``number`` of the pairs, evenly from first to last."""
    number = min(number, len(pairs))
    return [pairs[index * len(pairs) // number] for index in range(number)]


def _say_upheavals(title: str, found: Iterator[Upheaval], say: Callable[[str], object]) -> bool:
    say(f"{title:<30}{'words':>8}{'kept':>8}{'stale':>8}{'missing':>8}")
    good = True
    for one in found:
        good = good and one.ok
        after = one.after
        what = f"{one.manual}: {one.changes}"
        say(f"{what:<30}{one.before.kept:>8}{after.kept:>8}{after.stale:>8}{after.missing:>8}")
        for line in (*one.trouble, *one.places)[:_SHOWN]:
            say(f"  {line}")
    return good


if __name__ == "__main__":
    sys.exit(0 if main(print) else 1)
