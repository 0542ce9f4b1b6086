"""A site as configured: its languages, its documents, and where everything lies."""

from i18n_pipeline.project.config import Check, Config, Extract, Limits, Publish
from i18n_pipeline.project.paths import Project, bundles, collisions, find_documents
from i18n_pipeline.project.reading import CONFIG_NAME, read_project
from i18n_pipeline.project.sites import SITES, Site

__all__ = [
    "CONFIG_NAME",
    "SITES",
    "Check",
    "Config",
    "Extract",
    "Limits",
    "Project",
    "Publish",
    "Site",
    "bundles",
    "collisions",
    "find_documents",
    "read_project",
]
