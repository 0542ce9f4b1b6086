"""What `adopt --bilingual` prints."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from i18n_pipeline.cli.printing import write_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from i18n_pipeline.adopt.taking import Taken
    from i18n_pipeline.document import Finding
    from i18n_pipeline.pipeline.bilingual import BilingualAdoption, BilingualOrder, BilingualPost

_SIGNS = {"translated": "=", "doubtful": "?", "same": "·", "kept": "≠", "untranslated": "-", "hidden": "="}


def bilingual_summary(adoption: BilingualAdoption, order: BilingualOrder) -> str:
    """Say of each post what was taken over, what was taken out of it, and what to do next."""
    lines = [_post_line(post) for post in adoption.posts]
    if not lines:
        lines = ["Nothing to adopt: no post has a section under a heading that names one of the languages."]
    if adoption.diffs:
        taken = "would be taken out of" if order.dry_run else "taken out of"
        posts = "1 post" if len(adoption.diffs) == 1 else f"{len(adoption.diffs)} posts"
        lines.append(f"Translations {taken} {posts}.")
    elif order.split and adoption.posts:
        lines.append("Nothing was taken out.")
    lines += map(str, adoption.strays)
    if adoption.undetected:
        lines.append(
            "Single paragraphs were not looked at; to list those in another language: "
            "pip install 'i18n-pipeline[detect]'"
        )
    if adoption.posts and not order.dry_run:
        further = "" if order.split else "adopt with --split to take the translations out of the posts, then "
        lines.append(f"Next: {further}i18n-pipeline sync")
    return "".join(f"{line}\n" for line in lines)


def _post_line(post: BilingualPost) -> str:
    counts = _count(post)
    taken = counts["translated"] + counts["doubtful"]
    parts = [f"{taken} segment{'' if taken == 1 else 's'} taken over"]
    if counts["doubtful"]:
        parts[0] += f" ({counts['doubtful']} in doubt)"
    for state, what in (
        ("hidden", "kept for a text in a comment"),
        ("same", "in the catalog already"),
        ("kept", "translated otherwise there"),
        ("left", "without counterpart"),
    ):
        if counts[state]:
            parts.append(f"{counts[state]} {what}")
    lines = ", ".join(f"{first}-{last}" for first, last in post.lines)
    return f"{post.document}:{lines} ({post.language}): {', '.join(parts)}"


def _count(post: BilingualPost) -> Counter[str]:
    counts: Counter[str] = Counter(decision.state for decision in post.decisions)
    counts["hidden"] = len(post.hidden)
    counts["left"] = len(post.left)
    return counts


def bilingual_diff(adoption: BilingualAdoption) -> str:
    """Return what was taken out of posts, as a unified diff."""
    return "".join(f"{line}\n" for diff in adoption.diffs for line in diff)


def bilingual_review(adoption: BilingualAdoption) -> str:
    """Show each pair on two lines, with its lines in the post and why it is in doubt."""
    return "".join(f"{line}\n" for post in adoption.posts for line in _review(post))


def _review(post: BilingualPost) -> Iterator[str]:
    yield f"{post.document} ({post.language})"
    for state, taken in _pairs(post):
        yield f"{taken.source.line:>6}   {taken.source.text!r}"
        yield f"{taken.targets[0].line:>6} {_SIGNS[state]} {taken.text!r}"
        yield from (f"         in doubt: {doubt}" for doubt in taken.doubts)
    yield from (f"{unit.line:>6} ! {unit.text!r}" for unit in post.left)
    yield ""


def _pairs(post: BilingualPost) -> list[tuple[str, Taken]]:
    pairs = [(str(decision.state), decision.taken) for decision in post.decisions]
    pairs += [("hidden", taken) for taken in post.hidden]
    return sorted(pairs, key=lambda pair: pair[1].targets[0].line)


def bilingual_json(adoption: BilingualAdoption) -> str:
    """Return all that was found as JSON."""
    return write_json(
        {
            "posts": [_plain(post) for post in adoption.posts],
            "diffs": ["\n".join(diff) for diff in adoption.diffs],
            "changes": [
                {"path": change.path, "kind": change.kind, "action": change.action}
                for change in adoption.changes
            ],
            "strays": list(map(_plain_finding, adoption.strays)),
            "errors": list(map(_plain_finding, adoption.findings)),
        }
    )


def _plain_finding(finding: Finding) -> dict[str, Any]:
    return {
        "path": finding.path,
        "line": finding.line,
        "language": finding.language,
        "message": finding.message,
    }


def _plain(post: BilingualPost) -> dict[str, Any]:
    return {
        "path": post.document,
        "language": post.language,
        "catalog": post.catalog,
        "lines": [list(lines) for lines in post.lines],
        "pairs": [
            {
                "source_line": taken.source.line,
                "line": taken.targets[0].line,
                "msgid": taken.source.text,
                "msgstr": taken.text,
                "state": state,
                "confidence": taken.confidence,
                "doubts": list(taken.doubts),
            }
            for state, taken in _pairs(post)
        ],
        "left": [{"line": unit.line, "text": unit.text} for unit in post.left],
    }
