"""What msgmerge does, with our update: ``python -m benchmarks.speed.merge_one OLD.po NEW.pot OUT.po``."""

from __future__ import annotations

import sys
from pathlib import Path

from i18n_pipeline.catalog import Message, decode_catalog, parse_catalog
from i18n_pipeline.pipeline.catalogs import catalog_bytes, refresh_catalog


def main(old: Path, template: Path, out: Path) -> None:
    """Bring the catalog ``old`` up to date with a template."""
    wanted = parse_catalog(decode_catalog(template.read_bytes())).entries
    messages = [
        Message(entry.msgid, entry.msgctxt, entry.extracted, entry.references)
        for entry in wanted
        if not entry.is_header
    ]
    catalog = parse_catalog(decode_catalog(old.read_bytes()))
    out.write_bytes(catalog_bytes(refresh_catalog(catalog, messages, "it", "2026-01-01 00:00+0000")))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
