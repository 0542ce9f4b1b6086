"""The command line: options, printing, exit statuses; one call per command.

Nothing but click is imported before a command runs, so that ``--version`` and ``--help`` are instant.
"""

from i18n_pipeline.cli.commands import main

__all__ = ["main"]
