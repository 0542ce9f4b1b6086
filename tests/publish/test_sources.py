"""Links in the source that lead nowhere are found, and only those.

``sources.txt`` holds cases of title (which begins with the site), document and findings, each part ended by a
dot. The document is ``content/blog/post.md``, beside ``other.md``, whose one heading is ``Other``.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from i18n_pipeline.checks import find_broken_links
from i18n_pipeline.markdown import Dialect
from i18n_pipeline.project import SITES, Config, Project
from i18n_pipeline.publish.survey import Survey

CASES = Path(__file__).parent / "sources.txt"
POST = "content/blog/post.md"


def cases() -> list[object]:
    found: list[object] = []
    parts = CASES.read_text(encoding="utf-8").splitlines()
    dots = [-1, *(number for number, line in enumerate(parts) if line == ".")]
    pieces = ["\n".join(parts[a + 1 : b]) for a, b in pairwise(dots)]
    for title, text, findings in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True):
        found.append(pytest.param(title.strip().partition(":")[0], text, findings, id=title.strip()))
    return found


@pytest.mark.parametrize(("site", "text", "findings"), cases())
def test_links_that_lead_nowhere_are_found(tmp_path: Path, site: str, text: str, findings: str) -> None:
    (tmp_path / "content" / "blog").mkdir(parents=True)
    (tmp_path / POST).write_text(text, encoding="utf-8")
    (tmp_path / "content" / "blog" / "other.md").write_text("# Other\n", encoding="utf-8")
    project = Project(
        tmp_path, msgspec.convert({"languages": ["it"], "site": site}, Config), "i18n-pipeline.toml"
    )
    found = find_broken_links(Survey(text, Dialect(SITES[site].syntaxes), SITES[site]), POST, project)
    shown = [f"{one.source_line} {one.code} {one.severity} {one.message}" for one in found]
    assert "\n".join(shown) == findings
