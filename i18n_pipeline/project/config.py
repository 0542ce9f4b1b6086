"""The configuration's shape: one frozen struct per table, defaults as documented."""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple

import msgspec

from i18n_pipeline.project.patterns import matches_any

Percent = Annotated[float, msgspec.Meta(ge=0, le=100)]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Days = Annotated[int, msgspec.Meta(ge=0)]
Length = Annotated[int, msgspec.Meta(ge=1)]
SiteName = Literal[
    "hugo", "hugo-dirs", "jekyll", "mkdocs", "docusaurus", "starlight", "zola", "mdbook", "plain"
]

# What a translation may bring in if `publish.allow` has it (``publish/safety.py``), all of it or by name.
DANGERS = ("html", "hosts", "schemes", "templates", "expressions", "attributes", "includes", "characters")

# The codes of findings whose severity can be set; what is missing and stale has limits.
CODES = (
    *("not-synced", "structure", "markup", "link", "reference", "footnote", "code", "shortcode", "html"),
    *("placeholder", "number", "whitespace", "punctuation", "length", "unchanged", "inconsistent"),
    *("terminology", "catalog", "unsafe", "anchor", "broken-link"),
)
Weight = Literal["off", "warning", "error"]


class Extract(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What becomes a message."""

    front_matter: tuple[str, ...] = ("title", "subtitle", "description", "summary")
    references: Literal["file", "line", "none"] = "file"
    shortcodes: dict[str, tuple[str | int, ...]] = {}
    code: bool = False
    syntaxes: tuple[str, ...] | None = None
    attributes: tuple[str, ...] | None = None


class Memory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What new messages take over from elsewhere in the site; ``fuzzy`` 0 is for never."""

    exact: bool = True
    fuzzy: Share = 0


class Blocks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands around blocks that are out of date or not translated; nothing where empty."""

    stale_before: str = ""
    stale_after: str = ""
    missing_before: str = ""
    missing_after: str = ""
    language: bool = False


class Publish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a page shows."""

    stale: Literal["translation", "source"] = "translation"
    stale_similarity: Share = 0.6
    minimum: Percent = 0
    status: Literal["never", "incomplete", "always"] = "incomplete"
    marker: bool = True
    anchors: bool = True
    links: Literal["auto", "rewrite", "keep"] = "auto"
    local: tuple[str, ...] = ()
    link_keys: tuple[str, ...] = ()
    blocks: Blocks = Blocks()
    allow: tuple[str, ...] = ()


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Limits of one language or of some documents; None where the more general one holds."""

    missing: Percent | None = None
    stale: Percent | None = None
    stale_days: Days | None = None
    severity: dict[str, Weight] = {}


class Allowance(NamedTuple):
    """What holds for a document in a language: percent of words missing and stale, days of grace."""

    missing: float
    stale: float
    stale_days: int


class Check(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How much may be missing or stale before ``check`` fails, in percent of words.

    ``synced`` are the kinds of files that have to be what a sync would write. ``paths`` holds the limits of
    documents whose path, seen from ``content``, matches a glob; they go before those of a language.
    ``severity`` says by code how bad findings are, ``length`` how long the text of a front-matter
    key may be, in characters. ``glossary`` is a file of terms (``project/glossary.py``).
    """

    missing: Percent = 0
    stale: Percent = 0
    stale_days: Days = 0
    synced: tuple[Literal["templates", "catalogs", "pages"], ...] = ("templates", "catalogs", "pages")
    severity: dict[str, Weight] = {}
    length: dict[str, Length] = {}
    glossary: str = ""
    languages: dict[str, Limits] = {}
    paths: dict[str, Limits] = {}

    def glob_of(self, inside: str) -> str:
        """Return the first glob of ``paths`` that a path, seen from ``content``, matches; or nothing."""
        return next((glob for glob in self.paths if matches_any(inside, (glob,))), "")

    def allowance(self, language: str, glob: str = "") -> Allowance:
        """Return what holds in ``language`` for the documents of one of ``paths``, or for all others."""
        chain = (self.paths.get(glob, Limits()), self.languages.get(language, Limits()))
        missing = next((own.missing for own in chain if own.missing is not None), self.missing)
        stale = next((own.stale for own in chain if own.stale is not None), self.stale)
        days = next((own.stale_days for own in chain if own.stale_days is not None), self.stale_days)
        return Allowance(missing, stale, days)

    def weight(self, code: str, language: str, glob: str = "") -> Weight | None:
        """Return how bad findings with ``code`` are, if that is configured."""
        chain = (self.paths.get(glob, Limits()), self.languages.get(language, Limits()))
        own = (table.severity[code] for table in chain if code in table.severity)
        return next(own, self.severity.get(code))


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole configuration, as a person wrote it; without ``page`` and ``content`` the site's own hold."""

    languages: tuple[str, ...]
    source: str = "en"
    site: SiteName = "hugo"
    content: str | None = None
    include: tuple[str, ...] = ("**/*.md",)
    exclude: tuple[str, ...] = ()
    page: str | None = None
    catalog: str = "locales/{lang}/{path}.po"
    template: str = "locales/templates/{path}.pot"
    extract: Extract = Extract()
    memory: Memory = Memory()
    publish: Publish = Publish()
    check: Check = Check()
