"""From a configuration file to a `Project`, or to errors that name the key and what to write instead."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

import msgspec
import tomli

from i18n_pipeline.errors import ConfigError
from i18n_pipeline.files import decode_utf8, read_if_there
from i18n_pipeline.project.config import CODES, DANGERS, Config
from i18n_pipeline.project.paths import Project
from i18n_pipeline.project.patterns import FIELDS, has_stray_brace, is_glob, leaves_root, pattern_fields
from i18n_pipeline.project.tuning import tune

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONFIG_NAME = "i18n-pipeline.toml"
_LANGUAGE_TAG = re.compile(
    r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-([A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*"
)


class _Source(msgspec.Struct, frozen=True):
    """Where a configuration was found: file name, its text, its table's name and data."""

    name: str
    text: str
    table: str
    data: dict[str, Any]

    def error(self, key: str, what: str) -> str:
        """Say what is wrong with ``key`` (dotted, seen from the configuration's root)."""
        return f"{self.name}:{key_line(self.text, self.table, key)}: {key}: {what}"


def read_project(root: Path) -> Project:
    """Read the configuration of the site at ``root``.

    Raises `ConfigError` with one line per mistake.
    """
    if not root.is_dir():
        raise ConfigError([f"{root}:1: no such folder; give --root the folder that holds {CONFIG_NAME}"])
    source = _find_source(root)
    config = _convert(source)
    errors = [source.error(key, what) for key, what in _mistakes(config)]
    if errors:
        raise ConfigError(errors)
    return tune(Project(root.resolve(), config, source.name))


def config_error(project: Project, key: str, what: str) -> ConfigError:
    """Return an error that names the place of a (dotted) key in a configuration that was read before."""
    return ConfigError([_find_source(project.root).error(key, what)])


def find_configuration(root: Path) -> str | None:
    """Return the name of the file that configures the site at ``root``, or None."""
    if (root / CONFIG_NAME).exists():
        return CONFIG_NAME
    shared = _load(root, "pyproject.toml")
    return None if shared is None or _own_table(shared[1]) is None else "pyproject.toml"


def _own_table(data: dict[str, Any]) -> Any:
    """Return what is under ``[tool.i18n-pipeline]``, or None."""
    tool = data.get("tool")
    return tool.get("i18n-pipeline") if isinstance(tool, dict) else None


def _find_source(root: Path) -> _Source:
    own = _load(root, CONFIG_NAME)
    shared = _load(root, "pyproject.toml")
    table = None if shared is None else _own_table(shared[1])
    if own is not None and table is not None:
        what = f"there is {CONFIG_NAME} as well; keep one of the two"
        raise ConfigError([f"pyproject.toml:1: tool.i18n-pipeline: {what}"])
    if own is not None:
        return _Source(CONFIG_NAME, own[0], "", own[1])
    if shared is None or table is None:
        what = "no configuration; write one with: i18n-pipeline init"
        raise ConfigError([f"{CONFIG_NAME}:1: {what}"])
    if not isinstance(table, dict):
        raise ConfigError(["pyproject.toml:1: tool.i18n-pipeline: must be a table"])
    return _Source("pyproject.toml", shared[0], "tool.i18n-pipeline", table)


def _load(root: Path, name: str) -> tuple[str, dict[str, Any]] | None:
    try:
        data = read_if_there(root / name)
    except OSError as error:
        raise ConfigError([f"{name}:1: can't be read ({error.strerror}); make it a readable file"]) from None
    if data is None:
        return None
    text = decode_utf8(data)
    if isinstance(text, int):
        raise ConfigError([f"{name}:{text}: not UTF-8; save it as UTF-8"])
    text = text.removeprefix("\ufeff")
    try:
        return text, tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise ConfigError([f"{name}:{error.lineno}: not TOML: {error.msg}; mend the syntax"]) from None


def _convert(source: _Source) -> Config:
    """Turn plain data into a `Config`, gathering every mistake before giving up."""
    data = _copy(source.data)
    errors: list[str] = []
    while True:
        found = _try_convert(data)
        if isinstance(found, Config):
            break
        key, what = found
        if errors and key == "languages" and what.startswith("missing"):
            break  # it was there, and is named already
        errors.append(source.error(key, what))
        # The next mistake shows once this one is out of the way.
        if not _remove(data, key):
            break
    if errors or not isinstance(found, Config):
        raise ConfigError(errors)
    return found


