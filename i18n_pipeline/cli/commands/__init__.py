"""The commands, one file for each purpose; importing them puts them into the group."""

from i18n_pipeline.cli.commands import looking, setting_up, syncing, taking_over

__all__ = ["looking", "setting_up", "syncing", "taking_over"]
