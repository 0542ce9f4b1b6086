"""Catalogs of other tools: what their messages are in ours, and which of ours each one translates."""

from i18n_pipeline.migrate.homes import Homes
from i18n_pipeline.migrate.pieces import Piece, Theirs, read_pieces
from i18n_pipeline.migrate.pool import Match, Pool
from i18n_pipeline.migrate.tool import Tool
from i18n_pipeline.migrate.tools import TOOLS, recognise_tool

__all__ = [
    "TOOLS",
    "Homes",
    "Match",
    "Piece",
    "Pool",
    "Theirs",
    "Tool",
    "read_pieces",
    "recognise_tool",
]
