"""Another layout of catalogs: what the old files hold goes to those of the documents it is from.

Here it is decided who takes what; the catalogs themselves are made by the ordinary update.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Protocol

import msgspec
from msgspec.structs import replace

from i18n_pipeline.catalog import Catalog, CatalogError, format_catalog, parse_catalog
from i18n_pipeline.pipeline.strays import document_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from i18n_pipeline.catalog import Entry, Key
    from i18n_pipeline.pipeline.strays import Stray
    from i18n_pipeline.project import Project


class Regrouping(msgspec.Struct, frozen=True):
    """A catalog of the old layout, its language, and the catalogs that take what it holds."""

    path: str
    language: str
    targets: tuple[str, ...]


def shares_of(regroupings: Iterable[Regrouping]) -> dict[str, tuple[tuple[str, bool], ...]]:
    """Return what each catalog takes from: paths, and whether it alone takes from that one."""
    shares: dict[str, tuple[tuple[str, bool], ...]] = {}
    for regrouping in regroupings:
        share = (regrouping.path, len(regrouping.targets) == 1)
        for target in regrouping.targets:
            shares[target] = (*shares.get(target, ()), share)
    return shares


class _Home(Protocol):
    """Where documents belong that lack a catalog."""

    @property
    def catalogs(self) -> Mapping[str, str]: ...

    @property
    def words(self) -> Mapping[Key, int]: ...


def find_regroupings(
    project: Project, documents: Collection[str], homes: Sequence[_Home], strays: Iterable[Stray]
) -> list[Regrouping]:
    """Find the strays whose documents are still there: it is the layout that is another.

    Their references say so. Without references it is their name, which isn't of this layout, and their
    messages, which documents without a catalog have.
    """
    names = frozenset(documents)
    found = []
    for stray in strays:
        living = sorted(stray.documents & names)
        targets = [project.catalog_path(path, stray.language) for path in living]
        if not living and not stray.named:
            targets = list(_sharing(stray, homes))
        if targets and not stray.aside:
            found.append(Regrouping(stray.path, stray.language, tuple(dict.fromkeys(targets))))
    return found


def _sharing(stray: Stray, homes: Sequence[_Home]) -> Iterator[str]:
    keys = {text.key for text in stray.texts}
    for home in homes:
        if not keys.isdisjoint(home.words):
            yield home.catalogs[stray.language]


class Source(msgspec.Struct, frozen=True):
    """A catalog of the old layout, and at which of its entries there is which message and which document.

    Thousands of catalogs may take from one, and none of them should have to look through all of it.
    """

    catalog: Catalog
    by_key: Mapping[Key, Sequence[int]]
    by_document: Mapping[str, Sequence[int]]


def index_source(catalog: Catalog) -> Source:
    """Index the entries of a catalog, without its header."""
    by_key: dict[Key, list[int]] = {}
    by_document: dict[str, list[int]] = {}
    for number, entry in enumerate(catalog.blocks):
        if not entry.is_header:
            by_key.setdefault(entry.key, []).append(number)
            for path in map(document_of, entry.references):
                by_document.setdefault(path, []).append(number)
    return Source(catalog, by_key, by_document)


class Share(msgspec.Struct, frozen=True):
    """A catalog of the old layout as one of the new takes it: all of it (``alone``), or what it wants."""

    source: Source
    alone: bool


def gather(
    own: Catalog | None, shares: Sequence[Share], documents: Collection[str], keys: Collection[Key]
) -> Catalog | None:
    """Put together a catalog of what there is (``own``) and what it takes of those of the old layout.

    It takes all entries of a catalog that no other takes from; else those that refer to its ``documents``
    or whose messages (``keys``) it has. Two of one key may be in it, the more frequent translation first: an
    update makes one of them.
    """
    taken = [entry for share in shares for entry in _taken(share, documents, keys)]
    sources = [*([own] if own else []), *(share.source.catalog for share in shares)]
    header = next((catalog for catalog in sources if catalog.header), None)
    if header is None or header.header is None:
        return own
    blocks = [block for block in own.blocks if not block.is_header] if own else []
    ordered = _winners_first([*blocks, *taken])
    return _assemble(header, (header.header, *ordered))


def _taken(share: Share, documents: Collection[str], keys: Collection[Key]) -> list[Entry]:
    source = share.source
    blocks = source.catalog.blocks
    if share.alone:
        return [entry for entry in blocks if not entry.is_header]
    numbers = {number for key in keys for number in source.by_key.get(key, ())}
    numbers.update(number for path in documents for number in source.by_document.get(path, ()))
    return [blocks[number] for number in sorted(numbers)]


def _winners_first(entries: Sequence[Entry]) -> list[Entry]:
    """Put the entry with the most frequent translation of a text before others of that text."""
    counts: dict[Key, Counter[str]] = {}
    for entry in entries:
        if entry.translated:
            counts.setdefault(entry.key, Counter())[entry.msgstr] += 1
    # Of equally frequent ones the first wins: Counter keeps the order.
    best = {key: found.most_common(1)[0][0] for key, found in counts.items() if len(found) > 1}
    return sorted(entries, key=lambda entry: entry.key in best and entry.msgstr != best[entry.key])


def _assemble(like: Catalog, blocks: Sequence[Entry]) -> Catalog:
    """Read a catalog of these entries, with the line ends of ``like``."""
    spaced = tuple(replace(block, gap="\n\n") for block in blocks)
    text = format_catalog(Catalog("", spaced, "\n")).replace("\r\n", "\n")
    return parse_catalog(like.lead + text.replace("\n", like.line_end))


class Holdings(msgspec.Struct, frozen=True):
    """What a catalog holds of a person's: translations (those left as comments, too) and comments."""

    msgstrs: frozenset[str]
    comments: frozenset[str]


