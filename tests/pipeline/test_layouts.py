"""Whatever the configuration says next of where files lie: all of them follow, and none is left behind."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from i18n_pipeline.errors import ConfigError
from tests.sites import sync, write_site

if TYPE_CHECKING:
    from pathlib import Path

PAGES = (
    "{dir}/{stem}.{lang}{ext}",
    "{dir}/{stem}_{lang}{ext}",
    "{dir}/{lang}/{stem}{ext}",
    "content/{lang}/{path}{ext}",
    "{lang}/{path}{ext}",
    "out/{path}/{lang}{ext}",
)
CATALOGS = (
    "locales/{lang}/{path}.po",
    "locales/{lang}.po",
    "po/{path}.{lang}.po",
    "i18n/{lang}/{section}.po",
    "{lang}.po",
    "tr/{lang}/x/{path}.po",
)
TEMPLATES = ("locales/templates/{path}.pot", "pot/{path}.pot", "i18n/{section}.pot", "site.pot")
DOCUMENTS = ("content/a.md", "content/b.md", "content/sub/a.md", "content/sub/deep/c.md")
LAYOUTS = st.tuples(
    st.sampled_from(PAGES), st.sampled_from(CATALOGS), st.sampled_from(TEMPLATES), st.booleans()
)


def files_of(root: Path, extension: str) -> dict[str, str]:
    paths = sorted(root.rglob(f"*{extension}"))
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def translations_in(root: Path) -> set[str]:
    return {word for text in files_of(root, ".po").values() for word in re.findall(r"\bT\d+\b", text)}


def translate_some(root: Path, number: int) -> None:
    """Translate every other message, each in a way of its own."""
    for place, (path, text) in enumerate(files_of(root, ".po").items()):
        first, *others = re.split(r'(?<=[^"]"\n)msgstr ""\n', text)
        for n, other in enumerate(others):
            word = f"T{number}{place}{n}" if (n + place + number) % 2 else ""
            first += f'msgstr "{word}"\n{other}'
        (root / path).write_text(first, encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(layouts=st.lists(LAYOUTS, min_size=2, max_size=5))
def test_all_files_follow_the_configuration(site: Path, layouts: list[tuple[str, str, str, bool]]) -> None:
    shutil.rmtree(site, ignore_errors=True)
    texts = {path: f"Text of {path}.\n\nA shared one.\n\nSee [a](a.md).\n" for path in DOCUMENTS}
    write_site(site, texts)
    for number, (page, catalog, template, marker) in enumerate(layouts):
        config = (
            f'languages = ["it", "de"]\npage = "{page}"\ncatalog = "{catalog}"\ntemplate = "{template}"\n'
        )
        write_site(site, {"i18n-pipeline.toml": f"{config}[publish]\nmarker = {str(marker).lower()}\n"})
        before = translations_in(site)
        try:
            outcome = sync(site)
        except ConfigError:
            return  # a layout in which two files would share a place
        assert outcome.ok, outcome.findings
        pages = {standing.page for standing in outcome.standings}
        assert files_of(site, ".md").keys() == pages | set(DOCUMENTS)
        catalogs = {standing.catalog for standing in outcome.standings}
        assert {path for path in files_of(site, ".po") if "removed/" not in path} == catalogs
        assert before <= translations_in(site)
        assert not sync(site).changes
        translate_some(site, number)
        sync(site)
