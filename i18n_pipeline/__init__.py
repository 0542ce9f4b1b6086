"""Keep a Markdown site in many languages: split, translate in gettext catalogs, splice."""

__version__ = "0.1.0"
