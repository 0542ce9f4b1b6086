from .adopting import Adoption, AdoptOrder, adopt
from .checking import Since, check, fix
from .fixing import Fix, Fixes
from .orders import SYNC, Change, Outcome, Request, words_by_language
from .reporting import Report, write_report
from .running import run

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
