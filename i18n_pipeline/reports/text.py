"""Text for people: what is to mend, by language and worst first, then a verdict per language."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from i18n_pipeline.reports.result import badness_of, count_all, is_allowed, sort_batches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from i18n_pipeline.document import Finding
    from i18n_pipeline.reports.result import CheckResult, Kind, Tally, Verdict

# Columns of a text that are shown, and of them how many before the place that a caret points at.
_WIDTH = 88
_LEAD = 40


def write_text(result: CheckResult) -> Iterator[str]:
    """Yield the report. What is missing or stale within the limits is counted per catalog, not listed."""
    counts = _count_by_language(result)
    # The language with most errors first, before all what is of no language.
    order = sorted(counts, key=lambda language: (language is not None, -_errors(counts[language])))
    place_of = {language: number for number, language in enumerate(order)}

    def key(kind: Kind) -> tuple[int, bool, bool, int]:
        allowed = is_allowed(kind)
        # What is allowed is counted in the order of catalogs, not sorted by how bad it is.
        return (place_of[kind[0]], allowed, *((False, 0) if allowed else badness_of(kind)))

    last = None
    for (place, allowed, *_), findings in sort_batches(result.batches, key):
        language = order[place]
        if not allowed and place != last:
            last = place
            yield f"{language or 'source'}: {describe_counts(counts[language])}\n"
        yield from _count_allowed(findings) if allowed else map(_tell, findings)
    for verdict in result.verdicts:
        for line in verdict_lines(verdict):
            yield f"{line}\n"


def _count_by_language(result: CheckResult) -> dict[str | None, dict[Kind, int]]:
    """Count what is listed; languages are in the order of the configuration."""
    counts: dict[str | None, dict[Kind, int]] = {None: {}}
    counts.update({verdict.language: {} for verdict in result.verdicts})
    for kind, number in count_all(result.batches).items():
        own = counts.setdefault(kind[0], {})
        if not is_allowed(kind):
            own[kind] = number
    return counts


def _errors(counts: Mapping[Kind, int]) -> int:
    return sum(number for (_, severity, _), number in counts.items() if severity == "error")


def _count_allowed(findings: Iterable[Finding]) -> Iterator[str]:
    for path, found in groupby(findings, lambda finding: finding.path):
        for code, number in Counter(finding.code for finding in found).items():
            yield f"{path}:1: {number} {code}, within the limit\n"


def describe_counts(counts: Mapping[Kind, int]) -> str:
    """Count errors and warnings, and in brackets of what kinds: ``2 errors (link 1, missing 1)``."""
    parts = []
    for severity in ("error", "warning"):
        codes = Counter[str]()
        for (_, own, code), number in counts.items():
            if own == severity:
                codes[code] += number
        if codes:
            kinds = ", ".join(f"{code} {number}" for code, number in sorted(codes.items()))
            total = codes.total()
            parts.append(f"{total} {severity}{'' if total == 1 else 's'} ({kinds})")
    return ", ".join(parts) or "nothing to mend"


def _tell(finding: Finding) -> str:
    """Return what is wrong, where, and with which texts."""
    place = f" ({source_place(finding)})" if finding.source_path else ""
    said = f"{finding.path}:{finding.line}: {finding.severity}: {finding.code}: {finding.message}{place}\n"
    if not finding.msgstr:
        return said
    if finding.msgid is not None:
        said += f"    msgid:  {_excerpt(finding.msgid, 0)[0]}\n"
    text, column = _excerpt(finding.msgstr, (finding.column or 1) - 1)
    said += f"    msgstr: {text}\n"
    return said if finding.column is None else f"{said}            {' ' * column}^\n"


def source_place(finding: Finding) -> str:
    """Return ``content/a.md:12``, without a line if none is known, and empty without a source."""
    line = "" if finding.source_line is None else f":{finding.source_line}"
    return f"{finding.source_path or ''}{line}"


def _excerpt(text: str, offset: int) -> tuple[str, int]:
    """Return a line's worth of ``text`` around ``offset``, and in what column of it the offset is shown."""
    # More than is shown, whatever its columns are.
    cut = max(0, offset - 2 * _WIDTH)
    piece, offset = text[cut : offset + 2 * _WIDTH], offset - cut
    if not piece.isprintable():
        # Each character stays one, so that places stay what they are.
        piece = "".join(char if char.isprintable() else "␤" if char == "\n" else "·" for char in piece)
    near = cut == 0 and _width_of(piece[:offset]) <= _WIDTH - 8
    start = 0 if near else offset - _fitting(piece[:offset][::-1], _LEAD)
    end = start + _fitting(piece[start:], _WIDTH)
    before, after = "…" * (cut + start > 0), "…" * (cut + end < len(text))
    return before + piece[start:end] + after, _width_of(before + piece[start:offset])


# All but letters of Europe and the punctuation that goes with them, each of which takes one column.
_OTHER = re.compile("[^ -~\xa0-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e]")


def _width_of(text: str) -> int:
    if text.isascii() or not _OTHER.search(text):
        return len(text)
    from wcwidth import wcswidth  # most reports do without

    return max(0, wcswidth(text))


def _fitting(text: str, columns: int) -> int:
    """Return how many characters of ``text`` fit into so many columns."""
    if text.isascii():
        return min(len(text), columns)
    from wcwidth import wcwidth  # most reports do without

    used = after = 0
    for other in _OTHER.finditer(text, 0, columns + 1):
        start = other.start()
        width = start - after + max(0, wcwidth(other[0]))
        if used + width > columns:
            return min(start, after + columns - used)
        used, after = used + width, start + 1
    return min(len(text), columns + 1, after + columns - used)


def verdict_lines(verdict: Verdict) -> Iterator[str]:
    """Yield the verdict on a language, and a line for each group of documents with limits of its own."""
    first, *others = verdict.tallies
    yield f"{verdict.language}: {'ok' if verdict.ok else 'FAILED'}: {describe_tally(first)}"
    for tally in others:
        yield f"  {tally.glob}: {describe_tally(tally)}"


def describe_tally(tally: Tally) -> str:
    """Return the shares of words that are missing and stale, each with its limit."""
    limit = "at most" if tally.reference is None else f"at {tally.reference}"
    missing = f"{tally.missing:.1f} % of words missing ({limit} {_limit(tally, tally.missing_limit)})"
    stale = f"{tally.stale:.1f} % stale ({limit} {_limit(tally, tally.stale_limit)})"
    fresh = f", {100 * tally.fresh / tally.words.total:.1f} % stale of late" if tally.fresh else ""
    return f"{missing}, {stale}{fresh}"


def _limit(tally: Tally, limit: float) -> str:
    return f"{limit:g}" if tally.reference is None else f"{limit:.1f}"
