"""What the commands do: all decisions on what is read and written are taken here.

Each name is imported when it is asked for: a run with nothing to do needs neither parsers nor other commands.
"""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from i18n_pipeline.pipeline.adopting import Adoption, AdoptOrder, adopt
    from i18n_pipeline.pipeline.checking import Since, check, fix
    from i18n_pipeline.pipeline.fixing import Fix, Fixes
    from i18n_pipeline.pipeline.orders import SYNC, Change, Outcome, Request, words_by_language
    from i18n_pipeline.pipeline.reporting import Report, write_report
    from i18n_pipeline.pipeline.running import run

__all__ = [
    "SYNC",
    "AdoptOrder",
    "Adoption",
    "Change",
    "Fix",
    "Fixes",
    "Outcome",
    "Report",
    "Request",
    "Since",
    "adopt",
    "check",
    "fix",
    "run",
    "words_by_language",
    "write_report",
]

_NAMES = {
    "adopting": ("AdoptOrder", "Adoption", "adopt"),
    "checking": ("Since", "check", "fix"),
    "fixing": ("Fix", "Fixes"),
    "orders": ("SYNC", "Change", "Outcome", "Request", "words_by_language"),
    "reporting": ("Report", "write_report"),
    "running": ("run",),
}
_HOMES = MappingProxyType({name: module for module, names in _NAMES.items() for name in names})


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
