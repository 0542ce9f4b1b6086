"""The command line: options, printing, exit statuses; one call per command.

Nothing but click is imported before a command runs, so that ``--version`` and ``--help`` are instant.
"""

from i18n_pipeline.cli import commands as _commands  # noqa: F401 - it fills the group
from i18n_pipeline.cli.group import main

__all__ = ["main"]
