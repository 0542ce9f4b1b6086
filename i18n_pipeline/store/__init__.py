"""What the last run saw, in ``.i18n-pipeline/`` under the root: safe to delete, never committed."""

from i18n_pipeline.store.fingerprint import tool_fingerprint
from i18n_pipeline.store.folder import FOLDER
from i18n_pipeline.store.keeping import (
    Answered,
    Known,
    Loaded,
    Sightings,
    SiteRecord,
    Store,
    load_store,
    save_store,
)
from i18n_pipeline.store.lock import last_writer, lock_site
from i18n_pipeline.store.offers import Offer, load_offers, save_offers
from i18n_pipeline.store.pages import page_digest, read_pages, write_pages

__all__ = [
    "FOLDER",
    "Answered",
    "Known",
    "Loaded",
    "Offer",
    "Sightings",
    "SiteRecord",
    "Store",
    "last_writer",
    "load_offers",
    "load_store",
    "lock_site",
    "page_digest",
    "read_pages",
    "save_offers",
    "save_store",
    "tool_fingerprint",
    "write_pages",
]
