"""What holds for the quality checks of a document in a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from i18n_pipeline.checks import Setting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from i18n_pipeline.project import Project, Terms
    from i18n_pipeline.publish.survey import Survey


def setting_of(project: Project, survey: Survey, language: str, terms: Mapping[str, Terms]) -> Setting:
    """Return the setting of a document's checks; ``terms`` is what the glossary has for each language."""
    return Setting(
        language,
        project.config.source,
        survey.dialect,
        survey.definitions,
        project.config.check.length,
        terms.get(language),
        project.config.publish.allow,
    )
