"""Links of a page: they lead to pages in the reader's language where there are such, else to the source.

Generators differ in what they do by themselves (`LinkRule`). Only addresses are replaced, in place; one that
leads where it should already keeps its bytes.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from html import escape
from itertools import product
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

import msgspec
from markdown_it.helpers import parseLinkDestination

from i18n_pipeline.document import Span
from i18n_pipeline.files import is_file, read_file
from i18n_pipeline.markdown import Link, find_message_links
from i18n_pipeline.project.targets import Address, Target, find_target, is_document, read_address
from i18n_pipeline.publish.liquid import post_paths, read_liquid
from i18n_pipeline.publish.marker import find_source
from i18n_pipeline.tracing import note_answer, traced

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from i18n_pipeline.document import Form
    from i18n_pipeline.project import Project
    from i18n_pipeline.publish.liquid import LiquidLink

Edit = tuple[Span, str]

# https://gohugo.io/shortcodes/relref/: a path alone, in the language of the page that it stands on.
_REF = re.compile(r'\{\{([<%])\s*(ref|relref)\s+(?:path=)?"([^"]+)"\s*([>%])\}\}')
# With these keys in its front matter a page may be missing; ``relref`` to such a page stops the build.
_MAY_BE_MISSING = re.compile(
    r"^[ \t]*[\"']?(?:draft|publishDate|expiryDate|headless|_?build)[\"']?[ \t]*[:=]", re.MULTILINE
)
_HEAD = 4096


class Roadmap(msgspec.Struct, frozen=True):
    """What links on pages in ``language`` need to know; ``unpublished`` are documents that have no page.

    ``targets`` are what addresses in documents lead to, as far as has been found out: so in all languages.
    """

    project: Project
    language: str
    unpublished: frozenset[str] = frozenset()
    targets: dict[tuple[str, str], Target | None] = msgspec.field(default_factory=dict)

    def find_target(self, document: str, path: str) -> Target | None:
        """Return what an address in a document leads to; None if no file that is known of."""
        key = (document, path)
        if key not in self.targets:
            self.targets[key] = find_target(self.project, document, path)
        return self.targets[key]

    def is_hidden(self, document: str) -> bool:
        """Tell whether the page of a document isn't written."""
        hidden = document in self.unpublished
        if self.project.config.publish.minimum:
            note_answer("hidden", f"{self.language}:{document}", hidden)
        return hidden

    def page(self, document: str) -> str:
        """Return the path of a document's page, or of the document if it has none."""
        if self.is_hidden(document):
            return document
        return self.project.page_path(document, self.language)


def rewrite_links(links: Iterable[Link], document: str, roadmap: Roadmap) -> list[Edit]:
    """Return what to replace for links to lead where they should."""
    edits = []
    for link in links:
        new = new_address(link, document, roadmap)
        if new is not None and new != link.text:
            edits.append((link.span, new))
    return edits


def sort_edits(edits: Iterable[Edit], spans: Iterable[Span]) -> tuple[list[Edit], set[Span]]:
    """Return the edits outside of all ``spans``, which are disjoint, and the spans that hold the others."""
    places = sorted(spans, key=lambda span: span.start)
    starts = [span.start for span in places]
    outside, inside = [], set()
    for edit in edits:
        index = bisect_right(starts, edit[0].start) - 1
        if index >= 0 and edit[0].start < places[index].end:
            inside.add(places[index])
        else:
            outside.append(edit)
    return outside, inside


