"""One text in two ways: which places are named, and which is held up to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from i18n_pipeline.pipeline import Request, check
from i18n_pipeline.project import read_project
from tests.sites import DATE, sync, write_site

if TYPE_CHECKING:
    from pathlib import Path


def findings(root: Path, texts: dict[str, str], catalog: str = "locales/{lang}/{path}.po") -> list[str]:
    """Translate the text "Read more" in each document, and return what check says of it."""
    config = f'languages = ["it", "de"]\ncatalog = "{catalog}"\n'
    write_site(root, {"i18n-pipeline.toml": config} | {f"content/{name}.md": "Read more\n" for name in texts})
    sync(root)
    for path in (root / "locales/it").rglob("*.po"):
        start, _, rest = path.read_text(encoding="utf-8").partition('msgid "Read more"\nmsgstr ""')
        path.write_text(f'{start}msgid "Read more"\nmsgstr "{texts[path.stem]}"{rest}', encoding="utf-8")
    sync(root)
    result = check(read_project(root), Request(date=DATE))
    return [str(found) for found in result.findings if found.code == "inconsistent"]


def test_the_rarer_way_is_named_with_a_place_of_the_other(tmp_path: Path) -> None:
    [found] = findings(tmp_path, {"a": "Leggi", "b": "Continua", "c": "Continua"})
    assert found.startswith(
        "locales/it/a.po:18: the same text is translated otherwise in locales/it/b.po:18, "
    )


def test_of_two_ways_the_first_counts(tmp_path: Path) -> None:
    [found] = findings(tmp_path, {"a": "Leggi", "b": "Continua"})
    assert found.startswith("locales/it/b.po:18: ")
    assert 'as "Leggi"' in found


def test_white_space_makes_no_other_way(tmp_path: Path) -> None:
    assert findings(tmp_path, {"a": "Leggi ora", "b": "Leggi  ora"}) == []


def test_a_comment_waves_it_off(tmp_path: Path) -> None:
    assert len(findings(tmp_path, {"a": "Leggi", "b": "Continua"})) == 1
    path = tmp_path / "locales/it/b.po"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("#. paragraph", "# i18n: ignore=inconsistent\n#. paragraph"), encoding="utf-8"
    )
    result = check(read_project(tmp_path), Request(date=DATE))
    assert "inconsistent" not in {found.code for found in result.findings}
