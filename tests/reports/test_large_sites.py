"""Reports on sites of which not all findings are in memory at once say what they say of small ones."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n_pipeline.document import Finding
from i18n_pipeline.pipeline import checking, packing
from i18n_pipeline.reports import FORMATS
from i18n_pipeline.reports.result import badness_of, kind_of, make_batch, sort_batches
from i18n_pipeline.store import spool
from tests.editor import make_site
from tests.pipeline.test_ledger import invoke
from tests.pipeline.test_settled import SITES, TERMS, Contributor
from tests.sites import write_site

if TYPE_CHECKING:
    from pathlib import Path


def report(root: Path, folder: Path) -> dict[str, str]:
    """Return the reports on a site in all formats, and what is said besides."""
    folder.mkdir()
    outputs = [argument for name in FORMATS for argument in ("--format", name, "--output", folder / name)]
    status, said, trouble = invoke(root, "check", *map(str, outputs))
    found = {name: (folder / name).read_text(encoding="utf-8") for name in FORMATS}
    return found | {"": f"{status}\n{said}\n{trouble}"}


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("name", SITES)
def test_a_large_site_is_told_of_as_a_small_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, seed: int
) -> None:
    root = tmp_path / "site"
    make_site(root, SITES[name])
    write_site(root, {"terms.toml": TERMS})
    contributor, chance = Contributor(root, seed), random.Random(seed)
    for _ in range(6):
        contributor.edit()
        if chance.random() < 0.5:
            invoke(root, "sync")
    contributor.contribute()
    before = report(root, tmp_path / "small")
    monkeypatch.setattr(checking, "_FEW", 0)
    monkeypatch.setattr(packing, "_MOST_TOGETHER", 2)
    monkeypatch.setattr(spool, "_MOST", 500)
    monkeypatch.setattr(spool, "_BATCH", 100)
    assert report(root, tmp_path / "large") == before


FINDINGS = st.builds(
    Finding,
    path=st.sampled_from("ab"),
    line=st.integers(1, 99),
    code=st.sampled_from(["missing", "stale", "link"]),
    message=st.just(""),
    severity=st.sampled_from(["error", "warning"]),
)


@given(st.lists(st.lists(FINDINGS, max_size=5), max_size=5))
def test_batches_are_sorted_as_all_of_them_at_once(batches: list[list[Finding]]) -> None:
    found = [
        finding for _, group in sort_batches(list(map(make_batch, batches)), badness_of) for finding in group
    ]
    expected = (finding for batch in batches for finding in batch)
    assert found == sorted(expected, key=lambda finding: badness_of(kind_of(finding)))