def rewrite_message(form: Form, text: str, document: str, roadmap: Roadmap, labels: Collection[str]) -> str:
    """Return a segment's text with its links led to where they should; unchanged if that goes wrong."""
    links = find_message_links(form, text, labels)
    edits = dict(rewrite_links(links, document, roadmap))
    if not edits:
        return text
    new = apply_edits(text, edits.items())
    expected = [edits.get(link.span, link.text) for link in links]
    return new if [link.text for link in find_message_links(form, new, labels)] == expected else text


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Replace spans of a text; they are disjoint, in any order."""
    pieces, pos = [], 0
    for span, new in sorted(edits, key=lambda edit: (edit[0].start, edit[0].end)):
        pieces += [text[pos : span.start], new]
        pos = span.end
    return "".join([*pieces, text[pos:]])


def new_address(link: Link, document: str, roadmap: Roadmap) -> str | None:
    """Return where a link on the page of ``document`` has to lead; None if it may stay as it is."""
    rule = roadmap.project.site.links
    hugo = rule.documents == "hugo" and roadmap.project.config.publish.links == "auto"
    if hugo and (ref := _REF.fullmatch(link.text)):
        return _new_ref(ref, document, roadmap)
    if rule.liquid and (liquid := read_liquid(link.text)):
        return _new_liquid(liquid, document, roadmap)
    address = read_address(link.text)
    target = roadmap.find_target(document, address.path) if address and address.path else None
    if address is None or target is None:
        return None
    if not target.document:
        return _new_asset(link, address, target, document, roadmap)
    if hugo:
        return _for_hugo(link, address, target.path, roadmap)
    return _new_document(link, address, target, document, roadmap)


def _new_ref(ref: re.Match[str], document: str, roadmap: Roadmap) -> str | None:
    """Say where a ``ref`` leads that has nothing to lead to in this language."""
    path, hash_sign, fragment = ref[3].partition("#")
    target = roadmap.find_target(document, path)
    if target is None or not roadmap.is_hidden(target.path):
        return None
    return _ref(ref[2], path + hash_sign + fragment, roadmap, ref[1], ref[4])


def _ref(name: str, path: str, roadmap: Roadmap, opening: str = "<", closing: str = ">") -> str:
    source = roadmap.project.config.source
    return f'{{{{{opening} {name} path="{path}" lang="{source}" {closing}}}}}'


def _new_liquid(liquid: LiquidLink, document: str, roadmap: Roadmap) -> str | None:
    """Name the page, or its address, in a link that Jekyll makes."""
    new: str | None
    if liquid.kind == "address":
        # It begins at the site's root, with a slash or without one.
        text = "/" + liquid.target.removeprefix("/")
        new = new_address(Link("value", text, Span(0, len(text)), bracketed=True), document, roadmap)
    else:
        new = _new_source_file(liquid, roadmap)
    return None if new is None else liquid.before + new + liquid.after


def _new_source_file(liquid: LiquidLink, roadmap: Roadmap) -> str | None:
    """Name the file that a page is made of, from the site's folder; a post's as the tag ``link`` does."""
    project, rule = roadmap.project, roadmap.project.site.links
    is_post = liquid.kind == "post"
    paths = post_paths(liquid.target) if is_post else (liquid.target.removeprefix("/"),)
    for folder, path in product(dict.fromkeys((rule.collections or rule.root, rule.root)), paths):
        found = posixpath.normpath(posixpath.join(folder, path))
        if is_document(project, found):
            page = roadmap.page(found)
            inside = posixpath.relpath(page, folder or ".")
            if page == found or inside.startswith("../"):
                return None
            return f"{{% link {inside} %}}" if is_post else inside
    return None


def _for_hugo(link: Link, address: Address, target: str, roadmap: Roadmap) -> str | None:
    """Lead a link to the source where Hugo finds no page in this language; the rest it does itself."""
    # Hugo runs no shortcodes in HTML and in front matter.
    unfit = link.kind in ("html", "value")
    if not roadmap.is_hidden(target) or unfit or _may_be_missing(target, roadmap.project):
        return None
    path = "/" + posixpath.relpath(target, roadmap.project.content)
    return _ref("relref", path + address.tail, roadmap) if '"' not in path + address.tail else None


def _may_be_missing(document: str, project: Project) -> bool:
    with traced(str(project.root)) as trace:
        found = may_be_missing(document, project)
    note_answer("unsure", document, found, trace.files.get(document))
    return found


def may_be_missing(document: str, project: Project) -> bool:
    """Tell whether a document may have no page, by what its front matter says."""
    text = read_file(project.root / document)[:_HEAD].decode("utf-8", "replace")
    return _MAY_BE_MISSING.search(text) is not None


def _new_document(
    link: Link, address: Address, target: Target, document: str, roadmap: Roadmap
) -> str | None:
    rule, forced = roadmap.project.site.links, roadmap.project.config.publish.links == "rewrite"
    if (rule.documents == "keep" and not forced) or target.form == "near":
        return None
    page = roadmap.page(target.path)
    if target.form == "file":
        return _relative(link, address, page, roadmap.page(document))
    if target.form == "content":
        inside = posixpath.relpath(page, roadmap.project.content)
        return None if inside.startswith("../") else _write(link, address, "@/" + inside)
    root = rule.root.replace("{content}", roadmap.project.content) or "."
    inside = posixpath.relpath(page, root)
    # Where pages lie outside, the generator looks there by itself.
    if inside.startswith("../") or page == target.path:
        return None
    if target.form == "root":
        return _write(link, address, "/" + inside)
    return _write(link, address, _new_url(address.path, inside, roadmap.language))


def _new_url(path: str, inside: str, language: str) -> str:
    """Return a page's address from that of its document and the page's file, seen from the pages' root."""
    stem = path.rstrip("/").removesuffix(".html")
    rest = path[len(stem) :]
    if not inside.startswith(f"{language}/"):
        return f"/{language}{stem}{rest}"
    folder, name = posixpath.split(posixpath.splitext(inside)[0])
    index = name in ("index", "_index", "README") and posixpath.basename(stem) != name
    return f"/{folder if index else posixpath.join(folder, name)}{rest}"


