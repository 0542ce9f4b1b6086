"""Measurements on real edits of public manuals: what a catalog keeps, beside other tools."""
