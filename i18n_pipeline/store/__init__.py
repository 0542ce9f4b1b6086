"""What the last run saw, in ``.i18n-pipeline/`` under the root: safe to delete, never committed."""

from i18n_pipeline.store.fingerprint import tool_fingerprint
from i18n_pipeline.store.folder import FOLDER
from i18n_pipeline.store.journal import Journal
from i18n_pipeline.store.keeping import (
    Answered,
    Known,
    Loaded,
    Numbered,
    Sightings,
    SiteRecord,
    Store,
    load_store,
    pack_sightings,
    save_store,
    unpack_entry,
    unpack_known,
    unpack_sightings,
)
from i18n_pipeline.store.lock import last_writer, lock_site
from i18n_pipeline.store.offers import (
    Offer,
    load_offers,
    pack_offers,
    save_offers,
    unpack_offer,
    unpack_offers,
)
from i18n_pipeline.store.packing import pack
from i18n_pipeline.store.pages import page_digest, read_pages, write_pages

__all__ = [
    "FOLDER",
    "Answered",
    "Journal",
    "Known",
    "Loaded",
    "Numbered",
    "Offer",
    "Sightings",
    "SiteRecord",
    "Store",
    "last_writer",
    "load_offers",
    "load_store",
    "lock_site",
    "pack",
    "pack_offers",
    "pack_sightings",
    "page_digest",
    "read_pages",
    "save_offers",
    "save_store",
    "tool_fingerprint",
    "unpack_entry",
    "unpack_known",
    "unpack_offer",
    "unpack_offers",
    "unpack_sightings",
    "write_pages",
]
