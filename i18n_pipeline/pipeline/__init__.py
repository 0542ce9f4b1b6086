"""What the commands do: all decisions on what is read and written are taken here."""

from i18n_pipeline.pipeline.checking import CheckResult, Verdict, check, words_by_language
from i18n_pipeline.pipeline.orders import SYNC, Change, Outcome, Request, Standing
from i18n_pipeline.pipeline.running import run

__all__ = [
    "SYNC",
    "Change",
    "CheckResult",
    "Outcome",
    "Request",
    "Standing",
    "Verdict",
    "check",
    "run",
    "words_by_language",
]
