"""What the last run saw, in ``.i18n-pipeline/`` under the root: safe to delete, never committed."""

from i18n_pipeline.store.fingerprint import tool_fingerprint
from i18n_pipeline.store.folder import FOLDER
from i18n_pipeline.store.gists import (
    Gist,
    append_gists,
    load_gists,
    pack_gists,
    save_gists,
    split_gist,
    unpack_gist,
    unpack_gists,
)
from i18n_pipeline.store.journal import Journal
from i18n_pipeline.store.keeping import (
    Answered,
    Closed,
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
    unpack_files,
    unpack_known,
    unpack_sighting,
    unpack_sightings,
)
from i18n_pipeline.store.lock import last_writer, lock_site
from i18n_pipeline.store.packing import pack
from i18n_pipeline.store.pages import page_digest, read_pages, write_pages
from i18n_pipeline.store.places import Places, read_places, write_places
from i18n_pipeline.store.spool import Spool

__all__ = [
    "FOLDER",
    "Answered",
    "Closed",
    "Gist",
    "Journal",
    "Known",
    "Loaded",
    "Numbered",
    "Places",
    "Sightings",
    "SiteRecord",
    "Spool",
    "Store",
    "append_gists",
    "last_writer",
    "load_gists",
    "load_store",
    "lock_site",
    "pack",
    "pack_gists",
    "pack_sightings",
    "page_digest",
    "read_pages",
    "read_places",
    "save_gists",
    "save_store",
    "split_gist",
    "tool_fingerprint",
    "unpack_entry",
    "unpack_files",
    "unpack_gist",
    "unpack_gists",
    "unpack_known",
    "unpack_sighting",
    "unpack_sightings",
    "write_pages",
    "write_places",
]
