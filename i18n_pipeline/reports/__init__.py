"""Reports of ``check``: one file per format, and the table of them."""

from types import MappingProxyType

from i18n_pipeline.reports.github import write_github, write_step_summary
from i18n_pipeline.reports.gitlab import write_gitlab
from i18n_pipeline.reports.json_report import write_json
from i18n_pipeline.reports.junit import write_junit
from i18n_pipeline.reports.result import CheckResult, Tally, Verdict
from i18n_pipeline.reports.sarif import write_sarif
from i18n_pipeline.reports.text import write_text

FORMATS = MappingProxyType(
    {
        "text": write_text,
        "json": write_json,
        "github": write_github,
        "gitlab": write_gitlab,
        "sarif": write_sarif,
        "junit": write_junit,
    }
)

__all__ = ["FORMATS", "CheckResult", "Tally", "Verdict", "write_step_summary"]
