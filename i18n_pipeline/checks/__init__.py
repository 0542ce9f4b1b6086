"""Checks: from a document and its catalog to findings, one file or row per subject."""

from i18n_pipeline.checks.completeness import find_fresh, find_incomplete
from i18n_pipeline.checks.consistency import Renditions, note_renditions
from i18n_pipeline.checks.faults import CHECKS, check_pair, ignored_codes
from i18n_pipeline.checks.headers import find_catalog_faults
from i18n_pipeline.checks.pair import Check, Fault, Pair, Setting, make_pair
from i18n_pipeline.checks.sources import find_broken_links
from i18n_pipeline.checks.translations import Texts, find_faults

__all__ = [
    "CHECKS",
    "Check",
    "Fault",
    "Pair",
    "Renditions",
    "Setting",
    "Texts",
    "check_pair",
    "find_broken_links",
    "find_catalog_faults",
    "find_faults",
    "find_fresh",
    "find_incomplete",
    "ignored_codes",
    "make_pair",
    "note_renditions",
]