def _try_convert(data: dict[str, Any]) -> Config | tuple[str, str]:
    try:
        return msgspec.convert(data, Config)
    except msgspec.ValidationError as error:
        return _explain(str(error), data)


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    return value


def _remove(data: dict[str, Any], key: str) -> bool:
    """Delete the dotted ``key`` (without list indexes); False if it wasn't there."""
    *parents, last = _split(key)
    table: Any = data
    for parent in parents:
        table = table.get(parent) if isinstance(table, dict) else None
    return isinstance(table, dict) and table.pop(last, None) is not None


_AT = re.compile(r" - at `\$?\.?(.*)`$")
_UNKNOWN = re.compile(r"Object contains unknown field `(.*?)`")
_REQUIRED = re.compile(r"Object missing required field `(.*?)`")


def _explain(message: str, data: dict[str, Any]) -> tuple[str, str]:
    """Split msgspec's message into the key it is about and what to write there."""
    at = _AT.search(message)
    where = _name_key(at[1], data) if at else ""
    if unknown := _UNKNOWN.match(message):
        known = _known_keys(where)
        near = difflib.get_close_matches(unknown[1], known, 1)
        hint = f"did you mean {near[0]}?" if near else f"known here: {', '.join(known)}"
        return _join(where, unknown[1]), f"unknown key; {hint}"
    if required := _REQUIRED.match(message):
        return _join(where, required[1]), 'missing; write for example languages = ["it", "de"]'
    return where, f"{_value_at(data, where)!r} can't stand here; write {_wanted(where)}"


def _name_key(where: str, data: dict[str, Any]) -> str:
    """Return a dotted key for msgspec's path, which leaves the names in free tables out (``[...]``)."""
    before, mark, after = where.partition("[...]")
    kind = _type_at(before)
    if not mark or get_origin(kind) is not dict:
        return re.sub(r"\[[^\]]*\]", "", where).strip(".")
    table = _value_at(data, before)
    name = next(name for name in table if not _fits(table[name], get_args(kind)[1]))
    quoted = name if _BARE_KEY.fullmatch(name) else f'"{name}"'
    return f"{before}.{quoted}" + re.sub(r"\[[^\]]*\]", "", after)


def _fits(value: Any, kind: Any) -> bool:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return False
    return True


def _value_at(data: Any, key: str) -> Any:
    for part in _split(key):
        data = data.get(part) if isinstance(data, dict) else None
    return data


_BARE_KEY = re.compile(r"[\w-]+")


def _split(key: str) -> list[str]:
    """Split a dotted key; a name that is no bare key is between quotes."""
    return [part.strip('"') for part in re.findall(r'"[^"]*"|[^.]+', key)]


def _join(*parts: str) -> str:
    return ".".join(part for part in parts if part)


def _type_at(key: str) -> Any:
    found: Any = Config
    for part in _split(key):
        if get_origin(found) is dict:
            found = get_args(found)[1]
            continue
        fields = {field.name: field.type for field in msgspec.structs.fields(found)}
        found = fields.get(part, object)
    return found


def _known_keys(key: str) -> list[str]:
    return [field.name for field in msgspec.structs.fields(_type_at(key))]


def _wanted(key: str) -> str:
    """Say in words what a key takes, from its type."""
    found = _type_at(key)
    return " or ".join(dict.fromkeys(_describe(found)))


def _describe(kind: Any) -> Iterator[str]:
    origin, args = get_origin(kind), get_args(kind)
    names = {str: "a string", bool: "true or false", int: "a whole number", float: "a number"}
    if origin is Literal:
        yield "one of " + ", ".join(f'"{arg}"' for arg in args)
    elif hasattr(kind, "__metadata__"):
        meta = kind.__metadata__[0]
        bounds = f" of at least {meta.ge}" if meta.le is None else f" from {meta.ge} to {meta.le}"
        yield names[args[0]] + bounds
    elif origin is tuple:
        yield "a list of strings"
    elif origin is dict or (isinstance(kind, type) and issubclass(kind, msgspec.Struct)):
        yield "a table"
    elif args:
        for arg in args:
            if arg is not type(None):
                yield from _describe(arg)
    else:
        yield names.get(kind, "something else")


