"""Setting up a site: what it is, told from its own files, and a configuration that works at once."""

from i18n_pipeline.setup.detecting import detect_site
from i18n_pipeline.setup.found import Found
from i18n_pipeline.setup.proposing import propose_configuration

__all__ = ["Found", "detect_site", "propose_configuration"]
