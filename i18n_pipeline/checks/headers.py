"""Catalogs as files: a header that says something wrong, entries that GNU gettext would refuse.

The fields are those of the "Header Entry" chapter of the GNU gettext manual. What is wrong is an error; what
is not said is a warning, as the catalog's place says it too.
"""

from __future__ import annotations

import importlib
import re
from typing import TYPE_CHECKING, NamedTuple

from i18n_pipeline.catalog import get_plural_forms, gettext_language, locate_fields
from i18n_pipeline.checks.plurals import is_usual_rule, read_plural_rule, usual_counts
from i18n_pipeline.document import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from i18n_pipeline.catalog import Catalog, Entry, Field, Key
    from i18n_pipeline.document import Severity

_CHARSET = re.compile(r"charset=(\S*)", re.IGNORECASE)
_INDEX = re.compile(r"^[ \t]*msgstr[ \t]*\[([0-9]+)\]", re.MULTILINE)
_TAG = re.compile(
    r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:[-_.][\w.-]+)?(?:@(\w+))?"
)
_MODIFIERS = {"latin": "Latn", "cyrillic": "Cyrl", "arabic": "Arab", "devanagari": "Deva"}


class _Fault(NamedTuple):
    line: int
    severity: Severity
    what: str


def find_catalog_faults(catalog: Catalog, path: str, language: str) -> Iterator[Finding]:
    """Yield a finding (``catalog``) for each thing that is wrong with a catalog which can be read.

    ``language`` is the one that the catalog's place is for.
    """
    for fault in _find_faults(catalog, language):
        yield Finding(path, max(1, fault.line), "catalog", fault.what, fault.severity, language)


def _find_faults(catalog: Catalog, language: str) -> Iterator[_Fault]:
    header = catalog.header
    yield from _find_doubles(catalog)
    if header is None:
        if catalog.blocks:
            yield _Fault(1, "warning", "the catalog has no header; run: i18n-pipeline sync")
        return
    fields = list(locate_fields(header))
    known = {field.name.lower(): field for field in fields}
    yield from _find_odd_fields(header, fields)
    yield from _check_language(header, known.get("language"), language)
    yield from _check_charset(catalog, header, known.get("content-type"))
    yield from _check_plurals(catalog, header, known.get("plural-forms"), language)


def _find_doubles(catalog: Catalog) -> Iterator[_Fault]:
    if len({entry.key for entry in catalog.blocks}) == len(catalog.blocks):
        return
    first: dict[Key, Entry] = {}
    for entry in catalog.blocks:
        other = first.setdefault(entry.key, entry)
        if other is not entry:
            what = f"a second entry for the message of line {other.line}; keep one of the two"
            yield _Fault(entry.line, "error", what)


def _find_odd_fields(header: Entry, fields: Sequence[Field]) -> Iterator[_Fault]:
    seen: dict[str, Field] = {}
    for field in fields:
        first = seen.setdefault(field.name.lower(), field)
        if not field.name:
            what = f'"{field.value}" is no field of a header; write it as Name: value, or delete it'
            yield _Fault(field.line, "warning", what)
        elif first is not field:
            what = f"the header has {field.name} twice, first in line {first.line}; keep one of the two"
            yield _Fault(field.line, "error", what)
    if header.fuzzy:
        what = "the header is fuzzy, and GNU gettext passes over such a one; take the flag away"
        yield _Fault(header.line, "warning", what)


# Language


def _check_language(header: Entry, field: Field | None, language: str) -> Iterator[_Fault]:
    wanted = f'"Language: {gettext_language(language)}"'
    if field is None or not field.value:
        what = f"the header does not say the language; write {wanted}"
        yield _Fault(field.line if field else header.line, "warning", what)
    elif not is_same_language(field.value, language):
        what = f'the header says "Language: {field.value}" in the place of a catalog for {language}'
        yield _Fault(field.line, "error", f"{what}; write {wanted}, or move the file where it belongs")


def is_same_language(named: str, language: str) -> bool:
    """Tell whether two tags are of one language; what only one of them says is no difference.

    ``it_IT`` is ``it``, ``pt`` may be ``pt-BR``; ``zh_TW`` is ``zh-Hant``, by CLDR's likely subtags.
    """
    one, other = _subtags(named), _subtags(language)
    if one is None or other is None:
        return named.lower().replace("_", "-") == language.lower()
    if one == other:
        return True
    same_script = _likely_script(one) == _likely_script(other)
    return one[0] == other[0] and same_script and (not one[2] or not other[2] or one[2] == other[2])


def _subtags(tag: str) -> tuple[str, str, str] | None:
    """Return language, script and territory of a tag of BCP 47 or gettext (``sr_RS@latin``)."""
    match = _TAG.fullmatch(tag)
    if match is None:
        return None
    script = match[2] or _MODIFIERS.get((match[4] or "").lower(), "")
    return match[1].lower(), script.title(), (match[3] or "").upper()


def _likely_script(tag: tuple[str, str, str]) -> str:
    language, script, territory = tag
    if script:
        return script
    # Babel takes long to import, and most catalogs have the very tag of their place.
    likely: Mapping[str, str] = importlib.import_module("babel.core").get_global("likely_subtags")
    found = likely.get(f"{language}_{territory}") or likely.get(language) or ""
    return next((part for part in found.split("_")[1:] if len(part) == 4), "")


# Charset


def _check_charset(catalog: Catalog, header: Entry, field: Field | None) -> Iterator[_Fault]:
    # With the name of another charset a catalog is not read at all.
    match = _CHARSET.search(field.value) if field else None
    advice = 'write "Content-Type: text/plain; charset=UTF-8"'
    if match is None:
        what = f"the header does not say the charset; {advice}"
        yield _Fault(field.line if field else header.line, "warning", what)
    elif field and match[1].lower() not in ("utf-8", "utf8") and not _is_ascii(catalog):
        yield _Fault(field.line, "error", f"the catalog is UTF-8, not {match[1]}; {advice}")


def _is_ascii(catalog: Catalog) -> bool:
    return all(block.raw.isascii() for block in catalog.blocks)


# Plural forms


def _check_plurals(catalog: Catalog, header: Entry, field: Field | None, language: str) -> Iterator[_Fault]:
    entries = [entry for entry in catalog.entries if entry.msgid_plural is not None]
    usual = get_plural_forms(language)
    if not entries and field is not None and field.value == usual:
        # What we write ourselves: other rules of the language take long to work out.
        return
    advice = f'write "Plural-Forms: {usual}"'
    if field is None or not field.value:
        if entries:
            what = f"there are entries with plural forms, but the header has no rule for them; {advice}"
            yield _Fault(header.line, "error", what)
        return
    rule = read_plural_rule(field.value)
    if rule is None:
        yield _Fault(field.line, "error", f'"{field.value}" is no rule for plural forms; {advice}')
        return
    if not is_usual_rule(rule, language):
        severity: Severity = "warning" if rule.count in usual_counts(language) else "error"
        what = f'"{field.value}" is not how {language} forms the plural; {advice}'
        yield _Fault(field.line, severity, what)
    for entry in entries:
        yield from _check_forms(entry, rule.count)


def _check_forms(entry: Entry, count: int) -> Iterator[_Fault]:
    indexes = [int(index) for index in _INDEX.findall(entry.raw)]
    if indexes != list(range(count)):
        found = ", ".join(f"msgstr[{index}]" for index in indexes) or "none"
        wanted = ", ".join(f"msgstr[{index}]" for index in range(count))
        what = f"the header speaks of {count} plural forms, the entry has {found}; give it {wanted}"
        yield _Fault(entry.line, "error", what)
