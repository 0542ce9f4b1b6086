"""Pages from views. All that they show comes from strangers: the templates escape each value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from i18n_pipeline import __version__
from i18n_pipeline.reports.html.views import view_site
from i18n_pipeline.reports.html.wording import show_unseen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from i18n_pipeline.reports.result import CheckResult


def render_report(result: CheckResult, source: str) -> Iterator[tuple[str, bytes]]:
    """Yield the pages of the report, each with its name; ``source`` is the language of the documents."""
    environment = _environment()
    site = view_site(result, source)
    yield "index.html", _encode(environment.get_template("index.html").render(site=site))
    template = environment.get_template("document.html")
    for document in site.documents:
        yield document.name, _encode(template.render(site=site, document=document))


def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        finalize=_finalize,
        loader=PackageLoader("i18n_pipeline.reports.html"),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    environment.globals["version"] = __version__
    environment.filters["share"] = _share
    return environment


def _finalize(value: Any) -> Any:
    # What is marked as HTML is a template's own.
    return show_unseen(value) if type(value) is str else value


def _share(part: int, whole: int) -> str:
    """Return a share in percent; it says 100 only of all, and 0 only of nothing."""
    if part in (0, whole) or not whole:
        return "100" if part == whole else "0"
    return f"{min(99.9, max(0.1, 100 * part / whole)):.1f}"


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")
