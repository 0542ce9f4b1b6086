"""A site's own configuration says how its generator is set up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from i18n_pipeline.project import SITES, read_project
from tests.sites import write_site

if TYPE_CHECKING:
    from pathlib import Path

    from i18n_pipeline.project import Site

ASCII = "[markup.goldmark.parser]\nautoIDType = 'github-ascii'\n"
TERMS = "markup:\n  goldmark:\n    parser: {autoDefinitionTermID: true}\n    renderer: {unsafe: true}\n"


def site_of(root: Path, files: dict[str, str], content: str = "content") -> Site:
    config = f'languages = ["it"]\nsite = "hugo"\ncontent = "{content}"\n'
    write_site(root, {"i18n-pipeline.toml": config, **files})
    return read_project(root).site


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("hugo.toml", ASCII),
        ("config.toml", ASCII.replace("autoIDType", "autoHeadingIDType")),
        ("hugo.toml", ASCII.replace("goldmark", "Goldmark").replace("autoIDType", "autoidtype")),
        ("hugo.yaml", "markup: {goldmark: {parser: {autoIDType: github-ascii}}}\n"),
        ("hugo.json", '{"markup": {"goldmark": {"parser": {"autoIDType": "github-ascii"}}}}'),
        ("config/_default/hugo.toml", ASCII),
        ("config/_default/markup.toml", ASCII.replace("markup.", "")),
    ],
)
def test_hugo_is_read_from_any_of_its_files(tmp_path: Path, path: str, text: str) -> None:
    site = site_of(tmp_path, {path: text})
    assert (site.slugs, site.terms, site.html) == ("goldmark-ascii", "none", False)


def test_the_configuration_lies_beside_or_above_the_content_folder(tmp_path: Path) -> None:
    assert site_of(tmp_path, {"web/hugo.toml": ASCII}, "web/content/en").slugs == "goldmark-ascii"


def test_the_folder_of_configurations_goes_before_the_file_in_the_root(tmp_path: Path) -> None:
    other = ASCII.replace("github-ascii", "blackfriday")
    assert site_of(tmp_path, {"config/_default/hugo.toml": other, "hugo.toml": ASCII}).slugs == "blackfriday"


def test_terms_have_ids_where_hugo_is_told_so(tmp_path: Path) -> None:
    site = site_of(tmp_path, {"hugo.yaml": TERMS})
    assert (site.slugs, site.terms, site.html) == ("goldmark", "lines", True)


@pytest.mark.parametrize("text", ["", "title = 'x'\n", "[markup\n", "[markup]\ngoldmark = 1\n", "\udcff"])
def test_what_cannot_be_read_leaves_hugo_at_its_defaults(tmp_path: Path, text: str) -> None:
    (tmp_path / "hugo.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    site = site_of(tmp_path, {})
    assert (site.slugs, site.terms) == ("goldmark", "none")


def test_polyglot_is_found_in_the_configuration_of_jekyll(tmp_path: Path) -> None:
    config = 'languages = ["it"]\nsite = "jekyll"\ncontent = "."\n'
    write_site(tmp_path, {"i18n-pipeline.toml": config, "_config.yml": "plugins:\n  - jekyll-polyglot\n"})
    assert read_project(tmp_path).site.own.keys == ()
    write_site(tmp_path, {"_config.yml": "plugins:\n  - jekyll-redirect-from\n"})
    assert read_project(tmp_path).site is SITES["jekyll"]


@pytest.mark.parametrize(
    ("files", "attributes"),
    [
        ({"docusaurus.config.js": "module.exports = {}"}, "id-or-comment"),
        ({"docusaurus.config.ts": "export default {future: {v4: true}}"}, "comment"),
        ({"docusaurus.config.js": "// v4: true\n/* v4: true */"}, "id-or-comment"),
        ({"docusaurus.config.js": "markdown: {mdx1Compat: {headingIds: false}}"}, "comment"),
        ({"docusaurus.config.js": "v4: true, mdx1Compat: {headingIds: true}"}, "id-or-comment"),
        ({"docusaurus.config.js": "v4: {mdx1CompatDisabledByDefault: true}"}, "comment"),
        ({"docusaurus.config.js": "", "package.json": '{"@docusaurus/core": "^4.1"}'}, "comment"),
        ({"docusaurus.config.js": "", "package.json": '{"@docusaurus/core": "3.10"}'}, "id-or-comment"),
        ({}, "id-or-comment"),
    ],
)
def test_docusaurus_is_asked_how_ids_are_written(
    tmp_path: Path, files: dict[str, str], attributes: str
) -> None:
    config = 'languages = ["it"]\nsite = "docusaurus"\ncontent = "docs"\n'
    write_site(tmp_path, {"i18n-pipeline.toml": config, **files})
    assert read_project(tmp_path).site.attributes == attributes


def test_zola_says_how_anchors_are_made(tmp_path: Path) -> None:
    ours = 'languages = ["it"]\nsite = "zola"\n'
    write_site(tmp_path, {"i18n-pipeline.toml": ours, "config.toml": "[slugify]\nanchors = 'safe'\n"})
    assert read_project(tmp_path).site.slugs == "zola-safe"
    write_site(tmp_path, {"config.toml": "[slugify]\nanchors = 'on'\n"})
    assert read_project(tmp_path).site is SITES["zola"]


def test_without_a_file_of_hugos_the_row_stays(tmp_path: Path) -> None:
    assert site_of(tmp_path, {}) is SITES["hugo"]


@pytest.mark.parametrize(
    ("version", "text", "slugs"),
    [
        ("^5.18.0", "export default defineConfig({})", "astro"),
        ("5", "markdown: { smartypants: false }", "github"),
        ("5", "// smartypants: false", "astro"),
        ("~7.2", "export default defineConfig({})", "astro-7"),
        ("7", "import {unified} from '@astrojs/markdown-remark'", "astro"),
        ("7", "markdown: {'smartypants': false}", "github"),
    ],
)
def test_starlight_is_asked_which_hyphens_become_dashes(
    tmp_path: Path, version: str, text: str, slugs: str
) -> None:
    config = 'languages = ["it"]\nsite = "starlight"\ncontent = "src/content/docs"\n'
    package = f'{{"dependencies": {{"astro-icon": "1", "astro": "{version}"}}}}'
    write_site(tmp_path, {"i18n-pipeline.toml": config, "astro.config.mjs": text, "package.json": package})
    assert read_project(tmp_path).site.slugs == slugs