def _new_asset(link: Link, address: Address, target: Target, document: str, roadmap: Roadmap) -> str | None:
    """Lead to a localised file beside the one that is named, and to files that the page is further from."""
    rule, mode = roadmap.project.site.links, roadmap.project.config.publish.links
    stem, ext = posixpath.splitext(target.path)
    localised = f"{stem}.{roadmap.language}{ext}"
    there = _is_to_stay(localised, roadmap.project)
    if target.form == "static":
        name = posixpath.basename(localised)
        folder = posixpath.dirname(address.path)
        return _write(link, address, posixpath.join(folder, name)) if there else None
    if not rule.assets and mode != "rewrite":
        return None
    return _relative(link, address, localised if there else target.path, roadmap.page(document))


def _is_to_stay(path: str, project: Project) -> bool:
    """Tell whether there is a file that is no page of ours: that of an excluded document is removed."""
    if not is_file(str(project.root), path):
        return False
    if project.page_match(path) is None:
        return True
    return find_source(read_file(project.root / path).decode("utf-8", "replace")) is None


def _relative(link: Link, address: Address, target: str, page: str) -> str | None:
    path = posixpath.relpath(target, posixpath.dirname(page) or ".")
    if address.path.startswith("./") and not path.startswith("../"):
        path = "./" + path
    if path == address.path or posixpath.normpath(address.path) == posixpath.normpath(path):
        return None
    return _write(link, address, path)


def _write(link: Link, address: Address, path: str) -> str | None:
    """Write an address in the place of the link's, in its own way; None if it can't be written there."""
    if path == address.path:
        return None
    encoded = link.text.partition("#")[0] != unquote(link.text.partition("#")[0])
    safe = "/!$&'*+,;=:@~-._" + ("" if encoded else "() " if link.bracketed else "")
    written = "".join(char if ord(char) > 127 and not encoded else quote(char, safe) for char in path)
    written += address.tail
    if link.kind == "html":
        return escape(written)
    if link.bracketed:
        return written if not re.search(r"[<>\n]", written) else None
    found = parseLinkDestination(written, 0, len(written))
    return written if found.ok and found.pos == len(written) else None
