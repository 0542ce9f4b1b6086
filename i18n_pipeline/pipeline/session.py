"""A site that one process works on again and again: what it knows stays in memory between the runs.

Such a run looks only at the files that somebody says were touched, and at those that nobody would tell of. It
comes to what a run comes to that looks at all.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from i18n_pipeline.pipeline.opening import look_again
from i18n_pipeline.pipeline.running import go_on
from i18n_pipeline.pipeline.starting import answers_of, find_languages, start_run
from i18n_pipeline.store import last_writer

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from i18n_pipeline.pipeline.orders import Outcome, Request
    from i18n_pipeline.pipeline.starting import Start
    from i18n_pipeline.project import Project


class Session(msgspec.Struct):
    """What is known of a site. ``is_told`` says whether somebody tells when the file of that name is touched.

    ``start`` is what the last run left, if another can go on from there, ``writer`` when the site was written
    to by then. Of files that are ``untold`` nobody tells. ``spent`` tells that what is known was written
    anew, so that the next run has to read it.
    """

    is_told: Callable[[str], bool]
    tell: Callable[[str], None] = lambda _: None
    start: Start | None = None
    writer: int | None = None
    untold: set[str] = msgspec.field(default_factory=set)
    spent: bool = False

    def run(self, project: Project, request: Request, touched: Collection[str] | None) -> Outcome:
        """Do what `running.run` does, where these files or folders were touched since; None: nobody knows.

        They are seen from the root.
        """
        before = last_writer(project.root)
        start = self._begin(project, request, before, touched)
        ledger = None if self.start is None else self.start.ledger
        # Whatever ends this one, nothing is known by the next.
        self.start = None
        done = go_on(start, before, None, self.tell)
        self.spent = done.start.ledger.spent
        if not self.spent and _is_plain(done.start):
            self.start, self.writer = done.start, last_writer(project.root)
            self._note_untold(done.start, is_known=done.start.ledger is ledger)
        return done.outcome

    def _begin(
        self, project: Project, request: Request, before: int | None, touched: Collection[str] | None
    ) -> Start:
        start = self.start
        if start is None or touched is None or before != self.writer or start.project != project:
            return start_run(project, request)
        languages = find_languages(project, request.languages)
        listing, paths = start.listing.look_again(str(project.root), touched)
        again = replace(start, request=request, listing=listing)
        if languages != start.languages or not _is_plain(again):
            return start_run(project, request)
        look_again(start.ledger, start.listing, listing, paths | self.untold, answers_of(project))
        return again

    def _note_untold(self, start: Start, *, is_known: bool) -> None:
        """Note the files that were seen and that nobody tells of; of a ledger that ``is_known``, the new."""
        ledger, there = start.ledger, frozenset(start.listing.files)
        if not is_known:
            self.untold.clear()
        names = ledger.learned if is_known else ledger.records
        asked = (question.path for question in ledger.questions if question.sighting is not None)
        site = () if ledger.site is None else ledger.site.files
        for path in frozenset(chain(ledger.files_of(names), asked, site)):
            if not ((path in there or start.listing.covers(path)) and self.is_told(path)):
                self.untold.add(path)
        ledger.learned.clear()


def _is_plain(start: Start) -> bool:
    """Tell whether all that comes and goes is told of, and lies where this configuration has it."""
    return not (start.listing.linked or start.listing.trouble or start.earlier)
