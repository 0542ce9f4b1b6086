"""Every page with a marker is known again, however its document begins and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from i18n_pipeline.project import SITES
from i18n_pipeline.publish.marker import is_unedited
from tests.sites import sync, write_site

if TYPE_CHECKING:
    from pathlib import Path

HEADS = {
    "none": "",
    "yaml": "---\ntitle: T\n---",
    "yaml that is empty": "---\n---",
    "yaml with dots": "---\ntitle: T\n...",
    "toml": "+++\ntitle = 'T'\n+++",
    "json": '{\n  "title": "T"\n}',
    "json on one line": '{"title": "T"}',
    "json that is empty": "{}",
}
BODIES = {
    "nothing": "",
    "a line end": "\n",
    "blank lines": "\n\n\n",
    "text": "\nText.",
    "text after a blank line": "\n\nText.\n",
    "a break": "\n---\n",
    "a comment": "\n<!-- c -->\n",
    "a list": "\n- item",
}


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("site", SITES)
def test_a_page_with_a_marker_is_known_again(tmp_path: Path, site: str, mark: str, line_end: str) -> None:
    texts = [head + body for head in HEADS.values() for body in BODIES.values()]
    files = {f"docs/{n}.md": mark + text.replace("\n", line_end) for n, text in enumerate(texts)}
    config = f'languages = ["it"]\nsite = "{site}"\ncontent = "docs"\npage = "it/{{path}}{{ext}}#{{lang}}"\n'
    write_site(tmp_path, {"i18n-pipeline.toml": config, **files})
    assert sync(tmp_path).ok
    for number, text in enumerate(texts):
        page = (tmp_path / f"it/{number}.md#it").read_bytes().decode()
        assert is_unedited(page), repr(text)
