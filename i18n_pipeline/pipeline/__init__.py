"""What the commands do: all decisions on what is read and written are taken here."""

from i18n_pipeline.pipeline.adopting import Adoption, AdoptOrder, adopt
from i18n_pipeline.pipeline.checking import Since, check, fix, words_by_language
from i18n_pipeline.pipeline.fixing import Fix, Fixes
from i18n_pipeline.pipeline.orders import SYNC, Change, Outcome, Request, Standing
from i18n_pipeline.pipeline.pseudo import PSEUDO_LANGUAGE, pseudo
from i18n_pipeline.pipeline.running import run

__all__ = [
    "PSEUDO_LANGUAGE",
    "SYNC",
    "AdoptOrder",
    "Adoption",
    "Change",
    "Fix",
    "Fixes",
    "Outcome",
    "Request",
    "Since",
    "Standing",
    "adopt",
    "check",
    "fix",
    "pseudo",
    "run",
    "words_by_language",
]