def holdings_of(catalog: Catalog) -> Holdings:
    """Return what there is of a person's in a catalog."""
    msgstrs: set[str] = set()
    comments: set[str] = set()
    for entry in catalog.blocks:
        msgstrs.update((entry.msgstr, *entry.plural_msgstrs))
        if entry.comments:
            comments.update(entry.comments)
            msgstrs.update(_in_comments(entry))
    return Holdings(frozenset(msgstrs), frozenset(comments))


def find_unplaced(old: Catalog, new: Sequence[Holdings]) -> list[Entry]:
    """Return the entries of ``old`` that hold something of a person's that none of ``new`` has."""
    return [entry for entry in old.blocks if not entry.is_header and _has_more(entry, new)]


def _has_more(entry: Entry, new: Sequence[Holdings]) -> bool:
    texts = {entry.msgstr, *entry.plural_msgstrs} - {""}
    comments = {text for text in entry.comments if text.strip()}
    return any(all(text not in held.msgstrs for held in new) for text in texts) or any(
        all(text not in held.comments for held in new) for text in comments
    )


def _in_comments(entry: Entry) -> Iterator[str]:
    """Yield the translations that an entry holds as comments, left where several were for one text."""
    lines: list[str] = []
    for text in (*entry.comments, ""):
        if text.startswith("msgstr ") or (lines and text.startswith('"')):
            lines = [text] if text.startswith("msgstr ") else [*lines, text]
            continue
        if lines:
            yield from _read_msgstr(lines)
        lines = []


def _read_msgstr(lines: Sequence[str]) -> Iterator[str]:
    try:
        yield parse_catalog("\n".join(['msgid "x"', *lines, ""])).blocks[0].msgstr
    except CatalogError:
        # A person's comment that only looks like a translation.
        return


def reduce_catalog(old: Catalog, entries: Iterable[Entry]) -> Catalog:
    """Return a catalog with the header of ``old`` and only these entries."""
    header = (old.header,) if old.header else ()
    return _assemble(old, (*header, *entries))