def _mistakes(config: Config) -> Iterator[tuple[str, str]]:
    """Yield ``(key, what is wrong)`` for what types can't say."""
    yield from _language_mistakes(config)
    yield from _allow_mistakes(config)
    yield from _glob_mistakes(config)
    yield from _severity_mistakes(config)
    if config.content is not None and leaves_root(config.content):
        yield "content", f'"{config.content}" leaves the root; write a folder inside it'
    if leaves_root(config.check.glossary):
        yield "check.glossary", f'"{config.check.glossary}" leaves the root; write a path inside it'
    for key in ("page", "catalog", "template"):
        pattern = getattr(config, key)
        if pattern is not None:
            yield from _pattern_mistakes(key, pattern)
    for key in ("catalog", "page"):
        pattern = getattr(config, key)
        if pattern is not None and "lang" not in pattern_fields(pattern):
            yield key, f'"{pattern}" has no {{lang}}, so that all languages would share one file; add it'
    if "lang" in pattern_fields(config.template):
        yield "template", f'"{config.template}" has {{lang}}, but a template is of no language; leave it out'


def _glob_mistakes(config: Config) -> Iterator[tuple[str, str]]:
    for key in ("include", "exclude"):
        for glob in getattr(config, key):
            if not is_glob(glob):
                yield key, f'"{glob}" is no pattern; write for example "**/*.md"'
    for glob in config.check.paths:
        if not is_glob(glob):
            yield f'check.paths."{glob}"', 'no pattern; write for example "blog/**"'


def _severity_mistakes(config: Config) -> Iterator[tuple[str, str]]:
    check = config.check
    tables = {"check": check.severity}
    tables |= {f"check.languages.{tag}": limits.severity for tag, limits in check.languages.items()}
    tables |= {f'check.paths."{glob}"': limits.severity for glob, limits in check.paths.items()}
    for table, weights in tables.items():
        for code in weights:
            if code not in CODES:
                near = difflib.get_close_matches(code, CODES, 1)
                hint = f"did you mean {near[0]}?" if near else f"known here: {', '.join(CODES)}"
                yield f"{table}.severity.{code}", f"unknown code; {hint}"


def _allow_mistakes(config: Config) -> Iterator[tuple[str, str]]:
    for rule in config.publish.allow:
        if rule.partition(":")[0] not in DANGERS:
            yield "publish.allow", f'"{rule}" is none of {", ".join(DANGERS)}, alone or with :name'


def _language_mistakes(config: Config) -> Iterator[tuple[str, str]]:
    if not config.languages:
        yield "languages", 'empty; write for example ["it", "de"]'
    for key, tags in (("source", (config.source,)), ("languages", config.languages)):
        for tag in tags:
            if not _LANGUAGE_TAG.fullmatch(tag):
                yield key, f'"{tag}" is no BCP 47 language tag; write for example "it", "pt-BR" or "zh-Hant"'
    lowered = [tag.lower() for tag in config.languages]
    for tag in sorted({tag for tag in lowered if lowered.count(tag) > 1}):
        yield "languages", f'"{tag}" is listed twice; keep one'
    if config.source.lower() in lowered:
        yield "languages", f'"{config.source}" is the source; take it out of languages'
    for tag in config.check.languages:
        if tag not in config.languages:
            yield f"check.languages.{tag}", "not one of languages; add it there or take it out here"


def _pattern_mistakes(key: str, pattern: str) -> Iterator[tuple[str, str]]:
    if not pattern:
        yield key, "empty; write a path pattern"
    for field in sorted(pattern_fields(pattern) - set(FIELDS)):
        known = ", ".join(f"{{{name}}}" for name in FIELDS)
        yield key, f'"{pattern}" has the unknown field {{{field}}}; the fields are {known}'
    if has_stray_brace(pattern):
        yield key, f'"{pattern}" has a brace that belongs to no field; write fields as in "{{dir}}/{{stem}}"'
    if leaves_root(pattern):
        yield key, f'"{pattern}" leaves the root; write a path inside it'


def key_line(text: str, table: str, key: str) -> int:
    """Return the line (from 1) of a dotted ``key`` in TOML ``text``, or its table's, or 1.

    ``table`` is the table that holds the whole configuration. Good for pointing a person at the place, so a
    search by lines is enough: the file was parsed before.
    """
    wanted = _join(table, key.replace('"', ""))
    here = ""
    best = (0, 1)
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line):
            here = header[1].replace('"', "").replace("'", "")
            full = here
        elif assignment := re.match(r"\s*([\w.\"'-]+)\s*=", line):
            full = _join(here, re.sub("[\"']", "", assignment[1]))
        else:
            continue
        if (wanted == full or wanted.startswith(full + ".")) and len(full) > best[0]:
            best = (len(full), number)
    return best[1]
