"""The configuration's shape: one frozen struct per table, defaults as documented."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

Percent = Annotated[float, msgspec.Meta(ge=0, le=100)]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Days = Annotated[int, msgspec.Meta(ge=0)]
SiteName = Literal[
    "hugo", "hugo-dirs", "jekyll", "mkdocs", "docusaurus", "starlight", "zola", "mdbook", "plain"
]

# What a translation may bring in if `publish.allow` has it (``publish/safety.py``), all of it or by name.
DANGERS = ("html", "hosts", "schemes", "templates", "expressions", "attributes", "includes", "characters")


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
    allow: tuple[str, ...] = ()


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Limits of one language; None where the general one holds."""

    missing: Percent | None = None
    stale: Percent | None = None
    stale_days: Days | None = None


class Check(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How much may be missing or stale before ``check`` fails, in percent of words."""

    missing: Percent = 0
    stale: Percent = 0
    stale_days: Days = 0
    languages: dict[str, Limits] = {}

    def limits(self, language: str) -> tuple[float, float]:
        """Return the percentages of words that may be missing and stale in ``language``."""
        own = self.languages.get(language, Limits())
        missing = self.missing if own.missing is None else own.missing
        return missing, self.stale if own.stale is None else own.stale


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
