"""Checks: from a document and its catalog to findings, one file or row per subject."""

from i18n_pipeline.checks.completeness import find_incomplete

__all__ = ["find_incomplete"]
