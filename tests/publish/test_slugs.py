"""Ids of headings, as the generators themselves gave them.

``slugs.txt`` holds cases of title, page and ids, each part ended by a dot. A title begins with the site; the
ids are those in the HTML that the site's generator made of the page (Hugo 0.168, Python-Markdown 3.11,
kramdown 2.4 with its GFM parser, mdBook 0.5, github-slugger 2.0, Astro 5.18 and 7.3; Zola's are from its
documentation). ``-`` stands for a heading that got none, or whose id can't be known.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from i18n_pipeline.markdown import Dialect
from i18n_pipeline.markdown.slugs import GENERATORS, read_text
from i18n_pipeline.publish.survey import Survey
from tests.sites import ROWS

CASES = Path(__file__).parent / "slugs.txt"


def cases() -> list[object]:
    parts = [part.removeprefix("\n") for part in CASES.read_text(encoding="utf-8").split("\n.\n")[:-1]]
    return [
        pytest.param(title.strip().partition(":")[0], page, ids, id=title.strip())
        for title, page, ids in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    ]


def survey(site: str, page: str) -> Survey:
    return Survey(page, Dialect(ROWS[site].syntaxes), ROWS[site])


@pytest.mark.parametrize(("site", "page", "ids"), cases())
def test_headings_get_the_ids_that_the_generator_gives(site: str, page: str, ids: str) -> None:
    assert [found or "-" for found in survey(site, page + "\n").ids] == ids.split("\n")


@pytest.mark.parametrize("site", sorted(ROWS))
def test_every_site_has_a_generator_whose_ids_are_unique_for_equal_headings(site: str) -> None:
    assert len(set(survey(site, "# Same\n\n# Same\n\n# Same\n").ids)) == 3


def test_a_heading_with_a_shortcode_has_an_id_that_nobody_can_know() -> None:
    assert survey("hugo", "# Version {{< version >}}\n\n# Next\n").ids == (None, "next")


def test_descriptions_of_images_count_where_the_generator_counts_them() -> None:
    assert read_text("![a](b.png) c", GENERATORS["goldmark"].reading) == "a c"
    assert read_text("![a](b.png) c", GENERATORS["mdbook"].reading) == "c"
