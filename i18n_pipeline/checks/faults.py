"""What is wrong with translations, message by message: the table of quality checks, and its use.

A check is one file, or one function, and one row. It gets a `Pair` and yields what is wrong with it. An
entry waves checks off with a comment: ``# i18n: ignore=number, markup``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.checks.addresses import find_address_faults
from i18n_pipeline.checks.code import find_code_faults, find_html_code_faults
from i18n_pipeline.checks.doubled import find_doubled_words, says_words_once
from i18n_pipeline.checks.endings import find_ending_faults
from i18n_pipeline.checks.formulas import find_math_faults
from i18n_pipeline.checks.html import find_html_faults
from i18n_pipeline.checks.length import find_length_faults, has_limits
from i18n_pipeline.checks.markup import find_markup_faults
from i18n_pipeline.checks.names import find_name_faults
from i18n_pipeline.checks.numbers import find_number_faults
from i18n_pipeline.checks.pair import Check, same_parts
from i18n_pipeline.checks.placeholders import find_placeholder_faults
from i18n_pipeline.checks.shortcodes import find_shortcode_faults
from i18n_pipeline.checks.targets import find_footnote_faults, find_link_faults, find_reference_faults
from i18n_pipeline.checks.terminology import find_terminology_faults, has_terms
from i18n_pipeline.checks.typography import find_typography_faults, has_rules
from i18n_pipeline.checks.unchanged import find_unchanged, is_translated
from i18n_pipeline.checks.whitespace import find_whitespace_faults

if TYPE_CHECKING:
    from i18n_pipeline.catalog import Entry
    from i18n_pipeline.checks.pair import Fault, Pair, Part, Setting

# In the order in which findings on one message are told. Errors break a page or mislead a reader.
CHECKS: tuple[Check, ...] = (
    Check("markup", "warning", find_markup_faults, "signs"),
    Check("link", "error", find_link_faults, "pieces"),
    Check("link", "error", find_address_faults, "signs"),
    Check("reference", "error", find_reference_faults, "pieces"),
    Check("footnote", "error", find_footnote_faults, "pieces"),
    Check("code", "error", find_code_faults, "pieces"),
    Check("code", "error", find_html_code_faults, "wording"),
    Check("code", "error", find_math_faults, "wording"),
    Check("shortcode", "error", find_shortcode_faults, "templates"),
    Check("html", "error", find_html_faults, "tags"),
    Check("placeholder", "error", find_placeholder_faults, "signs"),
    Check("number", "error", find_number_faults, "signs"),
    Check("number", "warning", find_name_faults, "signs"),
    Check("unchanged", "warning", find_unchanged, applies=is_translated),
    Check("length", "error", find_length_faults, applies=has_limits),
    Check("whitespace", "warning", find_whitespace_faults, "wording"),
    Check("punctuation", "warning", find_ending_faults, "wording"),
    Check("punctuation", "warning", find_typography_faults, "wording", applies=has_rules),
    Check("punctuation", "warning", find_doubled_words, "wording", applies=says_words_once),
    Check("terminology", "warning", find_terminology_faults, applies=has_terms),
)

_IGNORE = re.compile(r"i18n:\s*ignore=([\w, -]+)")


class Checklist:
    """The checks that can find anything in a setting."""

    def __init__(self, setting: Setting) -> None:
        self._checks = tuple(check for check in CHECKS if check.applies is None or check.applies(setting))
        self._left: dict[frozenset[Part], tuple[Check, ...]] = {}

    def left_for(self, same: frozenset[Part]) -> tuple[Check, ...]:
        """Return those that can find anything in a pair that has some parts alike."""
        if same not in self._left:
            self._left[same] = tuple(check for check in self._checks if check.part not in same)
        return self._left[same]


def check_pair(pair: Pair, checklist: Checklist | None = None) -> list[tuple[Check, Fault]]:
    """Return what the checks of its setting find in a pair, but for those that the entry waves off."""
    checks = (checklist or Checklist(pair.setting)).left_for(same_parts(pair))
    ignored = ignored_codes(pair.entry)
    return [(check, fault) for check in checks if check.code not in ignored for fault in check.find(pair)]


def ignored_codes(entry: Entry) -> frozenset[str]:
    """Return the codes that an entry's comments wave off."""
    if not entry.comments:
        return frozenset()
    found = (match[1] for line in entry.comments if (match := _IGNORE.search(line)))
    return frozenset(code.strip() for codes in found for code in codes.split(","))
