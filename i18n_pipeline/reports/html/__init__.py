"""The report for people: pages of HTML that need no server, no script and no network."""

from i18n_pipeline.reports.html.rendering import render_report

__all__ = ["render_report"]
