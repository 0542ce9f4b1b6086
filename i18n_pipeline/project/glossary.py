"""The glossary of a site: a TOML file that says how terms are translated.

keep = ["Hugo", "front matter"]        # stays as it is in all languages

[it]
keep = ["commit"]
use = { catalog = ["catalogo", "file .po"], segment = "segmento" }     # any of these
avoid = { postare = "pubblicare" }     # never this, write that
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec
import tomli

from i18n_pipeline.errors import ConfigError
from i18n_pipeline.files import decode_utf8, read_if_there
from i18n_pipeline.project.reading import config_error, key_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from i18n_pipeline.project.paths import Project


class Terms(msgspec.Struct, frozen=True):
    """What a glossary has for one language.

    ``uses`` are terms of the source, each with what stands for it in a translation: the term itself, where it
    is to be kept. ``avoids`` are words that no translation should have, each with what to write instead (or
    nothing).
    """

    uses: tuple[tuple[str, tuple[str, ...]], ...] = ()
    avoids: tuple[tuple[str, str], ...] = ()


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    keep: tuple[str, ...] = ()
    use: dict[str, str | tuple[str, ...]] = {}
    avoid: dict[str, str] | tuple[str, ...] = ()


def read_glossary(project: Project) -> dict[str, Terms]:
    """Return the terms for each language of a site; none without a glossary.

    Raises `ConfigError`, with a line for each mistake.
    """
    path = project.config.check.glossary
    if not path:
        return {}
    text, data = _load(project, path)
    keep, *errors = _convert(path, text, "keep", data.pop("keep", []), tuple[str, ...])
    tables: dict[str, _Table] = {}
    languages = ", ".join(project.config.languages)
    for name, value in data.items():
        if not any(_is_of(name, language) for language in project.config.languages):
            what = f"neither keep nor one of the site's languages; use one of: {languages}"
            errors.append(f"{path}:{key_line(text, '', name)}: {name}: {what}")
            continue
        tables[name], *more = _convert(path, text, name, value, _Table)
        errors += more
    if errors:
        raise ConfigError(errors)
    return {language: _terms(language, keep, tables) for language in project.config.languages}


def _load(project: Project, path: str) -> tuple[str, dict[str, Any]]:
    try:
        data = read_if_there(project.root / path)
    except OSError as error:
        raise ConfigError([f"{path}:1: can't be read ({error.strerror}); make it a readable file"]) from None
    if data is None:
        what = f"there is no file {path}; write it, or leave the key out"
        raise config_error(project, "check.glossary", what)
    text = decode_utf8(data)
    if isinstance(text, int):
        raise ConfigError([f"{path}:{text}: not UTF-8; save it as UTF-8"])
    try:
        return text, tomli.loads(text.removeprefix("\ufeff"))
    except tomli.TOMLDecodeError as error:
        raise ConfigError([f"{path}:{error.lineno}: not TOML: {error.msg}; mend the syntax"]) from None


_KNOWN = 'keep = ["commit"], use = { catalog = ["catalogo"] } and avoid = { postare = "pubblicare" }'


def _convert(path: str, text: str, name: str, value: object, kind: Any) -> list[Any]:
    """Return the value of a key, or an empty one and what is wrong."""
    try:
        found = msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        where = re.search(r"at `\$\.?(\w+)|field `(\w+)`", str(error))
        key = f"{name}.{where[1] or where[2]}" if where else name
        wanted = 'a list of terms: keep = ["Hugo"]' if kind is not _Table else _KNOWN
        return [kind(), f"{path}:{key_line(text, '', key)}: {key}: can't stand here; write {wanted}"]
    return [found]


def _is_of(name: str, language: str) -> bool:
    """Tell whether a table is for a language: ``pt`` is for ``pt-BR`` too."""
    return (language.lower() + "-").startswith(name.lower() + "-")


def _terms(language: str, keep: tuple[str, ...], tables: Mapping[str, _Table]) -> Terms:
    """Put together what holds for a language; of two translations of a term that of the nearer table."""
    uses: dict[str, tuple[str, ...]] = {term: (term,) for term in keep}
    avoids: dict[str, str] = {}
    for name in sorted(tables, key=len):
        if _is_of(name, language):
            uses.update((term, (term,)) for term in tables[name].keep)
            uses.update(_renderings(tables[name]))
            avoid = tables[name].avoid
            avoids.update(avoid if isinstance(avoid, dict) else dict.fromkeys(avoid, ""))
    return Terms(tuple(uses.items()), tuple(avoids.items()))


def _renderings(table: _Table) -> Iterator[tuple[str, tuple[str, ...]]]:
    for term, words in table.use.items():
        yield term, (words,) if isinstance(words, str) else words
