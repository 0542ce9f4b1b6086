"""The tools that are compared: each brings a whole site up to date, as its manual says to.

A site is a folder with the documents in ``content/``. All tools write pages to ``pages/LANGUAGE/`` and keep
catalogs under ``locales/``.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from benchmarks.peers import FRONT_MATTER, Mdpo, Po4a, TranslateToolkit, UnavailableError
from benchmarks.speed.measuring import our_command
from benchmarks.speed.scratch import put_aside
from benchmarks.tallies import translate_with_polib

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.speed.measuring import Command

LANGUAGES = ("it", "de", "fr")
_DRIVER = Path(__file__).parent / "mdpo_site.py"
_CONFIGURATION = """languages = [{languages}]
site = "{kind}"
page = "pages/{{lang}}/{{path}}{{ext}}"
"""


class Contender(Protocol):
    """A tool that brings sites up to date; ``name`` is what the tables call it."""

    name: str

    def prepare(self, cache: Path) -> str:
        """Install the tool if need be; return its version. Raises `UnavailableError`."""

    def configure(self, site: Path) -> None:
        """Write what the tool has to know about the site."""

    def commands(self, site: Path) -> Sequence[Command]:
        """Return what brings all catalogs and pages up to date."""


@dataclass(slots=True)
class Ours:
    """The tool in this repository; ``jobs`` 0 is for its default, all cores."""

    name: str = "i18n-pipeline"
    jobs: int = 0
    kind: str = "mdbook"

    def prepare(self, cache: Path) -> str:  # noqa: ARG002 - it is here
        """See `Contender`."""
        from i18n_pipeline import __version__  # the package is what is measured

        return __version__

    def configure(self, site: Path) -> None:
        """See `Contender`."""
        configure_ours(site, self.kind)

    def commands(self, site: Path) -> Sequence[Command]:  # noqa: ARG002 - it runs in there
        """See `Contender`."""
        return [our_command("sync", *(["--jobs", str(self.jobs)] if self.jobs else []))]


def configure_ours(site: Path, kind: str, languages: Sequence[str] = LANGUAGES) -> None:
    """Write our configuration of a site."""
    quoted = ", ".join(f'"{language}"' for language in languages)
    text = _CONFIGURATION.format(kind=kind, languages=quoted)
    (site / "i18n-pipeline.toml").write_text(text, encoding="utf-8")


@dataclass(slots=True)
class Po4aSite:
    """po4a with one catalog per language, its default; with one per document it takes ten times as long."""

    name: str = "po4a"

    def prepare(self, cache: Path) -> str:
        """See `Contender`."""
        if shutil.which("po4a") is None:
            raise UnavailableError("not installed: apt-get install po4a gettext")
        return Po4a().prepare(cache)

    def configure(self, site: Path) -> None:
        """See `Contender`."""
        options = f"-o markdown -o yfm_keys={FRONT_MATTER} -o yfm_skip_array"
        lines = [
            f"[po4a_langs] {' '.join(LANGUAGES)}",
            "[po4a_paths] locales/site.pot $lang:locales/$lang.po",
            f'[po4a_alias:md] text opt:"{options}"',
        ]
        for document in sorted((site / "content").rglob("*.md")):
            inside = document.relative_to(site / "content").as_posix()
            lines.append(f"[type: md] content/{inside} $lang:pages/$lang/{inside}")
        (site / "po4a.cfg").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")

    def commands(self, site: Path) -> Sequence[Command]:  # noqa: ARG002 - it runs in there
        """See `Contender`. Pages are written whatever the share of translations, as by the others."""
        return [["po4a", "--quiet", "--keep", "0", "--master-charset", "UTF-8", "po4a.cfg"]]


@dataclass(slots=True)
class MdpoSite:
    """mdpo's functions, called for all files by one process."""

    name: str = "mdpo"
    python: Path = Path()

    def prepare(self, cache: Path) -> str:
        """See `Contender`."""
        peer = Mdpo()
        version = peer.prepare(cache)
        self.python = peer.program.parent / "python"
        return version

    def configure(self, site: Path) -> None:
        """See `Contender`: it knows no configuration."""

    def commands(self, site: Path) -> Sequence[Command]:  # noqa: ARG002 - it runs in there
        """See `Contender`."""
        return [[str(self.python), str(_DRIVER), "content", "locales", "pages", *LANGUAGES]]


@dataclass(slots=True)
class TranslateToolkitSite:
    """translate-toolkit's md2po, pot2po and po2md, each over a whole folder."""

    name: str = "translate-toolkit"
    programs: Path = Path()

    def prepare(self, cache: Path) -> str:
        """See `Contender`."""
        peer = TranslateToolkit()
        version = peer.prepare(cache)
        self.programs = peer.programs
        return version

    def configure(self, site: Path) -> None:
        """See `Contender`: it wants its folders to be there."""
        for language in LANGUAGES:
            (site / "locales" / language).mkdir(parents=True, exist_ok=True)
            (site / "pages" / language).mkdir(parents=True, exist_ok=True)
        (site / "templates").mkdir(exist_ok=True)

    def commands(self, site: Path) -> Sequence[Command]:
        """See `Contender`."""
        found = [self._command("md2po", "--duplicates=merge", "--pot", "content", "templates")]
        for language in LANGUAGES:
            catalogs = f"locales/{language}"
            old = ["--template", catalogs] if any((site / catalogs).rglob("*.po")) else []
            found.append(self._command("pot2po", *old, "templates", catalogs))
            found.append(self._command("po2md", "--template", "content", catalogs, f"pages/{language}"))
        return found

    def _command(self, program: str, *arguments: str) -> Command:
        return [str(self.programs / program), "--progress=none", *arguments]


def all_contenders() -> tuple[Contender, ...]:
    """Return our tool and the others, in the order of the table."""
    return (Ours(), Po4aSite(), MdpoSite(), TranslateToolkitSite())


def translate_all(site: Path) -> None:
    """Translate every entry of the site's catalogs, whichever tool's they are."""
    for path in sorted((site / "locales").rglob("*.po")):
        translate_with_polib(path)


def forget_outputs(site: Path) -> None:
    """Remove all that a tool makes and can make again; catalogs stay, as in a fresh clone."""
    for name in ("pages", "templates", "locales/templates", "locales/site.pot", ".i18n-pipeline"):
        if (site / name).exists():
            put_aside(site / name)


def find_gaps(site: Path, *, translated: bool) -> list[str]:
    """Say what is not there: pages of each language, and translations in them if they are to be there."""
    documents = [path.relative_to(site / "content") for path in sorted((site / "content").rglob("*.md"))]
    gaps = []
    for language in LANGUAGES:
        pages = site / "pages" / language
        missing = [path for path in documents if not _is_filled(pages / path, site / "content" / path)]
        if missing:
            gaps.append(
                f"{language}: {len(missing)} of {len(documents)} pages missing or empty ({missing[0]})"
            )
        changed = sum(_differ(pages / path, site / "content" / path) for path in documents)
        if translated and changed < len(documents) * 0.9:
            gaps.append(f"{language}: only {changed} of {len(documents)} pages hold a translation")
    return gaps


def _is_filled(page: Path, document: Path) -> bool:
    return page.is_file() and (page.stat().st_size > 0 or document.stat().st_size == 0)


def _differ(page: Path, document: Path) -> bool:
    return page.is_file() and page.read_bytes() != document.read_bytes()
