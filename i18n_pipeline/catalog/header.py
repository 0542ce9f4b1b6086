"""Catalog headers: those of new catalogs, and the few fields of others that sync moves."""

from __future__ import annotations

import importlib
import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from i18n_pipeline.catalog.lines import read_line
from i18n_pipeline.catalog.reading import parse_catalog
from i18n_pipeline.catalog.strings import escape_string, read_strings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from i18n_pipeline.catalog.entry import Catalog, Entry

# The version of how documents are split to messages: raised when a release splits the same text otherwise.
SEGMENTATION = "1"
_SEGMENTATION_FIELD = "X-Segmentation"
_MSGSTR = re.compile(r"^[ \t]*msgstr", re.MULTILINE)
_DEFAULT_PLURAL = (2, "(n != 1)")


# All catalogs of a run that are new in a language begin alike.
@lru_cache(maxsize=64)
def new_catalog(
    language: str,
    *,
    project: str,
    date: str,
    plural_forms: str | None = None,
    report_to: str = "",
    line_end: str = "\n",
) -> Catalog:
    """Return a catalog that holds nothing but its header.

    ``language`` is a BCP 47 tag, ``date`` is as in ``2026-11-23 10:00+0000``. The revision date starts as the
    creation date: GNU gettext warns of its own placeholder, and other readers stumble over an empty one.
    """
    plural = get_plural_forms(language) if plural_forms is None else plural_forms
    fields = {**_fields(project, report_to, date, gettext_language(language)), "Plural-Forms": plural}
    return _write_header({**fields, _SEGMENTATION_FIELD: SEGMENTATION}, line_end)


@lru_cache(maxsize=8)
def new_template(*, project: str, date: str, report_to: str = "", line_end: str = "\n") -> Catalog:
    """Return a template that holds nothing but its header.

    The header is not fuzzy, as xgettext has it: a copy of the template is then a catalog that compiles, and
    no editor takes the header for work to do. There are no plural forms in it: ``msgfmt --check`` refuses
    their placeholder, and they are the language's, not the template's.
    """
    fields = _fields(project, report_to, date, "")
    return _write_header({**fields, _SEGMENTATION_FIELD: SEGMENTATION}, line_end)


def gettext_language(tag: str) -> str:
    """GNU gettext's form of a BCP 47 tag: ``pt-br`` is ``pt_BR``, ``zh-hant`` is ``zh_Hant``."""
    first, *others = tag.replace("_", "-").split("-")
    return "_".join([first.lower(), *map(_subtag, others)])


def _subtag(subtag: str) -> str:
    return subtag.title() if len(subtag) == 4 and subtag.isalpha() else subtag.upper()


def get_plural_forms(tag: str) -> str:
    """Get the ``Plural-Forms`` value of a language; that of English for a language nobody has described."""
    # Babel takes long to import, and only a new catalog needs it.
    plurals: dict[str, tuple[int, str]] = importlib.import_module("babel.messages.plurals").PLURALS
    language = gettext_language(tag)
    count, expression = plurals.get(language) or plurals.get(language.split("_")[0]) or _DEFAULT_PLURAL
    return f"nplurals={count}; plural={expression};"


def _fields(project: str, report_to: str, date: str, language: str) -> dict[str, str]:
    return {
        "Project-Id-Version": project,
        "Report-Msgid-Bugs-To": report_to,
        "POT-Creation-Date": date,
        "PO-Revision-Date": date,
        "Last-Translator": "",
        "Language-Team": "",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }


def _write_header(fields: dict[str, str], line_end: str) -> Catalog:
    lines = [f'"{name}: {escape_string(value)}\\n"' for name, value in fields.items()]
    return parse_catalog(line_end.join(['msgid ""', 'msgstr ""', *lines, ""]))


@lru_cache(maxsize=8)
def _field_pattern(name: str) -> re.Pattern[str]:
    # The value ends at \n or with the string; a string may be folded within it.
    return re.compile(rf'(?P<name>(?:"|\\n){name}:)(?:[^"\\\n]|"[ \t\r]*\n[ \t]*")*(?P<end>\\n|")')


def replace_field(raw: str, name: str, value: str) -> str:
    """Put a value into a field of a header entry's text; without that field it stays as it is."""
    start = _MSGSTR.search(raw)
    match = _field_pattern(name).search(raw, start.end()) if start else None
    if match is None:
        return raw
    return f"{raw[: match.end('name')]} {escape_string(value)}{match['end']}{raw[match.end() :]}"


def write_field(raw: str, name: str, value: str, line_end: str) -> str:
    """Put a field at the end of a header entry's text, if the field before it is ended."""
    if not raw.rstrip().endswith('\\n"'):
        return raw
    return f'{raw}{line_end}"{name}: {escape_string(value)}\\n"'


def replace_creation_date(raw: str, date: str) -> str:
    """Put a date into a header entry's ``POT-Creation-Date``; without that field it stays as it is."""
    return replace_field(raw, "POT-Creation-Date", date)


def replace_segmentation(raw: str) -> str:
    """Put today's version into a header entry's ``X-Segmentation``; without that field it stays as it is."""
    return replace_field(raw, _SEGMENTATION_FIELD, SEGMENTATION)


def read_fields(header: str) -> dict[str, str]:
    """Read the fields of a header entry's msgstr, in order; of two with one name the last."""
    lines = (line.partition(":") for line in header.split("\n") if ":" in line)
    return {name.strip(): value.strip() for name, _, value in lines}


class Field(NamedTuple):
    """A line of a header's msgstr: a field, or a text without a colon (no ``name``), and where it stands."""

    name: str
    value: str
    line: int


def locate_fields(header: Entry) -> Iterator[Field]:
    """Yield the fields of a header entry in order, those of one name each, with their lines in the file."""
    pieces = list(_msgstr_pieces(header))
    ends = [(sum(len(text) for text, _ in pieces[: i + 1]), line) for i, (_, line) in enumerate(pieces)]
    pos = 0
    for text in "".join(text for text, _ in pieces).split("\n"):
        if text.strip():
            line = next((line for end, line in ends if end > pos), header.line)
            name, colon, value = text.partition(":")
            yield Field(name.strip() if colon else "", value.strip() if colon else text.strip(), line)
        pos += len(text) + 1


def _msgstr_pieces(header: Entry) -> Iterator[tuple[str, int]]:
    """Yield the strings of an entry's msgstr, each with its line in the file."""
    lines = [read_line(text, number) for number, text in enumerate(header.raw.split("\n"))]
    first = header.line - next(line.number for line in lines if line.kind == "msgid")
    start = next(line.number for line in lines if line.kind == "msgstr")
    for line in lines[start:]:
        if line.kind in ("msgstr", "string"):
            yield read_strings(line.content, line.number), first + line.number


def is_segmented_otherwise(header: str) -> bool:
    """Tell whether a header's msgstr says that the messages were split in another way than today.

    A header that says nothing (of another tool, say) is taken to be of today.
    """
    return read_fields(header).get(_SEGMENTATION_FIELD, SEGMENTATION) != SEGMENTATION
