"""Front matter that differs per language is taken from the page that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from i18n_pipeline.pipeline import Request, run
from i18n_pipeline.project import read_project
from i18n_pipeline.publish.local import keep_local

if TYPE_CHECKING:
    from pathlib import Path

CASES = {
    "a string that both have": (
        'title = "Hallo"\nslug = "hello" # path\n',
        'title = "x"\nslug = "hallo"\n',
        'title = "Hallo"\nslug = "hallo"\n',
    ),
    "a value that is no string": (
        "title = 'Hallo'\ndraft = false\n",
        "draft = true\n",
        "title = 'Hallo'\ndraft = true\n",
    ),
    "a key that only the page has": (
        "title = 'Hallo'\n",
        "slug = 'hallo'\n",
        "slug = 'hallo'\ntitle = 'Hallo'\n",
    ),
    "a key that only the document has": ("slug = 'hello'\n", "title = 'x'\n", "slug = 'hello'\n"),
    "other keys stay": ("title = 'Hallo'\n", "title = 'x'\nweight = 3\n", "title = 'Hallo'\n"),
    "a key in a table": (
        "[params]\nslug = 'hello'\n",
        "[params]\nslug = 'hallo'\n",
        "[params]\nslug = 'hallo'\n",
    ),
    "a table of that name": ("[slug]\na = 1\n", "slug = 'hallo'\n", "[slug]\na = 1\n"),
}


@pytest.mark.parametrize("name", CASES)
def test_local_values_come_from_the_page(name: str) -> None:
    text, old, expected = (f"+++\n{part}+++\nBody\n" for part in CASES[name])
    assert keep_local(text, old, ("slug", "draft", "params.slug")) == expected


def test_a_string_in_yaml_keeps_the_quotes_of_the_document() -> None:
    assert keep_local("---\nslug: 'a'\n---\n", "---\nslug: b c\n---\n", ("slug",)) in (
        "---\nslug: 'b c'\n---\n",
        "---\nslug: b c\n---\n",
    )


@pytest.mark.parametrize(
    "old", ["no front matter", "---\nslug: [\n---\n", "---\nslug: x\n---\n", '{"slug": "x"}\n']
)
def test_a_page_of_another_format_or_without_front_matter_gives_nothing_but_strings(old: str) -> None:
    text = "+++\ntitle = 'Hallo'\n+++\n"
    assert keep_local(text, old, ("slug",)) == text


def test_a_value_that_a_person_changed_in_a_page_stays_through_every_sync(tmp_path: Path) -> None:
    config = 'languages = ["it"]\n[publish]\nlocal = ["slug"]\n'
    (tmp_path / "i18n-pipeline.toml").write_text(config, encoding="utf-8")
    (tmp_path / "content").mkdir()
    post, page = tmp_path / "content" / "post.md", tmp_path / "content" / "post.it.md"
    post.write_text("+++\ntitle = 'Hi'\nslug = 'hi'\n+++\nText\n", encoding="utf-8")
    for text in ("Text", "Another text"):
        post.write_text(post.read_text(encoding="utf-8").replace("\nText\n", f"\n{text}\n"), encoding="utf-8")
        outcome = run(read_project(tmp_path), Request(date="2026-01-01 00:00+0000"))
        assert outcome.ok
        page.write_text(page.read_text(encoding="utf-8").replace("'hi'", "'ciao'"), encoding="utf-8")
    assert "slug = 'ciao'" in page.read_text(encoding="utf-8")
    assert "Another text" in page.read_text(encoding="utf-8")
    assert run(read_project(tmp_path), Request(date="2026-01-01 00:00+0000")).changes == ()
