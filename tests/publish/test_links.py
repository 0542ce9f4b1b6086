"""Links lead to pages in the reader's language where there are such, else to the source.

``links.txt`` holds cases of title (which begins with the site), document and page, each part ended by a dot.
The document is ``content/blog/post.md``; beside it are ``full.md``, which has a page, and ``low.md``, which
has none. The pictures ``a.png`` (localised) and ``b.png`` are in ``pic`` and in ``static``. Jekyll has a
post, ``content/_posts/2024-01-02-two.md``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec
import pytest

from i18n_pipeline.catalog import Entry
from i18n_pipeline.document import Document
from i18n_pipeline.markdown import Dialect, find_links
from i18n_pipeline.project import SITES, Config, Project, Publish
from i18n_pipeline.publish.links import Roadmap
from i18n_pipeline.publish.page import PageOrder, build_page
from i18n_pipeline.publish.splicing import Splicer
from i18n_pipeline.segmentation import Segmentation

CASES = Path(__file__).parent / "links.txt"
POST = "content/blog/post.md"
Mode = Literal["auto", "rewrite", "keep"]


def cases(*, pages: bool = True) -> list[object]:
    parts = [part.removeprefix("\n") for part in CASES.read_text(encoding="utf-8").split("\n.\n")[:-1]]
    return [
        pytest.param(title.strip().partition(":")[0], text + "\n", *[page + "\n"] * pages, id=title.strip())
        for title, text, page in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    ]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in (
        "blog/post.md",
        "blog/full.md",
        "blog/low.md",
        "_posts/2024-01-02-two.md",
        "blog/pic/a.png",
        "blog/pic/b.png",
        "blog/pic/a.de.png",
    ):
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    (tmp_path / "static" / "img").mkdir(parents=True)
    for name in ("a.png", "a.de.png", "b.png"):
        (tmp_path / "static" / "img" / name).write_bytes(b"")
    return tmp_path


LAST = "\nTranslate the last line\n"


def build(root: Path, site: str, text: str, links: Mode = "auto", keys: tuple[str, ...] = ()) -> str:
    """Build a page of which the last line at least is translated, and return it without that line."""
    page = build_all(root, site, text + LAST, links, keys)
    assert page.endswith("\nZu Translate the last line\n")
    return page.removesuffix("\nZu Translate the last line\n")


def build_all(root: Path, site: str, text: str, links: Mode = "auto", keys: tuple[str, ...] = ()) -> str:
    publish = Publish(marker=False, status="never", links=links, link_keys=keys)
    project = Project(
        root,
        msgspec.convert({"languages": ["de"], "site": site, "publish": publish}, Config),
        "i18n-pipeline.toml",
    )
    segmentation = Segmentation((), Dialect(SITES[site].syntaxes))
    document = segmentation.split(POST, text)
    assert isinstance(document, Document)
    entries = {
        segment.key: Entry(raw="", msgid=segment.text, msgstr="Zu " + segment.text)
        for segment in document.segments
        if segment.text.startswith("Translate")
    }
    roadmap = Roadmap(project, "de", frozenset(("content/blog/low.md",)))
    order = PageOrder(entries, "post.po", "de", project.site, publish, roadmap)
    return build_page(Splicer(document, segmentation), order).text


@pytest.mark.parametrize(("site", "text", "page"), cases())
def test_links_of_a_page_lead_where_they_should(root: Path, site: str, text: str, page: str) -> None:
    assert build(root, site, text) == page


@pytest.mark.parametrize(("site", "text"), cases(pages=False))
def test_a_page_of_which_nothing_is_translated_is_its_document(root: Path, site: str, text: str) -> None:
    untranslated = text.replace("Translate", "Keep")
    assert build_all(root, site, untranslated, keys=KEYS) == untranslated


@pytest.mark.parametrize(("site", "text", "page"), cases())
def test_a_page_with_other_links_has_the_segments_of_its_document(site: str, text: str, page: str) -> None:
    segmentation = Segmentation((), Dialect(SITES[site].syntaxes))
    documents = [segmentation.split(POST, part) for part in (text, page)]
    assert all(isinstance(document, Document) for document in documents)
    kinds = [[s.kind for s in d.segments] for d in documents if isinstance(d, Document)]
    assert kinds[0] == kinds[1]


@pytest.mark.parametrize(("site", "text"), cases(pages=False))
def test_links_stay_where_they_are_to_be_kept(root: Path, site: str, text: str) -> None:
    assert build(root, site, text, "keep") == text.replace("Translate", "Zu Translate")


def test_links_are_rewritten_where_a_person_wants_it(root: Path) -> None:
    assert (
        build(root, "mkdocs", "Keep [a](full.md) [b](low.md)\n", "rewrite")
        == "Keep [a](full.de.md) [b](low.md)\n"
    )


def test_every_link_found_stands_where_it_is_said_to_stand() -> None:
    text = "> [a\n> b](<c d> 't') ![e](f(g)h)\n\n| [i](j\\|k) |\n| --- |\n\n[l]:\n  m\n"
    assert [link.text for link in find_links(text, 0, Dialect())] == ["c d", "f(g)h", "j\\|k", "m"]
    assert all(text[k.span.start : k.span.end] == k.text for k in find_links(text, 0, Dialect()))


KEYS = ("image", "related", "cover.src")
FRONT = {
    "plain": (
        "image: pic/a.png # shown\nrelated: [full.md#top, \"low.md\"]\ncover:\n  src: './pic/b.png'\n",
        "image: pic/a.de.png # shown\nrelated: [full.de.md#top, \"low.md\"]\ncover:\n  src: './pic/b.png'\n",
    ),
    "hugo": (
        "image: /img/a.png\nrelated: [/blog/full/, /blog/low/]\ncover: {src: /img/b.png}\n",
        "image: /img/a.de.png\nrelated: [/blog/full/, /blog/low/]\ncover: {src: /img/b.png}\n",
    ),
    "jekyll": (
        "image: pic/b.png\nrelated:\n- full.md\n- https://example.org/full.md\n",
        "image: '../../content/blog/pic/b.png'\nrelated:\n- full.md\n- https://example.org/full.md\n",
    ),
}


@pytest.mark.parametrize("site", FRONT)
def test_links_in_front_matter_lead_where_those_of_the_body_do(root: Path, site: str) -> None:
    text, page = (f"---\ntitle: full.md\n{part}---\nBody\n" for part in FRONT[site])
    assert build(root, site, text, keys=KEYS) == page
    assert build(root, site, page, keys=KEYS).count("de.de") == 0


@pytest.mark.parametrize("site", FRONT)
def test_links_in_front_matter_stay_where_no_key_is_named_or_links_are_kept(root: Path, site: str) -> None:
    text = f"---\n{FRONT[site][0]}---\nBody\n"
    assert build(root, site, text) == text
    assert build(root, site, text, "keep", KEYS) == text


@pytest.mark.parametrize("text", ["Body\n", '{"image": "pic/a.png"}\n', "+++\nimage = 'pic/a.png'\n+++\n"])
def test_links_are_found_in_every_format_of_front_matter(root: Path, text: str) -> None:
    assert build(root, "plain", text, keys=KEYS) == text.replace("a.png", "a.de.png")
