"""A site as configured: its languages, its documents, and where everything lies."""

from i18n_pipeline.project.config import (
    Allowance,
    Blocks,
    Check,
    Config,
    Extract,
    Limits,
    Memory,
    Publish,
)
from i18n_pipeline.project.glossary import Terms, read_glossary
from i18n_pipeline.project.paths import Content, Project, bundles, collisions, find_documents, mixed_patterns
from i18n_pipeline.project.reading import CONFIG_NAME, config_error, find_configuration, read_project
from i18n_pipeline.project.sites import (
    SITES,
    AttributeSyntax,
    GeneratorName,
    LinkRule,
    OwnAddresses,
    Site,
    TermIds,
)

__all__ = [
    "CONFIG_NAME",
    "SITES",
    "Allowance",
    "AttributeSyntax",
    "Blocks",
    "Check",
    "Config",
    "Content",
    "Extract",
    "GeneratorName",
    "Limits",
    "LinkRule",
    "Memory",
    "OwnAddresses",
    "Project",
    "Publish",
    "Site",
    "TermIds",
    "Terms",
    "bundles",
    "collisions",
    "config_error",
    "find_configuration",
    "find_documents",
    "mixed_patterns",
    "read_glossary",
    "read_project",
]
