"""Measurements beside other tools: what a catalog keeps of real edits, and what the work costs."""
