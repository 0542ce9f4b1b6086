"""Checks: from a document and its catalog to findings, one file or row per subject."""

from i18n_pipeline.checks.completeness import find_fresh, find_incomplete
from i18n_pipeline.checks.faults import find_faults
from i18n_pipeline.checks.headers import find_catalog_faults
from i18n_pipeline.checks.sources import find_broken_links

__all__ = ["find_broken_links", "find_catalog_faults", "find_faults", "find_fresh", "find_incomplete"]
