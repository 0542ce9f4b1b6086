"""What `adopt` prints: how much was taken over, pairs side by side, and the same for scripts."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

from i18n_pipeline.cli.printing import write_json
from i18n_pipeline.markdown import count_words
from i18n_pipeline.pipeline.adopted import find_unsaved

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from i18n_pipeline.adopt.settling import Decision
    from i18n_pipeline.pipeline import Adoption
    from i18n_pipeline.pipeline.adopted import AdoptedPage

_COLUMNS = 120
_NARROWEST, _WIDEST = 24, 60
# What stands between two texts, by what became of the pair.
_SIGNS = {"translated": "=", "doubtful": "?", "same": "·", "kept": "≠", "untranslated": "-"}


def adoption_summary(adoption: Adoption, *, dry_run: bool) -> str:
    """Say of each page how much was taken over, and what to do next."""
    if not adoption.pages:
        return "" if adoption.findings else "Nothing to adopt: no translated pages found.\n"
    lines = [_page_line(page) for page in adoption.pages if _has_news(page)]
    quiet = sum(1 for page in adoption.pages if not _has_news(page))
    if quiet:
        lines.append(f"{_several(quiet, 'page')} with nothing new.")
    if len(adoption.pages) > 1:
        lines += _totals(adoption.pages)
    held = sum(1 for page in adoption.pages if next(find_unsaved(page), None))
    if held:
        stay = "1 page stays as it is" if held == 1 else f"{held} pages stay as they are"
        lines.append(f"{stay}, for what is named below would be lost; sync --force writes such pages too.")
    if adoption.changes and not dry_run:
        look = "look at the fuzzy ones, then run: " if _count(adoption.pages)["doubtful"] else ""
        lines.append(f"Next: {look}i18n-pipeline sync")
    return "".join(f"{line}\n" for line in lines)


def _has_news(page: AdoptedPage) -> bool:
    return (
        any(d.state not in ("same", "untranslated") for d in page.settlement.decisions) or not page.released
    )


def _count(pages: Iterable[AdoptedPage]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update(decision.state for decision in page.settlement.decisions)
        counts["missing"] += len(page.missing)
        counts["left"] += len(page.settlement.left)
        counts["stale"] += page.settlement.stale
        counts["gone"] += page.settlement.gone
    return counts


def _page_line(page: AdoptedPage) -> str:
    revision = f" (from {page.revision[:10]})" if page.revision else ""
    changed = f"; sync will change {_several(page.changed_lines, 'line')}" if page.changed_lines else ""
    return f"{page.visit.page}{revision}: {_describe(_count([page]))}{changed}"


def _describe(counts: Counter[str]) -> str:
    parts = [f"{_several(counts['translated'] + counts['doubtful'], 'segment')} taken over"]
    details = [
        f"{counts[name]} {what}"
        for name, what in (("doubtful", "in doubt"), ("stale", "stale"))
        if counts[name]
    ]
    if details:
        parts[0] += f" ({', '.join(details)})"
    if counts["same"]:
        parts.append(f"{counts['same']} in the catalog already")
    if counts["kept"]:
        parts.append(f"{counts['kept']} translated otherwise there")
    if counts["missing"] + counts["untranslated"]:
        parts.append(f"{counts['missing'] + counts['untranslated']} without translation")
    if counts["gone"]:
        parts.append(f"{counts['gone']} no longer in the source")
    if counts["left"]:
        parts.append(f"{counts['left']} without counterpart")
    return ", ".join(parts)


def _totals(pages: Iterable[AdoptedPage]) -> Iterator[str]:
    by_language: dict[str, list[AdoptedPage]] = {}
    for page in pages:
        by_language.setdefault(page.visit.language, []).append(page)
    for language, found in by_language.items():
        yield f"{language}: {_several(len(found), 'page')}, {_describe(_count(found))}"


def _several(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def adoption_diff(adoption: Adoption) -> str:
    """Return what the next sync will change in the pages, as a unified diff."""
    return "".join(f"{line}\n" for page in adoption.pages for line in page.diff)


# Side by side


def adoption_review(adoption: Adoption) -> str:
    """Show the pairs of each page side by side: lines, texts, confidence, and why one is in doubt."""
    return "".join(f"{line}\n" for page in adoption.pages for line in _review(page))


def _review(page: AdoptedPage) -> Iterator[str]:
    # In a file or a pipe nothing depends on the terminal that the command was typed in.
    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else _COLUMNS
    width = max(_NARROWEST, min(_WIDEST, (columns - 18) // 2))
    yield f"{page.visit.document} | {page.visit.page}"
    rows = [
        (decision.taken.source.line, list(_pair_rows(decision, width)))
        for decision in page.settlement.decisions
    ]
    rows += [(unit.line, [_row(f"{unit.line}", unit.text, " ", "", "", width)]) for unit in page.missing]
    rows += [
        (unit.line, [_row("", "", " ", f"{unit.line}", unit.text, width)]) for unit in page.settlement.left
    ]
    for _, lines in sorted(rows, key=lambda row: row[0]):
        yield from lines
    yield ""


def _pair_rows(decision: Decision, width: int) -> Iterator[str]:
    taken, sign = decision.taken, _SIGNS[decision.state]
    yield (
        _row(
            f"{taken.source.line}", taken.source.text, sign, f"{taken.targets[0].line}", decision.text, width
        )
        + f"  {round(100 * taken.confidence)} %"
    )
    for doubt in taken.doubts if decision.state == "doubtful" else ():
        yield f"{'':6}{'':{width}}   {doubt}"


def _row(line: str, text: str, sign: str, other_line: str, other: str, width: int) -> str:
    return f"{line:>5} {_fit(text, width)} {sign} {other_line:>5} {_fit(other, width)}".rstrip()


def _fit(text: str, width: int) -> str:
    """Cut or fill a text to so many columns of a terminal."""
    from wcwidth import wcswidth, wcwidth

    text = " ".join(text.split())
    if wcswidth(text) > width:
        used, kept = 0, ""
        for char in text:
            used += max(0, wcwidth(char))
            if used >= width:
                break
            kept += char
        text = kept + "…"
    return text + " " * (width - max(0, wcswidth(text)))


# For scripts


def adoption_json(adoption: Adoption) -> str:
    """Return all that is known of an adoption as JSON, in the documented shape."""
    return write_json(
        {
            "pages": [_plain_page(page) for page in adoption.pages],
            "errors": [
                {"path": finding.path, "line": finding.line, "message": finding.message}
                for finding in adoption.findings
            ],
        }
    )


def _plain_page(page: AdoptedPage) -> dict[str, Any]:
    decisions = page.settlement.decisions
    return {
        "path": page.visit.document,
        "page": page.visit.page,
        "language": page.visit.language,
        "catalog": page.catalog,
        "revision": page.revision,
        "segments": dict(sorted(_count([page]).items())),
        "words": _count_words(page),
        "pairs": [_plain_pair(decision) for decision in decisions],
        "missing": [{"line": unit.line, "msgid": unit.text} for unit in page.missing],
        "left": [{"line": unit.line, "text": unit.text} for unit in page.settlement.left],
        "lost": [{"line": item.line, "text": item.text} for item in page.lost],
        "changed_lines": page.changed_lines,
        "complete": page.released,
    }


def _count_words(page: AdoptedPage) -> dict[str, int]:
    words: Counter[str] = Counter()
    for decision in page.settlement.decisions:
        words[decision.state] += count_words(decision.taken.source.text)
    words["missing"] = sum(count_words(unit.text) for unit in page.missing)
    return dict(sorted(words.items()))


def _plain_pair(decision: Decision) -> dict[str, Any]:
    taken = decision.taken
    return {
        "source_line": taken.source.line,
        "line": taken.targets[0].line,
        "kind": taken.source.kind,
        "msgid": taken.source.text,
        "msgstr": decision.text,
        "state": decision.state,
        "confidence": taken.confidence,
        "doubts": list(taken.doubts),
    }
