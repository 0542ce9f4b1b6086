"""A long run of the laws over ever new documents and translations: ``python -m tests.fuzz --minutes 30``."""

from __future__ import annotations

import argparse
import random
import sys
import time
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.strategies import DOCUMENTS, TRANSLATIONS
from tests.test_laws import SEGMENTATIONS, check_law_three, check_laws_one_and_two

if TYPE_CHECKING:
    from collections.abc import Callable

BATCH = 500


def run_batch(name: str, number: int) -> None:
    """Check the laws over a batch of documents that ``number`` stands for."""

    @seed(number)
    @settings(
        max_examples=BATCH,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )
    @given(DOCUMENTS, st.lists(TRANSLATIONS, min_size=1, max_size=6))
    def check(text: str, messages: list[str]) -> None:
        check_laws_one_and_two(text, SEGMENTATIONS[name])
        check_law_three(text, messages, SEGMENTATIONS[name])

    check()


def main(say: Callable[[str], object]) -> int:
    """Fuzz until the time is over, or to the first finding; say how to see it again."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, help="begin with this batch, as a finding has named it")
    arguments = parser.parse_args()
    end = time.monotonic() + 60 * arguments.minutes
    number = random.randrange(2**31) if arguments.seed is None else arguments.seed
    batches = 0
    while time.monotonic() < end:
        name = list(SEGMENTATIONS)[number % len(SEGMENTATIONS)]
        try:
            run_batch(name, number)
        except BaseException:
            say(f"found with --seed {number} ({name})")
            raise
        number += 1
        batches += 1
    say(f"no finding in {batches * BATCH} documents")
    return 0


if __name__ == "__main__":
    sys.exit(main(print))
